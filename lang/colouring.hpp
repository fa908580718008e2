// What each token of a rule file is, for editors that colour by meaning: names by what they stand
// for, words of the language, values, numbers with their units, texts and comments.
#pragma once

#include "lang/occurrences.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace precept {

enum class TokenColour : std::uint8_t {
    Keyword,
    Comment,
    Text,
    Number,
    Operator,
    ModuleName,
    SourceName,
    SystemName,
    TermName,
    FactName,
    EventName,
    FieldName,
    DefinitionName,
    RuleName,
    ValueName,
    UnitName,
};

struct ColouredToken {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    TokenColour colour = TokenColour::Keyword;
    bool declares = false;
};

/// The tokens of `file`, whose text is `text`, that have a colour, in order.
[[nodiscard]] std::vector<ColouredToken>
colour_tokens(std::string_view text, FileId file, const Occurrences& occurrences);

} // namespace precept
