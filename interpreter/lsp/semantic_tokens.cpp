// The colours of a file, as the protocol packs them: five numbers for each token, places relative
// to the one before.

#include "interpreter/lsp/features.hpp"
#include "lang/colouring.hpp"

#include <array>

namespace precept::lsp {

namespace {

/// By TokenColour.
constexpr std::array<const char*, 16> types = {
    "keyword",
    "comment",
    "string",
    "number",
    "operator",
    "namespace",
    "interface",
    "enum",
    "class",
    "variable",
    "event",
    "property",
    "function",
    "method",
    "enumMember",
    "type",
};

} // namespace

Json semantic_legend() {
    return {{"tokenTypes", types}, {"tokenModifiers", Json::array({"declaration"})}};
}

Json semantic_tokens(const Snapshot& view, FileId file, std::uint32_t first, std::uint32_t past) {
    Json data = Json::array();
    LinePosition before;
    const LineIndex& lines = view.lines(file);
    for (const ColouredToken& token : colour_tokens(view.text(file), file, view.occurrences())) {
        const LinePosition begin = lines.position(token.begin, view.encoding());
        const LinePosition end = lines.position(token.end, view.encoding());
        if (begin.line < first || begin.line >= past || begin.line != end.line) {
            continue;
        }
        const std::uint32_t column =
            begin.line == before.line ? begin.character - before.character : begin.character;
        data.push_back(begin.line - before.line);
        data.push_back(column);
        data.push_back(end.character - begin.character);
        data.push_back(static_cast<std::uint32_t>(token.colour));
        data.push_back(token.declares ? 1 : 0);
        before = begin;
    }
    return {{"data", std::move(data)}};
}

} // namespace precept::lsp
