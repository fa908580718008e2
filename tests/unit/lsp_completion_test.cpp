// What is offered at a place.

#include "lang/colouring.hpp"
#include "lang/completion.hpp"
#include "lang/tokens.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"
#include "tests/unit/lsp/shipped.hpp"

#include <algorithm>
#include <set>

using namespace precept;
using namespace precept::lsp;

namespace {

Known known_of(const Snapshot& view) {
    return {view.program(), view.modules(), view.sources(), view.occurrences()};
}

} // namespace

TEST_CASE("every word of the shipped guidelines is offered where it stands") {
    const Snapshot& view = shipped();
    const Known known = known_of(view);
    std::size_t asked = 0;
    std::size_t missed = 0;
    for (std::uint32_t module = 0; module < view.modules().size(); ++module) {
        const FileId file = view.modules()[module].ast.file;
        const std::string_view text = view.text(file);
        std::string_view before;
        for (const Token& token : tokenise(text)) {
            const std::string_view word = text_of(text, token);
            const bool after_slash = before == "/" || text.substr(token.end, 1) == "/";
            before = word;
            const Occurrence* name = view.occurrences().at(file, token.begin);
            const bool is_name = name != nullptr && name->span.begin == token.begin;
            if ((token.kind != TokenKind::Word && token.kind != TokenKind::Unit) ||
                (is_name && name->declares) || after_slash || word == "result") {
                continue;
            }
            ++asked;
            const Completions found = complete(known, module, token.begin);
            const bool offered = std::ranges::any_of(found.list, [&](const Completion& one) {
                const std::string_view whole = one.text;
                return whole == word || whole.ends_with("." + std::string(word)) ||
                       (whole.starts_with(word) && whole.substr(word.size(), 1) == " ");
            });
            if (!offered) {
                ++missed;
                const auto line = view.sources()[file].position(token.begin).line;
                UNSCOPED_INFO(
                    view.sources()[file].path()
                    << ":" << line << ": `" << word << "` in: " << view.sources()[file].line(line)
                );
                CHECK(offered);
            }
        }
    }
    CHECK(asked > 5000);
    CHECK(missed == 0);
}

namespace {

constexpr const char* before = R"(guideline a "A"
  language 1
source paper "A paper"
term drug
term chemo "Chemotherapy" is drug
term taxane is chemo
term scan
fact lvef "Ejection fraction" number in % from 0 to 100
fact stage one of early, "not done"
fact genes set of esr1, pik3ca
fact born date
event therapy "Treatment"
  given_drug chemo
  begun date
define last latest therapy by begun
define weak when lvef < 50 %
rule other
  when weak
  avoid scan
    cite paper
)";

/// The words offered for `line` behind the declarations above, in order of their names; snippets as
/// their labels.
std::string offered(const std::string& line, std::initializer_list<CompletionKind> kinds = {}) {
    const std::string path = "/nowhere/a.precept";
    const Marked marked = unmark(before + line);
    const Snapshot view(
        {.paths = {path},
         .texts = {{path, marked.text}},
         .uris = {},
         .today = *parse_date("2026-11-23")}
    );
    std::set<std::string> words;
    for (const Completion& one : complete(known_of(view), 0, marked.marks.at(0)).list) {
        if (kinds.size() == 0 || std::ranges::find(kinds, one.kind) != kinds.end()) {
            words.insert(one.label.empty() ? one.text : one.label);
        }
    }
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

/// All but the words of the language.
std::string names(const std::string& line) {
    using enum CompletionKind;
    return offered(
        line, {Module, Source, CodeSystem, Term, Fact, Event, Field, Definition, Rule, Coded, Unit}
    );
}

} // namespace

TEST_CASE("values are those of the very fact") {
    CHECK(names("rule r\n  when stage is ‸") == "\"not done\" early");
    CHECK(names("rule r\n  when stage is not ea‸") == "\"not done\" early");
    CHECK(names("rule r\n  when stage is one of early, ‸") == "\"not done\" early");
    CHECK(names("rule r\n  when genes includes ‸") == "esr1 pik3ca");
    CHECK(names("rule r\n  when genes includes any of esr1, ‸") == "esr1 pik3ca");
    CHECK(names("rule r\n  when genes does not include ‸") == "esr1 pik3ca");
    CHECK(names("test \"t\"\n  given stage is ‸") == "\"not done\" early");
    CHECK(names("test \"t\"\n  given genes is esr1, ‸") == "esr1 pik3ca");
    CHECK(names("define d\n  table stage | lvef | result\n    ‸") == "\"not done\" early");
    CHECK(
        names("test \"t\"\n  table lvef | stage | expect r\n    40 % | ‸") == "\"not done\" early"
    );
}

TEST_CASE("terms are those of the class, units those of the dimension") {
    CHECK(names("rule r\n  when last.given_drug is in ‸") == "chemo taxane");
    CHECK(names("rule r\n  when any therapy where given_drug is ‸") == "chemo taxane");
    CHECK(names("test \"t\"\n  given therapy with given_drug ‸") == "chemo taxane");
    CHECK(names("rule r\n  when weak\n  recommend ‸") == "chemo drug scan taxane");
    CHECK(names("rule r\n  when weak\n  recommend chemo + ‸") == "chemo drug scan taxane");
    const std::string percent = names("rule r\n  when lvef < 50 ‸");
    CHECK(percent.find('%') != std::string::npos);
    CHECK(percent.find("mg/dL") == std::string::npos);
    const std::string any = names("fact f number in ‸");
    CHECK(any.find("mg/dL") != std::string::npos);
    CHECK(offered("rule r\n  when born is within 6 ‸") == "days months weeks years");
}

TEST_CASE("names are those that fit") {
    CHECK(names("rule r\n  when weak\n  overrides ‸") == "other");
    CHECK(names("rule r\n  when weak\n  avoid scan\n    cite ‸") == "paper");
    CHECK(names("fact f yes/no\n  code ‸") == "icd10cm loinc rxnorm snomed ucum");
    CHECK(names("define d latest ‸") == "therapy");
    CHECK(names("define d latest therapy by ‸") == "begun");
    CHECK(names("rule r\n  when last.‸") == "begun given_drug");
    CHECK(names("test \"t\"\n  given therapy with ‸") == "begun given_drug");
    CHECK(names("test \"t\"\n  given no ‸") == "therapy");
    CHECK(names("rule r\n  when any ‸") == "therapy");
    CHECK(names("rule r\n  when born is before ‸").find("born") != std::string::npos);
    CHECK(names("rule r\n  when born is before ‸").find("lvef") == std::string::npos);
    CHECK(names("rule ‸").empty());
    CHECK(names("rule r \"a ‸").empty());
    CHECK(names("# whatever ‸").empty());
    const std::string condition = names("rule r\n  when ‸");
    for (const char* one : {"lvef", "stage", "weak", "other", "therapy", "last"}) {
        CHECK(condition.find(one) != std::string::npos);
    }
}

TEST_CASE("the words are those of the clause") {
    CHECK(offered("rule r\n  when weak\n  avoid scan\n    strength ‸") == "conditional strong");
    CHECK(
        offered("rule r\n  when weak\n  avoid scan\n    evidence ‸") == "high low moderate very_low"
    );
    CHECK(offered("rule r\n  when at ‸") == "least most");
    CHECK(offered("rule r\n  when some ‸") == "advice");
    const std::string items = offered("‸");
    for (const char* one : {"rule", "rule …", "fact …", "test …", "define … by table"}) {
        CHECK(items.find(one) != std::string::npos);
    }
    CHECK(items.find("guideline") == std::string::npos);
}

TEST_CASE("what is typed already is replaced, and snippets go only to clients that have them") {
    Client client;
    client.open("a", std::string(before) + "rule r\n  when stage is ear‸");
    const Json found = client.at("textDocument/completion", "a");
    for (const Json& item : found["items"]) {
        if (item["label"] == "early") {
            CHECK(
                client.edited("a", Json::array({item["textEdit"]})) ==
                std::string(before) + "rule r\n  when stage is early"
            );
        }
    }
    client.open("b", "‸");
    CHECK(
        client.at("textDocument/completion", "b")["items"].dump().find("${1") == std::string::npos
    );
    Client fuller(Json{
        {"textDocument", {{"completion", {{"completionItem", {{"snippetSupport", true}}}}}}}});
    fuller.open("b", "‸");
    CHECK(
        fuller.at("textDocument/completion", "b")["items"].dump().find("${1") != std::string::npos
    );
}

TEST_CASE("each snippet with its places as they are is a sound declaration") {
    Client client(Json{
        {"textDocument", {{"completion", {{"completionItem", {{"snippetSupport", true}}}}}}}});
    client.open("b", "‸");
    int snippets = 0;
    const Json offered_there = client.at("textDocument/completion", "b");
    for (const Json& item : offered_there["items"]) {
        if (item["kind"] != 15) {
            continue;
        }
        ++snippets;
        std::string text;
        const auto snippet = item["textEdit"]["newText"].get<std::string>();
        for (std::size_t at = 0; at < snippet.size(); ++at) {
            if (snippet.substr(at, 2) != "${") {
                text += snippet[at];
                continue;
            }
            // `${1:name}` stands for its text, `${5|a,b|}` for the first choice
            std::size_t begin = snippet.find_first_of(":|", at) + 1;
            const std::size_t end =
                snippet.find_first_of(snippet[begin - 1] == '|' ? ",|" : "}", begin);
            text += snippet.substr(begin, end - begin);
            at = snippet.find('}', end);
        }
        INFO(text);
        Sources sources;
        Diagnostics findings;
        (void)compile_text("a.precept", text, sources, {*parse_date("2026-11-23")}, findings);
        CHECK(std::ranges::none_of(findings, [](const Diagnostic& one) {
            return one.code == Code::Syntax;
        }));
    }
    CHECK(snippets == 8);
}
