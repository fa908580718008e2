// Tests that are suggested parse, check and pass where they are pasted, and see what they were
// made for: on the guidelines that ship, without their tests, and on random programs.
#include "interpreter/coverage/suggest.hpp"
#include "interpreter/testing/render.hpp"
#include "lang/checker.hpp"
#include "lang/format.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

using namespace precept;

namespace {

/// Rule files as texts by path, and what they make.
struct Files {
    std::map<std::string, std::string> texts;
    Sources sources;
    LoadedModules modules;
    Program program;

    explicit Files(std::map<std::string, std::string> by_path, Date today)
        : texts(std::move(by_path)) {
        std::vector<std::string> paths;
        for (const auto& [path, text] : texts) {
            paths.push_back(path);
        }
        Diagnostics findings;
        modules = load(paths, sources, findings, Overlay(texts.begin(), texts.end()));
        program = check(modules, sources, {today, false}, findings);
        std::erase_if(findings, [](const Diagnostic& one) { return !has_errors({one}); });
        if (!findings.empty()) {
            FAIL(render_text(findings, sources, {}));
        }
    }
};

std::string without_tests(const std::string& text) {
    std::string kept;
    bool test = false;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const bool starts = !line.empty() && line[0] != ' ' && line[0] != '#';
        test = starts ? line.starts_with("test ") : test;
        kept += test ? "" : line + "\n";
    }
    return kept;
}

/// Whether the tests stand in the layout of rule files already.
void check_layout(const std::vector<coverage::SuggestedTest>& tests) {
    std::string text = "terms tests \"Tests\"\n  language 1\n";
    for (const coverage::SuggestedTest& test : tests) {
        text += "\n" + test.text;
    }
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("tests.precept", text, sources, findings);
    REQUIRE(file);
    CHECK(format(sources, *file, findings) == text);
}

/// Pastes what is suggested and runs it.
void check_suggestions(const Files& files, Date today) {
    const auto seen = coverage::measure(files.program, {today, ""});
    const auto made =
        coverage::suggest(files.program, files.modules, seen, files.sources, {today, 2000});
    check_layout(made.tests);
    auto texts = files.texts;
    for (const coverage::SuggestedTest& test : made.tests) {
        std::string& text = texts.at(files.sources[files.program[test.module].file].path());
        for (const std::string& path : test.uses) {
            if (text.find("\nuse " + path + "\n") == std::string::npos) {
                text += "\nuse " + path + "\n";
            }
        }
        text += "\n" + test.text;
    }
    Files pasted(std::move(texts), today);
    CHECK(pasted.program.tests.size() == files.program.tests.size() + made.tests.size());
    Diagnostics unusable;
    const auto cases = testing::test_cases(pasted.program, pasted.sources, {today}, unusable);
    const auto results = testing::run_tests(pasted.program, pasted.sources, cases, {});
    const bool all = std::ranges::all_of(results, testing::passed);
    INFO(testing::render_text(pasted.program, results, pasted.sources, {}));
    REQUIRE(unusable.empty());
    REQUIRE(all);
    // Everything that is not said to be left out has been seen now.
    const auto now = coverage::measure(pasted.program, {today, ""});
    REQUIRE(now.aims == seen.aims);
    for (std::size_t i = 0; i < now.aims.size(); ++i) {
        const bool left_out = std::ranges::any_of(made.left_out, [&](const auto& one) {
            return one.aim == now.aims[i];
        });
        INFO(
            files.sources.text(span_of(files.program, seen.conditions, seen.aims[i]))
            << " " << in_words(files.program, seen.aims[i])
        );
        REQUIRE((now.shown[i] == coverage::Shown::Missing) <= left_out);
    }
}

} // namespace

TEST_CASE("What is suggested for the guidelines that ship passes there and covers what it says") {
    const Date today = *parse_date("2026-11-23");
    const std::filesystem::path folder =
        std::filesystem::path(PRECEPT_SOURCE_DIR) / "guidelines" / "breast_cancer";
    Sources sources;
    Diagnostics findings;
    // Where few cases are wanted, one file alone goes without its tests.
    const bool all = naive::property_cases(1000) >= 1000;
    std::map<std::string, std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto file = read_file(entry.path().string(), sources, findings);
        REQUIRE(file);
        const std::string text(sources[*file].text());
        const bool bare = all || entry.path().filename() == "neoadjuvant.precept";
        texts[entry.path().string()] = bare ? without_tests(text) : text;
    }
    const Files files(std::move(texts), today);
    REQUIRE(files.program.tests.empty() == all);
    check_suggestions(files, today);
}

TEST_CASE("What is suggested for random programs passes there and covers what it says") {
    std::size_t tests = 0;
    for (std::uint64_t seed = 0; seed < naive::property_cases(12); ++seed) {
        random::Random random(seed + 7'000'000);
        const auto made = random::random_program(random, {.textual = true});
        INFO("seed " << seed + 7'000'000 << "\n" << made.text());
        const Files files({{"m0.precept", made.text()}}, random::random_today());
        check_suggestions(files, random::random_today());
        ++tests;
    }
    CHECK(tests != 0);
}
