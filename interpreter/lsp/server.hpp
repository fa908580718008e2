// The language server, without its pipes: takes messages as they come in, keeps them in order, and
// answers. Requests are answered from a fresh view of all texts; findings are told once the author
// pauses for a moment. Whatever comes in, it goes on: what is malformed, unknown, cancelled or out
// of order is answered with the protocol's error.
#pragma once

#include "interpreter/lsp/commands.hpp"
#include "interpreter/lsp/connection.hpp"
#include "interpreter/lsp/framing.hpp"
#include "interpreter/lsp/publisher.hpp"
#include "interpreter/lsp/workspace.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace precept::lsp {

struct ServerOptions {
    Date today;
    std::string version;
    std::chrono::milliseconds pause{20};     ///< without changes, before findings are told
    std::chrono::milliseconds patience{150}; ///< after which they are told even so
    std::chrono::milliseconds leisure{300};  ///< without changes, before what takes long is sought
    std::function<bool()> interrupted{};     ///< whether something comes in meanwhile
};

class Server {
public:
    using Clock = std::chrono::steady_clock;

    Server(ServerOptions options, Connection::Send send);

    Server(const Server&) = delete; // its parts refer to one another
    Server& operator=(const Server&) = delete;

    /// Takes in a message; cancelling one that waits is done at once.
    void receive(const Framed& framed);

    /// Works on the next message; false when there is none.
    bool work(Clock::time_point now);

    /// Does a little of what can wait: findings of the patient file, tests for code lenses, what is
    /// suspect in large guidelines. False when nothing is left. For when nothing else is to be
    /// done.
    bool idle();

    /// Whether messages wait, or work that is done when nothing else is.
    [[nodiscard]] bool busy() const {
        return !waiting_.empty() || !lenses_.empty() || patient_untold_ || completing_;
    }

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
    /// Answers a request whose answer was to come later, unless it was cancelled.
    void settle(const Json& id, const Result& result);
    Result code_lens(const Snapshot& view, FileId file);

    /// The file that a request is about, if it is one of the workspace.
    std::optional<FileId> file_of(const Snapshot& view, const Json& params) const;
    [[nodiscard]] bool shows_markdown() const;
    [[nodiscard]] bool fills_in_places() const;
    Result resolve_code_action(const Json& params);
    Result execute_command(const Json& params);

    // lifecycle.cpp
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
    void look_at_patient(const std::string& uri);
    void tell_of_findings();
    /// Before what takes a moment: authors wait for findings first.
    void findings_first();
    bool complete_findings();

    ServerOptions options_;
    Connection client_;
    Workspace workspace_;
    Publisher publisher_;
    Commands commands_;
    std::deque<Json> waiting_;
    Json answering_;                              ///< the id of the request that is worked on
    std::vector<Json> later_;                     ///< ids of requests that are answered later
    std::vector<std::pair<Json, FileId>> lenses_; ///< of which, those that wait for tests
    bool initialized_ = false;
    bool shut_down_ = false;
    bool finished_ = false;
    std::int64_t client_process_ = 0;
    Clock::time_point now_{};
    std::optional<Clock::time_point> first_change_; ///< of which nothing was told yet
    Clock::time_point last_change_{};
    std::optional<Clock::time_point> rest_due_; ///< when the rest of the findings is to be sought
    bool rest_wanted_ = false;
    bool completing_ = false;
    bool patient_untold_ = false; ///< whether the patient file may have other findings now
    bool patient_edited_ = false; ///< whether it was changed since the client looked
};

} // namespace precept::lsp
