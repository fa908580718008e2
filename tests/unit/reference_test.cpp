// The language reference is a program: its parts form one rule file without findings, whose tests
// pass, and to which each line of its blocks of conditions and values can be added as a definition.
#include "interpreter/testing/render.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace precept;

const CheckOptions options{*parse_date("2026-11-23")};

std::string reference() {
    const std::ifstream file(PRECEPT_SOURCE_DIR "/lang/README.md");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The contents of all blocks fenced as ```precept KIND.
std::string blocks(const std::string& page, std::string_view kind) {
    const std::string fence = fmt::format("```precept {}\n", kind);
    std::string found;
    for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
        at += fence.size();
        const std::size_t end = page.find("```", at);
        found += page.substr(at, end - at) + "\n";
        at = end;
    }
    return found;
}

std::string findings(const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    (void)compile_text("reference", text, sources, options, diagnostics);
    return render_text(diagnostics, sources, Style{});
}

std::string parts_with(std::string_view kind, std::string_view form) {
    const std::string page = reference();
    std::string text = blocks(page, "part");
    std::istringstream lines(blocks(page, kind));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) {
            text += fmt::format("{} {}_{} {} {}\n", "define", kind, number++, form, line);
        }
    }
    REQUIRE(number > 10);
    return text;
}

} // namespace

TEST_CASE("the parts of the language reference are a rule file without findings") {
    CHECK(findings(blocks(reference(), "part")) == "");
}

TEST_CASE("the tests in the language reference pass") {
    Sources sources;
    Diagnostics diagnostics;
    const Program program =
        compile_text("reference", blocks(reference(), "part"), sources, options, diagnostics);
    const auto cases = testing::test_cases(program, sources, {options.today}, diagnostics);
    CHECK(diagnostics.empty());
    const auto results = testing::run_tests(program, sources, cases, Style{});
    REQUIRE(results.size() >= 4);
    for (const testing::TestResult& result : results) {
        INFO(testing::render_text(program, {result}, sources, Style{}));
        CHECK(testing::passed(result));
    }
}

TEST_CASE("every condition of the language reference checks") {
    CHECK(findings(parts_with("conditions", "when")) == "");
}

TEST_CASE("every value of the language reference checks") {
    CHECK(findings(parts_with("values", "")) == "");
}
