// Rules tried on a patient: choosing one, verdicts beside rules, values on hovering, the trace and
// the drawing.

#include "interpreter/lsp/uri.hpp"
#include "interpreter/process.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"
#include "tests/unit/lsp/folder.hpp"

#include <fstream>

using namespace precept;
using namespace precept::lsp;

namespace {

constexpr const char* rules = R"(guideline ‸a "A"
  language 1

source paper "A paper"
term drug "Drug"
term aspirin "Aspirin" is drug
fact fit "Fit" yes/no
fact lvef "Ejection fraction" number in % from 0 to 100
event therapy "Therapy"
  drug drug

define weak‸ "Weak heart" when lv‸ef ‸< 40 %

rule give "Give it"
  when f‸it and no therapy where dru‸g is aspirin
  recommend aspirin
    strength strong
    evidence high
    because "It helps"
    cite paper

rule stop "Not with a weak heart"
  when we‸ak
  contraindicate aspirin
    because "It harms"
    cite paper

rule seldom "Seldom"
  when not fit
  consider aspirin
    strength conditional
    evidence low
    because "Who knows"
    cite paper
)";

const std::string anna = "file:///nowhere/anna.json";

const Json whole = {
    {"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 999}, {"character", 0}}}};

void open_patient(Client& client, const std::string& text) {
    client.notify(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", anna}, {"languageId", "json"}, {"version", 1}, {"text", text}}}}
    );
}

void change_patient(Client& client, const std::string& text, int version) {
    client.notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", anna}, {"version", version}}},
         {"contentChanges", Json::array({{{"text", text}}})}}
    );
}

Json execute(Client& client, const char* command, Json argument = {}) {
    Json params = {{"command", command}};
    params["arguments"] = argument.is_null() ? Json::array() : Json::array({argument});
    return client.request("workspace/executeCommand", params);
}

std::string fails(Client& client, const char* command, Json argument = {}) {
    Json params = {{"command", command}};
    params["arguments"] = argument.is_null() ? Json::array() : Json::array({argument});
    return client.failed("workspace/executeCommand", params)["message"].get<std::string>();
}

/// The labels of the hints that are no types, by line.
std::string hints(Client& client) {
    const Json all = client.request(
        "textDocument/inlayHint", {{"textDocument", {{"uri", Client::uri("a")}}}, {"range", whole}}
    );
    std::string text;
    for (const Json& one : all) {
        if (!one.contains("kind")) {
            text += (text.empty() ? "" : " | ") + one["label"].get<std::string>();
        }
    }
    return text;
}

std::string hover(Client& client, std::size_t mark) {
    const Json found = client.at("textDocument/hover", "a", mark);
    return found.is_null() ? "" : found["contents"]["value"].get<std::string>();
}

std::string head_lens(Client& client) {
    const Json lenses =
        client.request("textDocument/codeLens", {{"textDocument", {{"uri", Client::uri("a")}}}});
    for (const Json& lens : lenses) {
        if (lens["command"]["command"] == "precept.choosePatient") {
            return lens["command"]["title"].get<std::string>();
        }
    }
    return "";
}

} // namespace

TEST_CASE("each rule bears its verdict for the patient") {
    Client client;
    client.open("a", rules);
    CHECK(hints(client).empty());
    CHECK(head_lens(client) == "evaluate with patient …");
    open_patient(client, R"({"fit": true, "lvef": 55, "therapy": []})");
    CHECK(execute(client, "precept.choosePatient", {{"uri", anna}}) == Json{{"patient", anna}});
    CHECK(head_lens(client) == "patient: anna.json");
    CHECK(hints(client) == "fired | did not fire | did not fire");

    change_patient(client, R"({"fit": true, "therapy": []})", 2);
    CHECK(
        hints(client) == "fired | provisional: could still be withdrawn by stop | "
                         "undecided: waits for lvef | did not fire"
    );
    change_patient(client, R"({"fit": true, "lvef": 35, "therapy": []})", 3);
    CHECK(hints(client) == "fired | blocked by stop | fired | did not fire");

    CHECK(
        execute(client, "precept.choosePatient", {{"uri", nullptr}}) == Json{{"patient", nullptr}}
    );
    CHECK(hints(client).empty());
    CHECK(head_lens(client) == "evaluate with patient …");
}

TEST_CASE("a guideline that does not apply is said beside its rules") {
    Client client;
    client.open(
        "a",
        "guideline a \"A\"\n  language 1\n  applies when old\nfact old \"Old\" yes/no\n"
        "term x \"X\"\nsource s \"S\"\nrule r \"R\"\n  when old\n  recommend x\n"
        "    cite s\n"
    );
    open_patient(client, R"({"old": false})");
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});
    CHECK(hints(client) == "not applicable");
}

TEST_CASE("hovering tells the value of a name and of the condition around it") {
    Client client;
    client.open("a", rules);
    open_patient(client, R"({"fit": true, "lvef": 35, "therapy": [{"drug": "aspirin"}]})");
    CHECK(hover(client, 2).find("anna.json") == std::string::npos);
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});

    const std::string fact = hover(client, 2);
    CHECK(fact.find("Ejection fraction") != std::string::npos); // what it says without a patient
    CHECK(fact.find("`lvef`: 35 %") != std::string::npos);
    CHECK(fact.find("`lvef < 40 %`: yes") != std::string::npos);
    CHECK(hover(client, 3).find("`lvef < 40 %`: yes") != std::string::npos); // the sign
    CHECK(hover(client, 1).find("`weak`: yes") != std::string::npos);        // its declaration
    CHECK(hover(client, 6).find("`weak`: yes") != std::string::npos);        // a use of it
    // Inside `where`, it is the whole list that has a value.
    CHECK(hover(client, 5).find("no therapy") != std::string::npos);

    change_patient(client, R"({"fit": true})", 2);
    CHECK(
        hover(client, 3) ==
        "**anna.json**\n\n`lvef < 40 %`: undecided, for want of `lvef` (missing)"
    );
    CHECK(hover(client, 2).find("`lvef`: unknown, missing") != std::string::npos);
}

TEST_CASE("findings in the patient file are told, and nothing is evaluated") {
    Client client(Json::parse(
        R"({"workspace":{"inlayHint":{"refreshSupport":true},"codeLens":{"refreshSupport":true}}})"
    ));
    client.open("a", rules);
    client.pause();
    open_patient(client, R"({"fitt": true, "lvef": 355})");
    (void)client.told("textDocument/publishDiagnostics");
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});
    const auto told = client.told("textDocument/publishDiagnostics");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["uri"] == anna);
    CHECK(told[0]["version"] == 1);
    REQUIRE(told[0]["diagnostics"].size() == 2);
    CHECK(told[0]["diagnostics"][0]["range"]["start"]["character"] == 1);
    CHECK(
        told[0]["diagnostics"][1]["relatedInformation"][0]["location"]["uri"] == Client::uri("a")
    );
    const auto said = client.told("window/showMessage");
    REQUIRE(said.size() == 1);
    CHECK(said[0]["message"].get<std::string>().find("anna.json") == 0);
    CHECK(client.told("workspace/inlayHint/refresh").size() == 1);
    CHECK(client.told("workspace/codeLens/refresh").size() == 1);
    CHECK(hints(client).empty());
    CHECK(head_lens(client) == "patient: anna.json (not evaluated)");
    CHECK(fails(client, "precept.trace").find("fitt") != std::string::npos);

    // Mended: the findings go, and the client is asked to look again.
    change_patient(client, R"({"fit": true, "lvef": 35})", 2);
    client.pause();
    const auto mended = client.told("textDocument/publishDiagnostics");
    REQUIRE(mended.size() == 1);
    CHECK(mended[0]["diagnostics"].empty());
    CHECK(client.told("workspace/inlayHint/refresh").size() == 1);
    CHECK_FALSE(hints(client).empty());

    // A patient file whose findings were told and that is the patient no more.
    change_patient(client, "{", 3);
    client.pause();
    CHECK(client.told("textDocument/publishDiagnostics").size() == 1);
    (void)execute(client, "precept.choosePatient", {{"uri", nullptr}});
    const auto cleared = client.told("textDocument/publishDiagnostics");
    REQUIRE(cleared.size() == 1);
    CHECK(cleared[0]["diagnostics"].empty());
}

TEST_CASE("while the rules have errors the patient's findings stay as they were") {
    Client client;
    client.open("a", rules);
    open_patient(client, R"({"fitt": true})");
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});
    client.pause();
    (void)client.told("textDocument/publishDiagnostics");
    client.change("a", "rule");
    client.pause();
    for (const Json& told : client.told("textDocument/publishDiagnostics")) {
        CHECK(told["uri"] == Client::uri("a"));
    }
    CHECK(fails(client, "precept.trace").find("errors") != std::string::npos);
    CHECK(
        fails(client, "precept.runTests", {{"uri", Client::uri("a")}}).find("errors") !=
        std::string::npos
    );
}

TEST_CASE("a patient file that is open follows the client's edits only while it is the patient") {
    Client client(Json::parse(R"({"textDocument":{"synchronization":{"dynamicRegistration":true}}})"
    ));
    client.open("a", rules);
    (void)execute(client, "precept.choosePatient", {{"uri", "file:///nowhere/a%5B1%5D.json"}});
    auto asked = client.told("client/registerCapability");
    REQUIRE(asked.size() == 1);
    REQUIRE(asked[0]["registrations"].size() == 3);
    const Json& first = asked[0]["registrations"][0];
    CHECK(first["registerOptions"]["documentSelector"][0]["pattern"] == "/nowhere/a[[]1].json");
    CHECK(client.told("client/unregisterCapability").empty());
    (void)execute(client, "precept.choosePatient", {{"uri", nullptr}});
    CHECK(client.told("client/registerCapability").empty());
    asked = client.told("client/unregisterCapability");
    REQUIRE(asked.size() == 1);
    CHECK(asked[0]["unregisterations"].size() == 3);
}

TEST_CASE("without an argument the author is asked which patient") {
    const Folder folder;
    folder.write("a.precept", unmark(rules).text);
    folder.write("patients/anna.json", R"({"fit": true, "lvef": 55})");
    folder.write("berta.json", R"({"fit": true, "lvef": 55, "oops": 1})");
    folder.write("package.json", R"({"name": "x", "version": "1", "fit": 1})");
    folder.write("list.json", "[1, 2]");
    folder.write("broken.json", "{");
    folder.write(".hidden/carla.json", R"({"fit": true})");
    folder.write("node_modules/dora.json", R"({"fit": true})");
    Client client({}, folder.path());
    client.server().receive(
        std::string(R"({"jsonrpc":"2.0","id":"who","method":"workspace/executeCommand",)"
                    R"("params":{"command":"precept.choosePatient"}})")
    );
    client.work();
    const auto asked = client.requests("window/showMessageRequest");
    REQUIRE(asked.size() == 1);
    const Json actions = Json::parse(
        R"x([{"title":"berta.json (1 finding)"},{"title":"patients/anna.json"},{"title":"none"}])x"
    );
    CHECK(asked[0]["params"]["actions"] == actions);
    CHECK(client.answer_to("who").is_null()); // not yet

    SECTION("one is chosen") {
        client.reply(asked[0]["id"], asked[0]["params"]["actions"][1]);
        const Json answer = client.answer_to("who");
        CHECK(answer["result"]["patient"] == uri_of(folder.path() + "/patients/anna.json"));
        // The file is on the disk alone: a
        // change there is seen, told of or
        // not.
        REQUIRE_FALSE(client.server().workspace().consultation() == nullptr);
        CHECK(client.server().workspace().consultation()->patient());
        folder.write("patients/anna.json", "{");
        CHECK_FALSE(client.server().workspace().consultation()->patient());
    }

    SECTION("none") {
        client.reply(asked[0]["id"], {{"title", "none"}});
        CHECK(client.answer_to("who")["result"]["patient"].is_null());
    }

    SECTION("dismissed, or the client cannot ask") {
        client.reply(asked[0]["id"], nullptr);
        CHECK(client.answer_to("who")["result"]["patient"].is_null());
    }

    SECTION("cancelled, and answered all the same") {
        client.notify("$/cancelRequest", {{"id", "who"}});
        CHECK(client.answer_to("who")["error"]["code"] == -32800);
        client.reply(asked[0]["id"], asked[0]["params"]["actions"][1]);
        CHECK(client.answer_to("who").is_null());
    }
}

TEST_CASE("a workspace without patients says so") {
    const Folder folder;
    folder.write("a.precept", unmark(rules).text);
    Client client({}, folder.path());
    CHECK(execute(client, "precept.choosePatient") == Json{{"patient", nullptr}});
    CHECK(client.told("window/showMessage").size() == 1);
}

TEST_CASE("the trace of the patient is "
          "text and a page") {
    Client client;
    client.open("a", rules);
    client.open(
        "b",
        "guideline b \"B\"\n  language "
        "1\nuse a\nsource s \"S\"\nrule "
        "other \"Other\"\n"
        "  when fit\n  consider "
        "aspirin\n    cite s\n"
    );
    CHECK(fails(client, "precept.trace").find("no patient is chosen") != std::string::npos);
    open_patient(client, R"({"fit": true, "lvef": 35, "therapy": []})");
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});
    const Json all = execute(client, "precept.trace");
    const auto text = all["text"].get<std::string>();
    CHECK(text.find("give") != std::string::npos);
    CHECK(text.find("other") != std::string::npos);
    CHECK(text.find("anna.json:1") != std::string::npos);
    const auto html = all["html"].get<std::string>();
    CHECK(html.starts_with("<!DOCTYPE html>"));
    CHECK(html.find("lvef &lt; 40 %") != std::string::npos);
    CHECK(html.find("<span class=\"yes\">✓</span>") != std::string::npos);
    const Json one = execute(client, "precept.trace", {{"uri", Client::uri("a")}});
    CHECK(one["text"].get<std::string>().find("other") == std::string::npos);
    CHECK(one["text"].get<std::string>().find("give") != std::string::npos);
}

TEST_CASE("the drawing shows the patient's "
          "way, and says what it needs") {
    Client client;
    client.open("a", rules);
    client.open(
        "t",
        "terms t \"T\"\n  language "
        "1\nterm y \"Y\"\n"
    );
    CHECK(fails(client, "precept.draw").find("no rule file") != std::string::npos);
    CHECK(
        fails(client, "precept.draw", {{"uri", Client::uri("t")}}).find("no rules") !=
        std::string::npos
    );
    if (!run_program({"dot", "-V"})) {
        CHECK(
            fails(client, "precept.draw", {{"uri", Client::uri("a")}}).find("apt install") !=
            std::string::npos
        );
        return;
    }
    const Json argument = {{"uri", Client::uri("a")}};
    const auto plain = execute(client, "precept.draw", argument)["svg"].get<std::string>();
    CHECK(plain.find("<svg") != std::string::npos);
    open_patient(client, R"({"fit": true, "lvef": 35, "therapy": []})");
    (void)execute(client, "precept.choosePatient", {{"uri", anna}});
    CHECK(execute(client, "precept.draw", argument)["svg"] != plain);
}

TEST_CASE("commands with unusable "
          "arguments are refused") {
    Client client;
    client.open("a", rules);
    for (const char* params :
         {R"({})",
          R"({"command":"precept.fly"})",
          R"({"command":"precept.choosePatient","arguments":["anna"]})",
          R"({"command":"precept.choosePatient","arguments":[{"uri":7}]})",
          R"({"command":"precept.choosePatient","arguments":[{"uri":"untitled:1"}]})",
          R"({"command":"precept.runTests","arguments":[{"uri":"file:///nowhere/z.precept"}]})",
          R"({"command":"precept.writeTest"})",
          R"({"command":"precept.draw","arguments":{}})"}) {
        INFO(params);
        CHECK(
            client.failed(
                "workspace/"
                "executeCommand",
                Json::parse(params)
            )["code"] == -32602
        );
    }
}

TEST_CASE("a patient file that cannot be "
          "read is told of") {
    Client client;
    client.open("a", rules);
    (void)execute(client, "precept.choosePatient", {{"uri", "file:///nowhere/gone.json"}});
    const auto said = client.told("window/showMessage");
    REQUIRE(said.size() == 1);
    CHECK(said[0]["message"].get<std::string>().find("cannot be read") != std::string::npos);
}

TEST_CASE("JSON documents are no rule files") {
    Client client;
    client.open("a", rules);
    open_patient(client, "{}");
    client.pause();
    for (const Json& told : client.told("textDocument/"
                                        "publishDiagnostics")) {
        CHECK(told["uri"] != anna);
    }
    CHECK(client.request("textDocument/codeLens", {{"textDocument", {{"uri", anna}}}}).is_null());
}
