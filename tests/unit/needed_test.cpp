// For whom something is missing: all patients of a batch at once are as one patient at a time.
#include "interpreter/missing.hpp"
#include "interpreter/needed.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <set>

using namespace precept;

namespace {

const Date today = random::random_today();

/// Things by a name for messages.
using Things = std::set<std::string>;

/// What `missing_for` finds for the undecided rules of one patient.
Things missing(const Program& program, const PatientView& view) {
    Things all;
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        if (view.evaluation.fired({i}, view.index) != Truth::Unknown) {
            continue;
        }
        for (const Operand& one : missing_for(view, RuleId{i})) {
            switch (one.kind) {
            case Operand::Kind::Fact: all.insert("fact " + std::to_string(one.index)); break;
            case Operand::Kind::Events: all.insert("list " + std::to_string(one.index)); break;
            case Operand::Kind::Field:
                all.insert("field " + std::to_string(one.index) + "." + std::to_string(one.field));
                break;
            default: all.insert("no value"); break;
            }
        }
    }
    return all;
}

Things needed(const Program& program, const Needed& needed, std::size_t patient) {
    Things all;
    const auto add = [&](std::span<const std::uint64_t> bits, const std::string& name) {
        if ((bits[patient / 64] >> (patient % 64) & 1U) != 0) {
            all.insert(name);
        }
    };
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        add(needed.fact({i}), "fact " + std::to_string(i));
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        add(needed.list({i}), "list " + std::to_string(i));
        for (std::uint32_t j = 0; j < program.events[i].fields.size(); ++j) {
            add(needed.field({i}, j), "field " + std::to_string(i) + "." + std::to_string(j));
        }
    }
    add(needed.no_value(), "no value");
    return all;
}

void check(random::Random& random, const random::Shape& shape, std::size_t size) {
    const auto made = random::random_program(random, shape);
    const Program& program = made.program;
    const Plan planned = plan(program);
    Needed all(program, planned);
    Evaluation evaluation(program, planned, make_batch(program, std::vector<Patient>{}, today));
    for (int round = 0; round < 2; ++round) {
        std::vector<Patient> patients;
        for (std::size_t i = 0; i < size + static_cast<std::size_t>(round); ++i) {
            patients.push_back(random::random_patient(random, program));
        }
        const Batch batch = make_batch(program, patients, today);
        evaluation.evaluate_next(batch);
        all.find(evaluation, planned.fired);
        for (std::size_t i = 0; i < patients.size(); ++i) {
            INFO("patient " << i << " of " << patients.size());
            const PatientView view{evaluation, i, patients[i], today};
            REQUIRE(needed(program, all, i) == missing(program, view));
        }
        const std::uint64_t past =
            patients.size() % 64 == 0 ? 0 : ~std::uint64_t{0} << (patients.size() % 64);
        for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
            REQUIRE((all.fact({i}).back() & past) == 0);
        }
    }
}

} // namespace

TEST_CASE("needed: for random programs and patients what missing_for finds") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(200); ++seed) {
        random::Random random(seed);
        INFO("seed " << seed);
        check(random, {}, seed % 10 == 0 ? 64 : 5);
    }
}

TEST_CASE("needed: for deep programs") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed + 1'000'000);
        INFO("seed " << seed + 1'000'000);
        check(random, {.definitions = 16, .rules = 12, .depth = 5}, 12);
    }
}
