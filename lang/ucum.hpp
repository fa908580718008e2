// The spelling of units: UCUM's case-sensitive symbols with metric prefixes, products, quotients,
// exponents and annotations, and the English words for time. Gives a product of powers of symbols;
// what the symbols measure is told by their definitions, and reckoned with in units.cpp.
// Source: The Unified Code for Units of Measure, https://ucum.org/ucum
#pragma once

#include "lang/ratio.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

/// One unit symbol of the table.
struct UcumAtom {
    std::string_view symbol;
    /// How many of `definition` it is: `2.54`, `1/16`.
    std::string_view factor;
    /// In other symbols; empty for a bare number; `=kg` for the base unit kg itself.
    std::string_view definition;
    bool metric = false; ///< takes prefixes
    /// Place in a product, so that equal products are spelled alike: mass, volume, time, length …
    int rank = 0;
    /// Added to a value before the factor (temperatures); empty for none.
    std::string_view offset = {};
};

/// A power of a symbol. Annotations and numbers have no atom; theirs is `factor` alone.
struct UcumPart {
    std::string symbol; ///< with its prefix, in its one canonical spelling
    const UcumAtom* atom = nullptr;
    Ratio factor; ///< of the prefix, or the number
    int rank = 0;
    int exponent = 1;
};

/// The parts of `spelling`, each symbol once, sorted; `1` has none. Nothing if it is not a unit.
[[nodiscard]] std::optional<std::vector<UcumPart>> parse_ucum(std::string_view spelling);

/// Adds up the exponents of equal symbols, drops those that cancel, and sorts.
void normalise(std::vector<UcumPart>& parts);

/// The canonical spelling of sorted parts: `kg/m2`, `/min`; empty for none.
[[nodiscard]] std::string spell(std::span<const UcumPart> parts);

/// A decimal such as `2.54` or `1.6e-19`, or a fraction such as `1/16`, exactly.
[[nodiscard]] Ratio parse_ratio(std::string_view text);

/// Spellings to suggest from.
[[nodiscard]] std::span<const std::string> common_units();

/// The UCUM symbol that a familiar but different spelling means (`mcg`: `ug`), or nothing.
[[nodiscard]] std::optional<std::string_view> familiar_unit(std::string_view spelling);

} // namespace precept
