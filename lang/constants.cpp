#include "lang/constants.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <type_traits>

namespace precept {

namespace {

void report_not(Building& building, const ast::Expr& expr, const Type& type) {
    const std::string_view written = building.sources.text(expr.span);
    auto& finding = building.report(
        Code::WrongType,
        expr.span,
        fmt::format("expected {}, found `{}`", to_string(building.program, type), written)
    );
    if (type.kind == TypeKind::Truth && (written == "true" || written == "false")) {
        const std::string instead = written == "true" ? "yes" : "no";
        finding.help = fmt::format("write `{}`", instead);
        finding.fix = Fix{expr.span, instead};
    } else if (type.kind == TypeKind::Truth) {
        finding.help = "write `yes` or `no`, or `unknown` where it is not known";
    }
}

std::optional<Value> coded(Building& building, const ast::Expr& expr, const Type& type) {
    const auto name = value_name(expr);
    if (!name) {
        report_not(building, expr, type);
        return std::nullopt;
    }
    const Domain& domain = building.program[type.domain];
    std::vector<std::string> allowed;
    for (std::size_t i = 0; i < domain.values.size(); ++i) {
        if (domain.values[i].name == *name) {
            building.note_value(expr.span, type.domain, i);
            return CodedValue{static_cast<std::uint8_t>(i)};
        }
        allowed.push_back(domain.values[i].name);
    }
    const auto guess = nearest_value(*name, allowed);
    auto& finding = building.report(
        Code::UnknownValue,
        expr.span,
        fmt::format("`{}` is not one of the values here", *name),
        guess ? fmt::format("did you mean `{}`? Allowed: {}", *guess, list_of(allowed))
              : fmt::format("allowed: {}", list_of(allowed))
    );
    if (guess) {
        finding.fix = Fix{expr.span, *guess};
    }
    if (!domain.values.empty()) {
        finding.notes.push_back(
            {join(domain.values.front().span, domain.values.back().span),
             "the values are listed here"}
        );
    }
    return std::nullopt;
}

std::optional<Value>
term(Building& building, std::uint32_t module, const ast::Expr& expr, const Type& type) {
    const auto* reference = std::get_if<ast::Reference>(&expr.node);
    if (reference == nullptr) {
        report_not(building, expr, type);
        return std::nullopt;
    }
    const auto index = building.find(module, reference->path, SymbolKind::Term);
    if (!index) {
        return std::nullopt;
    }
    const TermId found{*index};
    if (type.root.valid() && !is_below(building.program, found, type.root)) {
        auto& finding = building.report(
            Code::WrongType,
            expr.span,
            fmt::format(
                "`{}` is not {}", to_string(reference->path), to_string(building.program, type)
            )
        );
        finding.notes.push_back({building.program[found].span, "it is declared here"});
        return std::nullopt;
    }
    return found;
}

std::optional<Value> number(Building& building, const ast::Expr& expr, const Type& type) {
    bool negative = false;
    const ast::NumberLiteral* literal = number_literal(expr, negative);
    if (literal == nullptr) {
        report_not(building, expr, type);
        return std::nullopt;
    }
    return number_in(building, *literal, negative, expr.span, type.unit);
}

} // namespace

std::optional<std::string> value_name(const ast::Expr& expr) {
    if (const auto* reference = std::get_if<ast::Reference>(&expr.node)) {
        return reference->path.parts.size() == 1 ? std::optional(reference->path.parts[0].text)
                                                 : std::nullopt;
    }
    if (const auto* value = std::get_if<ast::ValueLiteral>(&expr.node)) {
        return value->text;
    }
    if (const auto* literal = std::get_if<ast::NumberLiteral>(&expr.node)) {
        return literal->unit ? std::nullopt : std::optional(literal->spelling);
    }
    return std::nullopt;
}

const ast::NumberLiteral* number_literal(const ast::Expr& expr, bool& negative) {
    negative = false;
    const ast::Expr* inner = &expr;
    if (const auto* minus = std::get_if<ast::Negative>(&expr.node)) {
        negative = true;
        inner = minus->operand.get();
    }
    return std::get_if<ast::NumberLiteral>(&inner->node);
}

std::optional<Unit> unit_of(Building& building, const ast::Name& name) {
    const auto unit = parse_unit(name.text);
    if (!unit) {
        const auto guess = nearest_unit(name.text);
        auto& finding = building.report(
            Code::UnknownUnit,
            name.span,
            fmt::format("`{}` is not a unit", name.text),
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : "units are written in UCUM: `%`, `mg/dL`, `10*9/L`, `mm[Hg]`, `kg/m2`, years, "
                    "days"
        );
        if (guess) {
            finding.fix = Fix{name.span, *guess};
        }
    }
    return unit;
}

std::optional<double> number_in(
    Building& building, const ast::NumberLiteral& literal, bool negative, Span span, Unit wanted
) {
    const double value = negative ? -literal.value : literal.value;
    if (!literal.unit) {
        if (wanted == Unit{}) {
            return value;
        }
        const std::string unit = to_string(wanted);
        auto& finding = building.report(
            Code::MissingUnit,
            span,
            fmt::format("this number needs a unit, as it stands for a number in {}", unit),
            fmt::format("write `{}{} {}`", negative ? "-" : "", literal.spelling, unit)
        );
        finding.fix = Fix{{span.file, span.end, span.end}, " " + unit};
        return std::nullopt;
    }
    const auto unit = unit_of(building, *literal.unit);
    if (!unit) {
        return std::nullopt;
    }
    const auto convert = conversion(*unit, wanted);
    if (!convert) {
        const std::string shown = to_string(wanted);
        building.report(
            Code::IncompatibleUnit,
            literal.unit->span,
            shown.empty()
                ? fmt::format("`{}` is a unit, but the number here has none", literal.unit->text)
                : fmt::format(
                      "`{}` ({}) can't be converted to `{}` ({})",
                      literal.unit->text,
                      dimension(*unit),
                      shown,
                      dimension(wanted)
                  ),
            shown.empty() ? "remove the unit" : fmt::format("give the number in {}", shown)
        );
        return std::nullopt;
    }
    return convert->identity() ? value : (*convert)(value);
}

bool in_range(
    Building& building, double number, const Holds& holds, Span span, std::optional<Span> declared
) {
    if (!holds.range || (number >= holds.range->first && number <= holds.range->second)) {
        return true;
    }
    const auto text = [&](double value) {
        return to_string(building.program, holds.type, Value(value));
    };
    auto& finding = building.report(
        Code::OutOfRange,
        span,
        fmt::format(
            "{} is outside of what is allowed: {} to {}",
            text(number),
            text(holds.range->first),
            text(holds.range->second)
        )
    );
    if (declared) {
        finding.notes.push_back({*declared, "the range is declared here"});
    }
    return false;
}

std::optional<Value>
constant(Building& building, std::uint32_t module, const ast::Expr& expr, const Type& type) {
    switch (type.kind) {
    case TypeKind::Truth:
        if (const auto* truth = std::get_if<ast::TruthLiteral>(&expr.node)) {
            return truth->value;
        }
        break;
    case TypeKind::Number: return number(building, expr, type);
    case TypeKind::Date:
        if (const auto* date = std::get_if<ast::DateLiteral>(&expr.node)) {
            if (const auto day = date_of(building, date->spelling, expr.span)) {
                return *day;
            }
            return std::nullopt;
        }
        break;
    case TypeKind::Coded: return coded(building, expr, type);
    case TypeKind::Set:
        if (const auto one = coded(building, expr, type)) {
            return SetValue{std::uint64_t{1} << std::get<CodedValue>(*one).index};
        }
        return std::nullopt;
    case TypeKind::Term: return term(building, module, expr, type);
    case TypeKind::Event:
    case TypeKind::Invalid: return std::nullopt;
    }
    report_not(building, expr, type);
    return std::nullopt;
}

std::optional<Value>
constant(Building& building, std::uint32_t module, const ast::Expr& expr, const Holds& holds) {
    auto value = constant(building, module, expr, holds.type);
    if (value && std::holds_alternative<double>(*value) &&
        !in_range(building, std::get<double>(*value), holds, expr.span, {})) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::uint64_t> constant_set(
    Building& building, std::uint32_t module, std::span<const ast::ExprPtr> values, const Type& type
) {
    std::uint64_t members = 0;
    bool sound = true;
    for (const ast::ExprPtr& value : values) {
        const auto one = constant(
            building, module, *value, Type{.kind = TypeKind::Coded, .domain = type.domain}
        );
        if (one) {
            members |= std::uint64_t{1} << std::get<CodedValue>(*one).index;
        }
        sound = sound && one.has_value();
    }
    return sound ? std::optional(members) : std::nullopt;
}

} // namespace precept
