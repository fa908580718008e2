// Tests are run on many threads: results come in the order of the program, and are those that each
// test has when it is run alone.
#include "interpreter/testing/render.hpp"
#include "lang/checker.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <string>

using namespace precept;

namespace {

constexpr std::size_t rows = 500;

/// A table of so many cases, of several days; every seventh expects what does not come out.
std::string many_cases() {
    std::string text = "guideline many \"Many\"\n  language 1\n  version \"1\"\n  status draft\n"
                       "fact lvef \"LVEF\" number in % from 0 to 1000\n"
                       "define low when lvef < 250 %\n"
                       "test \"a < b & \\\"c\\\"\"\n"
                       "  table today | lvef | expect low\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const bool wrong = i % 7 == 0;
        text += fmt::format(
            "    2026-01-{:02} | {} % | {}\n", i % 9 + 1, i, (i < 250) != wrong ? "yes" : "no"
        );
    }
    return text;
}

struct Ran {
    Sources sources;
    Diagnostics diagnostics;
    Program program;
    std::vector<testing::TestCase> cases;

    Ran()
        : program(compile_text(
              "many.precept",
              many_cases(),
              sources,
              {.today = *parse_date("2026-11-23")},
              diagnostics
          )),
          cases(testing::test_cases(
              program, sources, {.today = *parse_date("2026-11-23")}, diagnostics
          )) {
        REQUIRE_FALSE(has_errors(diagnostics));
    }
};

} // namespace

TEST_CASE("results come in the order of the program, whatever thread had them") {
    const Ran ran;
    REQUIRE(ran.cases.size() == rows);
    std::size_t last = 0;
    const auto results =
        testing::run_tests(ran.program, ran.sources, ran.cases, {}, [&](std::size_t done) {
            CHECK(done > last);
            last = done;
        });
    CHECK(last == rows);
    REQUIRE(results.size() == rows);
    for (std::size_t i = 0; i < rows; ++i) {
        CHECK(results[i].test == i);
        CHECK(testing::passed(results[i]) == (i % 7 != 0));
        const auto alone = testing::run_tests(ran.program, ran.sources, {ran.cases[i]}, {});
        CHECK(
            testing::render_text(ran.program, alone, ran.sources, {}) ==
            testing::render_text(ran.program, {results[i]}, ran.sources, {})
        );
    }
}

TEST_CASE("what XML reserves is escaped in JUnit's") {
    const Ran ran;
    const auto results = testing::run_tests(ran.program, ran.sources, {ran.cases[0]}, {});
    const std::string xml = testing::render_junit(ran.program, results, ran.sources);
    CHECK(xml.find("a &lt; b &amp; &quot;c&quot;, case 1 of 500") != std::string::npos);
    CHECK(xml.find("failures=\"1\"") != std::string::npos);
}
