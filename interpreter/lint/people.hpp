// The patients whom the lints try: those of the tests, and those made of them.
#pragma once

#include "interpreter/coverage/seek.hpp"
#include "interpreter/coverage/try_patients.hpp"
#include "interpreter/lint/lint.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace precept::linting {

/// A program, its plan, and the patients of its tests as of today, an unknown one first. Refers to
/// the program.
class People {
public:
    /// At most `effort.most_values` values are worked out to look at patients, give or take those
    /// of one question.
    People(const Program& program, Date today, LintEffort effort);

    [[nodiscard]] const Program& program() const { return program_; }

    [[nodiscard]] Date today() const { return today_; }

    [[nodiscard]] const std::vector<Patient>& of_tests() const { return of_tests_; }

    [[nodiscard]] Situation situation() const {
        return {program_, plan_, of_tests_.front(), today_};
    }

    void look_at(std::span<const Patient> patients, const coverage::SeenPatient& visit) const {
        count(patients.size());
        coverage::try_patients(program_, plan_, today_, patients, visit);
    }

    /// Counts patients who are looked at elsewhere: the values of their facts and all that is made
    /// of them, of 64 patients at least, as columns have no fewer.
    void count(std::size_t patients) const {
        values_ += (patients + 64) * (program_.facts.size() + plan_.operations.size());
    }

    /// Whether rules that were not read may join those of the program.
    [[nodiscard]] bool of_a_part() const { return effort_.part; }

    /// Whether no more is to be asked.
    [[nodiscard]] bool tired() const {
        return values_ >= effort_.most_values || (effort_.stop && effort_.stop());
    }

    /// Whether a patient, evaluated, is such a one.
    using Such = std::function<bool(const Evaluation&, std::size_t row)>;

    [[nodiscard]] bool is(const Patient& patient, const Such& such) const;

    /// The least of `patient`, who is such a one, that still is, as `given` would say it.
    [[nodiscard]] std::string example(Patient patient, const Such& such) const;

private:
    const Program& program_;
    Plan plan_;
    Date today_;
    std::vector<Patient> of_tests_;
    LintEffort effort_;
    mutable std::size_t values_ = 0; ///< worked out so far
};

/// What is known of a patient, as `given` would say it; in words where that is nothing.
[[nodiscard]] std::string as_given(const Program& program, const Patient& patient);

/// What is known of `one`, and for the rest what is known of `other`.
[[nodiscard]] Patient merged(const Patient& one, const Patient& other);

} // namespace precept::linting
