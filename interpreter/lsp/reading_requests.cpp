// The requests that read: about names, the shape of a file, its colours and its layout.

#include "interpreter/lsp/features.hpp"
#include "interpreter/lsp/requests.hpp"

#include <algorithm>

namespace precept::lsp {

std::optional<FileId> Server::file_of(const Snapshot& view, const Json& params) const {
    const auto uri = text_member(member(params, "textDocument"), "uri");
    return uri ? view.file(workspace_.path(*uri)) : std::nullopt;
}

bool Server::shows_markdown() const {
    const Json& hover = member(member(client_.capabilities(), "textDocument"), "hover");
    const Json& formats = member(hover, "contentFormat");
    return !formats.is_array() || std::ranges::find(formats, Json("markdown")) != formats.end();
}

void Server::add_reading_requests(std::map<std::string, Request>& table) {
    using View = const Snapshot&;
    using Params = const Json&;
    table["textDocument/hover"] = at_cursor([](Server& server, View view, Cursor cursor, Params) {
        return hover(view, cursor, server.shows_markdown(), server.workspace_.consultation());
    });
    table["textDocument/definition"] = at_cursor([](Server&, View view, Cursor cursor, Params) {
        return definition(view, cursor);
    });
    table["textDocument/references"] = at_cursor([](Server&, View view, Cursor cursor, Params params
                                                 ) {
        return references(view, cursor, is_true(member(params, "context"), "includeDeclaration"));
    });
    table["textDocument/documentHighlight"] = at_cursor([](Server&, View view, Cursor cursor, Params
                                                        ) { return highlights(view, cursor); });
    table["textDocument/documentSymbol"] = in_file([](Server&, View view, FileId file, Params) {
        return document_symbols(view, file);
    });
    table["textDocument/foldingRange"] =
        in_file([](Server&, View view, FileId file, Params) { return folding_ranges(view, file); });
    table["workspace/symbol"] = [](Server& server, Params params) -> Result {
        return workspace_symbols(
            server.workspace_.snapshot(), text_member(params, "query").value_or("")
        );
    };
    table["textDocument/semanticTokens/full"] = in_file([](Server&, View view, FileId file, Params
                                                        ) { return semantic_tokens(view, file); });
    table["textDocument/semanticTokens/range"] =
        in_file([](Server&, View view, FileId file, Params params) -> Result {
            const auto span = span_of(view, file, params);
            if (!span) {
                return unsound_params();
            }
            const LineIndex& lines = view.lines(file);
            const LinePosition end = lines.position(span->end, view.encoding());
            return semantic_tokens(
                view,
                file,
                lines.position(span->begin, view.encoding()).line,
                end.line + (end.character > 0 ? 1 : 0) // the end is exclusive
            );
        });
    table["textDocument/formatting"] = in_file([](Server&, View view, FileId file, Params) {
        return formatting(view, {file, 0, static_cast<std::uint32_t>(view.text(file).size())});
    });
    table["textDocument/rangeFormatting"] =
        in_file([](Server&, View view, FileId file, Params params) -> Result {
            const auto span = span_of(view, file, params);
            return span ? Result(formatting(view, *span)) : Result(unsound_params());
        });
}

} // namespace precept::lsp
