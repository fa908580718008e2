// Random programs and patients: whatever is open names what it waits for, nothing else could decide
// it, and every answer can be shown.
#include "interpreter/batch.hpp"
#include "interpreter/missing.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/render_answer.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <array>

using namespace precept;

namespace {

bool names(
    const std::vector<Operand>& missing,
    Operand::Kind kind,
    std::size_t index,
    std::size_t record = 0,
    std::size_t field = 0
) {
    return std::ranges::any_of(missing, [&](const Operand& one) {
        return one.kind == kind && one.index == index && one.record == record && one.field == field;
    });
}

/// `patient` with what `better` knows more, except for what is named in `missing`.
Patient without(const std::vector<Operand>& missing, Patient patient, const Patient& better) {
    for (std::size_t i = 0; i < patient.facts.size(); ++i) {
        if (!names(missing, Operand::Kind::Fact, i)) {
            patient.facts[i] = better.facts[i];
        }
    }
    for (std::size_t i = 0; i < patient.events.size(); ++i) {
        EventList& list = patient.events[i];
        if (!list.known) {
            if (!names(missing, Operand::Kind::Events, i)) {
                list = better.events[i];
            }
            continue;
        }
        for (std::size_t record = 0; record < list.records.size(); ++record) {
            std::vector<Cell>& fields = list.records[record].fields;
            for (std::size_t field = 0; field < fields.size(); ++field) {
                if (!names(missing, Operand::Kind::Field, i, record, field)) {
                    fields[field] = better.events[i].records[record].fields[field];
                }
            }
        }
    }
    return patient;
}

/// One patient asked about.
struct Case {
    Case(const Program& program, const Plan& plan, const Patient& patient)
        : patients{patient},
          batch(make_batch(program, patients, random::random_today())),
          evaluation(program, plan, batch),
          view{evaluation, 0, patients.front(), random::random_today()} {}

    std::vector<Patient> patients;
    Batch batch;
    Evaluation evaluation;
    PatientView view;
};

void check_named(const Answer& answer) {
    for (const RuleAnswer& rule : answer.rules) {
        INFO("rule " << rule.rule.index);
        REQUIRE((rule.status == Status::Undecided) == !rule.missing.empty());
        REQUIRE(
            (rule.status == Status::NotFired || rule.status == Status::NotApplicable) ==
            !rule.deciding.empty()
        );
    }
    for (const AdviceAnswer& advice : answer.advice) {
        INFO("advice " << advice.advice.index);
        REQUIRE((advice.state == AdviceState::Active) == advice.by.empty());
        REQUIRE((advice.state == AdviceState::Provisional) == !advice.waiting_for.empty());
    }
    for (const EnsureAnswer& ensure : answer.ensures) {
        INFO("ensure " << ensure.ensure);
        REQUIRE((ensure.state == EnsureState::Undecided) == !ensure.missing.empty());
    }
}

} // namespace

TEST_CASE("Whatever is open says what it waits for, and can be shown") {
    Sources sources;
    sources.add("rules.precept", "text");
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        random::Random random(seed);
        const Program program = random::random_program(random, {}).program;
        const Plan planned = plan(program);
        for (int i = 0; i < 5; ++i) {
            INFO("seed " << seed << ", patient " << i);
            const Case one(program, planned, random::random_patient(random, program));
            const Answer found = answer(one.view);
            check_named(found);
            const Style style{
                .colour = random.chance(50), .unicode = random.chance(50), .width = 80};
            CHECK_FALSE(render_text(one.view, found, sources, style, TraceLevel::Full).empty());
            CHECK_FALSE(render_json(one.view, found, sources, random.chance(50)).empty());
        }
    }
}

TEST_CASE("What is not named as missing cannot decide an undecided rule") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(200); ++seed) {
        random::Random random(seed);
        const Program program = random::random_program(random, {.monotone = true}).program;
        const Plan planned = plan(program);
        for (int i = 0; i < 5; ++i) {
            INFO("seed " << seed << ", patient " << i);
            const Patient patient = random::random_patient(random, program);
            const Patient better = random::better_known(random, program, patient);
            const Case before(program, planned, patient);
            for (std::uint32_t rule = 0; rule < program.rules.size(); ++rule) {
                const std::vector<Operand> missing = missing_for(before.view, RuleId{rule});
                if (missing.empty()) {
                    continue;
                }
                INFO("rule " << rule);
                const Case after(program, planned, without(missing, patient, better));
                REQUIRE(status(after.view, {rule}) == Status::Undecided);
            }
        }
    }
}
