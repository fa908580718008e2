// The language server, without its pipes: takes messages as they come in, keeps them in order, and
// answers. Requests are answered from a fresh view of all texts; findings are told once the author
// pauses for a moment. Whatever comes in, it goes on: what is malformed, unknown, cancelled or out
// of order is answered with the protocol's error.
#pragma once

#include "interpreter/lsp/framing.hpp"
#include "interpreter/lsp/workspace.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
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
    RequestCancelled = -32800,
};

/// Why a request has no answer.
struct Failure {
    ErrorCode code = ErrorCode::RequestFailed;
    std::string message;
};

using Result = std::variant<Json, Failure>;

struct ServerOptions {
    Date today;
    std::string version;
    std::chrono::milliseconds pause{20};     ///< without changes, before findings are told
    std::chrono::milliseconds patience{150}; ///< after which they are told even so
};

class Server {
public:
    using Clock = std::chrono::steady_clock;
    using Send = std::function<void(const Json&)>;

    Server(ServerOptions options, Send send);

    /// Takes in a message; cancelling one that waits is done at once.
    void receive(const Framed& framed);

    /// Works on the next message; false when there is none.
    bool work(Clock::time_point now);

    /// Whether messages wait.
    [[nodiscard]] bool busy() const { return !waiting_.empty(); }

    /// When `tick` wants to be called; nothing while there is nothing to tell.
    [[nodiscard]] std::optional<Clock::time_point> due() const;

    /// Tells of findings, if it is time.
    void tick(Clock::time_point now);

    /// Whether the client said `exit`, and whether it had said `shutdown` before.
    [[nodiscard]] bool finished() const { return finished_; }

    [[nodiscard]] bool orderly() const { return shut_down_; }

    /// The process that started the server; 0 if it did not say.
    [[nodiscard]] std::int64_t client_process() const { return client_process_; }

    [[nodiscard]] Workspace& workspace() { return workspace_; }

private:
    using Request = std::function<Result(Server&, const Json& params)>;
    using Notification = void (Server::*)(const Json& params);

    static const std::map<std::string, Request>& requests();
    static const std::map<std::string, Notification>& notifications();

    /// The handler of a request about a place, or about a file.
    template <typename Feature>
    static Request at_cursor(Feature feature);
    template <typename Feature>
    static Request in_file(Feature feature);
    static void add_reading_requests(std::map<std::string, Request>& table);
    static void add_writing_requests(std::map<std::string, Request>& table);

    void take(Json message);
    void handle(const Json& message);
    void answer(const Json& id, const std::string& method, const Json& params);
    void notify(const std::string& method, const Json& params);
    void reply(const Json& id, const Result& result);
    void tell(const char* method, Json params);
    void ask(const char* method, Json params, std::function<void(const Json&)> then = {});
    void log(const std::string& text);

    /// The file that a request is about, if it is one of the workspace.
    std::optional<FileId> file_of(const Snapshot& view, const Json& params) const;
    [[nodiscard]] bool shows_markdown() const;
    [[nodiscard]] bool fills_in_places() const;
    Result resolve_code_action(const Json& params);

    // lifecycle: lifecycle.cpp
    Result initialize(const Json& params);
    Result shutdown(const Json& params);
    void initialized(const Json& params);
    void exit(const Json& params);
    void ignore(const Json& params);

    // documents
    void did_open(const Json& params);
    void did_change(const Json& params);
    void did_close(const Json& params);
    void did_save(const Json& params);
    void did_change_files(const Json& params);
    void did_change_folders(const Json& params);
    void changed();
    void publish();

    ServerOptions options_;
    Send send_;
    Workspace workspace_;
    std::deque<Json> waiting_;
    Json capabilities_; ///< the client's
    bool initialized_ = false;
    bool shut_down_ = false;
    bool finished_ = false;
    std::int64_t client_process_ = 0;
    std::int64_t next_id_ = 1;
    std::map<std::int64_t, std::function<void(const Json&)>> asked_; ///< requests of ours
    Clock::time_point now_{};
    std::optional<Clock::time_point> first_change_; ///< of which nothing was told yet
    Clock::time_point last_change_{};
    std::map<std::string, Json> published_; ///< findings by address, where there are any
    std::map<std::string, std::int64_t> told_versions_;
};

} // namespace precept::lsp
