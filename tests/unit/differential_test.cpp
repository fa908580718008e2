// The interpreter gives the answers of the naive evaluator: on random programs and patients, for
// batches of sizes around the 64 rows of a machine word, and however much an evaluation keeps.
#include "interpreter/batch.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/plan.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/naive/compare.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <cmath>

using namespace precept;

namespace {

const Date today = random::random_today();

std::vector<Patient>
random_patients(random::Random& random, const Program& program, std::size_t n) {
    std::vector<Patient> patients;
    for (std::size_t i = 0; i < n; ++i) {
        patients.push_back(random::random_patient(random, program));
    }
    return patients;
}

void check_agrees(const Program& program, const std::vector<Patient>& patients) {
    const Plan planned = plan(program);
    const Batch batch = make_batch(program, patients, today);
    const Evaluation evaluation = evaluate(program, planned, batch);
    const Evaluation results(program, planned, batch, Retain::Results);
    for (std::size_t i = 0; i < patients.size(); ++i) {
        naive::Evaluator naive(program, patients[i], today);
        INFO("patient " << i << " of " << patients.size());
        REQUIRE(naive::disagreement(evaluation, i, naive) == "");
        REQUIRE(naive::outcome_disagreement(results, i, naive) == "");
    }
}

} // namespace

TEST_CASE("Columns agree with the naive evaluator") {
    constexpr std::array<std::size_t, 5> sizes{1, 63, 64, 65, 200};
    for (std::uint64_t seed = 0; seed < naive::property_cases(400); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        INFO("seed " << seed);
        const std::size_t size = seed % 3 == 0 ? sizes.at(seed / 3 % sizes.size()) : 5;
        check_agrees(made.program, random_patients(random, made.program, size));
    }
}

TEST_CASE("Columns agree with the naive evaluator on deep programs") {
    const random::Shape shape{.definitions = 16, .rules = 12, .depth = 5};
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed + 1'000'000);
        const auto made = random::random_program(random, shape);
        INFO("seed " << seed + 1'000'000);
        check_agrees(made.program, random_patients(random, made.program, 20));
    }
}

TEST_CASE("A patient's answers do not depend on the others of the batch") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed + 2'000'000);
        const auto made = random::random_program(random, {});
        INFO("seed " << seed + 2'000'000);
        for (const Patient& patient : random_patients(random, made.program, 8)) {
            check_agrees(made.program, {patient});
        }
    }
}

TEST_CASE("One evaluation goes through many batches in the same memory") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(30); ++seed) {
        random::Random random(seed + 4'000'000);
        const auto made = random::random_program(random, {});
        const Program& program = made.program;
        const Plan planned = plan(program);
        const std::vector<Patient> none;
        const Batch empty = make_batch(program, none, today);
        Evaluation everything(program, planned, empty);
        Evaluation results(program, planned, empty, Retain::Results);
        INFO("seed " << seed + 4'000'000);
        for (const std::size_t size : {70U, 3U, 130U, 64U}) {
            const std::vector<Patient> patients = random_patients(random, program, size);
            const Batch batch = make_batch(program, patients, today);
            everything.evaluate_next(batch);
            results.evaluate_next(batch);
            for (std::size_t i = 0; i < patients.size(); ++i) {
                naive::Evaluator naive(program, patients[i], today);
                REQUIRE(naive::outcome_disagreement(everything, i, naive) == "");
                REQUIRE(naive::outcome_disagreement(results, i, naive) == "");
            }
        }
    }
}

TEST_CASE("No number is infinite or not a number where it counts as known") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        random::Random random(seed + 3'000'000);
        const auto made = random::random_program(random, {.depth = 5});
        const Program& program = made.program;
        const std::vector<Patient> patients = random_patients(random, program, 10);
        const Plan planned = plan(program);
        const Batch batch = make_batch(program, patients, today);
        const Evaluation evaluation(program, planned, batch);
        INFO("seed " << seed + 3'000'000);
        for (std::size_t i = 0; i < patients.size(); ++i) {
            for (const Definition& definition : program.definitions) {
                if (definition.type.kind != TypeKind::Number) {
                    continue;
                }
                const Bounds bounds = evaluation.number(definition.body, {ScopeId{0}, i});
                REQUIRE(bounds.low <= bounds.high); // false for what is not a number
                REQUIRE((!bounds.known() || std::isfinite(bounds.low)));
            }
        }
    }
}
