#include "interpreter/facts/json_facts.hpp"
#include "interpreter/lint/lint.hpp"
#include "lang/catalogue.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>
#include <set>
#include <string>

using namespace precept;

namespace {

/// The findings of the rule file `text`, sorted.
Diagnostics findings_of(std::string_view text, Sources& sources) {
    Diagnostics findings;
    const auto today = parse_date("2026-11-23");
    (void)compile_text("example.precept", std::string(text), sources, {*today}, findings);
    return findings;
}

/// The same, with all that is suspect.
Diagnostics lint_findings_of(std::string_view text, Sources& sources) {
    Diagnostics findings;
    const Date today = *parse_date("2026-11-23");
    const Overlay files{{"example.precept", std::string(text)}};
    (void)check_in_full({"example.precept"}, sources, today, findings, files);
    return findings;
}

/// The findings of several rule files, each below its line `# file NAME.precept`.
Diagnostics findings_of_files(std::string_view text, Sources& sources) {
    constexpr std::string_view mark = "# file ";
    Overlay files;
    std::string first;
    REQUIRE(text.starts_with(mark));
    while (!text.empty()) {
        const std::size_t line = text.find('\n');
        const std::string name(text.substr(mark.size(), line - mark.size()));
        const std::size_t next = text.find(mark, line);
        files[name] = std::string(text.substr(line + 1, next - line - 1));
        first = first.empty() ? name : first;
        text = next == std::string_view::npos ? "" : text.substr(next);
    }
    Diagnostics findings;
    (void)compile({first}, sources, {*parse_date("2026-11-23")}, findings, files);
    return findings;
}

/// The findings of the patient file `text`, read by the declarations that the examples are for.
Diagnostics findings_of_facts(std::string_view text, Sources& sources) {
    Diagnostics findings;
    const Date today = *parse_date("2026-11-23");
    const Program program = compile_text(
        "example.precept", std::string(catalogue_facts_guideline), sources, {today}, findings
    );
    REQUIRE(findings.empty());
    const auto file = add_text("example.json", std::string(text), sources, findings);
    REQUIRE(file);
    const auto patient = read_patient(program, sources, *file, {today}, findings);
    CHECK(patient.has_value() == findings.empty());
    return findings;
}

void check_examples(const CodeInfo& entry, Diagnostics (*findings_in)(std::string_view, Sources&)) {
    Sources sources;
    const Diagnostics wrong = findings_in(entry.wrong, sources);
    CAPTURE(std::string(entry.name), render_text(wrong, sources, {}));
    CHECK_FALSE(wrong.empty());
    CHECK(std::all_of(wrong.begin(), wrong.end(), [&](const Diagnostic& finding) {
        return finding.code == entry.code;
    }));
    const Diagnostics right = findings_in(entry.right, sources);
    CAPTURE(render_text(right, sources, {}));
    CHECK(right.empty());
}

} // namespace

TEST_CASE("the catalogue has an entry for every code, in their order") {
    const auto entries = catalogue();
    REQUIRE(entries.size() == static_cast<std::size_t>(Code::WrongShape) + 1);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CAPTURE(std::string(entries[i].name));
        CHECK(static_cast<std::size_t>(entries[i].code) == i);
        CHECK(&info(entries[i].code) == &entries[i]);
        CHECK(find_code(entries[i].name) == entries[i].code);
    }
}

TEST_CASE("names of codes are distinct words of small letters") {
    std::set<std::string_view> names;
    for (const CodeInfo& entry : catalogue()) {
        CAPTURE(std::string(entry.name));
        CHECK(names.insert(entry.name).second);
        CHECK(
            entry.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos
        );
    }
    CHECK(info(Code::UnknownName).name == "unknown-name");
    CHECK(info(Code::MixedAndOr).name == "mixed-and-or");
    CHECK_FALSE(find_code("").has_value());
    CHECK_FALSE(find_code("UnknownName").has_value());
    CHECK_FALSE(find_code("Unknown-name").has_value());
}

TEST_CASE("only what leaves a guideline usable is a warning") {
    const std::set<Code> warnings = {
        Code::UnusedUse,
        Code::ModuleName,
        Code::UnreachableCase,
        Code::MissingCitation,
        Code::OverdueReview};
    const auto lint = [](Code code) {
        return code >= Code::RuleNeverFires && code <= Code::UnusedAllowance;
    };
    for (const CodeInfo& entry : catalogue()) {
        CAPTURE(std::string(entry.name));
        CHECK(
            (entry.severity == Severity::Warning) ==
            (warnings.contains(entry.code) || lint(entry.code))
        );
    }
}

TEST_CASE("every entry has a title, a text and both examples or none") {
    for (const CodeInfo& entry : catalogue()) {
        CAPTURE(std::string(entry.name));
        CHECK_FALSE(entry.title.empty());
        CHECK_FALSE(entry.title.ends_with('.'));
        CHECK(entry.text.size() > 150);
        CHECK_FALSE(entry.text.ends_with('\n'));
        CHECK(entry.wrong.empty() == (entry.kind == ExampleKind::None));
        CHECK(entry.right.empty() == (entry.kind == ExampleKind::None));
        CHECK((entry.kind == ExampleKind::None || entry.wrong != entry.right));
    }
}

TEST_CASE("texts fit a terminal") {
    for (const CodeInfo& entry : catalogue()) {
        for (const std::string_view text : {entry.text, entry.wrong, entry.right}) {
            std::size_t begin = 0;
            while (begin < text.size()) {
                const std::size_t end = std::min(text.find('\n', begin), text.size());
                CAPTURE(std::string(text.substr(begin, end - begin)));
                CHECK(end - begin <= 92);
                begin = end + 1;
            }
        }
    }
}

TEST_CASE("the wrong example gives its code and no other, the right one nothing") {
    for (const CodeInfo& entry : catalogue()) {
        if (entry.code >= Code::RuleNeverFires && entry.code <= Code::UnusedAllowance) {
            check_examples(entry, lint_findings_of);
        } else if (entry.kind == ExampleKind::Rules) {
            check_examples(entry, findings_of);
        } else if (entry.kind == ExampleKind::Files) {
            check_examples(entry, findings_of_files);
        } else if (entry.kind == ExampleKind::Facts) {
            check_examples(entry, findings_of_facts);
        }
    }
}

TEST_CASE("only what no text can show has no example") {
    for (const CodeInfo& entry : catalogue()) {
        CAPTURE(std::string(entry.name));
        CHECK((entry.kind == ExampleKind::None) == (entry.code == Code::UnreadableFile));
    }
}

TEST_CASE("the guideline for the examples of patient files is sound") {
    Sources sources;
    const Diagnostics findings = findings_of(catalogue_facts_guideline, sources);
    CAPTURE(render_text(findings, sources, {}));
    CHECK(findings.empty());
}
