// Bytes that are text in UTF-8, and bytes that are not.
#pragma once

#include <cstddef>
#include <string_view>

namespace precept {

/// Whether `byte` goes on with a character that began before it.
constexpr bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// How many characters begin in `text`: code points, where it is well-formed.
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// Bytes of the well-formed character at the start of `text`, which is not empty; 0 when there is
/// none. Overlong forms, surrogates and what is past U+10FFFF are not well-formed (Unicode, table
/// 3-7).
[[nodiscard]] std::size_t character_length(std::string_view text);

/// The offset of the first byte that is not part of well-formed UTF-8, or the size of `text`.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

} // namespace precept
