// Looks for patients who show what no test has shown, or proves that there are none. Where an aim
// depends on few facts, of which every class of values can be tried (see questions/candidates.hpp),
// all of their combinations are: what none of them shows is impossible. Otherwise, from patients
// that are at hand, facts are changed one after another, first those changes that bring a patient
// nearest to the aim.
#pragma once

#include "interpreter/coverage/aims.hpp"
#include "interpreter/patient.hpp"
#include "interpreter/questions/hypothesis.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace precept::coverage {

struct Sought {
    std::optional<Patient> found; ///< as given, not settled; smallest: nothing can be left out
    std::string why;              ///< where nothing was found
    std::size_t tried = 0;        ///< patients
};

/// What was worked out about one patient, kept so that nothing is worked out twice.
struct Distances {
    std::vector<std::uint32_t> of;     ///< by node and truth wanted
    std::vector<std::uint32_t> row_of; ///< for which of the patients, counted from 1, `of` is
    std::uint32_t rows = 0;
};

/// What it is given must outlive it.
class Seeker {
public:
    Seeker(const Program& program, const Plan& plan, const Conditions& conditions, Date today);

    /// Which of the aims are proved to be impossible, by all combinations of values. At most
    /// `most` patients are tried altogether.
    [[nodiscard]] std::vector<bool>
    impossible(const std::vector<Aim>& aims, std::size_t most = 400'000);

    /// A patient who shows `aim`, sought from an unknown one and from `bases`.
    /// At most about
    /// `most` are tried.
    [[nodiscard]] Sought seek(const Aim& aim, const std::vector<Patient>& bases, std::size_t most);

    /// Whether a patient, not settled, shows each of the aims.
    [[nodiscard]] std::vector<bool> shown_by(const Patient& patient, const std::vector<Aim>& aims);

private:
    /// A fact or list that an aim depends on, and what can be put there.
    struct Choice {
        Subject subject;
        std::vector<Change> options; ///< the first makes it unknown
        bool complete = true;        ///< the options stand for all values, whatever else is so
    };

    [[nodiscard]] std::vector<Subject> subjects_of(const Aim& aim) const;
    const Choice& choice(const Subject& subject);
    void add_lists(Choice& choice) const;
    /// How many combinations there are; nothing where they do not stand for all patients.
    [[nodiscard]] std::optional<std::size_t>
    combinations(const std::vector<Subject>& subjects, std::size_t most);
    [[nodiscard]] std::vector<bool>
    tried(const std::vector<Subject>& subjects, const std::vector<Aim>& aims);
    [[nodiscard]] std::vector<Patient> neighbours(const Patient& patient, const Aim& aim);
    /// Leaves out of the patient what the aim does not need; gives how many were tried.
    std::size_t smallest(Patient& patient, const Aim& aim);

    const Program& program_;
    const Plan& plan_;
    const Conditions& conditions_;
    Date today_;
    Patient nobody_;
    Situation situation_;
    std::map<Subject, Choice> choices_;
    Distances distances_;
};

/// The days on which conditions of the program turn by themselves, and those before: dates with
/// which today is compared.
[[nodiscard]] std::vector<Date> turning_days(const Program& program);

/// Whether what becomes of the item depends on which day it is, whatever the facts.
[[nodiscard]] bool depends_on_day(const Program& program, const Owner& owner);

/// How far a patient is from showing an aim: about how many single conditions stand in the way; 0
/// when it is shown.
[[nodiscard]] std::size_t distance(
    const Conditions& conditions,
    const Aim& aim,
    const Evaluation& evaluation,
    std::size_t row,
    Distances& memory
);

} // namespace precept::coverage
