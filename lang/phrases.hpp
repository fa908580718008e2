// The forms that begin with a word of the language, each with what it means in a sentence: what
// editors show beside the cursor and when a word is pointed at.
#pragma once

#include <span>
#include <string_view>

namespace precept {

struct Phrase {
    std::string_view word;    ///< with which it begins, or which stands in its middle: `is`
    std::string_view item;    ///< inside which items: "rule", "fact event"; empty: in conditions
    std::string_view form;    ///< `valid for N UNIT`; what an author fills in is in capitals
    std::string_view meaning; ///< a sentence
};

/// All forms, in the order of the manual.
[[nodiscard]] std::span<const Phrase> phrases();

/// The form of `word` inside an item of the kind `item` (`rule`); null if it has none there.
[[nodiscard]] const Phrase* find_phrase(std::string_view word, std::string_view item);

} // namespace precept
