// Words for messages: "did you mean …?", the nearest of the allowed names; lists and counts.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace precept {

/// The candidate nearest to `word` by Damerau-Levenshtein distance (case and `_`/`-` ignored
/// first), if it is near enough to be a slip: at most a third of the word's length, and at least
/// one edit; one edit more where the letters are the same in another order.
[[nodiscard]] std::optional<std::string>
nearest(std::string_view word, std::span<const std::string> candidates);

/// The same for the name of a value, of which a part may have been left out: `3` for `3+`.
[[nodiscard]] std::optional<std::string>
nearest_value(std::string_view word, std::span<const std::string> candidates);

/// "a, b or c"; each in backquotes; at most `limit`, then "and 12 more".
[[nodiscard]] std::string list_of(
    std::span<const std::string> names, std::string_view last_joint = "or", std::size_t limit = 8
);

/// "1 rule", "3 rules"; `many` is for what takes no `s`.
[[nodiscard]] std::string
counted(std::size_t count, std::string_view one, std::string_view many = {});

} // namespace precept
