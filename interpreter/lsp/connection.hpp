// The client, as the server speaks to it: answers to its requests, what it is told unasked, and
// requests of the server's own, whose answers come in whenever the client sends them.
#pragma once

#include "interpreter/lsp/json.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>

namespace precept::lsp {

/// The protocol's error codes.
enum class ErrorCode : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    NotInitialized = -32002,
    RequestFailed = -32803,
    ContentModified = -32801,
    RequestCancelled = -32800,
};

/// Why a request has no answer.
struct Failure {
    ErrorCode code = ErrorCode::RequestFailed;
    std::string message;
};

/// The answer is given once it is known.
struct Later {};

using Result = std::variant<Json, Failure, Later>;

/// How a message for the author is shown; the protocol's numbers.
enum class MessageKind : int { Error = 1, Warning = 2, Info = 3, Log = 4 };

class Connection {
public:
    using Send = std::function<void(const Json&)>;

    explicit Connection(Send send) : send_(std::move(send)) {}

    /// What the client said of itself in `initialize`.
    void set_capabilities(const Json& capabilities) { capabilities_ = capabilities; }

    [[nodiscard]] const Json& capabilities() const { return capabilities_; }

    /// Answers a request; not with `Later`.
    void reply(const Json& id, const Result& result);

    void tell(const char* method, Json params);

    /// Sends a request; `then` gets its result, or null when it failed.
    void ask(const char* method, Json params = {}, std::function<void(const Json&)> then = {});

    /// Takes in the answer to a request of ours; others are passed over.
    void take_answer(const Json& message);

    /// Writes into the client's log, which nobody has to look at.
    void log(const std::string& text);

    /// Shows the author a message.
    void show(MessageKind kind, const std::string& text);

private:
    Send send_;
    Json capabilities_;
    std::int64_t next_id_ = 1;
    std::map<std::int64_t, std::function<void(const Json&)>> asked_; ///< without an answer so far
};

} // namespace precept::lsp
