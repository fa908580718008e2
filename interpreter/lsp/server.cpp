#include "interpreter/lsp/server.hpp"

#include "interpreter/lsp/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace precept::lsp {

namespace {

bool is_request_id(const Json& id) {
    return id.is_number_integer() || id.is_string();
}

} // namespace

Server::Server(ServerOptions options, Send send)
    : options_(std::move(options)),
      send_(std::move(send)),
      workspace_(options_.today) {}

const std::map<std::string, Server::Request>& Server::requests() {
    static const std::map<std::string, Request> table = [] {
        std::map<std::string, Request> all = {
            {"initialize", &Server::initialize},
            {"shutdown", &Server::shutdown},
        };
        add_reading_requests(all);
        add_writing_requests(all);
        return all;
    }();
    return table;
}

const std::map<std::string, Server::Notification>& Server::notifications() {
    static const std::map<std::string, Notification> table = {
        {"initialized", &Server::initialized},
        {"exit", &Server::exit},
        {"textDocument/didOpen", &Server::did_open},
        {"textDocument/didChange", &Server::did_change},
        {"textDocument/didClose", &Server::did_close},
        {"textDocument/didSave", &Server::did_save},
        {"workspace/didChangeWatchedFiles", &Server::did_change_files},
        {"workspace/didChangeWorkspaceFolders", &Server::did_change_folders},
        {"workspace/didChangeConfiguration", &Server::ignore},
    };
    return table;
}

// ---- messages

void Server::receive(const Framed& framed) {
    if (const auto* fault = std::get_if<FramingFault>(&framed)) {
        log("precept lsp: " + fault->what);
        return;
    }
    const auto& content = std::get<std::string>(framed);
    Json message = Json::parse(content, nullptr, false);
    if (message.is_discarded()) {
        reply(nullptr, Failure{ErrorCode::ParseError, "the message is not sound JSON"});
        return;
    }
    take(std::move(message));
}

void Server::take(Json message) {
    const Json& method = member(message, "method");
    if (method != "$/cancelRequest") {
        waiting_.push_back(std::move(message));
        return;
    }
    const Json& id = member(member(message, "params"), "id");
    const auto found = std::ranges::find_if(waiting_, [&](const Json& one) {
        return is_request_id(id) && member(one, "method").is_string() && member(one, "id") == id;
    });
    if (found != waiting_.end()) { // else it was answered already
        waiting_.erase(found);
        reply(id, Failure{ErrorCode::RequestCancelled, "cancelled"});
    }
}

bool Server::work(Clock::time_point now) {
    if (waiting_.empty() || finished_) {
        return false;
    }
    now_ = now;
    const Json message = std::move(waiting_.front());
    waiting_.pop_front();
    handle(message);
    return true;
}

void Server::handle(const Json& message) {
    const Json& method = member(message, "method");
    const Json& id = member(message, "id");
    const bool has_id = message.is_object() && message.contains("id");
    if (method.is_string()) {
        if (!has_id) {
            notify(method.get<std::string>(), member(message, "params"));
        } else if (is_request_id(id)) {
            answer(id, method.get<std::string>(), member(message, "params"));
        } else {
            reply(nullptr, Failure{ErrorCode::InvalidRequest, "`id` is neither number nor text"});
        }
        return;
    }
    const bool is_answer =
        message.is_object() && (message.contains("result") || message.contains("error"));
    if (!is_answer) {
        reply(
            is_request_id(id) ? id : Json(),
            Failure{ErrorCode::InvalidRequest, "the message has no `method`"}
        );
        return;
    }
    const auto asked = id.is_number_integer() ? asked_.find(id.get<std::int64_t>()) : asked_.end();
    if (asked != asked_.end()) {
        const auto then = std::move(asked->second);
        asked_.erase(asked);
        if (then) {
            then(member(message, "result"));
        }
    }
}

void Server::answer(const Json& id, const std::string& method, const Json& params) {
    const auto found = requests().find(method);
    if (!initialized_ && method != "initialize") {
        reply(id, Failure{ErrorCode::NotInitialized, "the client has to say `initialize` first"});
    } else if (shut_down_) {
        reply(id, Failure{ErrorCode::InvalidRequest, "the server was shut down"});
    } else if (found == requests().end()) {
        reply(id, Failure{ErrorCode::MethodNotFound, fmt::format("`{}` is not known", method)});
    } else {
        try {
            reply(id, found->second(*this, params));
        } catch (const std::exception& error) { // a bug, for which an author's work must not end
            reply(id, Failure{ErrorCode::InternalError, error.what()});
        }
    }
}

void Server::notify(const std::string& method, const Json& params) {
    const auto found = notifications().find(method);
    const bool in_time = method == "exit" || (initialized_ && !shut_down_);
    if (found == notifications().end() || !in_time) {
        return;
    }
    try {
        (this->*found->second)(params);
    } catch (const std::exception& error) {
        log(fmt::format("precept lsp: {} failed: {}", method, error.what()));
    }
}

void Server::reply(const Json& id, const Result& result) {
    Json message = {{"jsonrpc", "2.0"}, {"id", id}};
    if (const auto* failure = std::get_if<Failure>(&result)) {
        message["error"] = {
            {"code", static_cast<int>(failure->code)}, {"message", failure->message}};
    } else {
        message["result"] = std::get<Json>(result);
    }
    send_(message);
}

void Server::tell(const char* method, Json params) {
    send_({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void Server::ask(const char* method, Json params, std::function<void(const Json&)> then) {
    const std::int64_t id = next_id_++;
    asked_.emplace(id, std::move(then));
    Json message = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
    if (!params.is_null()) {
        message["params"] = std::move(params);
    }
    send_(message);
}

void Server::log(const std::string& text) {
    constexpr int warning = 2;
    tell("window/logMessage", {{"type", warning}, {"message", text}});
}

// ---- documents

void Server::did_open(const Json& params) {
    const Json& document = member(params, "textDocument");
    const auto uri = text_member(document, "uri");
    auto text = text_member(document, "text");
    const Json& version = member(document, "version");
    if (!uri || !text) {
        log("precept lsp: didOpen needs a document's address and text");
        return;
    }
    workspace_.open(
        *uri, std::move(*text), version.is_number_integer() ? version.get<std::int64_t>() : 0
    );
    changed();
}

void Server::did_change(const Json& params) {
    const Json& document = member(params, "textDocument");
    const auto uri = text_member(document, "uri");
    const Json& version = member(document, "version");
    if (!uri || !workspace_.change(
                    *uri,
                    member(params, "contentChanges"),
                    version.is_number_integer() ? version.get<std::int64_t>() : 0
                )) {
        log(fmt::format(
            "precept lsp: a change of `{}` could not be made: it is not open, or the change is "
            "malformed",
            uri.value_or("")
        ));
    }
    changed();
}

void Server::did_close(const Json& params) {
    const auto uri = text_member(member(params, "textDocument"), "uri");
    if (uri) {
        told_versions_.erase(*uri);
        workspace_.close(*uri);
        workspace_.refresh();
        changed();
    }
}

void Server::did_save(const Json& /*params*/) {
    workspace_.refresh();
    changed();
}

void Server::did_change_files(const Json& /*params*/) {
    workspace_.refresh();
    changed();
}

void Server::did_change_folders(const Json& params) {
    const auto uris = [&](const char* key) {
        std::vector<std::string> list;
        const Json& folders = member(member(params, "event"), key);
        if (folders.is_array()) {
            for (const Json& folder : folders) {
                if (auto uri = text_member(folder, "uri")) {
                    list.push_back(std::move(*uri));
                }
            }
        }
        return list;
    };
    workspace_.change_folders(uris("added"), uris("removed"));
    changed();
}

void Server::changed() {
    if (!first_change_) {
        first_change_ = now_;
    }
    last_change_ = now_;
}

std::optional<Server::Clock::time_point> Server::due() const {
    return first_change_
               ? std::optional(
                     std::min(last_change_ + options_.pause, *first_change_ + options_.patience)
                 )
               : std::nullopt;
}

void Server::tick(Clock::time_point now) {
    if (const auto when = due(); when && *when <= now && !shut_down_) {
        first_change_.reset();
        publish();
    }
}

/// Tells of each file whose findings changed, and of each document of which a new version was
/// looked at.
void Server::publish() {
    const Snapshot& view = workspace_.snapshot();
    std::map<std::string, Json> now = findings_by_uri(view);
    for (const auto& [uri, gone] : published_) {
        now.emplace(uri, Json::array());
    }
    for (const auto& [path, document] : workspace_.documents()) {
        now.emplace(document.uri, Json::array());
    }
    for (auto& [uri, findings] : now) {
        const Document* document = workspace_.document(uri);
        const auto before = published_.find(uri);
        const bool same =
            before == published_.end() ? findings.empty() : before->second == findings;
        const auto told = told_versions_.find(uri);
        const bool new_version = document != nullptr && (told == told_versions_.end() ||
                                                         told->second != document->version);
        if (same && !new_version) {
            continue;
        }
        Json params = {{"uri", uri}, {"diagnostics", findings}};
        if (document != nullptr) {
            params["version"] = document->version;
            told_versions_[uri] = document->version;
        }
        tell("textDocument/publishDiagnostics", std::move(params));
        if (findings.empty()) {
            published_.erase(uri);
        } else {
            published_.insert_or_assign(uri, std::move(findings));
        }
    }
}

} // namespace precept::lsp
