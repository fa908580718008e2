// The comments of a rule file, which the syntax tree leaves out: for the formatter, which keeps
// them, and for those that speak to a tool (`# precept: allow …`).
#pragma once

#include "lang/span.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace precept {

struct Comment {
    Span span;             ///< from `#` to the end of the line, without blanks there
    bool own_line = false; ///< nothing but blanks stands before it
};

/// The comments in `text`, which is the whole of `file`, in order. A `#` inside quotation marks is
/// none; a quotation that its line leaves open ends there.
[[nodiscard]] std::vector<Comment> find_comments(FileId file, std::string_view text);

/// How many bytes the comment takes that begins `text`: up to the line feed, without the blanks
/// and the carriage return before it. A carriage return alone ends no line.
[[nodiscard]] std::size_t comment_length(std::string_view text);

} // namespace precept
