// Conditions: connectives and lists, comparisons, the forms of `is`, events, and outcomes of rules.

#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

node::CompareOp op_of(ast::CompareOp op) {
    switch (op) {
    case ast::CompareOp::Less: return node::CompareOp::Less;
    case ast::CompareOp::LessEqual: return node::CompareOp::LessEqual;
    case ast::CompareOp::Greater: return node::CompareOp::Greater;
    case ast::CompareOp::GreaterEqual: return node::CompareOp::GreaterEqual;
    }
    return node::CompareOp::Equal;
}

} // namespace

NodeId Lowering::negate(NodeId node, bool negated, Span span, bool atom) {
    if (!negated || !valid(node)) {
        return node;
    }
    return truth(node::Not{node}, span, atom);
}

NodeId
Lowering::junction(ast::Quantity quantity, std::vector<NodeId> operands, Span span, bool atom) {
    if (!std::all_of(operands.begin(), operands.end(), [&](NodeId one) { return valid(one); })) {
        return building_.invalid(span);
    }
    return truth(node::Junction{quantity, 0, std::move(operands)}, span, atom);
}

NodeId Lowering::condition(const ast::Expr& expr) {
    const NodeId node = lower(expr);
    if (!valid(node) || type_of(node).kind == TypeKind::Truth) {
        return node;
    }
    std::string help = "compare it with something";
    if (const auto name = value_name(expr); name && type_of(node).kind == TypeKind::Coded) {
        const Domain& domain = building_.program[type_of(node).domain];
        if (!domain.values.empty()) {
            help = fmt::format(
                "compare it with a value: `{} is {}`", *name, domain.values.front().name
            );
        }
    } else if (type_of(node).kind == TypeKind::Event) {
        help = fmt::format(
            "write `{} is known` to ask whether there is one", building_.sources.text(expr.span)
        );
    }
    building_.report(
        Code::WrongType,
        expr.span,
        fmt::format(
            "a condition is needed here, but `{}` is {}",
            building_.sources.text(expr.span),
            to_string(building_.program, type_of(node))
        ),
        std::move(help)
    );
    return building_.invalid(expr.span);
}

NodeId Lowering::at(const ast::Chain& it, Span span) {
    std::vector<NodeId> operands;
    for (const ast::ExprPtr& operand : it.operands) {
        operands.push_back(condition(*operand));
    }
    const ast::Connective first = it.connectives.front().first;
    const auto other =
        std::find_if(it.connectives.begin(), it.connectives.end(), [&](const auto& one) {
            return one.first != first;
        });
    if (other != it.connectives.end()) {
        const std::string_view now = first == ast::Connective::And ? "and" : "or";
        auto& finding = building_.report(
            Code::MixedAndOr,
            other->second,
            "`and` and `or` stand side by side, which can be read in two ways",
            "put parentheses around what belongs together, or write a list with `all of` or `any "
            "of`"
        );
        finding.notes.push_back(
            {it.connectives.front().second, fmt::format("the first is `{}`", now)}
        );
        return building_.invalid(span);
    }
    const auto quantity = first == ast::Connective::And ? ast::Quantity::All : ast::Quantity::Any;
    return junction(quantity, std::move(operands), span, false);
}

NodeId Lowering::at(const ast::Not& it, Span span) {
    return negate(condition(*it.operand), true, span, false);
}

NodeId Lowering::at(const ast::Parenthesised& it, Span /*span*/) {
    return lower(*it.inner);
}

NodeId Lowering::at(const ast::BulletList& it, Span span) {
    std::vector<NodeId> operands;
    for (const ast::ExprPtr& item : it.items) {
        operands.push_back(condition(*item));
    }
    const auto size = operands.size();
    const bool beyond =
        (it.quantity == ast::Quantity::AtLeast && (it.count > size || it.count == 0)) ||
        (it.quantity == ast::Quantity::Exactly && it.count > size) ||
        (it.quantity == ast::Quantity::AtMost && it.count >= size);
    if (beyond) {
        const bool never = it.count > size && it.quantity != ast::Quantity::AtMost;
        building_.report(
            Code::ImpossibleCount,
            it.head,
            fmt::format(
                "`{}` of {} conditions is {} true",
                building_.sources.text(it.head),
                size,
                never ? "never" : "always"
            ),
            "check the number against the list"
        );
    }
    const NodeId list = junction(it.quantity, std::move(operands), span, false);
    if (valid(list)) {
        std::get<node::Junction>(building_.program.nodes[list.index].kind).count = it.count;
    }
    return list;
}

// ---- comparisons

/// Reports a constant beyond the declared range of the fact or field that it is compared with.
void Lowering::check_range(NodeId subject, NodeId constant) {
    const Node& node = building_.program[constant];
    const auto* value = std::get_if<node::Constant>(&node.kind);
    if (value == nullptr || !std::holds_alternative<double>(value->value)) {
        return;
    }
    const double number = std::get<double>(value->value);
    if (const auto* fact = std::get_if<node::FactRef>(&building_.program[subject].kind)) {
        const Fact& declared = building_.program[fact->fact];
        if (type_of(subject).unit == declared.holds.type.unit) {
            in_range(building_, number, declared.holds, node.span, declared.span);
        }
    } else if (const auto* field = std::get_if<node::FieldRef>(&building_.program[subject].kind)) {
        const EventId event = building_.program[field->scope].event;
        const Field& declared = building_.program[event].fields[field->field];
        if (type_of(subject).unit == declared.holds.type.unit) {
            in_range(building_, number, declared.holds, node.span, declared.span);
        }
    }
}

NodeId Lowering::compare(node::CompareOp op, NodeId left, NodeId right, Span span) {
    check_range(left, right);
    check_range(right, left);
    return truth(node::Compare{op, left, right}, span, true);
}

NodeId Lowering::at(const ast::Compare& it, Span span) {
    const NodeId left = lower(*it.left);
    const NodeId right = lower(*it.right);
    const auto both = alike(left, *it.left, right, *it.right);
    return both ? compare(op_of(it.op), both->first, both->second, span) : building_.invalid(span);
}

NodeId
Lowering::equals(NodeId subject, const ast::Expr& subject_expr, const ast::Expr& value, Span span) {
    const Type type = type_of(subject);
    switch (type.kind) {
    case TypeKind::Number:
    case TypeKind::Date: {
        const NodeId right = lower(value);
        const auto both = alike(subject, subject_expr, right, value);
        return both ? compare(node::CompareOp::Equal, both->first, both->second, span)
                    : building_.invalid(span);
    }
    case TypeKind::Truth: {
        const auto wanted = constant(building_, module_, value, type);
        return wanted ? negate(subject, !std::get<bool>(*wanted), span) : building_.invalid(span);
    }
    case TypeKind::Coded: {
        const auto wanted = constant(building_, module_, value, type);
        return wanted ? truth(
                            node::OneOf{
                                subject, std::uint64_t{1} << std::get<CodedValue>(*wanted).index},
                            span,
                            true
                        )
                      : building_.invalid(span);
    }
    case TypeKind::Term: {
        const auto wanted = constant(building_, module_, value, type);
        return wanted ? truth(node::TermIs{subject, {std::get<TermId>(*wanted)}, false}, span, true)
                      : building_.invalid(span);
    }
    case TypeKind::Set:
        building_.report(
            Code::WrongType,
            span,
            fmt::format("`{}` is a set", building_.sources.text(subject_expr.span)),
            fmt::format(
                "write `{} includes {}`",
                building_.sources.text(subject_expr.span),
                building_.sources.text(value.span)
            )
        );
        return building_.invalid(span);
    case TypeKind::Event:
        building_.report(
            Code::WrongType,
            span,
            fmt::format("`{}` is an event", building_.sources.text(subject_expr.span)),
            "compare one of its fields, or ask whether it `is known`"
        );
        return building_.invalid(span);
    case TypeKind::Invalid: break;
    }
    return building_.invalid(span);
}

NodeId Lowering::at(const ast::IsValue& it, Span span) {
    const NodeId subject = lower(*it.subject);
    if (!valid(subject)) {
        return subject;
    }
    if (it.values.size() == 1) {
        return negate(equals(subject, *it.subject, *it.values.front(), span), it.negated, span);
    }
    const Type type = type_of(subject);
    if (type.kind == TypeKind::Coded) {
        const auto values = constant_set(building_, module_, it.values, type);
        return values ? negate(truth(node::OneOf{subject, *values}, span, true), it.negated, span)
                      : building_.invalid(span);
    }
    if (type.kind == TypeKind::Term) {
        std::vector<TermId> terms;
        for (const ast::ExprPtr& value : it.values) {
            if (const auto term = constant(building_, module_, *value, type)) {
                terms.push_back(std::get<TermId>(*term));
            }
        }
        return terms.size() == it.values.size()
                   ? negate(
                         truth(node::TermIs{subject, std::move(terms), false}, span, true),
                         it.negated,
                         span
                     )
                   : building_.invalid(span);
    }
    std::vector<NodeId> each;
    for (const ast::ExprPtr& value : it.values) {
        each.push_back(equals(subject, *it.subject, *value, span));
        if (!valid(each.back()) && (type.kind == TypeKind::Set || type.kind == TypeKind::Event)) {
            break; // one message for the list
        }
    }
    return negate(junction(ast::Quantity::Any, std::move(each), span, true), it.negated, span);
}

NodeId Lowering::at(const ast::IsIn& it, Span span) {
    const NodeId subject = lower(*it.subject);
    if (!require(subject, TypeKind::Term, *it.subject, "something whose values are terms")) {
        return building_.invalid(span);
    }
    const auto index = building_.find(module_, it.term, SymbolKind::Term);
    if (!index) {
        return building_.invalid(span);
    }
    const TermId term{*index};
    const TermId root = type_of(subject).root;
    if (root.valid() && !is_below(building_.program, term, root) &&
        !is_below(building_.program, root, term)) {
        auto& finding = building_.report(
            Code::WrongType,
            it.term.span,
            fmt::format(
                "`{}` can never be in `{}`: its values are terms below `{}`",
                building_.sources.text(it.subject->span),
                to_string(it.term),
                building_.program[root].name
            )
        );
        finding.notes.push_back(
            {building_.program[term].span,
             fmt::format("`{}` is not one of those", to_string(it.term))}
        );
        return building_.invalid(span);
    }
    return negate(truth(node::TermIs{subject, {term}, true}, span, true), it.negated, span);
}

NodeId Lowering::at(const ast::IsKnown& it, Span span) {
    const NodeId subject = lower(*it.subject);
    return valid(subject) ? negate(truth(node::Known{subject}, span, true), !it.known, span)
                          : subject;
}

NodeId Lowering::at(const ast::IsBetween& it, Span span) {
    const NodeId subject = lower(*it.subject);
    const NodeId high = lower(*it.high);
    NodeId low = lower(*it.low);
    const auto upper = alike(subject, *it.subject, high, *it.high);
    if (!upper) {
        return building_.invalid(span);
    }
    // `between 40 and 50 %`: the unit at the end serves both.
    if (bare_literal(*it.low) && !bare_literal(*it.high) && type_of(low).unit == Unit{} &&
        type_of(high).kind == TypeKind::Number) {
        const double number =
            std::get<double>(std::get<node::Constant>(building_.program[low].kind).value);
        low = building_.add(node::Constant{number}, type_of(high), it.low->span);
    }
    const bool same_unit = type_of(low).unit == type_of(high).unit;
    const auto lower_bound =
        same_unit && valid(low) && type_of(low).kind == TypeKind::Number
            ? std::optional(std::pair(subject, in_unit(low, type_of(subject).unit, it.low->span)))
            : alike(subject, *it.subject, low, *it.low);
    if (!lower_bound) {
        return building_.invalid(span);
    }
    const auto number = [&](NodeId id) -> std::optional<double> {
        const auto* constant = std::get_if<node::Constant>(&building_.program[id].kind);
        return constant != nullptr && std::holds_alternative<double>(constant->value)
                   ? std::optional(std::get<double>(constant->value))
                   : std::nullopt;
    };
    const auto from = number(lower_bound->second);
    const auto to = number(upper->second);
    if (from && to && *from > *to) {
        building_.report(
            Code::EmptyRange,
            join(it.low->span, it.high->span),
            "nothing lies between these two",
            "the smaller one comes first"
        );
        return building_.invalid(span);
    }
    std::vector<NodeId> both{
        compare(node::CompareOp::GreaterEqual, lower_bound->first, lower_bound->second, span),
        compare(node::CompareOp::LessEqual, upper->first, upper->second, span)};
    return negate(junction(ast::Quantity::All, std::move(both), span, true), it.negated, span);
}

NodeId Lowering::at(const ast::IsRelativeTo& it, Span span) {
    const NodeId date = lower(*it.subject);
    const NodeId anchor = lower(*it.anchor);
    const bool date_fits = require(date, TypeKind::Date, *it.subject, "a date");
    if (!require(anchor, TypeKind::Date, *it.anchor, "a date") || !date_fits) {
        return building_.invalid(span);
    }
    using Op = node::CompareOp;
    if (!it.amount) {
        return negate(
            compare(it.before ? Op::Less : Op::Greater, date, anchor, span), it.negated, span
        );
    }
    auto length = calendar_span(building_, *it.amount, it.amount_span);
    if (!length) {
        return building_.invalid(span);
    }
    if (it.before) {
        length->count = -length->count;
    }
    const NodeId edge =
        building_.add(node::Shift{anchor, *length}, Type{.kind = TypeKind::Date}, it.anchor->span);
    if (it.relation == ast::TimeRelation::MoreThan) {
        return negate(
            compare(it.before ? Op::Less : Op::Greater, date, edge, span), it.negated, span
        );
    }
    const bool strict = it.relation == ast::TimeRelation::LessThan;
    const Op beyond_edge =
        it.before ? (strict ? Op::Greater : Op::GreaterEqual) : (strict ? Op::Less : Op::LessEqual);
    std::vector<NodeId> both{
        compare(beyond_edge, date, edge, span),
        compare(it.before ? Op::LessEqual : Op::GreaterEqual, date, anchor, span)};
    return negate(junction(ast::Quantity::All, std::move(both), span, true), it.negated, span);
}

NodeId Lowering::at(const ast::Includes& it, Span span) {
    const NodeId subject = lower(*it.subject);
    if (!require(subject, TypeKind::Set, *it.subject, "a set")) {
        return building_.invalid(span);
    }
    const auto values = constant_set(building_, module_, it.values, type_of(subject));
    if (!values) {
        return building_.invalid(span);
    }
    const bool all = it.mode == ast::IncludesMode::All;
    return negate(truth(node::Includes{subject, *values, all}, span, true), it.negated, span);
}

// ---- events and outcomes

NodeId Lowering::at(const ast::Quantified& it, Span span) {
    const auto scope = enter(it.event);
    if (!scope) {
        return building_.invalid(span);
    }
    const bool always = it.count == 0 && it.quantity == ast::EventQuantity::AtLeast;
    if (always) {
        building_.report(
            Code::ImpossibleCount, span, "`at least 0` is always true", "check the number"
        );
    }
    const NodeId condition = where(*scope, it.where);
    if (condition.valid() && !valid(condition)) {
        return building_.invalid(span);
    }
    return truth(node::Quantified{it.quantity, it.count, *scope, condition}, span, true);
}

NodeId Lowering::at(const ast::IsStatus& it, Span span) {
    const auto rule = building_.find(module_, it.rule, SymbolKind::Rule);
    if (!rule) {
        return building_.invalid(span);
    }
    if (it.status == ast::RuleStatus::Undecided || it.status == ast::RuleStatus::NotApplicable) {
        building_.report(
            Code::MisplacedItem,
            span,
            "only a test can expect this of a rule",
            fmt::format("in a condition, ask for `{} fires`", to_string(it.rule))
        );
        return building_.invalid(span);
    }
    const NodeId fires = truth(node::RuleFires{RuleId{*rule}}, span, true);
    return negate(fires, it.status == ast::RuleStatus::DoesNotFire, span);
}

NodeId Lowering::at(const ast::IsOutcome& it, Span span) {
    const auto term = building_.find(module_, it.term, SymbolKind::Term);
    if (!term) {
        return building_.invalid(span);
    }
    ast::Verb verb{};
    switch (it.outcome) {
    case ast::Outcome::Recommended: verb = ast::Verb::Recommend; break;
    case ast::Outcome::Considered: verb = ast::Verb::Consider; break;
    case ast::Outcome::Avoided: verb = ast::Verb::Avoid; break;
    case ast::Outcome::Contraindicated: verb = ast::Verb::Contraindicate; break;
    case ast::Outcome::Blocked:
    case ast::Outcome::Overridden:
    case ast::Outcome::Provisional:
        building_.report(
            Code::MisplacedItem,
            span,
            "only a test can expect this of advice",
            fmt::format("in a condition, ask whether `{} is recommended`", to_string(it.term))
        );
        return building_.invalid(span);
    }
    return negate(truth(node::TermOutcome{TermId{*term}, verb}, span, true), it.negated, span);
}

NodeId Lowering::at(const ast::SomeAdvice& /*it*/, Span span) {
    return truth(node::AnyAdvice{}, span, true);
}

NodeId Lowering::at(const ast::RulesFire& it, Span span) {
    std::vector<NodeId> fires;
    for (const ast::Path& path : it.rules) {
        if (const auto rule = building_.find(module_, path, SymbolKind::Rule)) {
            fires.push_back(truth(node::RuleFires{RuleId{*rule}}, path.span, true));
        } else {
            fires.push_back(building_.invalid(path.span));
        }
    }
    const NodeId list = junction(it.quantity, std::move(fires), span, false);
    if (valid(list)) {
        std::get<node::Junction>(building_.program.nodes[list.index].kind).count = it.count;
    }
    return list;
}

} // namespace precept
