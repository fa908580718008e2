// The value of what the cursor is on, for the current patient.

#include "interpreter/lsp/verdicts.hpp"
#include "interpreter/missing.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <optional>

namespace precept::lsp {

namespace {

/// The innermost expression at a place, in the patient's scope: what stands inside a `where` has a
/// value for each event, none for the patient.
class Innermost {
public:
    Innermost(const Program& program, const Cursor& cursor) : program_(program), cursor_(cursor) {}

    /// A condition if there is one, else a value.
    std::optional<NodeId> find(std::uint32_t module) {
        look(program_.modules[module].applies);
        for (const Rule& rule : program_.rules) {
            if (rule.module.index == module) {
                look(rule.when);
                for (const Unless& unless : rule.unless) {
                    look(unless.condition);
                }
            }
        }
        for (const Definition& definition : program_.definitions) {
            if (definition.module.index == module) {
                look(definition.body);
            }
        }
        for (const Ensure& ensure : program_.ensures) {
            if (ensure.module.index == module) {
                look(ensure.whenever);
                look(ensure.claim);
            }
        }
        return condition_ ? condition_ : value_;
    }

private:
    void look(NodeId id) {
        if (!id.valid()) {
            return;
        }
        const Node& node = program_[id];
        const bool here = node.span.file == cursor_.file && node.span.begin <= cursor_.offset &&
                          cursor_.offset <= node.span.end;
        if (!here) {
            return;
        }
        if (node.type.kind == TypeKind::Truth) {
            condition_ = id;
        } else if (!std::holds_alternative<node::Constant>(node.kind)) {
            value_ = id;
        }
        const bool events = std::holds_alternative<node::Quantified>(node.kind) ||
                            std::holds_alternative<node::CountOf>(node.kind) ||
                            std::holds_alternative<node::Pick>(node.kind);
        if (!node.atom && !events) {
            for_each_operand(node.kind, [this](NodeId operand) { look(operand); });
        }
    }

    const Program& program_;
    const Cursor& cursor_;
    std::optional<NodeId> condition_;
    std::optional<NodeId> value_;
};

class Notes {
public:
    Notes(const Consultation& consultation, const Markup& markup)
        : patient_(*consultation.patient()),
          sources_(consultation.sources()),
          markup_(markup) {}

    /// Of a fact, an event, a definition or a rule; nothing of others.
    [[nodiscard]] std::string about(const Target& target) const {
        if (target.kind != Target::Kind::Item) {
            return {};
        }
        switch (target.symbol) {
        case SymbolKind::Fact: return value(read_fact(patient_, FactId{target.index}));
        case SymbolKind::Event: return value(read_events(patient_, EventId{target.index}));
        case SymbolKind::Definition:
            return value(read_definition(patient_, DefinitionId{target.index}));
        case SymbolKind::Rule:
            return fmt::format(
                "{}: {}",
                markup_.code(patient_.program().rules[target.index].name),
                in_words(status(patient_, RuleId{target.index}))
            );
        default: return {};
        }
    }

    [[nodiscard]] std::string about(NodeId node) const {
        const Program& program = patient_.program();
        const Condition condition = trace_node(patient_, node);
        const Reading reading = read(patient_, node, patient_.place());
        std::string text = fmt::format(
            "{}: {}",
            markup_.code(show_condition(program, sources_, condition)),
            markup_.text(show(program, reading))
        );
        std::string waits;
        for (const Operand& one : missing_for(patient_, node)) {
            const std::string why = show_reason(program, one);
            waits += waits.empty() ? ", for want of " : ", ";
            waits += markup_.code(show_name(sources_, one));
            waits += why.empty() ? "" : fmt::format(" ({})", markup_.text(why));
        }
        return text + waits;
    }

private:
    [[nodiscard]] std::string value(const Operand& operand) const {
        const Program& program = patient_.program();
        std::string text = fmt::format(
            "{}: {}", markup_.code(operand.name), markup_.text(show(program, operand.reading))
        );
        const std::string why = show_reason(program, operand);
        const std::string from = show_origin(sources_, operand);
        text += why.empty() ? "" : fmt::format(", {}", markup_.text(why));
        text += from.empty() ? "" : fmt::format(" ({})", markup_.text(from));
        return text;
    }

    const PatientView& patient_;
    const Sources& sources_;
    const Markup& markup_;
};

} // namespace

PatientNote note_on_patient(
    const Snapshot& view,
    const Consultation& consultation,
    const Cursor& cursor,
    const Markup& markup
) {
    const auto module = view.module_of(cursor.file);
    if (!module) {
        return {};
    }
    const Notes notes(consultation, markup);
    const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset);
    const std::string named = name == nullptr ? "" : notes.about(name->target);
    auto node = Innermost(view.program(), cursor).find(*module);
    if (node && !named.empty() && view.program()[*node].span == name->span) {
        node.reset(); // nothing but the name
    }
    const std::string valued = node ? notes.about(*node) : "";
    if (named.empty() && valued.empty()) {
        return {};
    }
    PatientNote note;
    note.span = named.empty() ? view.program()[*node].span : name->span;
    note.text = markup.bold(consultation.file().name());
    for (const std::string& one : {named, valued}) {
        note.text += one.empty() ? "" : std::string(Markup::gap()) + one;
    }
    return note;
}

} // namespace precept::lsp
