#include "interpreter/document/notes.hpp"

#include "lang/comments.hpp"

#include <algorithm>
#include <string_view>

namespace precept::document {

Notes::Notes(const Program& program, const Sources& sources) : sources_(sources) {
    for (const Module& module : program.modules) {
        for (const Comment& comment : find_comments(module.file, sources[module.file].text())) {
            if (!comment.own_line) {
                continue;
            }
            std::string_view text = sources.text(comment.span);
            text.remove_prefix(std::min(text.find_first_not_of("# \t"), text.size()));
            if (!text.starts_with("----")) {
                // What is said to tools stands among the lines, but is not for readers.
                const auto line = sources[module.file].position(comment.span.begin).line;
                lines_.emplace(
                    std::pair(module.file, line), text.starts_with("precept:") ? "" : text
                );
            }
        }
    }
}

std::string Notes::above(Span item) const {
    std::uint32_t line = sources_[item.file].position(item.begin).line;
    std::string text;
    for (auto found = lines_.find({item.file, --line}); found != lines_.end();
         found = lines_.find({item.file, --line})) {
        const bool apart = !text.empty() && !found->second.empty();
        text = found->second + (apart ? " " : "") + text;
    }
    return text;
}

} // namespace precept::document
