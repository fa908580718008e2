// Values: literals, arithmetic with its units, sums, counts, and events picked by date.

#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace precept {

namespace {

Type number_type(Unit unit = {}) {
    return Type{.kind = TypeKind::Number, .unit = unit};
}

} // namespace

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): the generic lambda uses `this`
NodeId Lowering::lower(const ast::Expr& expr) {
    return std::visit([&](const auto& it) { return at(it, expr.span); }, expr.node);
}

NodeId Lowering::at(const ast::NumberLiteral& it, Span span) {
    Unit unit;
    if (it.unit) {
        const auto found = unit_of(building_, *it.unit);
        if (!found) {
            return building_.invalid(span);
        }
        unit = *found;
    }
    return building_.add(node::Constant{it.value}, number_type(unit), span);
}

NodeId Lowering::at(const ast::DateLiteral& it, Span span) {
    const auto date = date_of(building_, it.spelling, span);
    return date ? building_.add(node::Constant{*date}, Type{.kind = TypeKind::Date}, span)
                : building_.invalid(span);
}

NodeId Lowering::at(const ast::ValueLiteral& it, Span span) {
    building_.report(
        Code::WrongType,
        span,
        fmt::format("`{}` is the name of a value, which means nothing by itself", it.text),
        fmt::format("compare a fact with it: `… is {}`", building_.sources.text(span))
    );
    return building_.invalid(span);
}

NodeId Lowering::at(const ast::TruthLiteral& it, Span span) {
    return building_.add(node::Constant{it.value}, Type{.kind = TypeKind::Truth}, span);
}

NodeId Lowering::at(const ast::Today& /*it*/, Span span) {
    return building_.add(node::Today{}, Type{.kind = TypeKind::Date}, span);
}

void Lowering::report_wrong_type(const ast::Expr& expr, NodeId node, std::string_view wanted) {
    building_.report(
        Code::WrongType,
        expr.span,
        fmt::format(
            "expected {}, but `{}` is {}",
            wanted,
            building_.sources.text(expr.span),
            to_string(building_.program, type_of(node))
        )
    );
}

bool Lowering::require(NodeId node, TypeKind kind, const ast::Expr& expr, std::string_view wanted) {
    if (valid(node) && type_of(node).kind != kind) {
        report_wrong_type(expr, node, wanted);
        return false;
    }
    return valid(node);
}

bool Lowering::bare_literal(const ast::Expr& expr) {
    bool negative = false;
    const ast::NumberLiteral* literal = number_literal(expr, negative);
    return literal != nullptr && !literal->unit;
}

NodeId Lowering::in_unit(NodeId node, Unit unit, Span span) {
    const Unit from = type_of(node).unit;
    const auto convert = conversion(from, unit);
    if (!convert) {
        const auto shown = [](Unit one) {
            const std::string text = to_string(one);
            return text.empty() ? std::string("a bare number")
                                : fmt::format("`{}` ({})", text, dimension(one));
        };
        building_.report(
            Code::IncompatibleUnit,
            span,
            fmt::format("{} can't be converted to {}", shown(from), shown(unit)),
            "both sides must measure the same kind of thing"
        );
        return building_.invalid(span);
    }
    if (convert->identity()) {
        return node;
    }
    if (const auto* constant = std::get_if<node::Constant>(&building_.program[node].kind)) {
        return building_.add(
            node::Constant{(*convert)(std::get<double>(constant->value))},
            number_type(unit),
            building_.program[node].span
        );
    }
    return building_.add(
        node::Convert{node, *convert}, number_type(unit), building_.program[node].span
    );
}

std::optional<std::pair<NodeId, NodeId>> Lowering::alike(
    NodeId left, const ast::Expr& left_expr, NodeId right, const ast::Expr& right_expr
) {
    if (!valid(left) || !valid(right)) {
        return std::nullopt;
    }
    const TypeKind kind = type_of(left).kind;
    if (kind == TypeKind::Date && require(right, TypeKind::Date, right_expr, "a date")) {
        return std::pair(left, right);
    }
    if (kind == TypeKind::Date ||
        !require(left, TypeKind::Number, left_expr, "a number or a date") ||
        !require(right, TypeKind::Number, right_expr, "a number")) {
        return std::nullopt;
    }
    for (const auto& [literal, expr, other] :
         {std::tuple(left, &left_expr, right), std::tuple(right, &right_expr, left)}) {
        if (bare_literal(*expr) && type_of(literal).unit != type_of(other).unit) {
            const std::string unit = to_string(type_of(other).unit);
            auto& finding = building_.report(
                Code::MissingUnit,
                expr->span,
                fmt::format("this number needs a unit: the other side is in {}", unit),
                fmt::format("write `{} {}`", building_.sources.text(expr->span), unit)
            );
            finding.fix = Fix{{expr->span.file, expr->span.end, expr->span.end}, " " + unit};
            return std::nullopt;
        }
    }
    // A constant is converted rather than what changes from patient to patient.
    const bool left_constant = std::holds_alternative<node::Constant>(building_.program[left].kind);
    if (left_constant) {
        left = in_unit(left, type_of(right).unit, left_expr.span);
    } else {
        right = in_unit(right, type_of(left).unit, right_expr.span);
    }
    return valid(left) && valid(right) ? std::optional(std::pair(left, right)) : std::nullopt;
}

NodeId Lowering::at(const ast::Arithmetic& it, Span span) {
    NodeId left = lower(*it.left);
    NodeId right = lower(*it.right);
    const bool left_fits = require(left, TypeKind::Number, *it.left, "a number");
    if (!require(right, TypeKind::Number, *it.right, "a number") || !left_fits) {
        return building_.invalid(span);
    }
    Unit unit;
    const Unit a = type_of(left).unit;
    const Unit b = type_of(right).unit;
    switch (it.op) {
    case ast::ArithmeticOp::Add:
    case ast::ArithmeticOp::Subtract: {
        const auto both = alike(left, *it.left, right, *it.right);
        if (!both) {
            return building_.invalid(span);
        }
        std::tie(left, right) = *both;
        unit = type_of(left).unit;
        break;
    }
    case ast::ArithmeticOp::Multiply: unit = multiply(a, b); break;
    case ast::ArithmeticOp::Divide: unit = divide(a, b); break;
    case ast::ArithmeticOp::Power: {
        const auto* constant = std::get_if<node::Constant>(&building_.program[right].kind);
        const double exponent = constant == nullptr ? NAN : std::get<double>(constant->value);
        const bool whole = exponent == std::floor(exponent) && std::abs(exponent) <= 20;
        const auto raised = whole ? power(a, static_cast<int>(exponent)) : std::nullopt;
        if (b != Unit{} || (a != Unit{} && !raised)) {
            building_.report(
                Code::IncompatibleUnit,
                it.right->span,
                "a quantity with a unit is raised to a whole number, written out",
                "take the bare number first: `x in m`"
            );
            return building_.invalid(span);
        }
        unit = a == Unit{} ? Unit{} : *raised;
        break;
    }
    }
    return building_.add(node::Arithmetic{it.op, left, right}, number_type(unit), span);
}

NodeId Lowering::at(const ast::Negative& it, Span span) {
    const NodeId operand = lower(*it.operand);
    if (!require(operand, TypeKind::Number, *it.operand, "a number")) {
        return building_.invalid(span);
    }
    const Type type = type_of(operand);
    if (const auto* constant = std::get_if<node::Constant>(&building_.program[operand].kind)) {
        return building_.add(node::Constant{-std::get<double>(constant->value)}, type, span);
    }
    return building_.add(node::Negative{operand}, type, span);
}

NodeId Lowering::at(const ast::Function& it, Span span) {
    std::vector<NodeId> arguments;
    bool fits = true;
    for (const ast::ExprPtr& argument : it.arguments) {
        arguments.push_back(lower(*argument));
        fits = require(arguments.back(), TypeKind::Number, *argument, "a number") && fits;
    }
    if (!fits) {
        return building_.invalid(span);
    }
    Unit unit = type_of(arguments[0]).unit;
    switch (it.name) {
    case ast::FunctionName::Min:
    case ast::FunctionName::Max:
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            const auto both = alike(arguments[0], *it.arguments[0], arguments[i], *it.arguments[i]);
            if (!both) {
                return building_.invalid(span);
            }
            // The first may be a literal that was converted to the unit of the second.
            std::tie(arguments[0], arguments[i]) = *both;
            unit = type_of(arguments[0]).unit;
        }
        for (NodeId& argument : arguments) {
            argument = in_unit(argument, unit, span);
        }
        break;
    case ast::FunctionName::Sqrt: {
        const auto root = square_root(unit);
        if (!root) {
            building_.report(
                Code::IncompatibleUnit,
                span,
                fmt::format("`{}` has no square root", to_string(unit)),
                "take the bare number first: `x in m`"
            );
            return building_.invalid(span);
        }
        unit = *root;
        break;
    }
    case ast::FunctionName::Ln:
    case ast::FunctionName::Exp:
        arguments[0] = in_unit(arguments[0], Unit{}, it.arguments[0]->span);
        unit = Unit{};
        break;
    case ast::FunctionName::Round: {
        const auto* digits = std::get_if<node::Constant>(&building_.program[arguments.back()].kind);
        const double count = digits == nullptr ? NAN : std::get<double>(digits->value);
        if (count != std::floor(count) || count < 0 || count > 15) {
            building_.report(
                Code::WrongType,
                it.arguments.back()->span,
                "the number of digits is a whole number from 0 to 15, written out",
                "such as `round x to 1`"
            );
            return building_.invalid(span);
        }
        break;
    }
    case ast::FunctionName::Abs:
    case ast::FunctionName::Floor:
    case ast::FunctionName::Ceiling: break;
    }
    if (!std::all_of(arguments.begin(), arguments.end(), [&](NodeId one) { return valid(one); })) {
        return building_.invalid(span);
    }
    return building_.add(node::Function{it.name, std::move(arguments)}, number_type(unit), span);
}

NodeId Lowering::at(const ast::InUnit& it, Span span) {
    const NodeId operand = lower(*it.operand);
    const auto unit = unit_of(building_, it.unit);
    if (!require(operand, TypeKind::Number, *it.operand, "a number") || !unit) {
        return building_.invalid(span);
    }
    const NodeId converted = in_unit(operand, *unit, span);
    if (!valid(converted)) {
        return converted;
    }
    // The same number, from here on without its unit.
    const Node& number = building_.program[converted];
    return building_.add(Node::Kind(number.kind), number_type(), span);
}

NodeId Lowering::at(const ast::SumOf& it, Span span) {
    node::Sum sum;
    Unit unit;
    bool sound = true;
    const ast::Expr* first = nullptr;
    for (const ast::Summand& summand : it.summands) {
        NodeId value = lower(*summand.value);
        const NodeId when = summand.when ? condition(*summand.when) : NodeId{};
        if (!require(value, TypeKind::Number, *summand.value, "a number")) {
            sound = false;
            continue;
        }
        if (first == nullptr) {
            first = summand.value.get();
            unit = type_of(value).unit;
        } else if (bare_literal(*summand.value) && unit != Unit{}) {
            building_.report(
                Code::MissingUnit,
                summand.value->span,
                fmt::format("this number needs a unit: the sum is in {}", to_string(unit)),
                fmt::format(
                    "write `{} {}`", building_.sources.text(summand.value->span), to_string(unit)
                )
            );
            sound = false;
            continue;
        } else {
            value = in_unit(value, unit, summand.value->span);
        }
        sound = sound && valid(value) && (!when.valid() || valid(when));
        sum.summands.push_back({value, when});
    }
    return sound ? building_.add(std::move(sum), number_type(unit), span) : building_.invalid(span);
}

NodeId Lowering::at(const ast::Elapsed& it, Span span) {
    const NodeId from = lower(*it.from);
    const NodeId to = lower(*it.to);
    const bool from_fits = require(from, TypeKind::Date, *it.from, "a date");
    if (!require(to, TypeKind::Date, *it.to, "a date") || !from_fits) {
        return building_.invalid(span);
    }
    constexpr std::array<std::pair<CalendarUnit, std::string_view>, 4> units{{
        {CalendarUnit::Years, "a"},
        {CalendarUnit::Months, "mo"},
        {CalendarUnit::Weeks, "wk"},
        {CalendarUnit::Days, "d"},
    }};
    const auto& [calendar, spelling] = units.at(static_cast<std::size_t>(it.unit));
    return building_.add(
        node::Elapsed{calendar, from, to}, number_type(*parse_unit(spelling)), span
    );
}

NodeId Lowering::at(const ast::CountOf& it, Span span) {
    const auto scope = enter(it.event);
    if (!scope) {
        return building_.invalid(span);
    }
    const NodeId condition = where(*scope, it.where);
    if (condition.valid() && !valid(condition)) {
        return building_.invalid(span);
    }
    return building_.add(node::CountOf{*scope, condition}, number_type(), span);
}

NodeId Lowering::at(const ast::Pick& it, Span span) {
    if (scopes_.size() > 1) {
        building_.report(
            Code::MisplacedItem,
            span,
            "`latest` and `earliest` can't stand inside a `where`: they would give another event "
            "for each event",
            "give it a definition of its own, and use that in the condition"
        );
        return building_.invalid(span);
    }
    const auto scope = enter(it.event);
    if (!scope) {
        return building_.invalid(span);
    }
    const NodeId condition = where(*scope, it.where);
    const EventId id = building_.program[*scope].event;
    const Event& event = building_.program[id];
    std::vector<std::string> dates;
    for (std::uint32_t i = 0; i < event.fields.size(); ++i) {
        const Field& field = event.fields[i];
        if (field.holds.type.kind == TypeKind::Date) {
            dates.push_back(field.name);
        }
        if (field.name != it.by.text) {
            continue;
        }
        building_.note_field(it.by.span, id, i);
        if (field.holds.type.kind == TypeKind::Date) {
            return condition.valid() && !valid(condition)
                       ? building_.invalid(span)
                       : building_.add(
                             node::Pick{*scope, it.latest, i, condition},
                             Type{.kind = TypeKind::Event, .event = id},
                             span
                         );
        }
        auto& finding = building_.report(
            Code::WrongType,
            it.by.span,
            fmt::format(
                "events are ordered by a date, but `{}` is {}",
                field.name,
                to_string(building_.program, field.holds.type)
            ),
            dates.empty() ? "" : fmt::format("use {}", list_of(dates))
        );
        finding.notes.push_back({field.span, "declared here"});
        return building_.invalid(span);
    }
    report_unknown_field(id, it.by);
    return building_.invalid(span);
}

} // namespace precept
