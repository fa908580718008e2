// How a session begins and ends, and what the server says that it can do.

#include "interpreter/lsp/features.hpp"
#include "interpreter/lsp/server.hpp"
#include "interpreter/lsp/uri.hpp"

namespace precept::lsp {

namespace {

/// UTF-16 unless the client would rather count bytes.
Encoding choose_encoding(const Json& capabilities) {
    const Json& wanted = member(member(capabilities, "general"), "positionEncodings");
    if (wanted.is_array()) {
        for (const Json& one : wanted) {
            if (one == "utf-8" || one == "utf-16") {
                return one == "utf-8" ? Encoding::Utf8 : Encoding::Utf16;
            }
        }
    }
    return Encoding::Utf16;
}

std::vector<std::string> folders_of(const Json& params) {
    std::vector<std::string> uris;
    const Json& folders = member(params, "workspaceFolders");
    if (folders.is_array()) {
        for (const Json& folder : folders) {
            if (auto uri = text_member(folder, "uri")) {
                uris.push_back(std::move(*uri));
            }
        }
    } else if (const auto root = text_member(params, "rootUri")) {
        uris.push_back(*root);
    } else if (const auto path = text_member(params, "rootPath")) {
        uris.push_back(uri_of(*path));
    }
    return uris;
}

Json server_capabilities(Encoding encoding) {
    constexpr int incremental = 2;
    return {
        {"positionEncoding", encoding == Encoding::Utf8 ? "utf-8" : "utf-16"},
        {"textDocumentSync",
         {{"openClose", true}, {"change", incremental}, {"save", {{"includeText", false}}}}},
        {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
        {"completionProvider", {{"triggerCharacters", Json::array({".", " "})}}},
        {"signatureHelpProvider", {{"triggerCharacters", Json::array({" "})}}},
        {"inlayHintProvider", true},
        {"codeLensProvider", {{"resolveProvider", false}}},
        {"executeCommandProvider", {{"commands", Commands::names()}}},
        {"renameProvider", {{"prepareProvider", true}}},
        {"codeActionProvider",
         {{"codeActionKinds", Json::array({"quickfix", "refactor.rewrite"})},
          {"resolveProvider", true}}},
        {"hoverProvider", true},
        {"definitionProvider", true},
        {"referencesProvider", true},
        {"documentHighlightProvider", true},
        {"documentSymbolProvider", true},
        {"workspaceSymbolProvider", true},
        {"foldingRangeProvider", true},
        {"documentFormattingProvider", true},
        {"documentRangeFormattingProvider", true},
        {"semanticTokensProvider",
         {{"legend", semantic_legend()}, {"full", true}, {"range", true}}},
    };
}

} // namespace

Result Server::initialize(const Json& params) {
    if (initialized_) {
        return Failure{ErrorCode::InvalidRequest, "`initialize` was said before"};
    }
    if (!params.is_object()) {
        return Failure{ErrorCode::InvalidParams, "`initialize` needs its parameters"};
    }
    initialized_ = true;
    client_.set_capabilities(member(params, "capabilities"));
    const Json& process = member(params, "processId");
    client_process_ = process.is_number_integer() ? process.get<std::int64_t>() : 0;
    const Encoding encoding = choose_encoding(client_.capabilities());
    workspace_.set_encoding(encoding);
    workspace_.set_folders(folders_of(params));
    return Json{
        {"capabilities", server_capabilities(encoding)},
        {"serverInfo", {{"name", "precept"}, {"version", options_.version}}}};
}

void Server::initialized(const Json& /*params*/) {
    const Json& workspace = member(client_.capabilities(), "workspace");
    if (is_true(member(workspace, "didChangeWatchedFiles"), "dynamicRegistration")) {
        Json watchers = Json::array();
        for (const char* pattern : {"**/*.precept", "**/*.json"}) { // rules, and patients
            watchers.push_back({{"globPattern", pattern}});
        }
        const Json options = {{"watchers", std::move(watchers)}};
        const Json registration = {
            {"id", "files"},
            {"method", "workspace/didChangeWatchedFiles"},
            {"registerOptions", options}};
        client_.ask("client/registerCapability", {{"registrations", Json::array({registration})}});
    }
    changed();
}

Result Server::shutdown(const Json& /*params*/) {
    shut_down_ = true;
    return Json();
}

void Server::exit(const Json& /*params*/) {
    finished_ = true;
}

void Server::ignore(const Json& /*params*/) {}

} // namespace precept::lsp
