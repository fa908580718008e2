#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <string>

using namespace precept;

namespace {

constexpr std::string_view guideline = R"(guideline heart "Heart"
  language 1

fact lvef "Ejection fraction" number in %
fact lvef "LVEF" number in %

rule stop "Stop"
  when lvfe < 40 %
)";

/// The span of the `nth` (from 0) `word` in `file`.
Span find(const Sources& sources, FileId file, std::string_view word, int nth = 0) {
    std::size_t at = sources[file].text().find(word);
    for (; nth > 0; --nth) {
        at = sources[file].text().find(word, at + 1);
    }
    REQUIRE(at != std::string_view::npos);
    return {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())};
}

/// One line of text, and a finding at `word` in it.
std::string shown(std::string text, std::string_view word, const Style& style = {}) {
    Sources sources;
    const FileId file = sources.add("a.precept", std::move(text));
    const Diagnostics findings = {
        {.code = Code::Syntax, .span = find(sources, file, word), .message = "odd"}};
    return render_text(findings, sources, style);
}

} // namespace

TEST_CASE("nothing to show is no text") {
    CHECK(render_text({}, {}, {}).empty());
    CHECK(render_gcc({}, {}).empty());
}

TEST_CASE("a finding with help, and one with a note") {
    Sources sources;
    const FileId file = sources.add("heart.precept", std::string(guideline));
    const Diagnostics findings = {
        {.code = Code::DuplicateName,
         .span = find(sources, file, "lvef", 1),
         .message = "there is already a fact `lvef`",
         .notes = {{find(sources, file, "lvef"), "first declared here"}}},
        {.code = Code::UnknownName,
         .span = find(sources, file, "lvfe"),
         .message = "there is nothing called `lvfe`",
         .help = "did you mean `lvef`?"},
    };
    CHECK(
        render_text(findings, sources, {}) ==
        R"(error[duplicate-name]: there is already a fact `lvef`
 --> heart.precept:5:6
  │
5 │ fact lvef "LVEF" number in %
  │      ^^^^
 --> heart.precept:4:6
  │
4 │ fact lvef "Ejection fraction" number in %
  │      ---- first declared here

error[unknown-name]: there is nothing called `lvfe`
 --> heart.precept:8:8
  │
8 │   when lvfe < 40 %
  │        ^^^^
  = help: did you mean `lvef`?

2 errors
)"
    );
    CHECK(
        render_gcc(findings, sources) ==
        R"(heart.precept:5:6: error: there is already a fact `lvef` [duplicate-name]
heart.precept:4:6: note: first declared here
heart.precept:8:8: error: there is nothing called `lvfe` [unknown-name]
)"
    );
}

TEST_CASE("the gutter is as wide as the largest line number") {
    Sources sources;
    const FileId file = sources.add("a", std::string(9, '\n') + "tenth\n");
    const Diagnostics findings = {
        {.code = Code::MissingCitation,
         .span = {file, 9, 14},
         .message = "no source",
         .notes = {{{file, 0, 0}, "since here"}}}};
    CHECK(
        render_text(findings, sources, {.unicode = false}) ==
        R"(warning[missing-citation]: no source
  --> a:10:1
   |
10 | tenth
   | ^^^^^
  --> a:1:1
   |
 1 |
   | - since here

1 warning
)"
    );
}

TEST_CASE("errors and warnings are counted apart") {
    Sources sources;
    const FileId file = sources.add("a", "x");
    const Diagnostic error = {.code = Code::Syntax, .span = {file, 0, 1}, .message = "m"};
    const Diagnostic warning = {.code = Code::UnusedUse, .span = {file, 0, 1}, .message = "m"};
    const auto ending = [&](const Diagnostics& findings) {
        const std::string text = render_text(findings, sources, {});
        return text.substr(text.rfind('\n', text.size() - 2) + 1);
    };
    CHECK(ending({error}) == "1 error\n");
    CHECK(ending({warning, warning}) == "2 warnings\n");
    CHECK(ending({error, error, warning}) == "2 errors, 1 warning\n");
}

TEST_CASE("a file that could not be read is shown by its name") {
    Sources sources;
    Diagnostics findings;
    CHECK_FALSE(add_text("b.precept", std::string("\0", 1), sources, findings).has_value());
    CHECK(
        render_text(findings, sources, {}) ==
        R"(error[unreadable-file]: `b.precept` is not a text file: line 1 has a zero byte
 --> b.precept
  = help: give a plain text file

1 error
)"
    );
    CHECK(
        render_gcc(findings, sources) == "b.precept: error: `b.precept` is not a text file: line 1 "
                                         "has a zero byte [unreadable-file]\n"
    );
}

TEST_CASE("the path inside a record is shown beside the place") {
    Sources sources;
    const FileId file = sources.add("anna.json", "{\"drug\": \"x\"}");
    const Diagnostics findings = {
        {.code = Code::UnknownValue,
         .span = find(sources, file, "\"x\""),
         .message = "there is no drug `x`",
         .path = "therapy[2].drug"}};
    CHECK(render_text(findings, sources, {}) == R"(error[unknown-value]: there is no drug `x`
 --> anna.json:1:10 (therapy[2].drug)
  │
1 │ {"drug": "x"}
  │          ^^^

1 error
)");
    CHECK(
        render_gcc(findings, sources) ==
        "anna.json:1:10: error: therapy[2].drug: there is no drug `x` [unknown-value]\n"
    );
}

TEST_CASE("a span over several lines is underlined on its first") {
    CHECK(shown("when a\n  and b\n", "a\n  and b") == R"(error[syntax]: odd
 --> a.precept:1:6
  │
1 │ when a
  │      ^

1 error
)");
}

TEST_CASE("an empty span is one caret, also at the end of a line") {
    Sources sources;
    const FileId file = sources.add("a", "when\r\nx");
    const Diagnostics findings = {{.code = Code::Syntax, .span = {file, 4, 4}, .message = "odd"}};
    CHECK(render_text(findings, sources, {}) == R"(error[syntax]: odd
 --> a:1:5
  │
1 │ when
  │     ^

1 error
)");
}

TEST_CASE("tabs are expanded, and wide and combining characters counted") {
    CHECK(shown("\twhen\tx", "x") == R"(error[syntax]: odd
 --> a.precept:1:7
  │
1 │     when    x
  │             ^

1 error
)");
    CHECK(shown("fact \"漢字\" oops", "oops") == R"(error[syntax]: odd
 --> a.precept:1:11
  │
1 │ fact "漢字" oops
  │             ^^^^

1 error
)");
    CHECK(
        shown("Zoe\xCC\x88 oops", "oops") == "error[syntax]: odd\n"
                                             " --> a.precept:1:6\n"
                                             "  │\n"
                                             "1 │ Zoe\xCC\x88 oops\n"
                                             "  │     ^^^^\n\n"
                                             "1 error\n"
    );
}

TEST_CASE("a file cannot steer the terminal") {
    CHECK(shown("a \x1b[31m \xE2\x80\xAE b", "b") == R"(error[syntax]: odd
 --> a.precept:1:11
  │
1 │ a \x1b[31m \u{202e} b
  │                     ^

1 error
)");
    Sources sources;
    const FileId file = sources.add("a\x1b[2J", "x");
    const Diagnostics findings = {
        {.code = Code::Syntax,
         .span = {file, 0, 1},
         .message = "odd \x1b[2J\x07",
         .notes = {{{file, 0, 1}, "\x1b[1m"}},
         .help = "\x9b",
         .path = "\x1b]0;x"}};
    for (const std::string& text :
         {render_text(findings, sources, {}), render_gcc(findings, sources)}) {
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find('\x07') == std::string::npos);
        CHECK(text.find('\x9b') == std::string::npos);
    }
}

TEST_CASE("a very long line is cut around the caret") {
    const std::string filler(200, 'x');
    const Style narrow{.width = 44};
    CHECK(shown("oops " + filler, "oops", narrow) == R"(error[syntax]: odd
 --> a.precept:1:1
  │
1 │ oops xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
  │ ^^^^

1 error
)");
    CHECK(shown(filler + " oops " + filler, "oops", narrow) == R"(error[syntax]: odd
 --> a.precept:1:202
  │
1 │ …xxxxxxxxxxx oops xxxxxxxxxxxxxxxxxxxxx…
  │              ^^^^

1 error
)");
    CHECK(shown(filler + " oops", "oops", {.unicode = false, .width = 44}) == R"(error[syntax]: odd
 --> a.precept:1:202
  |
1 | ...xxxxxxxxx oops
  |              ^^^^

1 error
)");
    SECTION("a mark longer than the room is cut as well") {
        const std::string text = shown(filler, filler, narrow);
        CHECK(text.find(std::string(41, '^')) == std::string::npos);
        CHECK(text.find("^^^^^^^^^^") != std::string::npos);
    }
}

TEST_CASE("no line of an excerpt is wider than asked for") {
    const std::string line =
        "when 漢字漢字漢字漢字漢字漢字漢字漢字 and lvef\tis 漢字 and oops or 漢字漢字漢字漢字漢字";
    for (int width = 40; width < 90; ++width) {
        const std::string text = shown(line, "oops", {.width = width});
        CAPTURE(width, text);
        const std::size_t begin = text.find("1 │ ");
        REQUIRE(begin != std::string::npos);
        const std::string source = text.substr(begin, text.find('\n', begin) - begin);
        CHECK(source.find("oops") != std::string::npos);
        int columns = 0;
        for (const char c : source) {
            const auto byte = static_cast<unsigned char>(c);
            columns += (byte & 0xC0U) == 0x80U ? 0 : 1;
            columns += byte >= 0xE3U && byte <= 0xE9U ? 1 : 0; // the ideographs above
        }
        CHECK(columns <= width);
        // The caret stands below the word.
        const std::string below = text.substr(text.find('\n', begin) + 1);
        std::size_t before = 0;
        for (const char c : source.substr(0, source.find("oops"))) {
            const auto byte = static_cast<unsigned char>(c);
            before += (byte & 0xC0U) == 0x80U ? 0 : 1;
            before += byte >= 0xE3U && byte <= 0xE9U ? 1 : 0;
        }
        CHECK(below.find('^') == before + 2); // the bar has three bytes
    }
}

TEST_CASE("a fix is shown where there is no help") {
    Sources sources;
    const FileId file = sources.add("a", "\t- x");
    Diagnostic finding{.code = Code::TabIndent, .span = {file, 0, 1}, .message = "a tab"};
    const auto text = [&] { return render_text({finding}, sources, {}); };
    using Catch::Matchers::ContainsSubstring;
    finding.fix = Fix{{file, 3, 4}, "y"};
    CHECK_THAT(text(), ContainsSubstring("  = help: write `y`\n"));
    finding.fix = Fix{{file, 3, 3}, "y "};
    CHECK_THAT(text(), ContainsSubstring("  = help: insert `y `\n"));
    finding.fix = Fix{{file, 3, 4}, ""};
    CHECK_THAT(text(), ContainsSubstring("  = help: remove `x`\n"));
    finding.fix = Fix{{file, 0, 1}, "    "};
    CHECK_THAT(text(), !ContainsSubstring("help"));
    finding.help = "replace the tab by blanks";
    CHECK_THAT(text(), ContainsSubstring("  = help: replace the tab by blanks\n"));
}

TEST_CASE("help of several lines keeps its column") {
    Sources sources;
    const FileId file = sources.add("a", "x");
    const Diagnostics findings = {
        {.code = Code::Syntax, .span = {file, 0, 1}, .message = "odd", .help = "one\ntwo"}};
    CHECK(render_text(findings, sources, {}) == R"(error[syntax]: odd
 --> a:1:1
  │
1 │ x
  │ ^
  = help: one
          two

1 error
)");
}

TEST_CASE("colour is added only where it is asked for") {
    const std::string plain = shown("oops", "oops");
    CHECK(plain.find('\x1b') == std::string::npos);
    std::string coloured = shown("oops", "oops", {.colour = true});
    CHECK(coloured.find("\x1b[1;31merror[syntax]\x1b[0m") != std::string::npos);
    for (auto at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    CHECK(coloured == plain);
}

TEST_CASE("findings as JSON") {
    Sources sources;
    const FileId file = sources.add("a.precept", "one\ntwo µ x");
    const Diagnostics findings = {
        {.code = Code::UnknownName,
         .span = find(sources, file, "x"),
         .message = "no `x`",
         .notes = {{find(sources, file, "one"), "here"}},
         .help = "h",
         .fix = Fix{find(sources, file, "x"), "y"}},
        {.code = Code::UnusedUse, .span = {file, 0, 3}, .message = "bad \xFF", .path = "p"}};
    CHECK(render_json(findings, sources) == R"({
  "version": 1,
  "findings": [
    {
      "code": "unknown-name",
      "severity": "error",
      "message": "no `x`",
      "place": {
        "file": "a.precept",
        "line": 2,
        "column": 7,
        "end_line": 2,
        "end_column": 8,
        "begin": 11,
        "end": 12
      },
      "notes": [
        {
          "message": "here",
          "place": {
            "file": "a.precept",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 4,
            "begin": 0,
            "end": 3
          }
        }
      ],
      "help": "h",
      "fix": {
        "place": {
          "file": "a.precept",
          "line": 2,
          "column": 7,
          "end_line": 2,
          "end_column": 8,
          "begin": 11,
          "end": 12
        },
        "replacement": "y"
      }
    },
    {
      "code": "unused-use",
      "severity": "warning",
      "message": "bad �",
      "place": {
        "file": "a.precept",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 4,
        "begin": 0,
        "end": 3
      },
      "path": "p"
    }
  ],
  "errors": 1,
  "warnings": 1
}
)");
    CHECK(
        render_json({}, sources) ==
        "{\n  \"version\": 1,\n  \"findings\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n"
    );
}

TEST_CASE("findings are sorted by place, and repeats dropped") {
    Diagnostics findings = {
        {.code = Code::UnknownName, .span = {1, 5, 6}, .message = "b"},
        {.code = Code::UnknownName, .span = {0, 9, 10}, .message = "a"},
        {.code = Code::Syntax, .span = {1, 5, 6}, .message = "c"},
        {.code = Code::UnknownName, .span = {1, 5, 6}, .message = "b"},
        {.code = Code::UnknownName, .span = {1, 5, 6}, .message = "a"},
    };
    sort_diagnostics(findings);
    std::string order;
    for (const Diagnostic& finding : findings) {
        order += finding.message;
    }
    CHECK(order == "acab");
    CHECK(has_errors(findings));
    CHECK_FALSE(has_errors({{.code = Code::OverdueReview, .span = {}, .message = "old"}}));
    CHECK_FALSE(has_errors({}));
}
