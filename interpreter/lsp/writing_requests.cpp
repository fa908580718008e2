// The requests that help to write: completion, forms of clauses, renaming, and edits on offer.

#include "interpreter/lsp/code_actions.hpp"
#include "interpreter/lsp/features.hpp"
#include "interpreter/lsp/rename.hpp"
#include "interpreter/lsp/requests.hpp"

namespace precept::lsp {

bool Server::fills_in_places() const {
    const Json& completion = member(member(capabilities_, "textDocument"), "completion");
    return is_true(member(completion, "completionItem"), "snippetSupport");
}

Result Server::resolve_code_action(const Json& params) {
    Json action = params;
    const Json& rule = member(member(params, "data"), "test_for");
    if (!rule.is_number_unsigned()) {
        return action;
    }
    const Snapshot& view = workspace_.snapshot();
    const RuleId id{rule.get<std::uint32_t>()};
    Json edit = test_for_rule(view, id);
    if (edit.is_null()) {
        return Failure{ErrorCode::RequestFailed, "no patient was found for whom this rule fires"};
    }
    // The names that the test needs may not be in view where the rule stands.
    const FileId file = view.program().modules[view.program()[id].module.index].file;
    const Json& added = edit["changes"][view.uri(file)][0];
    std::string text(view.text(file));
    text.insert(
        view.offset(file, *read_position(added["range"]["start"])),
        added["newText"].get<std::string>()
    );
    if (workspace_.imagine({{view.sources()[file].path(), text}})->has_errors()) {
        return Failure{
            ErrorCode::RequestFailed,
            "such a test needs names of files that are not in use here; `precept test --suggest` "
            "says where it can stand"};
    }
    action["edit"] = std::move(edit);
    return action;
}

void Server::add_writing_requests(std::map<std::string, Request>& table) {
    using View = const Snapshot&;
    using Params = const Json&;
    table["textDocument/completion"] =
        at_cursor([](Server& server, View view, Cursor cursor, Params) {
            return completion(view, cursor, server.fills_in_places());
        });
    table["textDocument/signatureHelp"] = at_cursor([](Server&, View view, Cursor cursor, Params) {
        return signature_help(view, cursor);
    });
    table["textDocument/inlayHint"] =
        in_file([](Server&, View view, FileId file, Params params) -> Result {
            const auto span = span_of(view, file, params);
            return span ? Result(type_hints(view, *span)) : Result(unsound_params());
        });
    table["textDocument/prepareRename"] = at_cursor([](Server&, View view, Cursor cursor, Params) {
        return prepare_rename(view, cursor);
    });
    table["textDocument/rename"] =
        at_cursor([](Server& server, View view, Cursor cursor, Params params) -> Result {
            const auto name = text_member(params, "newName");
            return name ? rename(server.workspace_, view, cursor, *name) : Result(unsound_params());
        });
    table["textDocument/codeAction"] =
        in_file([](Server&, View view, FileId file, Params params) -> Result {
            const auto span = span_of(view, file, params);
            return span
                       ? Result(code_actions(view, *span, member(member(params, "context"), "only"))
                         )
                       : Result(unsound_params());
        });
    table["codeAction/resolve"] = &Server::resolve_code_action;
}

} // namespace precept::lsp
