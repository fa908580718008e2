// Constants as an author writes them, read as a value of the type that the place wants: a value's
// name, a number in some unit, a date, a term. Used for `assume`, `given`, the right side of `is`
// and the cells of tables.
#pragma once

#include "lang/building.hpp"

#include <optional>
#include <span>

namespace precept {

/// `expr` as a value of `type`; reports what is not one. Units are converted to the type's.
std::optional<Value>
constant(Building& building, std::uint32_t module, const ast::Expr& expr, const Type& type);

/// The same, and within the range of `holds`.
std::optional<Value>
constant(Building& building, std::uint32_t module, const ast::Expr& expr, const Holds& holds);

/// Several values of one domain as bits.
std::optional<std::uint64_t> constant_set(
    Building& building, std::uint32_t module, std::span<const ast::ExprPtr> values, const Type& type
);

/// The bare word that `expr` is, as the name of a value: `positive`, `3+`, `"not done"`, `0`.
[[nodiscard]] std::optional<std::string> value_name(const ast::Expr& expr);

/// The number that a literal, possibly negated, says; nothing for any other expression.
[[nodiscard]] const ast::NumberLiteral* number_literal(const ast::Expr& expr, bool& negative);

/// `literal` in `wanted`; reports a missing, unknown or incompatible unit. `what` names the other
/// side.
std::optional<double> number_in(
    Building& building, const ast::NumberLiteral& literal, bool negative, Span span, Unit wanted
);

/// The unit of `name`; reports an unknown one.
std::optional<Unit> unit_of(Building& building, const ast::Name& name);

/// Reports `number` if it lies outside of the range of `holds`.
bool in_range(
    Building& building, double number, const Holds& holds, Span span, std::optional<Span> declared
);

} // namespace precept
