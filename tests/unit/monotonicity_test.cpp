// "More information never turns a decided answer into another one, `is known`, `is unknown`,
// `assume` and staleness aside." Tried on the meaning itself; that the interpreter gives the same
// answers is the differential test.
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/naive/naive_evaluator.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

using namespace precept;
using naive::Answer;

namespace {

/// Whether `after` says all that `before` said.
bool keeps(const Answer& before, const Answer& after) {
    if (const auto* bounds = std::get_if<Bounds>(&before)) {
        const Bounds better = std::get<Bounds>(after);
        return bounds->low <= better.low && better.high <= bounds->high;
    }
    if (const auto* possible = std::get_if<Possible>(&before)) {
        return (std::get<Possible>(after).values & ~possible->values) == 0;
    }
    if (const auto* picked = std::get_if<Picked>(&before)) {
        return picked->state == Picked::State::Unknown || naive::same(before, after);
    }
    return !naive::known(before) || naive::same(before, after);
}

void check_kept(const Program& program, const Patient& before, const Patient& after) {
    naive::Evaluator first(program, before, random::random_today());
    naive::Evaluator second(program, after, random::random_today());
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        const Answer was = first.value(DefinitionId{i});
        const Answer is = second.value(DefinitionId{i});
        INFO(
            "definition " << i << ": " << naive::to_string(was) << " then " << naive::to_string(is)
        );
        REQUIRE(keeps(was, is));
    }
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        INFO("rule " << i);
        REQUIRE(keeps(first.fired(RuleId{i}), second.fired(RuleId{i})));
    }
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        INFO("advice " << i);
        REQUIRE(keeps(first.active(AdviceId{i}), second.active(AdviceId{i})));
        REQUIRE(keeps(first.blocked(AdviceId{i}), second.blocked(AdviceId{i})));
    }
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        INFO("ensure " << i);
        REQUIRE(keeps(first.holds(program.ensures[i]), second.holds(program.ensures[i])));
    }
}

} // namespace

TEST_CASE("More information never turns a decided answer") {
    const random::Shape shape{.monotone = true};
    for (std::uint64_t seed = 0; seed < naive::property_cases(300); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, shape);
        INFO("seed " << seed);
        for (int i = 0; i < 10; ++i) {
            const Patient patient = random::random_patient(random, made.program);
            const Patient better = random::better_known(random, made.program, patient);
            check_kept(made.program, patient, better);
        }
    }
}
