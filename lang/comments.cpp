#include "lang/comments.hpp"

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

} // namespace

std::size_t comment_length(std::string_view text) {
    return text.substr(0, text.find('\n')).find_last_not_of(" \t\r") + 1;
}

std::vector<Comment> find_comments(FileId file, std::string_view text) {
    std::vector<Comment> found;
    bool own_line = true;
    for (std::size_t at = 0; at < text.size();) {
        const char letter = text[at];
        if (letter == '#') {
            const std::size_t end = at + comment_length(text.substr(at));
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
