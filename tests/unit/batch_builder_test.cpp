// Batches hold what the patients were, cell by cell, whether they came as patients or row by row.
#include "interpreter/batch_builder.hpp"
#include "tests/unit/batches/batches.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

using namespace precept;

namespace {

const Date today = random::random_today();

std::vector<Patient>
random_patients(random::Random& random, const Program& program, std::size_t count) {
    std::vector<Patient> patients;
    for (std::size_t i = 0; i < count; ++i) {
        patients.push_back(random::random_patient(random, program));
    }
    return patients;
}

bool usable(const Cell& cell) {
    return cell.state == CellState::Given || cell.state == CellState::Assumed;
}

/// The setter for the type of `value`.
void set_by_type(BatchBuilder& builder, FactId fact, const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
        builder.set_truth(fact, *truth);
    } else if (const auto* number = std::get_if<double>(&value)) {
        builder.set_number(fact, *number);
    } else if (const auto* date = std::get_if<Date>(&value)) {
        builder.set_date(fact, *date);
    } else if (const auto* coded = std::get_if<CodedValue>(&value)) {
        builder.set_coded(fact, coded->index);
    } else if (const auto* set = std::get_if<SetValue>(&value)) {
        builder.set_members(fact, set->members);
    } else {
        builder.set_term(fact, std::get<TermId>(value));
    }
}

/// A random other value or state first, which is replaced.
void disturb(random::Random& random, BatchBuilder& builder, FactId fact, const Cell& cell) {
    if (random.chance(20)) {
        builder.set_state(fact, random.chance(50) ? CellState::OutOfDate : CellState::Conflicting);
    }
    if (cell.state == CellState::Given && random.chance(20)) {
        builder.set(fact, cell.value);
    }
}

void set_row(
    random::Random& random, BatchBuilder& builder, const Program& program, const Patient& patient
) {
    builder.begin_row();
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const FactId fact{i};
        const Cell& cell = patient.facts[i];
        disturb(random, builder, fact, cell);
        if (cell.state == CellState::Given) {
            set_by_type(builder, fact, cell.value);
        } else {
            builder.set_state(
                fact, cell.state == CellState::Assumed ? CellState::Missing : cell.state
            );
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        const EventId event{i};
        if (!patient.events[i].known) {
            continue;
        }
        builder.begin_list(event);
        for (const EventRecord& record : patient.events[i].records) {
            builder.begin_record(event);
            for (std::uint32_t field = 0; field < record.fields.size(); ++field) {
                if (usable(record.fields[field])) {
                    builder.set_field(event, field, record.fields[field].value);
                }
            }
        }
    }
}

} // namespace

TEST_CASE("batches: a batch of patients holds their cells") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const auto patients = random_patients(random, made.program, random.below(140));
        INFO("seed " << seed);
        REQUIRE(
            batches::disagreement(
                made.program, make_batch(made.program, patients, today), patients
            ) == ""
        );
    }
}

TEST_CASE("batches: filled row by row they are the same, batch after batch") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        BatchBuilder builder(made.program, today);
        Batch batch;
        for (int round = 0; round < 3; ++round) {
            const auto patients = random_patients(random, made.program, random.below(140));
            builder.clear();
            for (const Patient& patient : patients) {
                if (random.chance(20)) {
                    set_row(random, builder, made.program, patient);
                    builder.drop_row();
                }
                if (random.chance(20)) {
                    builder.add(patient);
                } else {
                    set_row(random, builder, made.program, patient);
                }
            }
            if (random.chance(20)) {
                set_row(
                    random, builder, made.program, random::random_patient(random, made.program)
                );
                builder.drop_row();
            }
            CHECK(builder.rows() == patients.size());
            builder.finish(batch);
            INFO("seed " << seed << ", round " << round);
            REQUIRE(batches::disagreement(made.program, batch, patients) == "");
        }
        builder.clear(); // and what was begun and never finished is gone
        builder.add(random::random_patient(random, made.program));
        builder.clear();
        builder.finish(batch);
        CHECK(batch.patients() == 0);
    }
}
