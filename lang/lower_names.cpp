// What a name in an expression stands for: a field of the event at hand, a fact, a definition.

#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

NodeId Lowering::at(const ast::Reference& it, Span span) {
    const NodeId field = field_of_scope(it.path, span);
    if (field.valid()) {
        return field;
    }
    const auto found = building_.names.look_up(module_, it.path, Missing::Ignore);
    if (!found) {
        if (scopes_.size() > 1 && it.path.parts.size() == 1) {
            const EventId event = building_.program[scopes_.back()].event;
            std::vector<std::string> fields;
            for (const Field& one : building_.program[event].fields) {
                fields.push_back(one.name);
            }
            if (nearest(it.path.parts[0].text, fields)) {
                report_unknown_field(event, it.path.parts[0]);
                return building_.invalid(span);
            }
        }
        building_.names.report_unknown(module_, it.path);
        return building_.invalid(span);
    }
    // Ambiguity is reported only when the name is really what is meant.
    building_.names.report_ambiguous(it.path, *found);
    building_.note(module_, it.path, *found);
    NodeId node = symbol_node(*found->symbol, span);
    const std::size_t rest = it.path.parts.size() - found->parts;
    if (rest == 0 || !valid(node)) {
        return node;
    }
    const ast::Name& field_name = it.path.parts[found->parts];
    if (rest > 1 || type_of(node).kind != TypeKind::Event) {
        building_.report(
            Code::UnknownName,
            field_name.span,
            fmt::format(
                "`{}` has no parts: it is {}",
                found->symbol->name->text,
                to_string(building_.program, type_of(node))
            ),
            "only a definition by `latest` or `earliest` has fields"
        );
        return building_.invalid(span);
    }
    return picked_field(node, field_name, span);
}

/// The field that `path` names in the nearest scope that has it: `FIELD`, or `EVENT.FIELD`.
NodeId Lowering::field_of_scope(const ast::Path& path, Span span) {
    const auto& program = building_.program;
    for (std::size_t depth = scopes_.size(); depth-- > 1;) {
        const Event& event = program[program[scopes_[depth]].event];
        const std::string_view bare =
            std::string_view(event.name).substr(event.name.rfind('.') + 1);
        const bool named = path.parts.size() == 2 && path.parts[0].text == bare;
        if (path.parts.size() != 1 && !named) {
            continue;
        }
        const auto field =
            std::find_if(event.fields.begin(), event.fields.end(), [&](const Field& one) {
                return one.name == path.parts.back().text;
            });
        if (field != event.fields.end()) {
            const auto index = static_cast<std::uint32_t>(field - event.fields.begin());
            const EventId id = program[scopes_[depth]].event;
            building_.note_field(path.parts.back().span, id, index);
            if (named) {
                building_.note_event(path.parts.front().span, id);
            }
            return building_.add(node::FieldRef{scopes_[depth], index}, field->holds.type, span);
        }
        if (named) {
            report_unknown_field(program[scopes_[depth]].event, path.parts.back());
            return building_.invalid(span);
        }
    }
    return {};
}

NodeId Lowering::symbol_node(const Symbol& symbol, Span span) {
    const auto& program = building_.program;
    switch (symbol.kind) {
    case SymbolKind::Fact: {
        const FactId fact{symbol.index};
        return building_.add(node::FactRef{fact}, program[fact].holds.type, span);
    }
    case SymbolKind::Definition: {
        const DefinitionId definition{symbol.index};
        return building_.add(node::DefinitionRef{definition}, program[definition].type, span);
    }
    default: break;
    }
    std::string help;
    switch (symbol.kind) {
    case SymbolKind::Rule: help = fmt::format("write `{} fires`", symbol.name->text); break;
    case SymbolKind::Event:
        help = fmt::format(
            "write `any {}`, `any {} where …` or `count of {}`",
            symbol.name->text,
            symbol.name->text,
            symbol.name->text
        );
        break;
    case SymbolKind::Term:
        help = fmt::format(
            "write `{} is recommended`, or compare with it: `drug is {}`",
            symbol.name->text,
            symbol.name->text
        );
        break;
    default: break;
    }
    auto& finding = building_.report(
        Code::WrongKind,
        span,
        fmt::format(
            "`{}` is {}, which has no value of its own", symbol.name->text, in_words(symbol.kind)
        ),
        std::move(help)
    );
    finding.notes.push_back({symbol.name->span, "declared here"});
    return building_.invalid(span);
}

NodeId Lowering::picked_field(NodeId event, const ast::Name& field, Span span) {
    const EventId id = type_of(event).event;
    const Event& declared = building_.program[id];
    for (std::uint32_t i = 0; i < declared.fields.size(); ++i) {
        if (declared.fields[i].name == field.text) {
            building_.note_field(field.span, id, i);
            return building_.add(node::PickedField{event, i}, declared.fields[i].holds.type, span);
        }
    }
    report_unknown_field(id, field);
    return building_.invalid(span);
}

void Lowering::report_unknown_field(EventId event, const ast::Name& field) {
    const Event& declared = building_.program[event];
    std::vector<std::string> fields;
    for (const Field& one : declared.fields) {
        fields.push_back(one.name);
    }
    const auto guess = nearest(field.text, fields);
    auto& finding = building_.report(
        Code::UnknownName,
        field.span,
        fmt::format("the event `{}` has no field `{}`", declared.name, field.text),
        guess ? fmt::format("did you mean `{}`?", *guess)
              : fmt::format("its fields: {}", list_of(fields, "and"))
    );
    finding.notes.push_back({declared.span, "the event is declared here"});
    if (guess) {
        finding.fix = Fix{field.span, *guess};
    }
}

std::optional<ScopeId> Lowering::enter(const ast::Path& event) {
    const auto index = building_.find(module_, event, SymbolKind::Event);
    if (!index) {
        return std::nullopt;
    }
    return building_.scope(EventId{*index}, scopes_.back());
}

NodeId Lowering::where(ScopeId scope, const ast::ExprPtr& condition_expr) {
    if (!condition_expr) {
        return {};
    }
    scopes_.push_back(scope);
    const NodeId node = condition(*condition_expr);
    scopes_.pop_back();
    return node;
}

} // namespace precept
