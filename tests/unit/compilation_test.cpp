// Questions put to a program after it was checked, in the words of its files.

#include "interpreter/evaluate.hpp"
#include "lang/compilation.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

using namespace precept;

namespace {

constexpr auto heart = R"(terms heart
  language 1
fact lvef "Ejection fraction" number in % from 0 to 100
fact pregnant yes/no
event visit
  ward  one of east, west
define weak when lvef < 50 %
)";

constexpr auto lungs = R"(terms lungs
  language 1
fact smoker yes/no
define weak when smoker
)";

struct Asked {
    Sources sources;
    Compilation compilation{
        {"heart.precept", "lungs.precept"},
        sources,
        {Date{0}},
        {{"heart.precept", heart}, {"lungs.precept", lungs}}};
    Diagnostics findings{};

    FileId text(std::string text) {
        return *add_text("question", std::move(text), sources, findings);
    }

    std::optional<NodeId> ask(std::string words) {
        return compilation.ask(text(std::move(words)), findings);
    }

    std::optional<Givens> suppose(std::string words) {
        return compilation.suppose(text(std::move(words)), findings);
    }

    std::string message() const { return findings.empty() ? "" : findings.front().message; }
};

} // namespace

TEST_CASE("a question is a condition or a value over everything in sight", "[compilation]") {
    Asked asked;
    REQUIRE(asked.compilation.findings().empty());
    const auto condition = asked.ask("lvef < 45 % or smoker");
    const auto value = asked.ask("lvef + 5 %");
    REQUIRE(condition);
    REQUIRE(value);
    const Program& program = asked.compilation.program();
    REQUIRE(program.questions == std::vector{*condition, *value});

    Patient patient = unknown_patient(program);
    const auto given = asked.suppose("lvef is 40 % and not pregnant and visit with ward east");
    REQUIRE(given);
    give(program, *given, patient);
    CHECK(patient.events[0].records.size() == 1);
    const Plan compiled = plan(program);
    const Batch batch = make_batch(program, {&patient, 1}, Date{0});
    const Evaluation evaluation = evaluate(program, compiled, batch);
    CHECK(evaluation.truth(*condition, {}) == Truth::Yes);
    CHECK(evaluation.number(*value, {}).low == 45);
}

TEST_CASE("a name of two modules has to say whose it is in a question", "[compilation]") {
    Asked asked;
    CHECK_FALSE(asked.ask("weak"));
    REQUIRE(asked.findings.size() == 1);
    CHECK(asked.findings.front().help == "say which: `heart.weak` or `lungs.weak`");
    asked.findings.clear();
    CHECK(asked.ask("heart.weak"));
    CHECK(asked.findings.empty());
}

TEST_CASE("what cannot be asked is reported at its place and asks nothing", "[compilation]") {
    Asked asked;
    CHECK_FALSE(asked.ask("lvfe < 45 %"));
    CHECK(asked.message() == "nothing is called `lvfe`");
    asked.findings.clear();
    CHECK_FALSE(asked.ask("lvef < "));
    CHECK(asked.findings.size() == 1);
    asked.findings.clear();
    CHECK_FALSE(asked.ask("lvef < 45 mg"));
    CHECK(asked.findings.size() == 1);
    CHECK(asked.compilation.program().questions.empty());
}

TEST_CASE("what is supposed is checked like a fact", "[compilation]") {
    Asked asked;
    CHECK_FALSE(asked.suppose("lvef is 145 %"));
    CHECK(asked.findings.size() == 1);
    asked.findings.clear();
    CHECK_FALSE(asked.suppose("lvef is 45 %, pregnant"));
    CHECK(asked.findings.size() == 1);
    asked.findings.clear();
    CHECK_FALSE(asked.suppose(""));
    CHECK(asked.findings.size() == 1);
    asked.findings.clear();
    const auto given = asked.suppose("lvef is unknown and no visit and today is 2026-11-23");
    REQUIRE(given);
    CHECK(given->none.size() == 1);
    CHECK(given->today == parse_date("2026-11-23"));
    CHECK_FALSE(given->facts.front().second.value);
}

TEST_CASE("events that are supposed are added, after none to a list without any", "[compilation]") {
    Asked asked;
    const Program& program = asked.compilation.program();
    Patient patient = unknown_patient(program);
    give(program, *asked.suppose("visit with ward east"), patient);
    give(program, *asked.suppose("visit with ward west"), patient);
    CHECK(patient.events[0].records.size() == 2);
    give(program, *asked.suppose("no visit"), patient);
    CHECK(patient.events[0].known);
    CHECK(patient.events[0].records.empty());
}

TEST_CASE("files that did not change are not parsed again, and what was found in them stays") {
    ParsedFiles parsed;
    const auto loaded = [&](const std::vector<std::string>& paths, const Overlay& texts) {
        Sources sources;
        Diagnostics findings;
        LoadedModules modules = load(paths, sources, findings, texts, &parsed);
        return std::pair(std::move(modules), findings.size());
    };
    const std::string a = "guideline a\n  language 1\nfact\n";
    const std::string b = "guideline b\n  language 1\nfact fit yes/no\n";
    const auto [first, found] =
        loaded({"a.precept", "b.precept"}, {{"a.precept", a}, {"b.precept", b}});
    REQUIRE(first.size() == 2);
    CHECK(found == 1);
    const auto [second, found_again] =
        loaded({"a.precept", "b.precept"}, {{"a.precept", a}, {"b.precept", b + "# more\n"}});
    CHECK(found_again == 1);
    CHECK(second[0].tree == first[0].tree);
    CHECK(second[1].tree != first[1].tree);
    // Places in a tree name the file by its number: another number, another tree.
    const auto [third, none] = loaded({"b.precept"}, {{"b.precept", b + "# more\n"}});
    CHECK(none == 0);
    CHECK(third[0].tree != second[1].tree);
    CHECK(third[0].ast.header->span.file == 0);
}

TEST_CASE("texts that did not change are the same file again") {
    ParsedFiles parsed;
    Sources sources;
    Diagnostics findings;
    const auto add = [&](const SharedText& text) {
        return parsed.add_text("a.precept", text, sources, findings);
    };
    const auto first = add("\xEF\xBB\xBF"
                           "fact f yes/no\n");
    const auto again = add("\xEF\xBB\xBF"
                           "fact f yes/no\n");
    REQUIRE(first);
    REQUIRE(again);
    CHECK(*first != *again);
    CHECK(sources.shared(*first) == sources.shared(*again));
    CHECK(sources[*first].text() == "fact f yes/no\n"); // without the byte-order mark
    const auto other = add("fact f yes/no\n");
    REQUIRE(other);
    CHECK(sources.shared(*other) != sources.shared(*first));
    CHECK(findings.empty());
    // What is refused is refused each time, and nothing of it is kept.
    CHECK_FALSE(add("\xFF"));
    CHECK_FALSE(add("\xFF"));
    CHECK(findings.size() == 2);
    const auto empty = add("");
    REQUIRE(empty);
    CHECK(sources[*empty].text().empty());
}

TEST_CASE("a file that was renamed is so in one run only") {
    ParsedFiles parsed;
    Sources first;
    Sources second;
    Diagnostics findings;
    const auto one = parsed.add_text("a.precept", "fact", first, findings);
    const auto two = parsed.add_text("a.precept", "fact", second, findings);
    REQUIRE(one);
    REQUIRE(two);
    first.rename(*one, "old:a.precept");
    CHECK(first[*one].path() == "old:a.precept");
    CHECK(first[*one].text() == "fact");
    CHECK(second[*two].path() == "a.precept");
}
