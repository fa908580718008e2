#include "lang/comments.hpp"

#include <algorithm>

namespace precept {

namespace {

/// Where the quotation that begins at `at` ends: behind its closing mark, or at its line's end.
std::size_t quotation_end(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '\n' && text[at] != '\r'; ++at) {
        if (text[at] == '"') {
            return at + 1;
        }
        const bool escape = text[at] == '\\' && at + 1 < text.size() &&
                            (text[at + 1] == '"' || text[at + 1] == '\\');
        at += escape ? 1 : 0;
    }
    return at;
}

/// The comment that begins at `at`, without the blanks at its end.
std::size_t comment_end(std::string_view text, std::size_t at) {
    const std::size_t line_end = std::min(text.find_first_of("\r\n", at), text.size());
    return text.find_last_not_of(" \t", line_end - 1) + 1;
}

} // namespace

std::vector<Comment> find_comments(FileId file, std::string_view text) {
    std::vector<Comment> found;
    bool own_line = true;
    for (std::size_t at = 0; at < text.size();) {
        const char letter = text[at];
        if (letter == '#') {
            const std::size_t end = comment_end(text, at);
            found.push_back(
                {{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, own_line}
            );
            at = end;
            continue;
        }
        if (letter == '\n') {
            own_line = true;
        } else if (letter != ' ' && letter != '\t' && letter != '\r') {
            own_line = false;
        }
        at = letter == '"' ? quotation_end(text, at) : at + 1;
    }
    return found;
}

} // namespace precept
