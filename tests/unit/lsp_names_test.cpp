// Hover, definition, references, highlights; outline, folding, colours, layout.

#include "interpreter/lsp/features.hpp"
#include "lang/colouring.hpp"
#include "lang/format.hpp"
#include "lang/parser_words.hpp"
#include "lang/tokens.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/lsp/client.hpp"
#include "tests/unit/lsp/shipped.hpp"

#include <algorithm>
#include <random>
#include <set>

using namespace precept;
using namespace precept::lsp;

namespace {

constexpr const char* guideline = R"(guideline ‸a "All of it"
  language 1
use ‸b as ‸shared

source ‸paper "A paper, 2020"
  doi "10.1000/1"

fact ‸lvef "Ejection fraction" number in % from 0 to 100
     valid for 3 months
fact ‸stage one of ‸early, "‸not done"

event ‸therapy "Treatment"
  ‸drug  drug
  ‸begun date

define ‸last "The last"  latest ‸therapy by ‸begun where ‸drug is ‸shared.‸herceptin

define ‸weak when ‸lvef ‸< 50 % and ‸stage ‸is "‸not done" and ‸last.‸drug is known

rule ‸r "The rule"
  when ‸weak and any therapy where drug is in ‸drug
  recommend ‸herceptin
    strength strong
    cite ‸paper

test "a"
  given ‸lvef is 40 % and ‸therapy with ‸drug herceptin
  expect ‸r fires
)";

constexpr const char* terms = R"(terms b
  language 1
term drug "Drug"
term ‸herceptin "Herceptin" is drug
)";

/// The mark, counted from 0, that stands before `word` for the `number`th time.
std::size_t
mark_of(const Client& client, const Marked& marked, std::string_view word, int number = 0) {
    (void)client;
    for (std::size_t i = 0; i < marked.marks.size(); ++i) {
        if (std::string_view(marked.text).substr(marked.marks[i]).starts_with(word) &&
            number-- == 0) {
            return i;
        }
    }
    FAIL("no such mark: " << word);
    return 0;
}

struct Both {
    Client client;
    Marked a = unmark(guideline);

    Both() {
        client.open("a", guideline);
        client.open("b", terms);
        client.pause();
        REQUIRE(client.findings("a") == Json::array());
    }

    std::string hover(std::string_view word, int number = 0) {
        const Json found = client.at("textDocument/hover", "a", mark_of(client, a, word, number));
        return found.is_null() ? "" : found["contents"]["value"].get<std::string>();
    }

    /// "a:3 b:2": the documents and lines (from 0) of locations.
    static std::string places(const Json& locations) {
        std::string text;
        for (const Json& one : locations.is_array() ? locations : Json::array({locations})) {
            const auto uri = one["uri"].get<std::string>();
            text += (text.empty() ? "" : " ") + std::string(1, uri[uri.size() - 9]) + ":" +
                    std::to_string(one["range"]["start"]["line"].get<int>());
        }
        return text;
    }

    std::string definition(std::string_view word, int number = 0) {
        const Json found =
            client.at("textDocument/definition", "a", mark_of(client, a, word, number));
        return found.is_null() ? "" : places(found);
    }

    std::string references(std::string_view word, bool declaration, int number = 0) {
        return places(client.at(
            "textDocument/references",
            "a",
            mark_of(client, a, word, number),
            {{"context", {{"includeDeclaration", declaration}}}}
        ));
    }
};

} // namespace

TEST_CASE("hovering tells label, type, range and values") {
    Both both;
    CHECK(
        both.hover("lvef") ==
        "**fact** `lvef` · Ejection fraction\n\na number in % from 0 to 100\n\nvalid for 3 months"
    );
    CHECK(both.hover("stage", 1) == "**fact** `stage`\n\none of `early`, `not done`");
    CHECK(both.hover("not done", 1) == "**value** `not done`\n\nof the fact `stage`");
    CHECK(
        both.hover("therapy", 1) ==
        "**event** `therapy` · Treatment\n\n- `drug`: a term below `drug`\n- `begun`: a date"
    );
    CHECK(
        both.hover("drug", 2) == "**field** `drug`\n\nof the event `therapy`\n\na term below `drug`"
    );
    CHECK(both.hover("herceptin") == "**term** `herceptin` · Herceptin\n\nis `drug`");
    CHECK(
        both.hover("paper", 1) ==
        "**source** `paper` · A paper, 2020\n\n[doi:10.1000/1](<https://doi.org/10.1000/1>)"
    );
    CHECK(both.hover("shared", 1) == "**terms** `b`\n\n`/nowhere/b.precept`");
    CHECK(
        both.hover("weak") ==
        "**define** `weak`\n\nyes or no\n\n```precept\ndefine weak when lvef < 50 % and stage is "
        "\"not done\" and last.drug is known\n```"
    );
    const std::string rule = both.hover("r fires");
    CHECK(rule.starts_with("**rule** `r` · The rule\n\nrecommend Herceptin · strong\n\ncites A "
                           "paper, 2020\n\n```precept\nrule r"));
    CHECK(both.hover("is \"").starts_with("`X is VALUE`"));
    CHECK(both.hover("< 50").empty());
}

TEST_CASE("hovering in plain text for editors that show no Markdown") {
    const Json formats = Json::array({"plaintext"});
    Client client(Json{{"textDocument", {{"hover", {{"contentFormat", formats}}}}}});
    client.open("a", "guideline a\n  language 1\nfact ‸fit \"Is *fit*\" yes/no\n");
    const Json found = client.at("textDocument/hover", "a");
    CHECK(found["contents"]["kind"] == "plaintext");
    CHECK(found["contents"]["value"] == "fact fit · Is *fit*\n\nyes or no");
}

TEST_CASE("definitions are found across files") {
    Both both;
    CHECK(both.definition("lvef", 1) == "a:7");
    CHECK(both.definition("herceptin") == "b:3");
    CHECK(both.definition("herceptin", 1) == "b:3");
    CHECK(both.definition("shared", 1) == "a:2");
    CHECK(both.definition("b as") == "b:0");
    CHECK(both.definition("drug is shared") == "a:12");
    CHECK(both.definition("drug is known") == "a:12");
    CHECK(both.definition("drug\n  recommend") == "b:2");
    CHECK(both.definition("begun where") == "a:13");
    CHECK(both.definition("not done", 1) == "a:9");
    CHECK(both.definition("< 50").empty());
}

TEST_CASE("references are found across files, with or without the declaration") {
    Both both;
    CHECK(both.references("lvef", true) == "a:7 a:17 a:26");
    CHECK(both.references("lvef", false) == "a:17 a:26");
    CHECK(both.references("herceptin", true) == "a:15 a:21 a:26 b:3");
    CHECK(both.references("drug is known", true) == "a:12 a:15 a:17 a:20 a:26");
    CHECK(both.references("r fires", true) == "a:19 a:27");
    const Json marked = both.client.at(
        "textDocument/documentHighlight", "a", mark_of(both.client, both.a, "lvef", 1)
    );
    REQUIRE(marked.size() == 3);
    CHECK(marked[0]["kind"] == 3);
    CHECK(marked[1]["kind"] == 2);
}

TEST_CASE("every name in the shipped guidelines leads to its declaration and back") {
    const Snapshot& view = shipped();
    REQUIRE(view.findings().empty());
    // What is no name of ours: code systems that are built in, folders, and the heads of tables.
    const std::set<std::string_view> others = {
        "loinc", "snomed", "rxnorm", "icd10cm", "breast_cancer", "result"};
    std::size_t names = 0;
    for (const LoadedModule& module : view.modules()) {
        const FileId file = module.ast.file;
        const std::string_view text = view.text(file);
        const auto coloured = colour_tokens(text, file, view.occurrences());
        for (const Token& token : tokenise(text)) {
            if (token.kind != TokenKind::Word) {
                continue;
            }
            const std::string_view word = text_of(text, token);
            INFO(view.sources()[file].path() << " " << word << " at " << token.begin);
            const bool is_coloured = std::ranges::any_of(coloured, [&](const auto& one) {
                return one.begin == token.begin;
            });
            if (!is_coloured) {
                REQUIRE(others.contains(word));
                continue;
            }
            const Occurrence* name = view.occurrences().at(file, token.begin);
            if (name == nullptr || name->span.begin != token.begin) {
                continue;
            }
            ++names;
            const Json declared = definition(view, {file, token.begin});
            REQUIRE(declared.is_object());
            const Occurrence* declaration = view.occurrences().declaration(name->target);
            const Json back =
                references(view, {declaration->span.file, declaration->span.begin}, true);
            REQUIRE(std::ranges::find(back, view.location(name->span)) != back.end());
            REQUIRE(std::ranges::find(back, declared) != back.end());
            REQUIRE_FALSE(hover(view, {file, token.begin}, true).is_null());
        }
    }
    CHECK(names > 3000);
}

TEST_CASE("occurrences stand on their names") {
    const Snapshot& view = shipped();
    for (const Occurrence& one : view.occurrences().all()) {
        const Occurrence* declaration = view.occurrences().declaration(one.target);
        REQUIRE(declaration != nullptr);
        const std::string_view word = view.sources().text(one.span);
        const std::string_view declared = view.sources().text(declaration->span);
        INFO(word << " " << declared);
        const bool module = one.target.kind == Target::Kind::ModuleName;
        REQUIRE((module || word == declared));
    }
}

TEST_CASE("outline, search and folding") {
    Both both;
    const Json symbols = both.client.request(
        "textDocument/documentSymbol", {{"textDocument", {{"uri", Client::uri("a")}}}}
    );
    std::string names;
    for (const Json& one : symbols) {
        names += one["name"].get<std::string>() + " ";
    }
    CHECK(names == "a paper lvef stage therapy last weak r a ");
    CHECK(symbols[4]["children"].size() == 2);
    CHECK(symbols[2]["detail"] == "fact · Ejection fraction");
    CHECK(symbols[7]["range"]["start"]["line"] == 19);
    CHECK(symbols[7]["range"]["end"]["line"] == 23);

    const Json found = both.client.request("workspace/symbol", {{"query", "hrcp"}});
    REQUIRE(found.size() == 1);
    CHECK(found[0]["name"] == "herceptin");
    CHECK(found[0]["containerName"] == "b");

    both.client.open(
        "c",
        "guideline c\n  language 1\n# one\n# two\nuse a\nuse b\n\nrule r\n  when all of\n    - x\n "
        "   - y\n"
    );
    const Json exact = both.client.request("workspace/symbol", {{"query", "r"}});
    REQUIRE(exact.size() > 1);
    CHECK(exact[0]["name"] == "r"); // before names that have the letter in them

    const Json folds = both.client.request(
        "textDocument/foldingRange", {{"textDocument", {{"uri", Client::uri("c")}}}}
    );
    std::string lines;
    for (const Json& one : folds) {
        lines += std::to_string(one["startLine"].get<int>()) + "-" +
                 std::to_string(one["endLine"].get<int>()) + " " +
                 (one.contains("kind") ? one["kind"].get<std::string>() + " " : "");
    }
    CHECK(lines == "0-1 2-3 comment 4-5 imports 7-10 8-10 ");
}

TEST_CASE("a broken declaration stands in the outline by its name") {
    Client client;
    client.open("a", "guideline a\n  language 1\nrule broken \"B\"\n  when (\nfact f yes/no\n");
    const Json symbols = client.request(
        "textDocument/documentSymbol", {{"textDocument", {{"uri", Client::uri("a")}}}}
    );
    REQUIRE(symbols.size() == 3);
    CHECK(symbols[1]["name"] == "broken");
    CHECK(symbols[2]["name"] == "f");
}

TEST_CASE("tokens are coloured by what they stand for") {
    const std::string text =
        "guideline a\n  language 1\nfact f number in mg/dL\nfact g one of 3+, "
        "x\nterm t\n# c\nrule r\n  when f < 2.5 mg/dL and g is 3+\n  avoid t\n  how \"é\"\n";
    Client client;
    client.open("a", text);
    const Json data = client.request(
        "textDocument/semanticTokens/full", {{"textDocument", {{"uri", Client::uri("a")}}}}
    )["data"];
    const Json types = semantic_legend()["tokenTypes"];
    const LineIndex lines(text);
    LinePosition at;
    std::string shown;
    for (std::size_t i = 0; i + 4 < data.size(); i += 5) {
        const auto line = data[i].get<std::uint32_t>();
        at.character = line == 0 ? at.character + data[i + 1].get<std::uint32_t>()
                                 : data[i + 1].get<std::uint32_t>();
        at.line += line;
        const std::uint32_t begin = lines.offset(at, Encoding::Utf16);
        const std::uint32_t end = lines.offset(
            {at.line, at.character + data[i + 2].get<std::uint32_t>()}, Encoding::Utf16
        );
        shown += text.substr(begin, end - begin) + ":" +
                 types[data[i + 3].get<std::size_t>()].get<std::string>() +
                 (data[i + 4] == 1 ? "! " : " ");
    }
    CHECK(
        shown ==
        "guideline:keyword a:namespace! language:keyword 1:number "
        "fact:keyword f:variable! number:keyword in:keyword mg/dL:type "
        "fact:keyword g:variable! one:keyword of:keyword 3+:enumMember! x:enumMember! term:keyword "
        "t:class! # c:comment "
        "rule:keyword r:method! when:keyword f:variable <:operator 2.5:number mg/dL:type "
        "and:keyword "
        "g:variable is:keyword 3+:enumMember avoid:keyword t:class how:keyword \"é\":string "
    );
}

TEST_CASE("colours of a range are those of its lines, without one at whose beginning it ends") {
    Client client;
    client.open("a", "guideline a\n  language 1\nfact f yes/no\n");
    const auto tokens = [&](int first, int line, int character) {
        return client
                   .request(
                       "textDocument/semanticTokens/range",
                       {{"textDocument", {{"uri", Client::uri("a")}}},
                        {"range",
                         {{"start", {{"line", first}, {"character", 0}}},
                          {"end", {{"line", line}, {"character", character}}}}}}
                   )["data"]
                   .size() /
               5;
    };
    CHECK(tokens(0, 1, 0) == 2);
    CHECK(tokens(0, 1, 1) == 4);
    CHECK(tokens(1, 2, 0) == 2);
    CHECK(tokens(1, 1, 0) == 0);
    CHECK(tokens(0, 9, 0) == tokens(0, 3, 0));
    CHECK(tokens(0, 3, 0) > 4);
}

TEST_CASE("formatting is told as edits, and gives the canonical layout") {
    Contents contents = shipped_contents();
    std::mt19937 random(3);
    for (auto& [path, shared] : contents.texts) {
        const std::string& text = *shared;
        std::string disturbed;
        for (std::size_t i = 0; i < text.size(); ++i) {
            disturbed += text[i];
            if (text[i] == ' ' && text[i + 1] == ' ' && random() % 4 == 0) {
                disturbed += "  "; // wider gaps between columns; bullets keep their own
            } else if (text[i] == '\n' && text[i + 1] == '\n' && random() % 2 == 0) {
                disturbed += "\n";
            }
        }
        shared = disturbed;
    }
    const Snapshot view(contents);
    std::size_t compared = 0;
    for (const LoadedModule& module : view.modules()) {
        Diagnostics findings;
        const auto expected = format(view.sources(), module.ast.file, findings);
        const std::string_view text = view.text(module.ast.file);
        const Json edits =
            formatting(view, {module.ast.file, 0, static_cast<std::uint32_t>(text.size())});
        if (!expected) {
            CHECK(edits.is_null()); // a list whose bullets were moved apart
            continue;
        }
        ++compared;
        CHECK(edits.size() != 1); // not the whole file at once
        std::string result(text);
        for (auto one = edits.rbegin(); one != edits.rend(); ++one) {
            const auto begin =
                view.offset(module.ast.file, *read_position((*one)["range"]["start"]));
            const auto end = view.offset(module.ast.file, *read_position((*one)["range"]["end"]));
            for (const char c : text.substr(begin, end - begin)) {
                REQUIRE(std::isspace(static_cast<unsigned char>(c)) != 0);
            }
            result.replace(begin, end - begin, (*one)["newText"].get<std::string>());
        }
        CHECK(result == *expected);
    }
    CHECK(compared > 3);
}

TEST_CASE("a part of a file is formatted by itself") {
    Client client;
    client.open("a", "guideline a\n  language 1\nfact   f   yes/no\nfact   g   yes/no\n");
    const Json edits = client.request(
        "textDocument/rangeFormatting",
        {{"textDocument", {{"uri", Client::uri("a")}}},
         {"range",
          {{"start", {{"line", 3}, {"character", 0}}}, {"end", {{"line", 3}, {"character", 9}}}}}}
    );
    CHECK(
        client.edited("a", edits) ==
        "guideline a\n  language 1\nfact   f   yes/no\nfact g    yes/no\n"
    );
    client.open("b", "guideline b\n  language 1\nrule r when (\n");
    CHECK(client.request(
                    "textDocument/formatting", {{"textDocument", {{"uri", Client::uri("b")}}}}
    ).is_null());
}

TEST_CASE("requests without a place, or about other documents, are answered") {
    Both both;
    for (const char* method :
         {"textDocument/hover",
          "textDocument/definition",
          "textDocument/references",
          "textDocument/documentHighlight",
          "textDocument/documentSymbol",
          "textDocument/foldingRange",
          "textDocument/semanticTokens/full",
          "textDocument/semanticTokens/range",
          "textDocument/formatting",
          "textDocument/rangeFormatting"}) {
        INFO(method);
        CHECK(both.client.failed(method)["code"] == -32602);
        CHECK(
            both.client.failed(method, {{"textDocument", "x"}, {"position", 7}})["code"] == -32602
        );
        CHECK(both.client
                  .request(
                      method,
                      {{"textDocument", {{"uri", "file:///other"}}},
                       {"position", {{"line", 0}, {"character", 0}}}}
                  )
                  .is_null());
    }
}
