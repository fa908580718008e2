#include "interpreter/lsp/connection.hpp"

#include <utility>

namespace precept::lsp {

void Connection::reply(const Json& id, const Result& result) {
    Json message = {{"jsonrpc", "2.0"}, {"id", id}};
    if (const auto* failure = std::get_if<Failure>(&result)) {
        message["error"] = {
            {"code", static_cast<int>(failure->code)}, {"message", failure->message}};
    } else if (const auto* value = std::get_if<Json>(&result)) {
        message["result"] = *value;
    } else {
        return;
    }
    send_(message);
}

void Connection::tell(const char* method, Json params) {
    send_({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void Connection::ask(const char* method, Json params, std::function<void(const Json&)> then) {
    constexpr std::size_t most = 256; // a client that never answers costs no more memory
    if (asked_.size() >= most) {
        asked_.erase(asked_.begin());
    }
    const std::int64_t id = next_id_++;
    asked_.emplace(id, std::move(then));
    Json message = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
    if (!params.is_null()) {
        message["params"] = std::move(params);
    }
    send_(message);
}

void Connection::take_answer(const Json& message) {
    const Json& id = member(message, "id");
    const auto asked = id.is_number_integer() ? asked_.find(id.get<std::int64_t>()) : asked_.end();
    if (asked == asked_.end()) {
        return;
    }
    const auto then = std::move(asked->second);
    asked_.erase(asked);
    if (then) {
        then(member(message, "result"));
    }
}

void Connection::log(const std::string& text) {
    tell(
        "window/logMessage", {{"type", static_cast<int>(MessageKind::Warning)}, {"message", text}}
    );
}

void Connection::show(MessageKind kind, const std::string& text) {
    tell("window/showMessage", {{"type", static_cast<int>(kind)}, {"message", text}});
}

} // namespace precept::lsp
