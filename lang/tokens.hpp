// A rule file cut into words, numbers, texts and signs, whether it parses or not: for editors,
// which colour it and complete it while it is being written. The parser does not use this.
#pragma once

#include "lang/span.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace precept {

enum class TokenKind : std::uint8_t {
    Word,  ///< a name, or a word of the language
    Coded, ///< `3+`
    Number,
    Date,
    Unit, ///< behind a number
    Text, ///< in quotation marks, with them
    Comment,
    Bullet, ///< the dash of a list
    Sign,
};

struct Token {
    TokenKind kind = TokenKind::Sign;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool first_on_line = false;
    bool item = false; ///< a word in the first column that begins an item
};

/// The tokens of `text`, in order.
[[nodiscard]] std::vector<Token> tokenise(std::string_view text);

/// The text of a token.
[[nodiscard]] constexpr std::string_view text_of(std::string_view text, const Token& token) {
    return text.substr(token.begin, token.end - token.begin);
}

} // namespace precept
