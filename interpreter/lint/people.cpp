#include "interpreter/lint/people.hpp"

#include <fmt/format.h>

#include <utility>

namespace precept::linting {

std::string as_given(const Program& program, const Patient& patient) {
    std::vector<std::string> all;
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        if (patient.facts[i].state == CellState::Given) {
            const Subject subject{Subject::Kind::Fact, i, 0, 0};
            all.push_back(precept::as_given(program, {subject, patient.facts[i].value, {}, {}}));
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        if (patient.events[i].known) {
            const Subject subject{Subject::Kind::Events, i, 0, 0};
            all.push_back(precept::as_given(program, {subject, {}, patient.events[i], {}}));
        }
    }
    return all.empty() ? "a patient of whom nothing is known"
                       : fmt::format("{}", fmt::join(all, " and "));
}

People::People(const Program& program, Date today, LintEffort effort)
    : program_(program),
      plan_(plan(program)),
      today_(today),
      effort_(std::move(effort)) {
    of_tests_.push_back(unknown_patient(program));
    for (const Test& test : program.tests) {
        of_tests_.push_back(patient_of(program, test));
        // As of today, whenever the test is: what it gives is current.
        for (Cell& cell : of_tests_.back().facts) {
            cell.measured.reset();
        }
    }
}

bool People::is(const Patient& patient, const Such& such) const {
    bool found = false;
    look_at({&patient, 1}, [&](std::size_t, const Evaluation& evaluation, std::size_t row) {
        found = such(evaluation, row);
        return true;
    });
    return found;
}

std::string People::example(Patient patient, const Such& such) const {
    coverage::shrink(patient, [&](const Patient& smaller) { return is(smaller, such); });
    return as_given(program_, patient);
}

Patient merged(const Patient& one, const Patient& other) {
    Patient both = one;
    for (std::size_t i = 0; i < both.facts.size(); ++i) {
        if (both.facts[i].state == CellState::Missing) {
            both.facts[i] = other.facts[i];
        }
    }
    for (std::size_t i = 0; i < both.events.size(); ++i) {
        if (!both.events[i].known) {
            both.events[i] = other.events[i];
        }
    }
    return both;
}

} // namespace precept::linting
