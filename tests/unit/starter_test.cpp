#include "interpreter/lint/lint.hpp"
#include "interpreter/starter/starter.hpp"
#include "interpreter/testing/testing.hpp"
#include "lang/format.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>

using namespace precept;

namespace {

const Date today = *parse_date("2026-11-23");

} // namespace

TEST_CASE("what is begun has no findings, is laid out, and its tests pass") {
    for (const auto kind : {ast::ModuleKind::Guideline, ast::ModuleKind::Terms}) {
        const std::string text = starter(kind, "heart_failure");
        CAPTURE(text);
        Sources sources;
        Diagnostics findings;
        const Checked checked = check_in_full(
            {"heart_failure.precept"}, sources, today, findings, {{"heart_failure.precept", text}}
        );
        CAPTURE(render_text(findings, sources, {}));
        CHECK(findings.empty());
        const auto laid_out = format(sources, checked.modules.front().ast.file, findings);
        CHECK(laid_out == text);

        const bool guideline = kind == ast::ModuleKind::Guideline;
        CHECK(checked.program.rules.size() == (guideline ? 1 : 0));
        const auto cases =
            testing::test_cases(checked.program, sources, {.today = today}, findings);
        CHECK(cases.size() == (guideline ? 3 : 0));
        for (const auto& result : testing::run_tests(checked.program, sources, cases, {})) {
            CHECK(testing::passed(result));
        }
        CHECK(checked.program.modules.front().label == "Heart failure");
    }
}

TEST_CASE("a name that can't be one is told apart, with what to write") {
    CHECK(fault_in_name("heart_failure").empty());
    CHECK(fault_in_name("her2").empty());
    CHECK(fault_in_name("HeartFailure").find("`heart_failure`") != std::string::npos);
    CHECK(fault_in_name("heart-failure").find("`heart_failure`") != std::string::npos);
    CHECK(fault_in_name("heart.precept").find("`heart`") != std::string::npos);
    CHECK(fault_in_name("a/b").find("--out a/") != std::string::npos);
    CHECK(fault_in_name("rule") == "`rule` is a word of the language");
    CHECK_FALSE(fault_in_name("2her").empty());
    CHECK(fault_in_name("Heart Failure").find("`heart_failure`") != std::string::npos);
    for (const char* none : {"é", "", "_", "-", " "}) {
        INFO(none);
        CHECK(fault_in_name(none) == "a name is made of the letters a to z, digits and `_`");
    }
    CHECK(fault_in_name(std::string(101, 'a')).find("100 at most") != std::string::npos);
}
