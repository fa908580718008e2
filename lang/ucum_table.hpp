// The symbols that units are spelled with, and what each stands for: data only.
#pragma once

#include "lang/ucum.hpp"

namespace precept {

struct UcumPrefix {
    std::string_view symbol;
    int power_of_ten = 0;
};

/// The atom with exactly this symbol, or null.
[[nodiscard]] const UcumAtom* find_ucum_atom(std::string_view symbol);

[[nodiscard]] std::span<const UcumPrefix> ucum_prefixes();

/// The symbol that `symbol` is a synonym of (`years`: `a`), or itself.
[[nodiscard]] std::string_view without_synonym(std::string_view symbol);

} // namespace precept
