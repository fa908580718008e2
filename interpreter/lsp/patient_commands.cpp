// Choosing the patient whom rules are tried on.

#include "interpreter/lsp/commands.hpp"
#include "interpreter/lsp/patient_files.hpp"
#include "interpreter/lsp/uri.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace precept::lsp {

namespace {

constexpr std::size_t most_offered = 30; // each is a button or a line
constexpr const char* nobody = "none";

/// The notifications with which a client tells of an open document.
constexpr std::array synchronisation{
    "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"};

/// The path as a pattern that matches nothing else.
std::string pattern_of(const std::string& path) {
    std::string pattern;
    for (const char c : path) {
        const bool special = c == '*' || c == '?' || c == '[' || c == '{' || c == '}';
        pattern += special ? fmt::format("[{}]", c) : std::string(1, c);
    }
    return pattern;
}

} // namespace

Result Commands::choose_patient(const Json& argument, const Respond& respond) {
    if (argument.is_null()) {
        ask_for_patient(respond);
        return Later{};
    }
    const Json& uri = member(argument, "uri");
    if (!argument.is_object() || !argument.contains("uri") || !(uri.is_null() || uri.is_string())) {
        return Failure{
            ErrorCode::InvalidParams, "`uri` has to be the address of a patient file, or null"};
    }
    if (uri.is_string() && !path_of(uri.get<std::string>())) {
        return Failure{
            ErrorCode::InvalidParams,
            fmt::format("{} is not the address of a file here", uri.get<std::string>())};
    }
    return take_patient(uri.is_null() ? std::nullopt : std::optional(uri.get<std::string>()));
}

void Commands::ask_for_patient(const Respond& respond) {
    const Snapshot& rules = workspace_.snapshot();
    if (rules.has_errors()) {
        respond(Failure{
            ErrorCode::RequestFailed,
            "the rule files have errors: a patient can be evaluated once they are mended"});
        return;
    }
    const auto found = find_patient_files(rules, workspace_.folders(), most_offered);
    if (found.empty()) {
        client_.show(
            MessageKind::Warning,
            "There is no patient file in this workspace: a JSON object of facts that the rules "
            "declare, such as {\"age\": 62}."
        );
        respond(take_patient(std::nullopt));
        return;
    }
    std::map<std::string, std::string> uris; // by title
    Json actions = Json::array();
    for (const FoundPatient& one : found) {
        if (uris.emplace(one.title, uri_of(one.path)).second) {
            actions.push_back({{"title", one.title}});
        }
    }
    actions.push_back({{"title", nobody}});
    client_.ask(
        "window/showMessageRequest",
        {{"type", static_cast<int>(MessageKind::Info)},
         {"message", "Evaluate the rules with which patient?"},
         {"actions", std::move(actions)}},
        [this, respond, uris](const Json& chosen) {
            const auto title = text_member(chosen, "title");
            const auto uri = title ? uris.find(*title) : uris.end();
            if (uri != uris.end()) {
                respond(take_patient(uri->second));
            } else if (title == nobody) {
                respond(take_patient(std::nullopt));
            } else { // dismissed: all stays as it was
                const auto& now = workspace_.patient();
                respond(Json{{"patient", now ? Json(now->uri) : Json()}});
            }
        }
    );
}

Json Commands::take_patient(const std::optional<std::string>& uri) {
    workspace_.choose_patient(uri);
    follow_patient();
    publisher_.tell_of_patient();
    say_of_patient();
    show_anew();
    return {{"patient", uri ? Json(*uri) : Json()}};
}

/// Has the client tell of changes in the patient file while it is open.
void Commands::follow_patient() {
    const Json& document = member(client_.capabilities(), "textDocument");
    if (!is_true(member(document, "synchronization"), "dynamicRegistration")) {
        return;
    }
    Json gone = Json::array();
    Json wanted = Json::array();
    const auto& patient = workspace_.patient();
    for (const char* method : synchronisation) {
        const std::string id = fmt::format("patient {}", method);
        gone.push_back({{"id", id}, {"method", method}});
        if (patient) {
            constexpr int incremental = 2;
            Json options = {
                {"documentSelector",
                 Json::array({{{"scheme", "file"}, {"pattern", pattern_of(patient->path)}}})}};
            if (std::string_view(method).ends_with("didChange")) {
                options["syncKind"] = incremental;
            }
            wanted.push_back(
                {{"id", id}, {"method", method}, {"registerOptions", std::move(options)}}
            );
        }
    }
    if (std::exchange(following_, patient.has_value())) {
        // The protocol spells it so.
        client_.ask("client/unregisterCapability", {{"unregisterations", std::move(gone)}});
    }
    if (patient) {
        client_.ask("client/registerCapability", {{"registrations", std::move(wanted)}});
    }
}

void Commands::say_of_patient() {
    const Consultation* consultation = workspace_.consultation();
    if (consultation == nullptr || consultation->findings().empty()) {
        return;
    }
    const std::size_t count = consultation->findings().size();
    client_.show(
        MessageKind::Warning,
        fmt::format(
            "{}: {}{}; the rules are not evaluated until {} mended.",
            consultation->file().name(),
            consultation->findings().front().message,
            count == 1 ? "" : fmt::format(" (and {} more)", count - 1),
            count == 1 ? "this is" : "these are"
        )
    );
}

} // namespace precept::lsp
