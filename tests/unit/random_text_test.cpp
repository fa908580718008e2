// Random programs, written out as rule files: they check without errors, mean what was written, and
// mean the same in any order of their declarations; the interpreter agrees.
#include "interpreter/batch.hpp"
#include "interpreter/evaluation.hpp"
#include "interpreter/plan.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/naive/compare.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

using namespace precept;

namespace {

const Date today = random::random_today();

/// The program that the text says; fails the test when it has errors.
Program checked(const std::string& text) {
    Sources sources;
    Diagnostics findings;
    Program program = compile_text("m0.precept", text, sources, {today}, findings);
    std::erase_if(findings, [](const Diagnostic& finding) { return !has_errors({finding}); });
    if (!findings.empty()) {
        FAIL(render_text(findings, sources, {}) << "\n" << text);
    }
    return program;
}

std::vector<std::string> differences(const naive::Listing& left, const naive::Listing& right) {
    std::vector<std::string> found;
    for (const auto& [name, value] : left) {
        const auto other = right.find(name);
        const std::string there = other == right.end() ? "nothing" : other->second;
        if (there != value) {
            found.push_back(name + ": " + value + " and " + there);
        }
    }
    return found;
}

naive::Listing meaning(const Program& program, const Patient& patient) {
    naive::Evaluator evaluator(program, patient, today);
    return naive::listing(program, evaluator);
}

} // namespace

TEST_CASE("A rule file means what was meant by it") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {.textual = true});
        INFO("seed " << seed);
        const Program program = checked(made.text());
        std::vector<Patient> patients;
        for (int i = 0; i < 5; ++i) {
            const Patient patient = random::random_patient(random, made.program);
            patients.push_back(naive::translate(patient, made.program, program));
            const auto wrong =
                differences(meaning(made.program, patient), meaning(program, patients.back()));
            INFO(made.text());
            REQUIRE(wrong == std::vector<std::string>());
        }
        const Plan planned = plan(program);
        const Batch batch = make_batch(program, patients, today);
        const Evaluation evaluation(program, planned, batch);
        for (std::size_t i = 0; i < patients.size(); ++i) {
            naive::Evaluator naive(program, patients[i], today);
            REQUIRE(naive::disagreement(evaluation, i, naive) == "");
        }
    }
}

TEST_CASE("The order of the declarations changes no answer") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed + 1'000'000);
        auto made = random::random_program(random, {.textual = true});
        INFO("seed " << seed + 1'000'000);
        const Program program = checked(made.text());
        random.shuffle(made.items);
        const Program shuffled = checked(made.text());
        for (int i = 0; i < 5; ++i) {
            const Patient patient = random::random_patient(random, program);
            const Patient same = naive::translate(patient, program, shuffled);
            INFO(made.text());
            REQUIRE(
                differences(meaning(program, patient), meaning(shuffled, same)) ==
                std::vector<std::string>()
            );
        }
    }
}
