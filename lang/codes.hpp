// The codes that declarations and definitions bear: `code loinc "10230-1"`. A code names its
// system, one of those that every guideline knows or one that the rule files declare. Codes
// themselves are not looked up: a terminology is not part of the language.
#pragma once

#include "lang/building.hpp"

#include <cstdint>
#include <vector>

namespace precept {

/// `bindings` as they stand in `module`; one whose system nothing declares is reported and left
/// out.
[[nodiscard]] std::vector<CodeBinding>
bind_codes(Building& building, std::uint32_t module, const std::vector<ast::CodeBinding>& bindings);

} // namespace precept
