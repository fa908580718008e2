// The catalogue's entries, by area; `catalogue.hpp` is what others use.
#pragma once

#include "lang/catalogue.hpp"

namespace precept {

/// From `unreadable-file` to `unknown-language`.
[[nodiscard]] std::span<const CodeInfo> syntax_entries();
/// From `unknown-name` to `override-circle`.
[[nodiscard]] std::span<const CodeInfo> name_entries();
/// From `unknown-value` to `mixed-and-or`.
[[nodiscard]] std::span<const CodeInfo> value_entries();
/// From `rule-without-when` to `overdue-review`.
[[nodiscard]] std::span<const CodeInfo> rule_entries();
/// From `rule-never-fires` to `boundary-missed`.
[[nodiscard]] std::span<const CodeInfo> lint_rule_entries();
/// From `unused-fact` to `unused-allowance`.
[[nodiscard]] std::span<const CodeInfo> lint_text_entries();
/// From `facts-syntax` to `wrong-shape`.
[[nodiscard]] std::span<const CodeInfo> fact_entries();

} // namespace precept
