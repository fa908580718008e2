// Units of measure in UCUM spelling (`%`, `mg/dL`, `10*9/L`, `mm[Hg]`, `kg/m2`) and the English
// words for time, with conversion between units of one dimension. The algebra is udunits2's, which
// stays behind units.cpp. Source of the spellings: The Unified Code for Units of Measure,
// https://ucum.org/ucum
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace precept {

/// A unit, by its index in the process-wide table of units that were read; 0 is the unit of bare
/// numbers, `1`. Equal ids mean equal spelling up to synonyms (`years` and `a` are one unit).
struct Unit {
    std::uint32_t id = 0;

    friend bool operator==(const Unit&, const Unit&) = default;
};

/// How a number in one unit becomes a number in another: `value * scale + offset`. Convert by
/// calling it: where the way back is a whole number (mg to g), it divides by that, as 9 / 1000 is
/// the double nearest to 0.009 and 9 * 0.001 is not; a threshold of 0.009 g must meet 9 mg.
struct Conversion {
    double scale = 1;
    double offset = 0;
    double divisor = 0; ///< 1 / scale where that is whole and scale is not; else 0

    [[nodiscard]] constexpr bool identity() const { return scale == 1 && offset == 0; }

    [[nodiscard]] constexpr double operator()(double value) const {
        return (divisor != 0 ? value / divisor : value * scale) + offset;
    }
};

/// The unit that `spelling` names, or nothing if it is not a unit.
[[nodiscard]] std::optional<Unit> parse_unit(std::string_view spelling);

/// The spelling to show: UCUM, but `years`, `months`, `weeks`, `days` for time in those; empty for
/// `1`.
[[nodiscard]] std::string to_string(Unit unit);

/// Whether numbers in the two can be converted into one another.
[[nodiscard]] bool compatible(Unit from, Unit to);

/// How to convert, or nothing when the dimensions differ. Exact in double where the ratio is a
/// small rational (12 months a year, 1000 mg a g), not accumulated through base units.
[[nodiscard]] std::optional<Conversion> conversion(Unit from, Unit to);

/// The dimension in words for messages: "mass per volume", "time", "a bare number"; else base units
/// such as `kg.m-3`.
[[nodiscard]] std::string dimension(Unit unit);

[[nodiscard]] Unit multiply(Unit left, Unit right);
[[nodiscard]] Unit divide(Unit left, Unit right);
/// `unit` to the power `exponent`; nothing when the result has no whole exponents (the root of
/// `m3`).
[[nodiscard]] std::optional<Unit> power(Unit unit, int exponent);
[[nodiscard]] std::optional<Unit> square_root(Unit unit);

/// Whether it has no dimension (`1`, `%`, `10*3`).
[[nodiscard]] bool dimensionless(Unit unit);

/// A known spelling near `spelling`, for "did you mean".
[[nodiscard]] std::optional<std::string> nearest_unit(std::string_view spelling);

} // namespace precept
