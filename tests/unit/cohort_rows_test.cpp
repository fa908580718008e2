// The rows of a cohort: what a patient of a large batch is said to be is what the answer for that
// patient alone says; and how texts of rows are written.
#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/write_rows.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/render_answer.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

using namespace precept;
using namespace precept::cohort;

namespace {

using Names = std::vector<std::string>;

Names names_of(const Sources& sources, const std::vector<Operand>& missing) {
    Names names;
    for (const Operand& one : missing) {
        names.push_back(show_name(sources, one));
    }
    return names;
}

Names names_of(const Program& program, const Sources& sources, const RowAnswer& row, Part waits) {
    Names names;
    for (const std::uint32_t place : RowAnswer::of(row.waits, waits)) {
        names.push_back(name_of(program, sources, row.missing[place]));
    }
    return names;
}

void compare_rules(
    const Program& program, const Sources& sources, const RowAnswer& row, const Answer& alone
) {
    std::size_t undecided = 0;
    for (std::size_t i = 0; i < alone.rules.size(); ++i) {
        REQUIRE(row.rules[i] == alone.rules[i].status);
        if (row.rules[i] != Status::Undecided) {
            continue;
        }
        REQUIRE(row.undecided[undecided].rule.index == i);
        const Part waits = row.undecided[undecided++].waits;
        REQUIRE(
            names_of(program, sources, row, waits) == names_of(sources, alone.rules[i].missing)
        );
        const auto places = RowAnswer::of(row.waits, waits);
        for (std::size_t j = 0; j < places.size(); ++j) {
            REQUIRE(row.missing[places[j]].reason == alone.rules[i].missing[j].reading.reason);
        }
    }
    REQUIRE(undecided == row.undecided.size());
}

void compare_advice(
    const Program& program, const Sources& sources, const RowAnswer& row, const Answer& alone
) {
    REQUIRE(row.advice.size() == alone.advice.size());
    for (std::size_t i = 0; i < alone.advice.size(); ++i) {
        const AdviceRow& its = row.advice[i];
        const AdviceAnswer& wanted = alone.advice[i];
        REQUIRE(its.advice.index == wanted.advice.index);
        REQUIRE(its.state == wanted.state);
        const auto by = RowAnswer::of(row.by, its.by);
        REQUIRE(by.size() == wanted.by.size());
        for (std::size_t j = 0; j < by.size(); ++j) {
            REQUIRE(by[j].rule == wanted.by[j].rule);
            REQUIRE(by[j].overrides == wanted.by[j].overrides);
            REQUIRE(by[j].holds == wanted.by[j].holds);
        }
        REQUIRE(
            names_of(program, sources, row, its.waits) == names_of(sources, wanted.waiting_for)
        );
    }
}

std::string cell(std::string_view text) {
    std::string to;
    append_cell(to, text);
    return to;
}

} // namespace

TEST_CASE("The row of a patient among many is the answer for the patient") {
    Sources sources;
    sources.add("rules.precept", "text");
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const Program program = random::random_program(random, {}).program;
        const Plan planned = plan(program);
        std::vector<Patient> patients;
        const std::size_t count = 1 + random.below(150);
        for (std::size_t i = 0; i < count; ++i) {
            patients.push_back(random::random_patient(random, program));
        }
        const Date today = random::random_today();
        const Batch batch = make_batch(program, patients, today);
        const Evaluation evaluation = evaluate(program, planned, batch);
        RowReader reader(program);
        for (std::size_t i = 0; i < count; ++i) {
            INFO("seed " << seed << ", patient " << i);
            const RowAnswer& row = reader.read({evaluation, i});
            const Batch one = make_batch(program, {&patients[i], 1}, today);
            const Evaluation its = evaluate(program, planned, one);
            const Answer alone = answer({its, 0, patients[i], today});
            compare_rules(program, sources, row, alone);
            compare_advice(program, sources, row, alone);
            for (std::size_t j = 0; j < alone.guidelines.size(); ++j) {
                REQUIRE(row.applies[j] == alone.guidelines[j].applies);
            }
            for (std::size_t j = 0; j < alone.ensures.size(); ++j) {
                REQUIRE(row.ensures[j] == alone.ensures[j].state);
            }
        }
    }
}

TEST_CASE("Texts of patients are written as cells of CSV") {
    CHECK(cell("P 1") == "P 1");
    CHECK(cell("a,b") == R"("a,b")");
    CHECK(cell("say \"a\"") == R"("say ""a""")");
    CHECK(cell("two\nlines") == "\"two\nlines\"");
    CHECK(cell("").empty());
}
