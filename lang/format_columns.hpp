// Lines whose cells stand in columns: the last step of the formatter.
#pragma once

#include "lang/format_tokens.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace precept::layout {

/// A line that is being laid out: its text in cells, of which those of neighbouring lines may stand
/// in columns.
struct Laid {
    std::size_t indent = 0;
    std::vector<std::string> cells;
    std::string comment;
    bool blank_before = false;
    std::size_t gap = 1; ///< blanks between cells

    /// The width up to the comment.
    [[nodiscard]] std::size_t length() const;
};

/// How many characters a text has.
[[nodiscard]] std::size_t width(std::string_view text);

/// Tokens `[first, last)` with a blank between them where there is to be one.
[[nodiscard]] std::string
joined(const std::vector<Token>& tokens, std::size_t first, std::size_t last);

/// Gives the cells of the lines whose numbers are in `run` the same widths, column by column; the
/// last cell of a line is not padded.
void align(std::vector<Laid>& lines, const std::vector<std::size_t>& run);

/// Puts the comments at the ends of lines that follow each other into one column.
void align_comments(std::vector<Laid>& lines);

/// The text of all lines.
[[nodiscard]] std::string written(const std::vector<Laid>& lines);

} // namespace precept::layout
