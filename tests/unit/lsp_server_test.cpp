// The life of a session, documents, and findings as one types.

#include "interpreter/lsp/diagnostics.hpp"
#include "interpreter/lsp/uri.hpp"
#include "lang/checker.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace precept;
using namespace precept::lsp;

namespace {

constexpr const char* sound = "guideline a \"A\"\n  language 1\n\nfact fit \"Fit\" yes/no\n";

std::string codes(const Json& findings) {
    std::string text;
    for (const Json& one : findings) {
        text += (text.empty() ? "" : " ") + one.at("code").get<std::string>();
    }
    return text;
}

struct Bare {
    std::vector<Json> sent;
    Server server{
        {.today = *parse_date("2026-11-23"), .version = "test"},
        [this](const Json& message) { sent.push_back(message); }};

    Json say(const std::string& content) {
        sent.clear();
        server.receive(content);
        while (server.work({})) {
        }
        return sent.empty() ? Json() : sent.back();
    }
};

} // namespace

TEST_CASE("a session begins with initialize and ends with shutdown and exit") {
    Bare bare;
    CHECK(
        bare.say(R"({"jsonrpc":"2.0","id":1,"method":"textDocument/hover"})")["error"]["code"] ==
        -32002
    );
    CHECK(bare.say(R"({"jsonrpc":"2.0","method":"textDocument/didOpen"})").is_null());
    const Json answer =
        bare.say(R"({"jsonrpc":"2.0","id":"a","method":"initialize","params":{"capabilities":{}}})"
        );
    CHECK(answer["id"] == "a");
    CHECK(answer["result"]["serverInfo"]["name"] == "precept");
    CHECK(answer["result"]["capabilities"]["positionEncoding"] == "utf-16");
    CHECK(
        bare.say(R"({"jsonrpc":"2.0","id":2,"method":"initialize","params":{}})"
        )["error"]["code"] == -32600
    );
    CHECK(bare.say(R"({"jsonrpc":"2.0","id":3,"method":"no/such"})")["error"]["code"] == -32601);
    CHECK(bare.say(R"({"jsonrpc":"2.0","method":"no/such"})").is_null());
    CHECK(bare.say(R"({"jsonrpc":"2.0","id":4,"method":"shutdown"})").contains("result"));
    CHECK(bare.say(R"({"jsonrpc":"2.0","id":5,"method":"shutdown"})")["error"]["code"] == -32600);
    CHECK_FALSE(bare.server.finished());
    (void)bare.say(R"({"jsonrpc":"2.0","method":"exit"})");
    CHECK(bare.server.finished());
    CHECK(bare.server.orderly());
}

TEST_CASE("what is no message is answered with the protocol's error") {
    Bare bare;
    (void)bare.say(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})");
    for (const char* unsound : {"", "{", "\"\xff\"", "{\"a\":\"\\ud800\"}"}) {
        const Json answer = bare.say(unsound);
        CHECK(answer["error"]["code"] == -32700);
        CHECK(answer["id"].is_null());
    }
    for (const char* wrong :
         {"[]",
          "1",
          "null",
          "{}",
          R"({"id":7})",
          R"({"method":1,"id":7})",
          R"({"method":"shutdown","id":[1]})"}) {
        INFO(wrong);
        CHECK(bare.say(wrong)["error"]["code"] == -32600);
    }
    CHECK(bare.say(R"({"id":99,"result":null})").is_null()); // an answer to nothing
    const std::string deep = R"({"id":1,"method":"no/such","params":)" + std::string(100000, '[') +
                             std::string(100000, ']') + "}";
    CHECK(bare.say(deep)["error"]["code"] == -32601);
}

TEST_CASE("a request that waits can be cancelled") {
    Bare bare;
    (void)bare.say(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})");
    bare.sent.clear();
    bare.server.receive(std::string(R"({"id":2,"method":"shutdown"})"));
    bare.server.receive(std::string(R"({"method":"$/cancelRequest","params":{"id":2}})"));
    bare.server.receive(std::string(R"({"method":"$/cancelRequest","params":{"id":2}})"));
    bare.server.receive(std::string(R"({"method":"$/cancelRequest"})"));
    while (bare.server.work({})) {
    }
    REQUIRE(bare.sent.size() == 1);
    CHECK(bare.sent[0]["error"]["code"] == -32800);
    CHECK_FALSE(bare.server.orderly());
}

TEST_CASE("findings are told once the author pauses, and taken back") {
    Client client;
    client.open("a", std::string(sound) + "\ndefine able when fitt\n");
    CHECK(client.findings("a").is_null());
    client.pause();
    const Json findings = client.findings("a");
    REQUIRE(codes(findings) == "unknown-name");
    CHECK(findings[0]["severity"] == 1);
    CHECK(findings[0]["source"] == "precept");
    CHECK(findings[0]["message"] == "nothing is called `fitt`\ndid you mean `fit`?");
    CHECK(findings[0]["range"]["start"] == Json({{"line", 5}, {"character", 17}}));
    CHECK(findings[0]["range"]["end"] == Json({{"line", 5}, {"character", 21}}));
    client.change("a", std::string(sound) + "\ndefine able when fit\n");
    client.pause();
    CHECK(client.findings("a") == Json::array());
}

TEST_CASE("findings carry the further places") {
    Client client;
    client.open("a", std::string(sound) + "fact fit \"Again\" yes/no\n");
    client.pause();
    const Json findings = client.findings("a");
    REQUIRE(codes(findings) == "duplicate-name");
    const Json& related = findings[0]["relatedInformation"];
    REQUIRE(related.size() == 1);
    CHECK(related[0]["location"]["uri"] == Client::uri("a"));
    CHECK(related[0]["location"]["range"]["start"]["line"] == 3);
}

TEST_CASE("an unsaved document stands in for its file in all others") {
    Client client;
    client.open("a", sound);
    client.open("b", "guideline b\n  language 1\nuse a\ndefine able when fit\n");
    client.pause();
    CHECK(client.findings("b") == Json::array());
    client.change("a", "guideline a \"A\"\n  language 1\n\nfact fitness \"Fit\" yes/no\n");
    client.pause();
    CHECK(codes(client.findings("b")) == "unused-use unknown-name");
    client.notify("textDocument/didClose", {{"textDocument", {{"uri", Client::uri("a")}}}});
    client.pause();
    CHECK(codes(client.findings("b")) == "unknown-module");
}

TEST_CASE("a document that was never saved is checked without a file's name") {
    Client client;
    client.notify(
        "textDocument/didOpen",
        {{"textDocument",
          {{"uri", "untitled:Untitled-1"},
           {"version", 1},
           {"text", "guideline a \"A\"\n  language 1\n"}}}}
    );
    client.pause();
    const auto told = client.told("textDocument/publishDiagnostics");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["uri"] == "untitled:Untitled-1");
    CHECK(told[0]["diagnostics"] == Json::array());
    CHECK(told[0]["version"] == 1);
}

TEST_CASE("notifications without what they need change nothing") {
    Client client;
    client.open("a", sound);
    for (const char* method :
         {"textDocument/didOpen",
          "textDocument/didChange",
          "textDocument/didClose",
          "textDocument/didSave",
          "workspace/didChangeWatchedFiles",
          "workspace/didChangeWorkspaceFolders",
          "workspace/didChangeConfiguration",
          "$/setTrace"}) {
        client.notify(method);
        client.notify(method, Json::array());
        client.notify(method, {{"textDocument", 1}, {"contentChanges", 2}, {"event", 3}});
    }
    client.notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", Client::uri("a")}}},
         {"contentChanges", Json::array({{{"range", {{"start", -1}}}, {"text", "x"}}})}}
    );
    client.notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", "file:///other"}}}, {"contentChanges", Json::array()}}
    );
    client.pause();
    CHECK(client.findings("a") == Json::array());
}

TEST_CASE("random edits leave the view equal to a fresh check") {
    std::mt19937 random(7);
    const std::vector<std::string> pieces = {
        "a", "fact ", "\n", "  ", "é", "😀", "is ", "\"", "- ", "when fit", "\r\n", "|", "rule r\n"};
    Client client;
    std::u32string shown; // the text as the editor has it, by characters
    const auto utf8 = [](const std::u32string& text) {
        std::string bytes;
        for (const char32_t c : text) {
            if (c < 0x80) {
                bytes += static_cast<char>(c);
            } else if (c < 0x800) {
                bytes += static_cast<char>(0xC0 | (c >> 6));
                bytes += static_cast<char>(0x80 | (c & 0x3F));
            } else {
                bytes += static_cast<char>(0xF0 | (c >> 18));
                bytes += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
                bytes += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
                bytes += static_cast<char>(0x80 | (c & 0x3F));
            }
        }
        return bytes;
    };
    for (const char c : std::string_view(sound)) {
        shown += static_cast<char32_t>(c);
    }
    client.open("a", utf8(shown));
    const auto position = [&](std::size_t at) { // worked out by counting, not by LineIndex
        std::uint32_t line = 0;
        std::uint32_t character = 0;
        for (std::size_t i = 0; i < at; ++i) {
            const bool end =
                shown[i] == U'\n' ||
                (shown[i] == U'\r' && (i + 1 == shown.size() || shown[i + 1] != U'\n'));
            line += end ? 1 : 0;
            character = end ? 0 : character + (shown[i] > 0xFFFF ? 2 : 1);
        }
        return Json{{"line", line}, {"character", character}};
    };
    const auto splits = [&](std::size_t at) {
        return at > 0 && at < shown.size() && shown[at - 1] == U'\r' && shown[at] == U'\n';
    };
    for (int edit = 0; edit < 1000; ++edit) {
        std::size_t begin = random() % (shown.size() + 1);
        std::size_t end = std::min(shown.size(), begin + random() % 4);
        begin -= splits(begin) ? 1 : 0;
        end += splits(end) ? 1 : 0;
        const std::string& text = pieces[random() % pieces.size()];
        const Json range = {{"start", position(begin)}, {"end", position(end)}};
        client.notify(
            "textDocument/didChange",
            {{"textDocument", {{"uri", Client::uri("a")}, {"version", edit + 10}}},
             {"contentChanges", Json::array({{{"range", range}, {"text", text}}})}}
        );
        std::u32string inserted;
        for (std::size_t at = 0; at < text.size();) {
            const auto lead = static_cast<unsigned char>(text[at]);
            if (lead < 0x80) {
                inserted += lead;
                at += 1;
            } else {
                inserted += lead < 0xE0 ? U'é' : U'😀';
                at += lead < 0xE0 ? 2 : 4;
            }
        }
        shown.replace(begin, end - begin, inserted);
        const Document* document = client.server().workspace().document(Client::uri("a"));
        REQUIRE(document->text == utf8(shown));
        if (edit % 10 == 0) {
            client.pause();
            const Snapshot fresh(
                {.paths = {"/nowhere/a.precept"},
                 .texts = {{"/nowhere/a.precept", utf8(shown)}},
                 .uris = {},
                 .today = *parse_date("2026-11-23")}
            );
            const auto expected = findings_by_uri(fresh);
            REQUIRE(
                dump(client.all_findings("a")) ==
                dump(expected.empty() ? Json::array() : expected.begin()->second)
            );
        }
    }
}

TEST_CASE("random edits of files that use one another leave the view equal to a fresh check") {
    std::mt19937 random(11);
    std::map<std::string, std::string> texts = {
        {"/nowhere/a.precept",
         "guideline a \"A\"\n  language 1\nuse c\nuse b as other\nsource s \"S\"\n"
         "fact size \"Size\" number in mm from 0 to 99\n# precept: allow unused-fact because "
         "\"x\"\n"
         "fact idle \"Idle\" yes/no\n"
         "define grade \"Grade\"\n  low when size < 10 mm\n  high when size >= 10 mm\n"
         "  odd when size > 20 mm\n"
         "rule give \"Give\"\n  when grade is high and fit and other.stage is late\n"
         "  recommend drug\n    because \"It helps\"\n    cite s\n"
         "test \"t\"\n  given size is 12 mm and fit\n  expect give fires\n"},
        {"/nowhere/b.precept",
         "guideline b \"B\"\n  language 1\nuse c\nsource s \"S\"\n"
         "fact size \"Size\" number in cm from 0 to 9\n"
         "define stage \"Stage\"\n  early when size < 1 cm\n  late otherwise\n"
         "rule give \"Give\"\n  when stage is early and drug is recommended\n"
         "  avoid drug\n    because \"It harms\"\n    cite s \"1\"\n"},
        {"/nowhere/c.precept",
         "terms c \"C\"\n  language 1\nterm drug \"Drug\"\nfact fit \"Fit\" yes/no\n"
         "event therapy \"Therapy\"\n  drug drug\n  started date\n"}};
    const std::vector<std::string> pieces = {
        "a",
        "fact ",
        "\n",
        "  ",
        "é",
        "is ",
        "\"",
        "size",
        "#",
        "not ",
        "mm",
        "5",
        "late",
        "use b\n"};
    const auto unharmed = texts;
    Client client;
    const auto change = [&](const std::string& path, int version) {
        client.notify(
            "textDocument/didChange",
            {{"textDocument", {{"uri", uri_of(path)}, {"version", version}}},
             {"contentChanges", Json::array({{{"text", texts[path]}}})}}
        );
    };
    for (const auto& [path, text] : texts) {
        client.notify(
            "textDocument/didOpen",
            {{"textDocument", {{"uri", uri_of(path)}, {"version", 1}, {"text", text}}}}
        );
    }
    for (int edit = 0; edit < 300; ++edit) {
        const auto at = std::next(texts.begin(), static_cast<std::ptrdiff_t>(random() % 3));
        std::string& text = at->second;
        std::size_t begin = random() % (text.size() + 1);
        std::size_t end = std::min(text.size(), begin + random() % 3);
        const auto is_inside = [&](std::size_t place) { // of a letter of two bytes
            return place < text.size() && (static_cast<unsigned char>(text[place]) >> 6U) == 2;
        };
        begin -= is_inside(begin) ? 1 : 0;
        end += is_inside(end) ? 1 : 0;
        text.replace(begin, end - begin, pieces[random() % pieces.size()]);
        if (edit % 5 == 0) { // else soon nothing but faults of syntax would be left
            text = unharmed.at(at->first);
            text.insert(random() % text.size(), " ");
        }
        change(at->first, edit + 10);
        client.pause();
        Contents fresh{.paths = {}, .texts = {}, .uris = {}, .today = *parse_date("2026-11-23")};
        for (const auto& [path, now] : texts) {
            fresh.paths.push_back(path);
            fresh.texts.emplace(path, now);
        }
        const Snapshot view(fresh);
        const auto expected = findings_by_uri(view);
        for (const auto& [path, now] : texts) {
            const auto found = expected.find(uri_of(path));
            const std::string name = std::filesystem::path(path).stem().string();
            INFO(edit << " " << path << "\n" << now);
            REQUIRE(
                dump(client.all_findings(name)) ==
                dump(found == expected.end() ? Json::array() : found->second)
            );
        }
        const Snapshot& kept = client.server().workspace().snapshot();
        REQUIRE(kept.program().nodes.size() == view.program().nodes.size());
        REQUIRE(kept.program().order == view.program().order);
        REQUIRE(kept.occurrences().all().size() == view.occurrences().all().size());
    }
}

TEST_CASE("in large guidelines what is suspect is told after what is wrong, and does not flicker") {
    using std::chrono::milliseconds;
    constexpr int rules = 1001;
    std::string large = "guideline large \"Large\"\n  language 1\nuse small\nsource s \"S\"\n";
    for (int i = 0; i < rules; ++i) {
        const std::string n = std::to_string(i);
        large += "rule r" + n + " \"R " + n +
                 "\"\n  when fit\n  recommend drug\n    strength strong\n"
                 "    evidence high\n    because \"It helps\"\n    cite s\n";
    }
    const std::string small = "terms small \"Small\"\n  language 1\nfact fit \"Fit\" yes/no\n"
                              "fact idle \"Idle\" yes/no\nterm drug \"Drug\"\n";
    bool interrupted = false;
    std::map<std::string, std::string> told;
    int messages = 0;
    ServerOptions options{.today = *parse_date("2026-11-23"), .version = "test"};
    options.interrupted = [&] { return interrupted; };
    Server server(options, [&](const Json& message) {
        if (member(message, "method") == "textDocument/publishDiagnostics") {
            ++messages;
            const Json& params = message["params"];
            told[params["uri"].get<std::string>()] = codes(params["diagnostics"]);
        }
    });
    Server::Clock::time_point now{};
    const auto say = [&](const Json& message) {
        server.receive(message.dump());
        while (server.work(now)) {
        }
    };
    const auto pass = [&](int time) {
        now += milliseconds(time);
        server.tick(now);
    };
    const auto open = [&](const char* uri, const std::string& text) {
        say(
            {{"method", "textDocument/didOpen"},
             {"params", {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text}}}}}}
        );
    };
    say({{"id", 1}, {"method", "initialize"}, {"params", Json::object()}});
    open("file:///nowhere/large.precept", large);
    open("file:///nowhere/small.precept", small);
    std::string& of_large = told["file:///nowhere/large.precept"];
    std::string& of_small = told["file:///nowhere/small.precept"];

    pass(20);
    CHECK(messages == 2);
    CHECK(of_small.empty());
    while (server.idle()) {
    }
    CHECK(of_small.empty()); // not before a longer pause
    pass(10);
    pass(290);
    CHECK_FALSE(server.busy());
    pass(10);
    REQUIRE(server.busy());
    interrupted = true;
    CHECK(server.idle());
    CHECK(server.busy());
    CHECK(of_small.empty());
    interrupted = false;
    while (server.idle()) {
    }
    CHECK(of_small == "unused-fact");
    CHECK(of_large.empty());

    // An error in one file: told at once, and the other keeps what was found in it.
    messages = 0;
    const Json end = {{"line", 4}, {"character", 0}};
    say(
        {{"method", "textDocument/didChange"},
         {"params",
          {{"textDocument", {{"uri", "file:///nowhere/large.precept"}, {"version", 2}}},
           {"contentChanges",
            Json::array(
                {{{"range", {{"start", end}, {"end", end}}}, {"text", "define d when no_such\n"}}}
            )}}}}
    );
    pass(20);
    CHECK(messages == 1);
    CHECK(of_large == "unknown-name");
    CHECK(of_small == "unused-fact");
    // In the end all is as `precept check` says: with errors there, nothing is suspect.
    pass(1);
    pass(300);
    while (server.idle()) {
    }
    CHECK(of_small.empty());
}

TEST_CASE("what was found late in one file stays while another is typed in, but for places there") {
    constexpr int rules = 45; // more than patients are tried on at once
    std::string large = "guideline large \"Large\"\n  language 1\nuse small\nsource s \"S\"\n";
    for (int i = 0; i < rules; ++i) {
        const std::string n = std::to_string(i);
        large += "rule r" + n + " \"R " + n + "\"\n  when fit\n  recommend " +
                 (i == 0 ? "drug" : "other") +
                 "\n    strength strong\n    evidence high\n    because \"It helps\"\n    cite s\n";
    }
    const std::string small = "terms small \"Small\"\n  language 1\nfact fit \"Fit\" yes/no\n"
                              "term drug \"Drug\"\nterm other \"Other\"\n";
    const std::string caution =
        "guideline caution \"Caution\"\n  language 1\nuse small\nsource s \"S\"\n"
        "rule warn \"Warn\"\n  when fit\n  avoid drug\n    strength strong\n"
        "    evidence high\n    because \"It harms\"\n    cite s\n";
    Client client;
    client.open("small", small);
    client.open("large", large);
    client.open("caution", caution);
    const auto places = [&] {
        std::vector<std::size_t> all;
        for (const Json& one : client.all_findings("caution")) {
            CHECK(one["code"] == "advice-and-caution");
            all.push_back(one["relatedInformation"].size());
        }
        return all;
    };
    client.short_pause();
    CHECK(places().empty());
    client.pause();
    REQUIRE(places() == std::vector<std::size_t>{1});
    (void)client.told("textDocument/publishDiagnostics");
    client.change("large", "# one line more\n" + large);
    client.short_pause();
    CHECK(places() == std::vector<std::size_t>{0});
    CHECK(client.told("textDocument/publishDiagnostics").size() == 2);
    client.change("large", "# two lines\n# more\n" + large);
    client.short_pause();
    CHECK(places() == std::vector<std::size_t>{0});
    CHECK(client.told("textDocument/publishDiagnostics").size() == 1); // nothing flickers
    client.change("large", "# one line more\n" + large);
    client.pause();
    CHECK(places() == std::vector<std::size_t>{1});
}

TEST_CASE(
    "who is at a boundary is told once patients were tried, and stays while one types elsewhere"
) {
    constexpr int rules = 45; // more than patients are tried on at once
    std::string large = "guideline large \"Large\"\n  language 1\nuse small\nsource s \"S\"\n";
    for (int i = 0; i < rules; ++i) {
        const std::string n = std::to_string(i);
        large += "rule r" + n + " \"R " + n + "\"\n  when size " + (i == 0 ? "<" : ">") +
                 " 50 mm\n  recommend drug\n    strength strong\n    evidence high\n"
                 "    because \"It helps\"\n    cite s\n";
    }
    const std::string small = "terms small \"Small\"\n  language 1\n"
                              "fact size \"Size\" number in mm from 0 to 99\nterm drug \"Drug\"\n";
    Client client;
    client.open("small", small);
    client.open("large", large);
    const auto boundaries = [&] {
        std::vector<std::string> all;
        for (const Json& one : client.all_findings("large")) {
            if (one["code"] == "boundary-missed") {
                all.push_back(one["message"].get<std::string>());
            }
        }
        return all;
    };
    client.short_pause();
    CHECK(boundaries().empty());
    client.pause();
    const auto found = boundaries();
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("for example: ") != std::string::npos);
    client.change("small", "# a line\n" + small);
    client.short_pause();
    CHECK(boundaries() == found);
    client.change("large", "# a line\n" + large);
    client.short_pause();
    CHECK(boundaries().empty());
    client.pause();
    CHECK(boundaries() == found);
}
