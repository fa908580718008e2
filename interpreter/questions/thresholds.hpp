// Where the rules cut the values of a number or a date: the ranges between which they can tell no
// difference, worked out from the conditions that compare it. Part of candidates.hpp.
#pragma once

#include "interpreter/questions/hypothesis.hpp"

namespace precept {

/// How the conditions of a program use one fact or field.
struct Uses {
    std::vector<Region> regions; ///< of a number or date, from low to high, side by side
    /// Whether it is used otherwise than in comparisons with constants (and `is known`): what it
    /// does then depends on other facts, too.
    bool computed = false;
    /// Whether some of the regions hold only as long as the other facts are as they are.
    bool relative = false;
    bool read = false; ///< whether anything reads it at all
};

/// The uses of `subject`, a fact or a field; dates are cut as of the situation's day.
[[nodiscard]] Uses uses_of(const Situation& situation, const Subject& subject);

/// A value inside `region` such as a person would name: the present one if it lies there, else one
/// at the edge that a threshold makes, else a round one.
[[nodiscard]] double sample_of(const Region& region, const Holds& holds, std::optional<double> now);

/// The number with the fewest digits from `low` to `high`, both included.
[[nodiscard]] double roundest(double low, double high);

/// Whether `number` lies in `region`.
[[nodiscard]] bool contains(const Region& region, double number);

/// A number or a date (as its day number) as a plain number; nothing for other values.
[[nodiscard]] std::optional<double> plain_number(const Value& value);
/// The opposite, for a value of `type`.
[[nodiscard]] Value value_of(const Type& type, double number);

} // namespace precept
