// What becomes of rules, advice and properties.
#include "interpreter/answer.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"

using namespace precept;
using precept::testing::Asked;
using precept::testing::reasons;
using Lines = std::vector<std::string>;

namespace {

/// Recommends a to everyone; `heart` contraindicates antibodies, `better` overrides.
Asked given(const std::string& facts) {
    return Asked(
        R"(fact failing "Failing heart" yes/no
fact fit "Fit" yes/no
rule base "Base"
  when fit is known
  recommend a
    strength strong
    cite s
rule heart "Heart"
  when failing
  contraindicate antibody
    because "The heart"
    cite s
rule better "Better"
  when fit
  overrides base
  recommend b
    cite s
ensure never_a "Never A"
  never a is recommended
test "t"
  given )" +
        facts + "\n  expect fit is known\n"
    );
}

} // namespace

TEST_CASE("advice is active, overridden, blocked or provisional") {
    const Asked active = given("not fit and not failing");
    CHECK(active.advice("base").state == AdviceState::Active);
    CHECK(active.advice("base").by.empty());

    const Asked overridden = given("fit and not failing");
    CHECK(overridden.advice("base").state == AdviceState::Overridden);
    REQUIRE(overridden.advice("base").by.size() == 1);
    CHECK(overridden.advice("base").by[0].rule == overridden.rule("better"));
    CHECK(overridden.advice("base").by[0].overrides);

    const Asked blocked = given("not fit and failing");
    CHECK(blocked.advice("base").state == AdviceState::Blocked);
    CHECK(blocked.advice("heart").state == AdviceState::Active);

    const Asked provisional = given("not fit");
    CHECK(provisional.advice("base").state == AdviceState::Provisional);
    REQUIRE(provisional.advice("base").by.size() == 1);
    CHECK(provisional.advice("base").by[0].holds == Truth::Unknown);
    CHECK(
        reasons(provisional, provisional.advice("base").waiting_for) == Lines{"failing: missing"}
    );
}

TEST_CASE("a blocked override gives way") {
    const Asked asked = given("fit and failing");
    CHECK(asked.advice("better").state == AdviceState::Blocked);
    CHECK(asked.advice("base").state == AdviceState::Blocked);
    REQUIRE(asked.advice("base").by.size() == 1);
    CHECK(asked.advice("base").by[0].rule == asked.rule("heart"));
}

TEST_CASE("the advice of an undecided rule is not advice yet") {
    const Asked asked = given("not failing");
    CHECK(asked.answer_of("better").status == Status::Undecided);
    CHECK(reasons(asked, asked.answer_of("better").missing) == Lines{"fit: missing"});
    CHECK(asked.answer.advice.empty());
}

TEST_CASE("properties are held, violated or undecided") {
    CHECK(given("not fit and not failing").answer.violated());
    CHECK(given("not fit and failing").answer.ensures[0].state == EnsureState::Held);
    const Asked open = given("not fit");
    CHECK(open.answer.ensures[0].state == EnsureState::Undecided);
    CHECK(reasons(open, open.answer.ensures[0].missing) == Lines{"failing: missing"});
    CHECK_FALSE(open.answer.violated());
}

TEST_CASE("a rule that did not fire names the conditions that decided it") {
    const Asked asked(R"(fact x "X" yes/no
fact y "Y" yes/no
fact z "Z" yes/no
rule r "R"
  when all of
    - x
    - any of
      - y
      - z
  recommend a
    cite s
rule u "U"
  when x
  unless not y because "Y is needed"
  recommend a
    cite s
test "t"
  given x and not y and not z
  expect x
)");
    const auto texts = [&](const std::string& rule) {
        Lines lines;
        for (const NodeId node : asked.answer_of(rule).deciding) {
            lines.push_back(one_line(asked.sources, asked.program[node].span));
        }
        return lines;
    };
    CHECK(asked.answer_of("r").status == Status::NotFired);
    CHECK(texts("r") == Lines{"any of - y - z"});
    CHECK(texts("u") == Lines{"not y"});
}
