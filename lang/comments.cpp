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

} // namespace

std::size_t comment_length(std::string_view text) {
    return text.substr(0, text.find('\n')).find_last_not_of(" \t\r") + 1;
}

std::vector<Comment> find_comments(FileId file, std::string_view text) {
    std::vector<Comment> found;
    // Only lines with a `#` are looked at more closely: quotations end with their line.
    for (std::size_t at = text.find('#'); at < text.size(); at = text.find('#', at)) {
        const std::size_t line = text.rfind('\n', at) + 1; // npos + 1 is the first line's
        const std::size_t end = std::min(text.find('\n', at), text.size());
        bool own_line = true;
        for (at = line; at < end && text[at] != '#';) {
            own_line = own_line && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r');
            at = text[at] == '"' ? quotation_end(text, at) : at + 1;
        }
        if (at < end) {
            const std::size_t past = at + comment_length(text.substr(at));
            found.push_back(
                {{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(past)}, own_line}
            );
        }
        at = end;
    }
    return found;
}

} // namespace precept
