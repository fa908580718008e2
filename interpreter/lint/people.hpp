// The patients whom the lints try: those of the tests, and those made of them.
#pragma once

#include "interpreter/coverage/seek.hpp"
#include "interpreter/coverage/try_patients.hpp"

#include <functional>
#include <string>
#include <vector>

namespace precept::linting {

/// A program, its plan, and the patients of its tests as of today, an unknown one first. Refers to
/// the program.
class People {
public:
    People(const Program& program, Date today);

    [[nodiscard]] const Program& program() const { return program_; }

    [[nodiscard]] Date today() const { return today_; }

    [[nodiscard]] const std::vector<Patient>& of_tests() const { return of_tests_; }

    [[nodiscard]] Situation situation() const {
        return {program_, plan_, of_tests_.front(), today_};
    }

    void look_at(std::span<const Patient> patients, const coverage::SeenPatient& visit) const {
        coverage::try_patients(program_, plan_, today_, patients, visit);
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
};

/// What is known of `one`, and for the rest what is known of `other`.
[[nodiscard]] Patient merged(const Patient& one, const Patient& other);

} // namespace precept::linting
