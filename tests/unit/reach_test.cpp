// What a rule or its advice depends on: whatever else changes, it comes out the same.
#include "interpreter/questions/reach.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <functional>

using namespace precept;

namespace {

/// What comes out: whether each rule fires and each piece of advice is active.
std::vector<std::vector<Truth>>
outcomes(const Situation& situation, const std::vector<Hypothesis>& hypotheses) {
    std::vector<std::vector<Truth>> all;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Results,
        [&](std::size_t, const Evaluation& evaluation, std::span<const Patient> rows) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                std::vector<Truth> one;
                for (std::uint32_t i = 0; i < situation.program.rules.size(); ++i) {
                    one.push_back(evaluation.fired({i}, row));
                }
                for (std::uint32_t i = 0; i < situation.program.advice.size(); ++i) {
                    one.push_back(evaluation.active({i}, row));
                }
                all.push_back(std::move(one));
            }
            return true;
        }
    );
    return all;
}

/// Other patients who share what was reached have the same outcome.
void check_only_these_matter(
    random::Random& random,
    const Situation& situation,
    const std::vector<Subject>& reached,
    const std::function<Truth(const std::vector<Truth>&)>& outcome
) {
    const Program& program = situation.program;
    std::vector<Hypothesis> hypotheses{{}};
    for (int i = 0; i < 5; ++i) {
        const Patient other = random::random_patient(random, program);
        Hypothesis hypothesis;
        for (std::uint32_t fact = 0; fact < program.facts.size(); ++fact) {
            const Subject subject{Subject::Kind::Fact, fact, 0, 0};
            if (!std::ranges::binary_search(reached, subject)) {
                const bool given = other.facts[fact].state == CellState::Given;
                const auto value = given ? std::optional(other.facts[fact].value) : std::nullopt;
                hypothesis.push_back({subject, value, {}, {}});
            }
        }
        for (std::uint32_t event = 0; event < program.events.size(); ++event) {
            const Subject subject{Subject::Kind::Events, event, 0, 0};
            if (!std::ranges::binary_search(reached, subject)) {
                hypothesis.push_back({subject, {}, other.events[event], {}});
            }
        }
        hypotheses.push_back(std::move(hypothesis));
    }
    const auto all = outcomes(situation, hypotheses);
    for (const auto& one : all) {
        REQUIRE(outcome(one) == outcome(all[0]));
    }
}

} // namespace

TEST_CASE("What a rule does not reach leaves it as it is") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        const Patient patient = random::random_patient(random, made.program);
        const Situation situation{made.program, planned, patient, random::random_today()};
        for (std::uint32_t rule = 0; rule < made.program.rules.size(); ++rule) {
            INFO("seed " << seed << ", rule " << rule);
            const auto reached = subjects_reached(situation, {{}, {{rule}}, {}});
            check_only_these_matter(random, situation, reached, [&](const auto& outcome) {
                return outcome[rule];
            });
        }
        const std::size_t rules = made.program.rules.size();
        for (std::uint32_t advice = 0; advice < made.program.advice.size(); ++advice) {
            INFO("seed " << seed << ", advice " << advice);
            const auto reached = subjects_reached(situation, {{}, {}, {{advice}}});
            check_only_these_matter(random, situation, reached, [&](const auto& outcome) {
                return outcome[rules + advice];
            });
        }
    }
}
