#include "tests/unit/lsp/client.hpp"

#include "interpreter/lsp/uri.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>
#include <tuple>

namespace precept::lsp {

Marked unmark(std::string_view marked) {
    constexpr std::string_view mark = "‸";
    Marked result;
    std::size_t at = 0;
    for (std::size_t next = marked.find(mark); next != std::string_view::npos;
         next = marked.find(mark, at)) {
        result.text += marked.substr(at, next - at);
        result.marks.push_back(static_cast<std::uint32_t>(result.text.size()));
        at = next + mark.size();
    }
    result.text += marked.substr(at);
    return result;
}

Client::Client(Json capabilities, const std::string& folder)
    : server_({.today = *parse_date("2026-11-23"), .version = "test"}, [this](const Json& message) {
          if (member(message, "method") == "textDocument/publishDiagnostics") {
              const Json& params = member(message, "params");
              findings_[params.at("uri").get<std::string>()] = params.at("diagnostics");
          }
          sent_.push_back(message);
      }) {
    Json params = {{"processId", nullptr}, {"capabilities", std::move(capabilities)}};
    params["rootUri"] = folder.empty() ? Json() : Json(uri_of(folder));
    (void)request("initialize", std::move(params));
    notify("initialized");
}

void Client::work() {
    while (server_.work(now_) || server_.idle()) {
    }
}

Json Client::call(const char* method, Json params) {
    const std::int64_t id = ++id_;
    const Json message = {
        {"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
    server_.receive(message.dump());
    work();
    const auto answer = std::ranges::find_if(sent_, [&](const Json& one) {
        return member(one, "id") == id && !one.contains("method");
    });
    REQUIRE(answer != sent_.end());
    Json found = std::move(*answer);
    sent_.erase(answer);
    return found;
}

Json Client::request(const char* method, Json params) {
    const Json answer = call(method, std::move(params));
    INFO(method << " " << answer.dump());
    REQUIRE(answer.contains("result"));
    return answer.at("result");
}

Json Client::failed(const char* method, Json params) {
    const Json answer = call(method, std::move(params));
    INFO(method << " " << answer.dump());
    REQUIRE(answer.contains("error"));
    return answer.at("error");
}

void Client::notify(const char* method, Json params) {
    server_.receive(
        Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}.dump()
    );
    work();
}

std::string Client::uri(const std::string& name) {
    return uri_of("/nowhere/" + name + ".precept");
}

void Client::open(const std::string& name, std::string_view marked) {
    documents_[name] = unmark(marked);
    notify(
        "textDocument/didOpen",
        {{"textDocument",
          {{"uri", uri(name)},
           {"languageId", "precept"},
           {"version", ++version_},
           {"text", text(name)}}}}
    );
}

void Client::change(const std::string& name, std::string_view marked) {
    documents_[name] = unmark(marked);
    notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", uri(name)}, {"version", ++version_}}},
         {"contentChanges", Json::array({{{"text", text(name)}}})}}
    );
}

Json Client::place(const std::string& name, std::size_t mark) const {
    const Marked& document = documents_.at(name);
    const LineIndex lines(document.text);
    return {
        {"textDocument", {{"uri", uri(name)}}},
        {"position", to_json(lines.position(document.marks.at(mark), Encoding::Utf16))}};
}

Json Client::at(const char* method, const std::string& name, std::size_t mark, Json more) {
    Json params = place(name, mark);
    if (more.is_object()) {
        params.update(more);
    }
    return request(method, std::move(params));
}

void Client::pause() {
    for (int i = 0; i < 3; ++i) { // for findings, and for those that take longer
        now_ += std::chrono::seconds(1);
        server_.tick(now_);
        work();
    }
}

void Client::short_pause() {
    now_ += std::chrono::milliseconds(20);
    server_.tick(now_);
    work();
}

Json Client::findings(const std::string& name) const {
    const Json all = all_findings(name);
    if (all.is_null()) {
        return all;
    }
    Json rest = Json::array();
    for (const Json& one : all) {
        const auto code = one.at("code").get<std::string>();
        const bool wording = code == "missing-label" || code == "missing-evidence" ||
                             code == "missing-strength" || code.starts_with("unused-f") ||
                             code.starts_with("unused-t");
        if (!wording) {
            rest.push_back(one);
        }
    }
    return rest;
}

Json Client::all_findings(const std::string& name) const {
    const auto found = findings_.find(uri(name));
    return found == findings_.end() ? Json() : found->second;
}

std::string Client::edited(const std::string& name, const Json& edits) const {
    std::string result = text(name);
    const LineIndex lines(text(name));
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> replaced;
    for (const Json& edit : edits) {
        const Json& range = edit.at("range");
        replaced.emplace_back(
            lines.offset(*read_position(range.at("start")), Encoding::Utf16),
            lines.offset(*read_position(range.at("end")), Encoding::Utf16),
            edit.at("newText").get<std::string>()
        );
    }
    std::ranges::stable_sort(replaced, {}, [](const auto& one) { return std::get<0>(one); });
    for (auto one = replaced.rbegin(); one != replaced.rend(); ++one) {
        const auto& [begin, end, text] = *one;
        result.replace(begin, end - begin, text);
    }
    return result;
}

std::vector<Json> Client::requests(const char* method) {
    std::vector<Json> found;
    for (const Json& message : sent_) {
        if (member(message, "method") == method) {
            found.push_back(message);
        }
    }
    return found;
}

void Client::reply(const Json& id, Json result) {
    server_.receive(Json{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}.dump());
    work();
}

Json Client::answer_to(const Json& id) {
    const auto answer = std::ranges::find_if(sent_, [&](const Json& one) {
        return member(one, "id") == id && !one.contains("method");
    });
    if (answer == sent_.end()) {
        return {};
    }
    Json found = std::move(*answer);
    sent_.erase(answer);
    return found;
}

std::vector<Json> Client::told(const char* method) {
    std::vector<Json> found;
    for (const Json& message : sent_) {
        if (member(message, "method") == method) {
            found.push_back(member(message, "params"));
        }
    }
    std::erase_if(sent_, [&](const Json& message) { return member(message, "method") == method; });
    return found;
}

} // namespace precept::lsp
