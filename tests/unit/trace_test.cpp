// The trace as data, and its look on a terminal.
#include "interpreter/trace.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace precept;
using precept::testing::Asked;

namespace {

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

constexpr const char* items = R"(fact x "X" yes/no assume no
fact lvef "LVEF" number in % from 0 to 100
event therapy "Therapy"
  drug drug
  stopped date
define weak "A weak heart" when lvef < 50 %
define last "Last antibody"
  latest therapy by stopped where drug is in antibody
define score "Score"
  sum of
    - 1 when weak
    - 2 when not x
define group "Group"
  high when score >= 2
  low  otherwise
rule r "R"
  when all of
    - weak or x
    - any therapy where drug is a   # with a comment
    - last.stopped is before today
    - group is high
  unless weak and x
  recommend a
    cite s
test "t"
  given lvef is 45 %
    and therapy with drug b, stopped 2026-05-01
    and therapy with drug a, stopped 2026-01-01
  expect r fires
)";

} // namespace

TEST_CASE("a trace shows what was decided without a condition, too") {
    const Asked asked(items);
    const RuleTrace trace = trace_rule(asked.view, asked.rule("r"));
    REQUIRE(trace.when.shape == Condition::Shape::Junction);
    REQUIRE(trace.when.children.size() == 4);
    const Condition& either = trace.when.children[0];
    REQUIRE(either.children.size() == 2);
    CHECK(either.children[0].truth == Truth::Yes);
    CHECK(either.children[1].truth == Truth::No);
    CHECK(either.children[1].operands[0].origin.kind == Origin::Kind::Assumed);
}

TEST_CASE("a trace shows which events matched and which was picked") {
    const Asked asked(items);
    const RuleTrace trace = trace_rule(asked.view, asked.rule("r"));
    const Condition& any = trace.when.children[1];
    REQUIRE(any.shape == Condition::Shape::Events);
    REQUIRE(any.children.size() == 2);
    CHECK(any.children[0].truth == Truth::No);
    CHECK(any.children[1].truth == Truth::Yes);
    CHECK(any.children[1].operands[0].name == "therapy[2].drug");

    const Condition last = trace_definition(asked.view, asked.definition("last"));
    REQUIRE(last.children.size() == 2);
    CHECK(last.children[0].decides);
    CHECK_FALSE(last.children[1].decides);
}

TEST_CASE("cases and sums show each part with what it gives") {
    const Asked asked(items);
    const Condition score = trace_definition(asked.view, asked.definition("score"));
    REQUIRE(score.shape == Condition::Shape::Sum);
    CHECK(show(asked.program, *score.reading) == "3");
    CHECK(score.children[1].truth == Truth::Yes);
    const Condition group = trace_definition(asked.view, asked.definition("group"));
    REQUIRE(group.shape == Condition::Shape::Cases);
    CHECK(group.children[0].decides);
    CHECK(group.children[1].truth == Truth::No); // `otherwise`, as an earlier case applies
}

TEST_CASE("a definition unfolds once, and later uses point back") {
    const std::string text = Asked(items).text(TraceLevel::Fired);
    CHECK(occurrences(text, "(A weak heart) when") == 1);
    CHECK(occurrences(text, "weak = yes  shown above") >= 1);
    CHECK(occurrences(text, "with a comment") == 0);
}

TEST_CASE("lines fit the terminal, and ASCII is kept where it is asked for") {
    const Asked asked(items);
    for (const int width : {40, 60, 80, 100, 140}) {
        const std::string text = asked.text(TraceLevel::Full, width, false);
        CHECK(std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; }));
        std::size_t longest = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find('\n', at);
            longest = std::max(longest, end - at);
            at = end + 1;
        }
        INFO(text);
        CHECK(longest <= static_cast<std::size_t>(width));
    }
}

TEST_CASE("ten thousand definitions deep, a trace neither overflows nor repeats") {
    std::string chain = "fact x \"X\" yes/no\ndefine d0 \"D\" when x\n";
    for (int i = 1; i <= 10'000; ++i) {
        chain += fmt::format("define d{} \"D\" when not d{}\n", i, i - 1);
    }
    const Asked asked(chain + R"(rule r "R"
  when d10000
  recommend a
    cite s
test "t"
  given x
  expect r fires
)");
    const std::string text = asked.text(TraceLevel::Fired);
    CHECK(occurrences(text, "not d") == 10'000);
    CHECK_FALSE(render_json(asked.view, asked.answer, asked.sources, false).empty());
}
