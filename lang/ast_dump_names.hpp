// The words of the language for the enumerations of the syntax tree, in their order.
#pragma once

#include "lang/ast.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace precept::dumping {

template <typename Enum, std::size_t Size>
[[nodiscard]] std::string_view
name_of(Enum value, const std::array<std::string_view, Size>& names) {
    return names.at(static_cast<std::size_t>(value));
}

inline constexpr std::array<std::string_view, 5> operators = {"+", "-", "*", "/", "^"};
inline constexpr std::array<std::string_view, 4> comparisons = {"<", "<=", ">", ">="};
inline constexpr std::array<std::string_view, 9> functions = {
    "min", "max", "sqrt", "ln", "exp", "abs", "round", "floor", "ceiling"};
inline constexpr std::array<std::string_view, 4> elapsed_units = {
    "years", "months", "weeks", "days"};
inline constexpr std::array<std::string_view, 6> quantities = {
    "all", "any", "none", "at least", "exactly", "at most"};
inline constexpr std::array<std::string_view, 6> event_quantities = {
    "any", "no", "every", "at least", "exactly", "at most"};
inline constexpr std::array<std::string_view, 3> relations = {"within", "more than", "less than"};
inline constexpr std::array<std::string_view, 3> includes_modes = {"one", "any of", "all of"};
inline constexpr std::array<std::string_view, 4> statuses = {
    "fires", "does not fire", "is undecided", "is not applicable"};
inline constexpr std::array<std::string_view, 7> outcomes = {
    "recommended",
    "considered",
    "avoided",
    "contraindicated",
    "blocked",
    "overridden",
    "provisional"};
inline constexpr std::array<std::string_view, 4> verbs = {
    "recommend", "consider", "avoid", "contraindicate"};
inline constexpr std::array<std::string_view, 2> strengths = {"strong", "conditional"};
inline constexpr std::array<std::string_view, 4> grades = {"high", "moderate", "low", "very_low"};
inline constexpr std::array<std::string_view, 3> module_statuses = {"draft", "active", "retired"};

} // namespace precept::dumping
