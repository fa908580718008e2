// Tests in an editor: lenses with their results, running them, writing one.

#include "interpreter/lsp/uri.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"
#include "tests/unit/lsp/folder.hpp"

#include <utility>

using namespace precept;
using namespace precept::lsp;

namespace {

const std::string rules = R"(guideline a "A"
  language 1

source paper "A paper"
term drug "Drug"
term aspirin "Aspirin" is drug
term warfarin "Warfarin" is drug
fact fit "Fit" yes/no
fact age "Age" number in years from 0 to 120

rule give "Give it"
  when fit
  recommend aspirin
    strength strong
    evidence high
    because "It helps"
    cite paper

rule stop "Not for the old"
  when age > 80 years
  contraindicate aspirin
    because "It harms"
    cite paper

rule silent "Of which no test tells"
  when not fit
  consider warfarin
    strength conditional
    evidence low
    because "Who knows"
    cite paper
)";

const std::string tests = R"(
test "fit and young"
  given fit and age is 40 years
  expect give fires and aspirin is recommended

test "fit and old"
  given fit and age is 90 years
  expect aspirin is recommended

test "ages"
  table  fit | age      | expect stop
         yes | 40 years | does not fire
         yes | 81 years | fires
         yes | 80 years | fires
)";

/// The lenses of a document, a line for each: the number of the line, and the title.
std::string lenses(Client& client, const std::string& name = "a") {
    const Json found =
        client.request("textDocument/codeLens", {{"textDocument", {{"uri", Client::uri(name)}}}});
    std::string text;
    for (const Json& lens : found) {
        text += lens["range"]["start"]["line"].dump() + " " +
                lens["command"]["title"].get<std::string>() + "\n";
    }
    return text;
}

Json run(Client& client, Json argument) {
    return client.request(
        "workspace/executeCommand",
        {{"command", "precept.runTests"}, {"arguments", Json::array({std::move(argument)})}}
    );
}

} // namespace

TEST_CASE("rules and tests bear how their tests went") {
    Client client;
    client.open("a", rules + tests);
    CHECK(
        lenses(client) == "0 evaluate with patient …\n"
                          "10 2 tests: 1 fail\n"
                          "18 3 tests: 1 fail\n"
                          "24 no tests: write one\n"
                          "32 run\n32 pass\n"
                          "36 run\n36 fail\n"
                          "40 run\n40 3 cases: 1 fail\n"
    );
    // The same again from the cache; another text gives other results.
    CHECK(lenses(client).find("40 3 cases: 1 fail") != std::string::npos);
    std::string mended = rules + tests;
    mended.replace(mended.find("80 years | fires"), 16, "80 years | does not fire");
    client.change("a", mended);
    CHECK(lenses(client).find("40 3 cases: pass") != std::string::npos);
}

TEST_CASE("files with errors have no results, but all that can be clicked on") {
    Client client;
    client.open("a", rules + tests + "\nrule\n");
    CHECK(lenses(client) == "0 evaluate with patient …\n32 run\n36 run\n40 run\n");
    client.open("t", "term x \"X\"\n"); // without a header
    CHECK(lenses(client, "t").empty());
}

TEST_CASE("results of a text that was changed meanwhile are not told") {
    Client client;
    client.open("a", rules + tests);
    client.pause();
    const auto ask = [&](const char* id) {
        client.server().receive(Json{
            {"id", id},
            {"method", "textDocument/codeLens"},
            {"params", {{"textDocument", {{"uri", Client::uri("a")}}}}}}
                                    .dump());
        REQUIRE(client.server().work({}));
    };
    ask("old");
    CHECK(client.answer_to("old").is_null()); // findings come first, then tests
    CHECK(client.server().busy());
    client.change("a", rules);
    CHECK(client.answer_to("old")["error"]["code"] == -32801);
    client.pause();
    ask("gone");
    client.notify("$/cancelRequest", {{"id", "gone"}});
    CHECK(client.answer_to("gone")["error"]["code"] == -32800);
    client.work();
    CHECK(client.answer_to("gone").is_null());
    CHECK_FALSE(client.server().busy());
}

TEST_CASE("findings are told before tests are run for lenses") {
    Client client;
    client.open("a", rules + tests + "\nfact unused_one \"Unused\" yes/no\n");
    CHECK(client.told("textDocument/publishDiagnostics").empty());
    (void)lenses(client);
    CHECK(client.told("textDocument/publishDiagnostics").size() == 1);
}

TEST_CASE("tests are run by name, by file and by rule") {
    Client client;
    client.open("a", rules + tests);
    client.open(
        "b",
        "guideline b \"B\"\n  language 1\nuse a\ntest \"of b\"\n  given fit\n"
        "  expect give fires\n"
    );
    const std::string uri = Client::uri("a");
    const Json one = run(client, {{"uri", uri}, {"test", "fit and young"}});
    CHECK(one == Json{{"passed", 1}, {"failed", 0}, {"text", "1 test passed, 0 failed\n"}});
    const Json file = run(client, {{"uri", uri}});
    CHECK(file["passed"] == 3);
    CHECK(file["failed"] == 2);
    CHECK(
        file["text"].get<std::string>().find("expected  aspirin is recommended") !=
        std::string::npos
    );
    CHECK(client.told("window/logMessage").size() == 1);
    const Json rule = run(client, {{"uri", uri}, {"rule", "give"}});
    CHECK(rule["passed"] == 2); // with that of another file
    CHECK(run(client, {{"uri", Client::uri("b")}})["passed"] == 1);
    CHECK(
        client.failed(
            "workspace/executeCommand",
            {{"command", "precept.runTests"},
             {"arguments", Json::array({{{"uri", uri}, {"test", "no such"}}})}}
        )["message"] == "there are no such tests"
    );
}

TEST_CASE("a test that cannot be run says why") {
    Client client;
    client.open(
        "a", rules + "\ntest \"from a file\"\n  given patient \"gone.json\"\n  expect give fires\n"
    );
    CHECK(lenses(client).find("32 not run") != std::string::npos);
    const Json failure = client.failed(
        "workspace/executeCommand",
        {{"command", "precept.runTests"}, {"arguments", Json::array({{{"uri", Client::uri("a")}}})}}
    );
    CHECK(failure["message"].get<std::string>().find("gone.json") != std::string::npos);
}

TEST_CASE("results are those of patient files as they now are") {
    const Folder folder;
    folder.write(
        "a.precept",
        rules + "\ntest \"from a file\"\n  given patient \"anna.json\"\n  expect give fires\n"
    );
    folder.write("anna.json", R"({"fit": true})");
    Client client(
        Json::parse(R"({"workspace":{"codeLens":{"refreshSupport":true}}})"), folder.path()
    );
    const std::string uri = uri_of(folder.path() + "/a.precept");
    CHECK(run(client, {{"uri", uri}})["passed"] == 1);
    folder.write("anna.json", R"({"fit": false})");
    client.notify(
        "workspace/didChangeWatchedFiles",
        {{"changes", Json::array({{{"uri", uri_of(folder.path() + "/anna.json")}, {"type", 2}}})}}
    );
    CHECK(client.told("workspace/codeLens/refresh").size() == 1);
    CHECK(run(client, {{"uri", uri}})["failed"] == 1);
}

TEST_CASE("results are those of patient files as they stand in the editor") {
    const Folder folder;
    folder.write(
        "a.precept",
        rules + "\ntest \"from a file\"\n  given patient \"anna.json\"\n  expect give fires\n"
    );
    folder.write("anna.json", R"({"fit": true})");
    Client client(
        Json::parse(R"({"workspace":{"codeLens":{"refreshSupport":true}}})"), folder.path()
    );
    const std::string uri = uri_of(folder.path() + "/a.precept");
    const std::string anna = uri_of(folder.path() + "/anna.json");
    const auto passed = [&] {
        client.pause();
        const bool asked = client.told("workspace/codeLens/refresh").size() == 1;
        return std::pair(asked, run(client, {{"uri", uri}})["passed"] == 1);
    };
    const auto say = [&](const char* method, Json document, Json more) {
        Json params = std::move(more);
        params["textDocument"] = std::move(document);
        client.notify(method, std::move(params));
    };
    CHECK(passed() == std::pair(false, true));
    const std::string other = R"({"fit": false})";
    say("textDocument/didOpen",
        {{"uri", anna}, {"languageId", "json"}, {"version", 1}, {"text", other}},
        Json::object());
    CHECK(passed() == std::pair(true, false)); // unsaved
    CHECK(passed() == std::pair(false, false));
    say("textDocument/didChange",
        {{"uri", anna}, {"version", 2}},
        {{"contentChanges", Json::array({{{"text", R"({"fit": true, "age": 3})"}}})}});
    CHECK(passed() == std::pair(true, true));
    say("textDocument/didChange",
        {{"uri", anna}, {"version", 3}},
        {{"contentChanges", Json::array({{{"text", other}}})}});
    CHECK(passed() == std::pair(true, false));
    say("textDocument/didOpen",
        {{"uri", uri_of(folder.path() + "/ben.json")},
         {"languageId", "json"},
         {"version", 1},
         {"text", other}},
        Json::object());
    CHECK(passed() == std::pair(false, false)); // of whom no test tells
    say("textDocument/didClose", {{"uri", anna}}, Json::object());
    CHECK(passed() == std::pair(true, true)); // what is on the disk
}

TEST_CASE("a test is written for a rule") {
    Client client;
    client.open("a", rules);
    const Json argument = Json::array({{{"uri", Client::uri("a")}, {"rule", "silent"}}});
    const Json edit = client.request(
        "workspace/executeCommand", {{"command", "precept.writeTest"}, {"arguments", argument}}
    );
    const auto asked = client.requests("workspace/applyEdit");
    REQUIRE(asked.size() == 1);
    CHECK(asked[0]["params"]["edit"] == edit);
    client.change("a", client.edited("a", edit["changes"][Client::uri("a")]));
    CHECK(lenses(client).find("24 1 test: pass") != std::string::npos);
}
