// A rule file as lines of tokens, for the formatter: all that stands in it, comments included, with
// what the syntax tree knows of each token's part.
#pragma once

#include "lang/ast.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace precept::layout {

/// What begins at a token, as far as that matters to the layout.
enum class Part : std::uint8_t {
    None,
    Clause,    ///< of an item
    Subclause, ///< of an action
    Because,   ///< of an `unless`: on its line, or on one of its own
    Case,      ///< of a definition, or its value
    Field,     ///< of an event
    Joint,     ///< `and` or `or`, where a line that is too long is broken
};

struct Token {
    std::string text;
    std::uint32_t begin = 0; ///< offset in the file
    Part part = Part::None;
    bool glued = false;  ///< no blank before it
    bool bullet = false; ///< the dash of a list
    bool bar = false;    ///< between the cells of a table
};

struct Line {
    std::vector<Token> tokens;
    std::string comment;       ///< at its end, or all that is on it
    std::uint32_t column = 0;  ///< of the first token or comment, as written, from 0
    bool blank_before = false; ///< an empty line stood before it
    bool item = false;         ///< an item begins here

    [[nodiscard]] bool comment_only() const { return tokens.empty(); }

    [[nodiscard]] std::string_view first() const {
        return tokens.empty() ? std::string_view() : std::string_view(tokens.front().text);
    }
};

/// Cuts `line` before token `at`, and gives what begins there, with the comment.
[[nodiscard]] Line cut(Line& line, std::size_t at);

/// The lines of the file that `module` is the tree of, with a line's end before each clause.
[[nodiscard]] std::vector<Line> lines_of(const ast::Module& module, std::string_view text);

} // namespace precept::layout
