// The canonical layout as edits of what stands between the words, so that cursors, folds and the
// author's undo keep their places.

#include "interpreter/lsp/features.hpp"
#include "lang/format.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace precept::lsp {

namespace {

struct Edit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string text;
};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && is_space(text[at])) {
        ++at;
    }
    return at;
}

/// What differs between the words; nothing where the words differ.
std::optional<std::vector<Edit>> compare(std::string_view before, std::string_view after) {
    std::vector<Edit> edits;
    std::size_t from = 0;
    std::size_t to = 0;
    const auto add = [&](std::size_t end, std::string_view text) {
        edits.push_back(
            {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end), std::string(text)}
        );
    };
    while (true) {
        const std::size_t from_end = skip_space(before, from);
        const std::size_t to_end = skip_space(after, to);
        if (before.substr(from, from_end - from) != after.substr(to, to_end - to)) {
            add(from_end, after.substr(to, to_end - to));
        }
        from = from_end;
        to = to_end;
        if (from == before.size() || to == after.size()) {
            break;
        }
        // The signs that the formatter spells another way.
        const std::string_view sign = before.substr(from, 3);
        if (before[from] == after[to]) {
            ++from;
            ++to;
        } else if ((sign == "≤" || sign == "≥") && after.substr(to, 2) == (sign == "≤" ? "<=" : ">=")) {
            add(from + sign.size(), after.substr(to, 2));
            from += sign.size();
            to += 2;
        } else {
            return std::nullopt;
        }
    }
    return from == before.size() && to == after.size() ? std::optional(std::move(edits))
                                                       : std::nullopt;
}

} // namespace

Json formatting(const Snapshot& view, Span span) {
    Diagnostics ignored; // the author is told of them anyway
    const auto formatted = format(view.sources(), span.file, ignored);
    if (!formatted) {
        return nullptr;
    }
    const std::string_view text = view.text(span.file);
    auto edits = compare(text, *formatted);
    if (!edits) {
        edits = {{0, static_cast<std::uint32_t>(text.size()), *formatted}};
    }
    Json result = Json::array();
    for (const Edit& edit : *edits) {
        if (edit.end >= span.begin && edit.begin <= span.end) {
            result.push_back(
                {{"range", view.range({span.file, edit.begin, edit.end})}, {"newText", edit.text}}
            );
        }
    }
    return result;
}

} // namespace precept::lsp
