// An editor for tests: talks to a server without pipes, with documents that need no files, and
// texts in which `‸` marks the cursor.
#pragma once

#include "interpreter/lsp/server.hpp"

#include <string>
#include <vector>

namespace precept::lsp {

/// A text without its marks, and the offsets at which they stood.
struct Marked {
    std::string text;
    std::vector<std::uint32_t> marks;
};

[[nodiscard]] Marked unmark(std::string_view marked);

class Client {
public:
    /// Starts a session; `folder` is a path, or empty for none.
    explicit Client(Json capabilities = Json::object(), const std::string& folder = {});

    /// The result of a request; `failed` gives its error.
    Json request(const char* method, Json params = Json::object());
    Json failed(const char* method, Json params = Json::object());
    void notify(const char* method, Json params = Json::object());

    /// Opens `NAME.precept` in a folder that does not exist; marks are taken out and kept.
    void open(const std::string& name, std::string_view marked);
    void change(const std::string& name, std::string_view text);

    /// A request about the place of mark `mark` in `name`.
    Json at(const char* method, const std::string& name, std::size_t mark = 0, Json more = {});
    [[nodiscard]] Json place(const std::string& name, std::size_t mark = 0) const;

    /// Lets the author pause, so that findings are told.
    void pause();
    /// Not long enough for those that take long.
    void short_pause();
    /// The last findings of a document; null where none were told.
    [[nodiscard]] Json all_findings(const std::string& name) const;
    /// Those but for what lints say of the small texts of tests: labels, evidence, what is unused.
    [[nodiscard]] Json findings(const std::string& name) const;

    /// The document after the edits of one file of a workspace edit, or of a list of text edits.
    [[nodiscard]] std::string edited(const std::string& name, const Json& edits) const;

    /// What the server sent with that method, and then forgets.
    std::vector<Json> told(const char* method);

    /// The requests that the server sent with that method, whole; `reply` answers one.
    std::vector<Json> requests(const char* method);
    void reply(const Json& id, Json result);

    /// The answer to a request that was sent by other means; null while there is none.
    Json answer_to(const Json& id);

    Client(const Client&) = delete; // the server tells this one
    Client& operator=(const Client&) = delete;

    [[nodiscard]] static std::string uri(const std::string& name);

    [[nodiscard]] Server& server() { return server_; }

    [[nodiscard]] const std::string& text(const std::string& name) const {
        return documents_.at(name).text;
    }

    void work();

private:
    Json call(const char* method, Json params);

    std::vector<Json> sent_;
    Server server_;
    std::map<std::string, Marked> documents_;
    std::map<std::string, Json> findings_;
    std::int64_t id_ = 0;
    std::int64_t version_ = 1;
    Server::Clock::time_point now_{};
};

} // namespace precept::lsp
