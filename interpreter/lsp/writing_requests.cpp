// The requests that help to write: completion, forms of clauses, renaming, and edits on offer.

#include "interpreter/lsp/code_actions.hpp"
#include "interpreter/lsp/features.hpp"
#include "interpreter/lsp/rename.hpp"
#include "interpreter/lsp/requests.hpp"
#include "interpreter/lsp/verdicts.hpp"

namespace precept::lsp {

bool Server::fills_in_places() const {
    const Json& completion = member(member(client_.capabilities(), "textDocument"), "completion");
    return is_true(member(completion, "completionItem"), "snippetSupport");
}

Result Server::resolve_code_action(const Json& params) {
    Json action = params;
    const Json& rule = member(member(params, "data"), "test_for");
    if (!rule.is_number_unsigned()) {
        return action;
    }
    Result edit =
        fitting_test(workspace_, workspace_.snapshot(), RuleId{rule.get<std::uint32_t>()});
    if (auto* change = std::get_if<Json>(&edit)) {
        action["edit"] = std::move(*change);
        return action;
    }
    return edit;
}

Result Server::execute_command(const Json& params) {
    return commands_.execute(params, [this, id = answering_](const Result& result) {
        settle(id, result);
    });
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
        in_file([](Server& server, View view, FileId file, Params params) -> Result {
            const auto span = span_of(view, file, params);
            if (!span) {
                return unsound_params();
            }
            server.findings_first();
            Json hints = type_hints(view, *span);
            const Consultation* consultation = server.workspace_.consultation();
            if (consultation != nullptr && consultation->patient()) {
                for (Json& verdict : verdict_hints(view, *consultation, *span)) {
                    hints.push_back(std::move(verdict));
                }
            }
            return hints;
        });
    table["textDocument/codeLens"] =
        in_file([](Server& server, View view, FileId file, Params) -> Result {
            server.findings_first();
            return server.code_lens(view, file);
        });
    table["workspace/executeCommand"] = &Server::execute_command;
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
