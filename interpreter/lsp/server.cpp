#include "interpreter/lsp/server.hpp"

#include "interpreter/lsp/code_lenses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace precept::lsp {

namespace {

bool is_request_id(const Json& id) {
    return id.is_number_integer() || id.is_string();
}

std::int64_t version_of(const Json& document) {
    const Json& version = member(document, "version");
    return version.is_number_integer() ? version.get<std::int64_t>() : 0;
}

} // namespace

Server::Server(ServerOptions options, Connection::Send send)
    : options_(std::move(options)),
      client_(std::move(send)),
      workspace_(options_.today),
      publisher_(client_, workspace_),
      commands_(client_, workspace_, publisher_) {}

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
        client_.log("precept lsp: " + fault->what);
        return;
    }
    const auto& content = std::get<std::string>(framed);
    Json message = Json::parse(content, nullptr, false);
    if (message.is_discarded()) {
        client_.reply(nullptr, Failure{ErrorCode::ParseError, "the message is not sound JSON"});
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
        client_.reply(id, Failure{ErrorCode::RequestCancelled, "cancelled"});
    } else {
        settle(id, Failure{ErrorCode::RequestCancelled, "cancelled"});
    }
}

void Server::settle(const Json& id, const Result& result) {
    const auto found = std::ranges::find(later_, id);
    if (found != later_.end()) {
        later_.erase(found);
        client_.reply(id, result);
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
            client_.reply(
                nullptr, Failure{ErrorCode::InvalidRequest, "`id` is neither number nor text"}
            );
        }
        return;
    }
    const bool is_answer =
        message.is_object() && (message.contains("result") || message.contains("error"));
    if (!is_answer) {
        client_.reply(
            is_request_id(id) ? id : Json(),
            Failure{ErrorCode::InvalidRequest, "the message has no `method`"}
        );
        return;
    }
    client_.take_answer(message);
}

void Server::answer(const Json& id, const std::string& method, const Json& params) {
    const auto found = requests().find(method);
    if (!initialized_ && method != "initialize") {
        client_.reply(
            id, Failure{ErrorCode::NotInitialized, "the client has to say `initialize` first"}
        );
    } else if (shut_down_) {
        client_.reply(id, Failure{ErrorCode::InvalidRequest, "the server was shut down"});
    } else if (found == requests().end()) {
        client_.reply(
            id, Failure{ErrorCode::MethodNotFound, fmt::format("`{}` is not known", method)}
        );
    } else {
        try {
            answering_ = id;
            later_.push_back(id);
            const Result result = found->second(*this, params);
            if (!std::holds_alternative<Later>(result)) {
                settle(id, result);
            }
        } catch (const std::exception& error) { // a bug, for which an author's work must not end
            settle(id, Failure{ErrorCode::InternalError, error.what()});
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
        client_.log(fmt::format("precept lsp: {} failed: {}", method, error.what()));
    }
}

// ---- documents

void Server::did_open(const Json& params) {
    const Json& document = member(params, "textDocument");
    const auto uri = text_member(document, "uri");
    auto text = text_member(document, "text");
    if (!uri || !text) {
        client_.log("precept lsp: didOpen needs a document's address and text");
        return;
    }
    const std::string language = text_member(document, "languageId").value_or("");
    workspace_.open(
        {.uri = *uri,
         .text = std::move(*text),
         .version = version_of(document),
         .rules = !language.starts_with("json") && !uri->ends_with(".json")}
    );
    changed();
    look_at_patient(*uri);
}

void Server::did_change(const Json& params) {
    const Json& document = member(params, "textDocument");
    const auto uri = text_member(document, "uri");
    if (!uri || !workspace_.change(*uri, member(params, "contentChanges"), version_of(document))) {
        client_.log(fmt::format(
            "precept lsp: a change of `{}` could not be made: it is not open, or the change is "
            "malformed",
            uri.value_or("")
        ));
    }
    changed();
    look_at_patient(uri.value_or(""));
}

void Server::did_close(const Json& params) {
    const auto uri = text_member(member(params, "textDocument"), "uri");
    if (uri) {
        publisher_.forget_version(*uri);
        workspace_.close(*uri);
        workspace_.refresh();
        changed();
        look_at_patient(*uri);
    }
}

void Server::did_save(const Json& /*params*/) {
    workspace_.refresh();
    changed();
}

void Server::did_change_files(const Json& params) {
    const Json& changes = member(params, "changes");
    const auto is_patient = [](const Json& change) {
        const auto uri = text_member(change, "uri");
        return uri && uri->ends_with(".json");
    };
    const bool all = !changes.is_array();
    if (all || std::ranges::any_of(changes, is_patient)) {
        if (workspace_.refresh_patients()) {
            patient_untold_ = patient_edited_ = true;
        }
    }
    if (all || !std::ranges::all_of(changes, is_patient)) {
        workspace_.refresh();
        changed();
    }
}

/// Where the document is the patient file, or that of a test, what it made of the rules has to be
/// shown anew.
void Server::look_at_patient(const std::string& uri) {
    const auto& patient = workspace_.patient();
    const bool tested = workspace_.forget_tests_of(uri);
    const bool tried = patient && patient->path == workspace_.path(uri);
    patient_edited_ = patient_edited_ || tested || tried;
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
    rest_wanted_ = completing_ = false;
    rest_due_.reset();
    // What is being worked out is of texts that are no more; the client will ask again.
    for (const auto& [id, file] : std::exchange(lenses_, {})) {
        settle(id, Failure{ErrorCode::ContentModified, "the text was changed meanwhile"});
    }
}

// ---- what is due

std::optional<Server::Clock::time_point> Server::due() const {
    return first_change_
               ? std::optional(
                     std::min(last_change_ + options_.pause, *first_change_ + options_.patience)
                 )
               : rest_due_;
}

void Server::tick(Clock::time_point now) {
    if (shut_down_) {
        return;
    }
    if (const auto when = due(); first_change_ && *when <= now) {
        tell_of_findings();
        return;
    }
    if (std::exchange(rest_wanted_, false)) {
        rest_due_ = now + options_.leisure; // from now: checking may have taken as long
    } else if (rest_due_ && *rest_due_ <= now) {
        rest_due_.reset();
        completing_ = true;
    }
}

void Server::tell_of_findings() {
    first_change_.reset();
    publisher_.tell_of_rules();
    patient_untold_ = true;
    rest_wanted_ = !workspace_.snapshot().complete();
}

void Server::findings_first() {
    if (first_change_) {
        tell_of_findings();
    }
}

bool Server::idle() {
    if (shut_down_) {
        return false;
    }
    if (std::exchange(patient_untold_, false)) {
        workspace_.tidy();
        publisher_.tell_of_patient();
        if (std::exchange(patient_edited_, false)) {
            commands_.show_anew();
        }
        return true;
    }
    if (lenses_.empty()) {
        return complete_findings();
    }
    TestRun* run = workspace_.tests();
    if (run == nullptr || !run->step()) {
        const Snapshot& view = workspace_.snapshot();
        for (const auto& [id, file] : std::exchange(lenses_, {})) {
            settle(id, code_lens(view, file));
        }
    }
    return true;
}

/// Of large guidelines; begun anew after each interruption.
bool Server::complete_findings() {
    if (!completing_) {
        return false;
    }
    completing_ = !workspace_.snapshot().complete_findings(options_.interrupted);
    if (!completing_) {
        publisher_.tell_of_rules();
    }
    return true;
}

/// With the results of tests; they are run when nothing else is to be done.
Result Server::code_lens(const Snapshot& view, FileId file) {
    const TestRun* run = workspace_.tests();
    if (run != nullptr && !run->done()) {
        lenses_.emplace_back(answering_, file);
        return Later{};
    }
    const Consultation* consultation = workspace_.consultation();
    const auto& patient = workspace_.patient();
    return code_lenses(
        view,
        file,
        run,
        patient ? &*patient : nullptr,
        consultation != nullptr && consultation->patient()
    );
}

} // namespace precept::lsp
