// Renaming, edits on offer, forms of clauses, and types beside definitions.

#include "interpreter/lsp/rename.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"
#include "tests/unit/lsp/shipped.hpp"

#include <algorithm>
#include <cctype>

using namespace precept;
using namespace precept::lsp;

namespace {

const std::string header = "guideline a\n  language 1\n";

Json range_at(const Client& client, const std::string& name, std::size_t mark = 0) {
    const Json place = client.place(name, mark);
    return {
        {"textDocument", place["textDocument"]},
        {"range", {{"start", place["position"]}, {"end", place["position"]}}},
        {"context", {{"diagnostics", Json::array()}}}};
}

/// The titles of what is offered at the mark.
std::vector<std::string> titles(Client& client) {
    std::vector<std::string> all;
    for (const Json& one : client.request("textDocument/codeAction", range_at(client, "a"))) {
        all.push_back(one["title"]);
    }
    return all;
}

/// The text after the action called `title` at the mark of `marked`.
std::string mended(const std::string& marked, const std::string& title) {
    Client client;
    client.open("a", header + marked);
    for (const Json& one : client.request("textDocument/codeAction", range_at(client, "a"))) {
        if (one["title"] == title) {
            const Json whole =
                one.contains("edit") ? one : client.request("codeAction/resolve", one);
            return client.edited("a", whole["edit"]["changes"][Client::uri("a")])
                .substr(header.size());
        }
        UNSCOPED_INFO(one["title"]);
    }
    CHECK(title == "");
    return {};
}

/// `text` with each whole word `from` as `to`.
std::string with_word(const std::string& text, const std::string& from, const std::string& to) {
    std::string result;
    const auto in_word = [&](std::size_t at) {
        return at < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
    };
    for (std::size_t at = 0; at < text.size();) {
        const bool here = text.compare(at, from.size(), from) == 0 &&
                          !(at > 0 && in_word(at - 1)) && !in_word(at + from.size());
        result += here ? to : std::string(1, text[at]);
        at += here ? from.size() : 1;
    }
    return result;
}

} // namespace

TEST_CASE("a name is changed in all files that mean it, and nowhere else") {
    Client client;
    client.open(
        "a",
        "guideline a\n  language 1\nuse b\nfact ‸fit yes/no\ndefine able when fit and b.fit2\n# "
        "fit\n"
    );
    client.open("b", "terms b\n  language 1\nfact fit2 yes/no\n");
    client.open(
        "c",
        "guideline c\n  language 1\nuse a\ndefine x when fit\nfact other one of fit, unfit\ndefine "
        "y when other is fit\n"
    );
    const Json ready = client.at("textDocument/prepareRename", "a");
    CHECK(ready["placeholder"] == "fit");
    const Json changes = client.at("textDocument/rename", "a", 0, {{"newName", "well"}})["changes"];
    CHECK(changes.size() == 2);
    CHECK(
        client.edited("a", changes[Client::uri("a")]) ==
        "guideline a\n  language 1\nuse b\nfact well yes/no\ndefine able when well and b.fit2\n# "
        "fit\n"
    );
    CHECK(
        client.edited("c", changes[Client::uri("c")]) ==
        "guideline c\n  language 1\nuse a\ndefine x when well\nfact other one of fit, "
        "unfit\ndefine y when other is fit\n"
    );
}

TEST_CASE("a value is put in quotes where its new name is no word") {
    Client client;
    client.open("a", header + "fact f one of ‸early, late\ndefine d when f is early\n");
    const Json changes =
        client.at("textDocument/rename", "a", 0, {{"newName", "not yet"}})["changes"];
    CHECK(
        client.edited("a", changes[Client::uri("a")]) ==
        header + "fact f one of \"not yet\", late\ndefine d when f is \"not yet\"\n"
    );
}

TEST_CASE("what would come to mean something else is not renamed") {
    Client client;
    client.open(
        "a",
        header + "fact ‸fit yes/no\nfact strong_one yes/no\ndefine d when fit\nevent therapy\n  "
                 "‸begun date\ndefine e when any therapy where begun is known and fit\n"
    );
    const auto refused = [&](std::size_t mark, const char* name) {
        Json params = client.place("a", mark);
        params["newName"] = name;
        return client.failed("textDocument/rename", params)["message"].get<std::string>();
    };
    CHECK(refused(0, "strong_one").find("`strong_one` is declared twice") != std::string::npos);
    CHECK(
        refused(0, "begun").starts_with("with the name `begun` the files would mean something else")
    );
    CHECK(refused(0, "rule") == "`rule` is a word of the language");
    CHECK(refused(0, "2nd").starts_with("a name consists of letters"));
    CHECK(refused(0, "").starts_with("a name consists of letters"));
    client.open("a", header + "fact ‸fit yes/no\nfact broken number in nothing\n");
    CHECK(refused(0, "well").starts_with("there are errors"));
    client.open("a", "guideline ‸a\n  ‸language 1\n");
    CHECK(client.failed("textDocument/prepareRename", client.place("a", 0))["message"]
              .get<std::string>()
              .starts_with("a guideline is named after its file"));
    CHECK(
        client.failed("textDocument/prepareRename", client.place("a", 1))["message"] ==
        "there is no name here"
    );
}

TEST_CASE("renaming each declared name of the shipped guidelines leaves them equal up to the name"
) {
    Workspace workspace(*parse_date("2026-11-23"));
    for (const auto& [path, text] : shipped_contents().texts) {
        workspace.open({.uri = "file://" + path, .text = *text, .version = 1});
    }
    const Snapshot& view = workspace.snapshot();
    REQUIRE(view.findings().empty());
    std::size_t number = 0;
    for (const Occurrence& one : view.occurrences().all()) {
        // Every third, as each means another check of all files; another third is no better.
        if (!one.declares || one.target.kind == Target::Kind::ModuleName || number++ % 3 != 0) {
            continue;
        }
        const std::string old(view.sources().text(one.span));
        INFO(old);
        const Result result =
            rename(workspace, view, {one.span.file, one.span.begin}, "zz_renamed");
        REQUIRE(std::holds_alternative<Json>(result));
        std::map<std::string, std::string> texts;
        std::size_t edits = 0;
        for (const auto& [uri, list] : std::get<Json>(result)["changes"].items()) {
            const FileId file = *view.file(workspace.path(uri));
            std::string text(view.text(file));
            for (const Json& edit : list) { // from the last to the first
                const auto begin = view.offset(file, *read_position(edit["range"]["start"]));
                const auto end = view.offset(file, *read_position(edit["range"]["end"]));
                REQUIRE(text.substr(begin, end - begin) == old);
                text.replace(begin, end - begin, "zz_renamed");
                ++edits;
            }
            texts[workspace.path(uri)] = text;
            REQUIRE(with_word(text, "zz_renamed", old) == view.text(file));
        }
        REQUIRE(edits == view.occurrences().of(one.target).size());
        REQUIRE(workspace.imagine(texts)->findings().empty());
    }
    CHECK(number > 300);
}

TEST_CASE("fixes of findings are offered as edits") {
    CHECK(
        mended("fact fit yes/no\ndefine d when ‸fitt\n", "Replace `fitt` by `fit`") ==
        "fact fit yes/no\ndefine d when fit\n"
    );
    CHECK(
        mended("fact l number in %\ndefine d when l < ‸50\n", "Add `%`") ==
        "fact l number in %\ndefine d when l < 50 %\n"
    );
    CHECK(
        mended(
            "fact a yes/no\nfact b yes/no\nfact c yes/no\ndefine d when a and b ‸or c\n",
            "Put parentheses around what `and` joins"
        ) == "fact a yes/no\nfact b yes/no\nfact c yes/no\ndefine d when (a and b) or c\n"
    );
    CHECK(
        mended(
            "fact a yes/no\nfact b yes/no\nfact c yes/no\ndefine d when a and b ‸or c\n",
            "Put parentheses around what `or` joins"
        ) == "fact a yes/no\nfact b yes/no\nfact c yes/no\ndefine d when a and (b or c)\n"
    );
    CHECK(
        mended(
            "source paper \"P\"\nterm t\nfact a yes/no\nrule r\n  when a\n  ‸avoid t\n    because "
            "\"x\"\n",
            "Cite `paper`"
        ) == "source paper \"P\"\nterm t\nfact a yes/no\nrule r\n  when a\n  avoid t\n    because "
             "\"x\"\n    cite paper\n"
    );
    CHECK(
        mended(
            "fact a number\ndefine d\n  low when a < 1\n  high ‸when a > 2\n",
            "Add a case for everything else"
        ) == "fact a number\ndefine d\n  low when a < 1\n  high when a > 2\n  other otherwise\n"
    );
}

TEST_CASE("a definition with a gap gets a case for everything else") {
    const std::string facts = "fact l \"L\" number in %\nfact m \"M\" one of x, y\n";
    const std::string plain = "Add a case for everything else";
    const auto offered = [&](const std::string& marked, const std::string& title) {
        Client client;
        client.open("a", header + facts + marked);
        client.pause();
        Json found;
        for (const Json& one : client.request("textDocument/codeAction", range_at(client, "a"))) {
            if (one["title"] == title && one["kind"] == "quickfix") {
                found = one;
            }
        }
        REQUIRE_FALSE(found.is_null());
        CHECK(found["diagnostics"][0]["code"] == "gap-between-cases");
        CHECK(
            found["diagnostics"][0]["message"].get<std::string>().find("\nfor example: ") !=
            std::string::npos
        );
        return client.edited("a", found["edit"]["changes"][Client::uri("a")])
            .substr(header.size() + facts.size());
    };
    CHECK(
        offered("define ‸d \"D\"\n  low when l < 50 %\n  high when l > 60 %\n", plain) ==
        "define d \"D\"\n  low when l < 50 %\n  high when l > 60 %\n  other otherwise\n"
    );
    CHECK(
        offered(
            "define ‸d \"D\"\n  table m | l      | result\n        x | < 50 % | low\n", plain
        ) ==
        "define d \"D\"\n  table m | l      | result\n        x | < 50 % | low\n        any | any "
        "| "
        "other\n"
    );
    // Of declared values each may be meant.
    CHECK(
        offered(
            "define ‸d \"D\" one of low, 2+\n  low when l < 50 %\n  2+ when l > 60 %\n",
            plain + ": `2+`"
        ) ==
        "define d \"D\" one of low, 2+\n  low when l < 50 %\n  2+ when l > 60 %\n  2+ otherwise\n"
    );
}

TEST_CASE("a line of which nothing would be left is removed as a whole") {
    Client client;
    client.open("b", "terms b\n  language 1\nfact f yes/no\n");
    client.open("a", "guideline a\n  language 1\n‸use b\nfact fit yes/no\n");
    const Json actions = client.request("textDocument/codeAction", range_at(client, "a"));
    REQUIRE(actions.size() == 1);
    CHECK(actions[0]["title"] == "Remove `use b`");
    CHECK(actions[0]["isPreferred"] == true);
    CHECK(actions[0]["diagnostics"][0]["code"] == "unused-use");
    CHECK(
        client.edited("a", actions[0]["edit"]["changes"][Client::uri("a")]) ==
        header + "fact fit yes/no\n"
    );
}

TEST_CASE("a test is written under which the rule fires") {
    const std::string rule = "source paper \"P\"\nterm t\nfact lvef number in %\nrule ‸weak\n  "
                             "when lvef < 40 %\n  avoid t\n    cite paper\n";
    const std::string after = mended(rule, "Write a test for the rule `weak`");
    CHECK(after.find("\n\ntest \"") != std::string::npos);
    CHECK(after.find("expect weak fires") != std::string::npos);
    Client client;
    client.open("a", header + after);
    client.pause();
    CHECK(client.findings("a") == Json::array());
    client.open(
        "a",
        header + "source paper \"P\"\nterm t\nfact a yes/no\nrule ‸nothing\n  when a and not a\n  "
                 "avoid t\n    cite paper\n"
    );
    const Json actions = client.request("textDocument/codeAction", range_at(client, "a"));
    const auto offer =
        std::ranges::find_if(actions, [](const Json& one) { return one.contains("data"); });
    REQUIRE(offer != actions.end());
    CHECK(
        client.failed("codeAction/resolve", *offer)["message"] ==
        "no patient was found for whom this rule fires"
    );
}

TEST_CASE("only the kinds of actions that were asked for") {
    Client client;
    client.open("a", header + "fact fit yes/no\ndefine d when ‸fitt\n");
    CHECK(titles(client) == std::vector<std::string>{"Replace `fitt` by `fit`"});
    Json params = range_at(client, "a");
    params["context"]["only"] = Json::array({"refactor"});
    CHECK(client.request("textDocument/codeAction", params) == Json::array());
    params["context"]["only"] = Json::array({"quickfix"});
    CHECK(client.request("textDocument/codeAction", params).size() == 1);
}

TEST_CASE("the form of the clause is shown, with what is to be filled in next") {
    const auto shown = [](const std::string& marked) {
        Client client;
        client.open("a", header + marked);
        const Json help = client.at("textDocument/signatureHelp", "a");
        if (help.is_null()) {
            return std::string();
        }
        const Json& signature = help["signatures"][0];
        const auto label = signature["label"].get<std::string>();
        const auto at = help["activeParameter"].get<std::size_t>();
        if (at >= signature["parameters"].size()) {
            return label;
        }
        const Json& part = signature["parameters"][at]["label"];
        return label.substr(0, part[0].get<std::size_t>()) + "[" +
               label.substr(
                   part[0].get<std::size_t>(),
                   part[1].get<std::size_t>() - part[0].get<std::size_t>()
               ) +
               "]" + label.substr(part[1].get<std::size_t>());
    };
    CHECK(shown("fact f number in % valid ‸") == "valid for [N] UNIT");
    CHECK(shown("fact f number in % valid for ‸") == "valid for [N] UNIT");
    CHECK(shown("fact f number in % valid for 3 ‸") == "valid for [N] UNIT");
    CHECK(shown("fact f number in ‸") == "number in [UNIT] from LOW to HIGH");
    CHECK(shown("fact f number in % from 0 to ‸") == "number in UNIT from LOW to [HIGH]");
    CHECK(shown("rule r\n  when x is between 40 and ‸") == "X is between A and [B]");
    CHECK(shown("rule r\n  when weak\n  unless x because ‸").find("because") != std::string::npos);
    CHECK(shown("rule ‸") == "rule [NAME] \"LABEL\" when CONDITION recommend TERM");
    CHECK(shown("‸").empty());
}

TEST_CASE("the types of definitions stand beside them") {
    Client client;
    const std::string text =
        header + "fact w number in kg\nfact h number in m\ndefine bmi \"B\"  w / (h * h)\ndefine "
                 "fat when bmi > 30 kg/m2\n"
                 "define g\n  low when fat\n  high otherwise\ndefine n number in kg  w\n";
    client.open("a", text);
    const Json hints = client.request(
        "textDocument/inlayHint",
        {{"textDocument", {{"uri", Client::uri("a")}}},
         {"range",
          {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 99}, {"character", 0}}}}}}
    );
    REQUIRE(hints.size() == 2);
    CHECK(hints[0]["label"] == "number in kg/m2");
    CHECK(hints[0]["position"] == Json({{"line", 4}, {"character", 14}}));
    CHECK(hints[1]["label"] == "one of low, high");
}
