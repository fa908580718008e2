#include "interpreter/coverage/try_patients.hpp"
#include "interpreter/lint/lint.hpp"
#include "lang/catalogue.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/naive/compare.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace precept;

namespace {

const Date today = *parse_date("2026-11-23");

const std::string head = R"(guideline example "An example"
  language 1

source trial "A trial"
fact lvef "LVEF" number in % from 0 to 100
fact fever "Fever" yes/no
fact cough "Cough" yes/no
term rest "Rest"
term tea "Tea" is rest

)";

/// A rule that says all that a rule should, called `name`.
std::string rule(const std::string& name, const std::string& when, const std::string& action) {
    return "rule " + name + " \"A rule\"\n  when " + when + "\n  " + action +
           "\n    strength strong\n    evidence low\n    cite trial\n\n";
}

struct Linted {
    Sources sources;
    Diagnostics findings;

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const Diagnostic& finding : findings) {
            all.emplace_back(info(finding.code).name);
        }
        return all;
    }

    [[nodiscard]] const Diagnostic* find(Code code) const {
        const auto at = std::find_if(findings.begin(), findings.end(), [&](const auto& finding) {
            return finding.code == code;
        });
        return at == findings.end() ? nullptr : &*at;
    }
};

/// The findings about a whole file, but for facts and terms that the example does not need.
Linted lint_file(const std::string& text) {
    Linted linted;
    const Overlay files{{"example.precept", text}};
    (void)check_in_full({"example.precept"}, linted.sources, today, linted.findings, files);
    std::erase_if(linted.findings, [](const Diagnostic& finding) {
        return finding.code == Code::UnusedFact || finding.code == Code::UnusedTerm;
    });
    return linted;
}

Linted lint_items(const std::string& items) {
    return lint_file(head + items);
}

using Names = std::vector<std::string>;

} // namespace

// ---- boundaries

TEST_CASE("a threshold that both sides leave out is found") {
    const auto found = [](const std::string& low, const std::string& high) {
        return lint_items(rule("a", low, "recommend rest") + rule("b", high, "consider rest"))
            .names();
    };
    CHECK(found("lvef < 50 %", "lvef > 50 %") == Names{"boundary-missed"});
    CHECK(found("50 % > lvef", "50 % < lvef") == Names{"boundary-missed"});
    CHECK(found("lvef <= 50 %", "lvef > 50 %") == Names{});
    CHECK(found("lvef < 50 %", "lvef >= 50 %") == Names{});
    CHECK(found("lvef < 50 %", "lvef > 51 %") == Names{});
    CHECK(found("lvef < 50 %", "not lvef < 50 %") == Names{});
    CHECK(found("lvef < 50 %", "not lvef <= 50 %") == Names{"boundary-missed"});
    CHECK(found("lvef < 50 %", "fever and lvef > 50 %") == Names{"boundary-missed"});
    CHECK(
        found("lvef < 50 %", "none of\n    - fever\n    - lvef <= 50 %") == Names{"boundary-missed"}
    );
    CHECK(found("lvef < 50 %", "lvef is between 50 and 60 %") == Names{});
}

TEST_CASE("`unless` and `otherwise` take the boundary in") {
    CHECK(
        lint_items(
            rule("a", "lvef > 50 %", "recommend rest") +
            rule("b", "fever\n  unless lvef < 50 %", "consider tea")
        )
            .names() == Names{}
    );
    CHECK(
        lint_items(
            "define group \"Group\"\n  low  when lvef < 50 %\n  high when lvef > 50 %\n"
            "  edge otherwise\n\n" +
            rule("a", "group is low", "recommend rest")
        )
            .names() == Names{}
    );
    CHECK(
        lint_items(
            "define low \"Low\" when lvef < 50 %\n\n" + rule("a", "not low", "recommend rest") +
            rule("b", "lvef > 50 %", "consider rest")
        )
            .names() == Names{}
    );
    CHECK(
        lint_items(
            "define low \"Low\" when lvef < 50 %\n\n" + rule("a", "low", "recommend rest") +
            rule("b", "lvef > 50 %", "consider rest")
        )
            .names() == Names{"boundary-missed"}
    );
}

TEST_CASE("a missed boundary comes with a patient who is there, where there is one") {
    const auto finding = [](const std::string& items, const std::string& variable) {
        return lint_items(
            items + rule("a", variable + " < 1", "recommend rest") +
            rule("b", variable + " > 1", "consider rest")
        );
    };
    const auto score = [](const std::string& fever, const std::string& cough) {
        return "define score \"Score\"\n  sum of\n    - " + fever + " when fever\n    - " + cough +
               " when cough\n\n";
    };
    const Linted reached = finding(score("1", "2"), "score");
    REQUIRE(reached.names() == Names{"boundary-missed"});
    CHECK(reached.findings[0].example == "fever and not cough");
    CHECK(finding(score("2", "2"), "score").names() == Names{}); // proved that nobody has 1
    const Linted field = lint_items(
        "event dose \"Dose\"\n  grams number from 0 to 100\n\n" +
        rule("a", "any dose where grams < 1", "recommend rest") +
        rule("b", "any dose where grams > 1", "consider rest")
    );
    REQUIRE(field.names() == Names{"boundary-missed"});
    CHECK(field.findings[0].example == "dose with grams 1");
}

// ---- rules that never fire

TEST_CASE("a rule that cannot fire is found, with the conditions that exclude each other") {
    const auto found = [](const std::string& when) {
        return lint_items(rule("a", when, "recommend rest")).names();
    };
    CHECK(found("lvef < 40 % and lvef > 60 %") == Names{"rule-never-fires"});
    CHECK(found("lvef > 100 %") == Names{"rule-never-fires"});
    CHECK(found("fever and not fever") == Names{"rule-never-fires"});
    CHECK(found("fever\n  unless fever") == Names{"rule-never-fires"});
    CHECK(found("fever and fever is unknown") == Names{"rule-never-fires"});
    CHECK(found("lvef < 40 % or lvef > 60 %") == Names{});
    CHECK(found("fever and cough and lvef > 50 %") == Names{});

    const Linted linted = lint_items(
        "define low \"Low\" when all of\n  - lvef < 40 %\n  - fever\n\n" +
        rule("a", "low and cough and lvef > 60 %", "recommend rest")
    );
    const Diagnostic* finding = linted.find(Code::RuleNeverFires);
    REQUIRE(finding != nullptr);
    REQUIRE(finding->notes.size() == 2);
    CHECK(linted.sources.text(finding->notes[0].span) == "lvef < 40 %");
    CHECK(linted.sources.text(finding->notes[1].span) == "lvef > 60 %");
}

TEST_CASE("what may become so on another day is not called impossible") {
    CHECK(lint_items(rule("a", "today < 2000-01-01", "recommend rest")).names() == Names{});
    CHECK(lint_items(rule("a", "today > 2100-01-01", "recommend rest")).names() == Names{});
}

// ---- cases

TEST_CASE("cases overlap where neither is an exception to the other") {
    const auto found = [](const std::string& first, const std::string& second) {
        return lint_items(
                   "define group \"Group\"\n  one   when " + first + "\n  two   when " + second +
                   "\n  other otherwise\n\n" + rule("a", "group is one", "recommend rest")
        )
            .names();
    };
    CHECK(found("fever", "cough") == Names{"overlapping-cases"});
    CHECK(found("fever and cough", "fever") == Names{});
    CHECK(found("fever", "cough and not fever") == Names{});
    CHECK(found("lvef < 50 %", "lvef >= 50 %") == Names{});
    CHECK(found("lvef <= 50 %", "lvef >= 50 %") == Names{"overlapping-cases"});
    CHECK(found("lvef < 30 %", "lvef < 50 %") == Names{});
}

TEST_CASE("whom a case that is never reached was meant for is said, and what they get") {
    const Linted linted = lint_items("define heart \"Heart\" one of weak, fair, strong\n"
                                     "  weak   when lvef < 40 %\n"
                                     "  fair   when lvef < 50 %\n"
                                     "  strong when lvef < 30 % and fever\n"
                                     "  strong otherwise\n");
    const Diagnostic* finding = linted.find(Code::UnreachableCase);
    REQUIRE(finding != nullptr);
    CHECK(finding->example.find("fever") != std::string::npos);
    REQUIRE(finding->notes.size() == 1);
    CHECK(linted.sources.text(finding->notes.front().span) == "lvef < 40 %");
}

TEST_CASE("cases with one value may overlap") {
    CHECK(
        lint_items(
            "define group \"Group\"\n  one   when fever\n  one   when cough\n"
            "  other otherwise\n\n" +
            rule("a", "group is one", "recommend rest")
        )
            .names() == Names{}
    );
}

TEST_CASE("an overlap that an earlier case takes is none") {
    CHECK(
        lint_items(
            "define group \"Group\"\n  both  when fever and cough\n  one   when fever\n"
            "  two   when cough\n  other otherwise\n\n" +
            rule("a", "group is one", "recommend rest")
        )
            .names() == Names{}
    );
}

TEST_CASE("a gap is found unless something asks whether there is a value") {
    const std::string cases = "define group \"Group\"\n  one when fever\n  two when cough and not "
                              "fever\n\n";
    const Linted linted = lint_items(cases + rule("a", "group is one", "recommend rest"));
    REQUIRE(linted.names() == Names{"gap-between-cases"});
    CHECK(linted.findings[0].example == "not fever and not cough");
    CHECK(
        lint_items(cases + rule("a", "group is known and group is one", "recommend rest"))
            .names() == Names{}
    );
}

TEST_CASE("a test that expects no value makes no gap to be expected, as it may not be read") {
    CHECK(
        lint_items(
            "define group \"Group\"\n  one when fever\n  two when cough and not fever\n\n" +
            rule("a", "group is one", "recommend rest") +
            "\ntest \"neither\"\n  given not fever and not cough\n  expect group is unknown\n"
        )
            .names() == Names{"gap-between-cases"}
    );
}

// ---- advice

TEST_CASE("advice and a caution meet in one patient") {
    const std::string advice = rule("advice", "fever", "recommend tea");
    const auto found = [&](const std::string& when, const std::string& action) {
        return lint_items(advice + rule("caution", when, action)).names();
    };
    CHECK(found("cough", "avoid tea") == Names{"advice-and-caution"});
    CHECK(found("cough", "avoid rest") == Names{"advice-and-caution"}); // a class of it
    CHECK(found("cough and not fever", "avoid tea") == Names{});
    CHECK(found("cough\n  overrides advice", "avoid tea") == Names{});
    CHECK(found("cough", "contraindicate tea") == Names{}); // blocks it
    CHECK(
        lint_items(
            rule("advice", "fever", "recommend rest") + rule("caution", "cough", "avoid tea")
        )
            .names() == Names{}
    );
}

// ---- examples

TEST_CASE("the patient of a finding can be given in a test") {
    for (const CodeInfo& entry : catalogue()) {
        if (entry.code < Code::RuleNeverFires || entry.code > Code::UnusedAllowance) {
            continue;
        }
        const Linted linted = lint_file(std::string(entry.wrong));
        for (const Diagnostic& finding : linted.findings) {
            if (finding.example.empty()) {
                continue;
            }
            const std::string text = std::string(entry.wrong) + "\ntest \"an example\"\n  given " +
                                     finding.example + "\n  expect not some advice is given\n";
            CAPTURE(text);
            Sources sources;
            Diagnostics findings;
            (void)compile_text("example.precept", text, sources, {today}, findings);
            CAPTURE(render_text(findings, sources, {}));
            CHECK_FALSE(has_errors(findings));
        }
    }
}

// ---- what is allowed

TEST_CASE("a comment allows a finding for its item, its line, the next line or the whole file") {
    const std::string allow = "# precept: allow missing-evidence because \"why\"\n";
    const std::string one = "rule one \"One\"\n  when fever\n";
    const std::string advice = "  recommend rest\n    strength strong\n    cite trial\n";
    const std::string two = "\nrule two \"Two\"\n  when cough\n" + advice;
    const Names missing{"missing-evidence"};
    CHECK(lint_items(allow + one + advice).names() == Names{});
    CHECK(lint_items(allow + one + advice + two).names() == missing);
    CHECK(lint_file(allow + head + one + advice + two).names() == Names{});
    CHECK(lint_items(one + "  " + allow + advice).names() == Names{});
    CHECK(
        lint_items(one + "  recommend rest " + allow + "    strength strong\n    cite trial\n")
            .names() == Names{}
    );
    CHECK(
        lint_items(one + advice + allow).names() == Names{"missing-evidence", "unused-allowance"}
    );
}

TEST_CASE("what a comment allows must be a warning, and have a reason") {
    const std::string item = "\n" + rule("a", "fever", "recommend rest");
    const auto found = [&](const std::string& comment) {
        return lint_items(comment + item).names();
    };
    const Names wrong{"wrong-allowance"};
    CHECK(found("# precept: allow missing-evidense because \"x\"") == wrong);
    CHECK(found("# precept: allow unknown-name because \"x\"") == wrong);
    CHECK(found("# precept: allow because \"x\"") == wrong);
    CHECK(found("# precept: alow missing-evidence because \"x\"") == wrong);
    CHECK(found("# precept:") == wrong);
    CHECK(
        found("# precept: allow missing-evidence because \"\"") ==
        Names{"wrong-allowance", "unused-allowance"}
    );
    CHECK(
        found("# precept: allow missing-evidence, missing-label because \"x\"") ==
        Names{"unused-allowance", "unused-allowance"}
    );
    CHECK(found("# precept is a language") == Names{});
    CHECK(found("# as precept: it says") == Names{});
}

TEST_CASE("each warning that the golden tests show can be allowed") {
    const std::filesystem::path folder =
        std::filesystem::path(PRECEPT_SOURCE_DIR) / "tests/golden/check";
    std::size_t tried = 0;
    for (const CodeInfo& code : catalogue()) {
        if (code.severity != Severity::Warning || code.code == Code::WrongAllowance ||
            code.code == Code::UnusedAllowance) {
            continue;
        }
        std::string name(code.name);
        INFO(name);
        std::replace(name.begin(), name.end(), '-', '_');
        const std::string path = (folder / (name + ".precept")).string();
        std::ifstream in(path);
        REQUIRE(in);
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        const auto findings_of = [&](const std::string& changed) {
            Linted linted;
            (void)check_in_full({path}, linted.sources, today, linted.findings, {{path, changed}});
            return linted;
        };
        CHECK(findings_of(text).find(code.code) != nullptr);
        const std::string comment =
            fmt::format("# precept: allow {} because \"it is shown\"\n", code.name);
        const Linted allowed = findings_of(comment + text);
        CHECK(allowed.find(code.code) == nullptr);
        CHECK(allowed.find(Code::UnusedAllowance) == nullptr);
        ++tried;
    }
    CHECK(tried > 10);
}

TEST_CASE("every use of a program leaves out what is allowed") {
    Sources sources;
    Diagnostics findings;
    const std::string text = std::string("# precept: allow missing-citation because \"why\"\n") +
                             head + "rule a \"A\"\n  when fever\n  recommend rest\n";
    (void)compile({"example.precept"}, sources, {today}, findings, {{"example.precept", text}});
    CHECK(findings.empty());
}

// ---- the smallest patient

TEST_CASE("shrinking leaves out what is not needed") {
    Sources sources;
    Diagnostics findings;
    const Program program = compile_text("example.precept", head, sources, {today}, findings);
    Patient patient = unknown_patient(program);
    for (Cell& cell : patient.facts) {
        cell.state = CellState::Given;
    }
    int asked = 0;
    coverage::shrink(patient, [&](const Patient& smaller) {
        ++asked;
        return smaller.facts[1].state == CellState::Given;
    });
    CHECK(asked == 3);
    CHECK(patient.facts[0].state == CellState::Missing);
    CHECK(patient.facts[1].state == CellState::Given);
    CHECK(patient.facts[2].state == CellState::Missing);
}

TEST_CASE("what is too much to look at is counted, and nothing is said of it") {
    const std::string items = std::string() + R"(
define grade "Grade"
  severe when lvef < 40 %
  mild   when lvef < 60 %

)" + rule("idle", "lvef < 30 % and lvef > 50 %", "recommend rest");
    const Overlay files{{"example.precept", head + items}};
    for (const std::size_t most : {std::size_t{0}, most_lint_values}) {
        Sources sources;
        Diagnostics findings;
        const LoadedModules modules = load({"example.precept"}, sources, findings, files);
        const Program program = check(modules, sources, {.today = today}, findings);
        const auto has = [&](Code code) {
            return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
                return finding.code == code;
            });
        };
        REQUIRE_FALSE(has_errors(findings));
        const NotLookedAt left =
            add_suspicions(modules, program, sources, today, findings, {.most_values = most});
        CHECK(left.rules == (most == 0 ? 1 : 0));
        CHECK(left.definitions == (most == 0 ? 1 : 0));
        CHECK(left.sentence().empty() == (most != 0));
        CHECK(has(Code::RuleNeverFires) == (most != 0));
        CHECK(has(Code::GapBetweenCases) == (most != 0));
    }
}

TEST_CASE("an allowance of what was not looked for is not called unused") {
    const std::string allowed = "# precept: allow rule-never-fires because \"a rule to come\"\n";
    const Overlay files{
        {"example.precept", head + allowed + rule("idle", "lvef < 30 %", "recommend rest")}};
    for (const std::size_t most : {std::size_t{0}, most_lint_values}) {
        Sources sources;
        Diagnostics findings;
        const LoadedModules modules = load({"example.precept"}, sources, findings, files);
        const Program program = check(modules, sources, {.today = today}, findings);
        REQUIRE_FALSE(has_errors(findings));
        (void)add_suspicions(modules, program, sources, today, findings, {.most_values = most});
        const bool told = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
            return finding.code == Code::UnusedAllowance;
        });
        CHECK(told == (most != 0));
    }
}

TEST_CASE("of a part of a guideline nothing is said that its other files may make untrue") {
    namespace fs = std::filesystem;
    const fs::path folder =
        fs::temp_directory_path() / ("precept-lint-part-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const auto save = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name) << text;
    };
    const std::string waiting =
        head + "# precept: allow overlapping-cases because \"those of the other file\"\n" +
        rule("waits", "rest is recommended", "consider tea") +
        rule("idle", "fever and not fever", "consider tea");
    save("example.precept", waiting);
    const auto found = [&](const char* path) {
        Linted linted;
        (void)check_in_full({folder / path}, linted.sources, today, linted.findings);
        std::erase_if(linted.findings, [](const Diagnostic& finding) {
            return finding.code == Code::UnusedFact || finding.code == Code::UnusedTerm;
        });
        return linted.names();
    };
    // Nothing else is in the folder: it is the whole guideline.
    const Names whole{"unused-allowance", "rule-never-fires", "rule-never-fires"};
    CHECK(found("example.precept") == whole);
    save("advice.precept", "guideline advice \"Advice\"\n  language 1\n");
    CHECK(found("example.precept") == Names{"rule-never-fires"}); // by itself, whoever advises
    CHECK(found("") == whole);
    fs::remove_all(folder);
}

// ---- random programs

TEST_CASE("on random programs, no patient fires a rule that is said never to, and examples parse") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {.textual = true});
        const std::string text = made.text();
        INFO("seed " << seed << "\n" << text);
        Sources sources;
        Diagnostics findings;
        const Date day = random::random_today();
        const Program program = compile_text("m0.precept", text, sources, {day}, findings);
        REQUIRE_FALSE(has_errors(findings));
        findings.clear();
        lint_with_patients(program, day, findings);
        std::vector<Patient> patients;
        for (int i = 0; i < 20; ++i) {
            const Patient patient = random::random_patient(random, made.program);
            patients.push_back(naive::translate(patient, made.program, program));
        }
        const Plan its_plan = plan(program);
        for (const Diagnostic& finding : findings) {
            if (!finding.example.empty() && !finding.example.starts_with("a patient")) {
                Diagnostics wrong;
                (void)compile_text(
                    "m0.precept",
                    text + "\ntest \"it\"\n  given " + finding.example +
                        "\n  expect some advice is given\n",
                    sources,
                    {day},
                    wrong
                );
                CAPTURE(finding.example);
                CHECK_FALSE(has_errors(wrong));
            }
            for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
                if (finding.code == Code::RuleNeverFires &&
                    program.rules[i].span.begin == finding.span.begin) {
                    coverage::try_patients(
                        program,
                        its_plan,
                        day,
                        patients,
                        [&](std::size_t, const Evaluation& evaluation, std::size_t row) {
                            CHECK(evaluation.fired({i}, row) != Truth::Yes);
                            return true;
                        }
                    );
                }
            }
        }
    }
}
