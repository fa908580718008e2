// Text from a user's file made fit for a terminal: what is invisible or would steer the terminal
// (escape sequences, reversed writing direction) is shown as an escape, tabs are expanded, and
// columns are counted as a terminal does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precept {

/// `text` with control characters as escapes such as `\x1b`; a line end becomes `line_end`, or
/// `\n` spelled out where that is empty.
[[nodiscard]] std::string printable(std::string_view text, std::string_view line_end = {});

/// A source line as shown, and where in it the marked part is, in terminal columns.
struct Excerpt {
    std::string text;
    std::size_t column = 0; ///< from 0
    std::size_t length = 1; ///< at least 1
};

/// The part of `line` around the bytes `[begin, end)` that fits in `room` columns; `cut` stands for
/// what is left out.
[[nodiscard]] Excerpt excerpt_of(
    std::string_view line,
    std::size_t begin,
    std::size_t end,
    std::size_t room,
    std::string_view cut
);

} // namespace precept
