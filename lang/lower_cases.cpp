// Definitions by cases and by table: which type their values have, and each row as a condition.

#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

constexpr std::size_t most_values = 63;

} // namespace

NodeId Lowering::body(const ast::Definition& definition, const Holds& declared) {
    const Span span = definition.span;
    const Type type = declared.type;
    if (const auto* it = std::get_if<ast::ConditionBody>(&definition.body)) {
        if (definition.type && type.kind != TypeKind::Truth) {
            building_.report(
                Code::WrongType,
                definition.type->span,
                fmt::format(
                    "a definition by `when` is yes or no, not {}",
                    to_string(building_.program, type)
                ),
                "remove the type, or write cases: `VALUE when …`"
            );
        }
        return condition(*it->condition);
    }
    if (const auto* it = std::get_if<ast::ValueBody>(&definition.body)) {
        if (!definition.type || type.kind == TypeKind::Invalid) {
            return lower(*it->value);
        }
        return case_value(*it->value, type);
    }
    if (const auto* it = std::get_if<ast::CasesBody>(&definition.body)) {
        return cases(*it, type, span);
    }
    return table(std::get<ast::Table>(definition.body), type, span);
}

NodeId Lowering::cases(const ast::CasesBody& it, Type type, Span span) {
    std::vector<const ast::Expr*> values;
    for (const ast::Case& one : it.cases) {
        values.push_back(one.value.get());
    }
    if (type.kind == TypeKind::Invalid) {
        type = type_of_cases(values, span);
    }
    node::Cases lowered;
    bool sound = type.kind != TypeKind::Invalid;
    for (const ast::Case& one : it.cases) {
        const NodeId when = one.when ? condition(*one.when) : NodeId{};
        const NodeId value = type.kind == TypeKind::Invalid ? building_.invalid(one.span)
                                                            : case_value(*one.value, type);
        sound = sound && valid(value) && (!when.valid() || valid(when));
        lowered.cases.push_back({value, when});
        if (!one.when && &one != &it.cases.back()) {
            building_.report(
                Code::UnreachableCase,
                (&one + 1)->span,
                "`otherwise` comes before this case, which is never reached",
                "move `otherwise` to the end"
            );
        }
    }
    return sound ? building_.add(std::move(lowered), type, span) : building_.invalid(span);
}

NodeId Lowering::table(const ast::Table& it, Type type, Span span) {
    std::vector<NodeId> columns;
    bool sound = true;
    for (const ast::ExprPtr& column : it.columns) {
        columns.push_back(lower(*column));
        sound = sound && valid(columns.back());
    }
    std::vector<const ast::Expr*> values;
    for (const ast::Row& row : it.rows) {
        values.push_back(row.result.get());
    }
    if (type.kind == TypeKind::Invalid) {
        type = type_of_cases(values, span);
    }
    sound = sound && type.kind != TypeKind::Invalid;
    node::Cases lowered;
    for (const ast::Row& row : it.rows) {
        const NodeId when = row_condition(row, columns);
        const NodeId value = type.kind == TypeKind::Invalid ? building_.invalid(row.span)
                                                            : case_value(*row.result, type);
        sound = sound && valid(value) && (!when.valid() || valid(when));
        lowered.cases.push_back({value, when});
    }
    return sound ? building_.add(std::move(lowered), type, span) : building_.invalid(span);
}

NodeId Lowering::row_condition(const ast::Row& row, const std::vector<NodeId>& columns) {
    std::vector<NodeId> cells;
    for (std::size_t i = 0; i < row.cells.size() && i < columns.size(); ++i) {
        if (!std::holds_alternative<ast::AnyCell>(row.cells[i].kind)) {
            cells.push_back(
                valid(columns[i]) ? cell_condition(row.cells[i], columns[i]) : columns[i]
            );
        }
    }
    if (cells.empty()) {
        return building_.add(node::Constant{true}, Type{.kind = TypeKind::Truth}, row.span);
    }
    return cells.size() == 1 ? cells.front()
                             : junction(ast::Quantity::All, std::move(cells), row.span, false);
}

NodeId Lowering::cell_condition(const ast::Cell& cell, NodeId column) {
    const Span head = building_.program[column].span;
    const Type type = type_of(column);
    // Messages about the column's side of a comparison point at its head.
    ast::Expr subject{ast::Today{}, head};
    std::vector<NodeId> parts;
    const auto add_bound = [&](node::CompareOp op, const ast::Expr& bound) {
        const NodeId value = lower(bound);
        const auto both = alike(column, subject, value, bound);
        parts.push_back(
            both ? compare(op, both->first, both->second, cell.span) : building_.invalid(cell.span)
        );
    };
    if (const auto* known = std::get_if<ast::KnownCell>(&cell.kind)) {
        return negate(truth(node::Known{column}, cell.span, true), !known->known, cell.span);
    }
    if (const auto* values = std::get_if<ast::ValuesCell>(&cell.kind)) {
        if (type.kind == TypeKind::Coded) {
            const auto bits = constant_set(building_, module_, values->values, type);
            return bits ? truth(node::OneOf{column, *bits}, cell.span, true)
                        : building_.invalid(cell.span);
        }
        for (const ast::ExprPtr& value : values->values) {
            parts.push_back(equals(column, subject, *value, cell.span));
        }
        // A cell `yes` is the column itself, but stands in a place of its own.
        return parts.size() == 1 && parts.front() != column
                   ? parts.front()
                   : junction(ast::Quantity::Any, std::move(parts), cell.span, true);
    }
    if (const auto* range = std::get_if<ast::RangeCell>(&cell.kind)) {
        // `40 to 50 %`: the unit at the end serves both.
        NodeId low = lower(*range->low);
        const NodeId high = lower(*range->high);
        if (bare_literal(*range->low) && type_of(high).kind == TypeKind::Number && valid(low)) {
            const Node::Kind constant = building_.program[low].kind;
            low = building_.add(constant, type_of(high), range->low->span);
        }
        const ast::Expr& low_expr = bare_literal(*range->low) ? *range->high : *range->low;
        const auto lower_bound = alike(column, subject, low, low_expr);
        const auto upper_bound =
            lower_bound ? alike(column, subject, high, *range->high) : std::nullopt;
        if (!upper_bound) {
            return building_.invalid(cell.span);
        }
        parts.push_back(compare(
            node::CompareOp::GreaterEqual, lower_bound->first, lower_bound->second, cell.span
        ));
        parts.push_back(
            compare(node::CompareOp::LessEqual, upper_bound->first, upper_bound->second, cell.span)
        );
        return junction(ast::Quantity::All, std::move(parts), cell.span, true);
    }
    for (const auto& [op, bound] : std::get<ast::CompareCell>(cell.kind).bounds) {
        switch (op) {
        case ast::CompareOp::Less: add_bound(node::CompareOp::Less, *bound); break;
        case ast::CompareOp::LessEqual: add_bound(node::CompareOp::LessEqual, *bound); break;
        case ast::CompareOp::Greater: add_bound(node::CompareOp::Greater, *bound); break;
        case ast::CompareOp::GreaterEqual: add_bound(node::CompareOp::GreaterEqual, *bound); break;
        }
    }
    return parts.size() == 1 ? parts.front()
                             : junction(ast::Quantity::All, std::move(parts), cell.span, true);
}

/// What a single case value shows of the type: nothing (Invalid) for a bare word that names
/// nothing.
Type Lowering::type_of_case(const ast::Expr& value) {
    const auto* reference = std::get_if<ast::Reference>(&value.node);
    if (reference == nullptr) {
        if (std::holds_alternative<ast::ValueLiteral>(value.node)) {
            return {};
        }
        return std::holds_alternative<ast::DateLiteral>(value.node) ? Type{.kind = TypeKind::Date}
               : std::holds_alternative<ast::TruthLiteral>(value.node)
                   ? Type{.kind = TypeKind::Truth}
                   : Type{.kind = TypeKind::Number};
    }
    const auto found = building_.names.look_up(module_, reference->path, Missing::Ignore);
    if (!found || found->parts < reference->path.parts.size()) {
        return {};
    }
    switch (found->symbol->kind) {
    case SymbolKind::Term: return Type{.kind = TypeKind::Term};
    case SymbolKind::Fact: return building_.program.facts[found->symbol->index].holds.type;
    case SymbolKind::Definition: return building_.program.definitions[found->symbol->index].type;
    default: return {};
    }
}

/// The type that all case values share. Bare words that name nothing are the values of a new
/// domain.
Type Lowering::type_of_cases(const std::vector<const ast::Expr*>& values, Span span) {
    bool any_word = false;
    std::optional<Type> shown;
    for (const ast::Expr* value : values) {
        const Type type = type_of_case(*value);
        if (type.kind == TypeKind::Truth || type.kind == TypeKind::Set ||
            type.kind == TypeKind::Event) {
            if (std::holds_alternative<ast::Reference>(value->node)) {
                any_word = true; // a word that happens to name a condition is meant as a word
                continue;
            }
            building_.report(
                Code::WrongType,
                value->span,
                "a case gives a value, not yes or no",
                "a yes/no definition is one condition: `define NAME when …`"
            );
            return {};
        }
        if (type.kind == TypeKind::Invalid) {
            any_word = true;
        } else if (!shown) {
            shown = type;
        }
    }
    if (shown && shown->kind == TypeKind::Number) {
        // The unit is that of the first value. A faulty one is reported here, and the cases are
        // then left alone.
        const NodeId first = lower(*values.front());
        return valid(first) ? type_of(first) : Type{};
    }
    if (shown && !(any_word && shown->kind == TypeKind::Term)) {
        return *shown;
    }
    if (shown) {
        for (const ast::Expr* value : values) {
            if (type_of_case(*value).kind == TypeKind::Invalid) {
                building_.report(
                    Code::UnknownName,
                    value->span,
                    fmt::format(
                        "`{}` is not a term, but other cases give terms",
                        building_.sources.text(value->span)
                    ),
                    "declare the term, or list the values: `define NAME one of …`"
                );
            }
        }
        return {};
    }
    Domain domain;
    for (const ast::Expr* value : values) {
        const std::string name = value_name(*value).value_or("");
        const bool known =
            std::any_of(domain.values.begin(), domain.values.end(), [&](const DomainValue& one) {
                return one.name == name;
            });
        if (!known) {
            domain.values.push_back({name, words_of(name), {}, value->span});
        }
    }
    if (domain.values.size() > most_values) {
        building_.report(
            Code::TooManyValues,
            span,
            fmt::format("a definition gives at most {} different values", most_values),
            "split it, or give terms"
        );
        return {};
    }
    building_.program.domains.push_back(std::move(domain));
    const DomainId id{static_cast<std::uint32_t>(building_.program.domains.size() - 1)};
    return Type{.kind = TypeKind::Coded, .domain = id};
}

NodeId Lowering::case_value(const ast::Expr& value, const Type& type) {
    const auto name = value_name(value);
    if (type.kind == TypeKind::Coded && name) {
        const Domain& domain = building_.program[type.domain];
        const bool listed =
            std::any_of(domain.values.begin(), domain.values.end(), [&](const DomainValue& one) {
                return one.name == *name;
            });
        const Type other = listed ? Type{} : type_of_case(value);
        if (other.kind != TypeKind::Coded || other.domain != type.domain) {
            const auto found = constant(building_, module_, value, type);
            return found ? building_.add(node::Constant{*found}, type, value.span)
                         : building_.invalid(value.span);
        }
    }
    if (type.kind == TypeKind::Term && name && type_of_case(value).kind == TypeKind::Term) {
        const auto found = constant(building_, module_, value, type);
        return found ? building_.add(node::Constant{*found}, type, value.span)
                     : building_.invalid(value.span);
    }
    const NodeId node = lower(value);
    if (!valid(node)) {
        return node;
    }
    const bool same_kind = type_of(node).kind == type.kind &&
                           (type.kind != TypeKind::Coded || type_of(node).domain == type.domain);
    if (!same_kind) {
        report_wrong_type(value, node, to_string(building_.program, type));
        return building_.invalid(value.span);
    }
    if (type.kind != TypeKind::Number) {
        return node;
    }
    // By the design, a bare number becomes the declared unit (empirical formulas have no dimensions
    // to check).
    return type_of(node).unit == Unit{} ? node : in_unit(node, type.unit, value.span);
}

} // namespace precept
