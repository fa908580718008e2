// Hypothetical patients: a patient of whom something is asked, and changes to what is on record.
// "What if" is a batch: every hypothesis is one more row for the ordinary evaluator.
#pragma once

#include "interpreter/evaluation.hpp"
#include "interpreter/patient.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/reading.hpp"
#include "lang/program.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace precept {

/// Of whom something is asked. Refers to what it is given; all of it must outlive it.
struct Situation {
    const Program& program;
    const Plan& plan;       ///< of `program`, with its questions
    const Patient& patient; ///< as it was given; need not be settled
    Date today;
};

/// A place in a patient's record: a fact, a whole list of events, or a field of one event.
struct Subject {
    enum class Kind : std::uint8_t { Fact, Events, Field };

    Kind kind = Kind::Fact;
    std::uint32_t index = 0;  ///< of the fact or the event
    std::uint32_t record = 0; ///< of a Field: number in the patient's list, from 0
    std::uint32_t field = 0;

    friend bool operator==(const Subject&, const Subject&) = default;
    friend auto operator<=>(const Subject&, const Subject&) = default;
};

/// Both ends as the rules see them: values between which no condition of the rules tells a
/// difference. A number in the unit of its declaration, or a date as its day number.
struct Region {
    std::optional<double> low, high; ///< none: without end
    bool low_included = true, high_included = true;

    friend bool operator==(const Region&, const Region&) = default;
};

/// One change of a patient's record.
struct Change {
    Subject subject;
    std::optional<Value> value;    ///< of a fact or field; none: it becomes unknown
    std::optional<EventList> list; ///< of a whole list
    /// Where `value` stands for all values of a range.
    std::optional<Region> region;
};

using Hypothesis = std::vector<Change>;

/// The patient with the changes made, settled. A changed value counts as current, with no day.
[[nodiscard]] Patient suppose(const Situation& situation, std::span<const Change> changes);

/// A patient as somebody supposes them.
struct Supposed {
    Patient patient; ///< settled
    Date today;      ///< supposed, or that of the situation
    Hypothesis changes;
};

[[nodiscard]] Supposed suppose(const Situation& situation, const Givens& givens);

/// What the record holds now for `subject`: the settled cell of a fact or a field.
[[nodiscard]] Cell current(const Situation& situation, const Subject& subject);

/// Evaluates hypotheses, each time in the memory of the time before.
class Trials {
public:
    /// Sees each evaluated batch: the number of its first hypothesis, the evaluation, and its
    /// patients (by row). All are gone afterwards. Gives false to stop.
    using Seen = std::function<bool(std::size_t, const Evaluation&, std::span<const Patient>)>;

    Trials(const Situation& situation, Retain retain) : situation_(situation), retain_(retain) {}

    /// In batches of at most `batch` rows.
    void run(std::span<const Hypothesis> hypotheses, const Seen& seen, std::size_t batch = 1024);

private:
    Situation situation_;
    Retain retain_;
    std::vector<Patient> patients_;
    std::optional<Evaluation> evaluation_;
};

/// The same, once.
void evaluate_all(
    const Situation& situation,
    std::span<const Hypothesis> hypotheses,
    Retain retain,
    const Trials::Seen& seen,
    std::size_t batch = 1024
);

/// `lvef`, `therapy`, `therapy[2].stopped`.
[[nodiscard]] std::string name_of(const Program& program, const Subject& subject);

/// The type of a fact or field.
[[nodiscard]] const Holds& holds_of(const Program& program, const Subject& subject);

/// Whether the record holds no usable value for it.
[[nodiscard]] bool is_unknown(const Situation& situation, const Subject& subject);

/// The place in the record that a missing fact, field or list stands for.
[[nodiscard]] std::optional<Subject> subject_of(const Operand& operand);

/// Whether the subject is a fact declared `fixed`.
[[nodiscard]] bool is_fixed(const Program& program, const Subject& subject);

/// The values of a range in words: `at least 50 %`, `from 40 % to 45 %`, `after 2026-05-23`.
[[nodiscard]] std::string show(const Program& program, const Type& type, const Region& region);

/// The change in words: `lvef: 62 % → below 50 %`, `er_status: unknown → positive`, `therapy:
/// none`.
[[nodiscard]] std::string show(const Situation& situation, const Change& change);

/// Only what is new: `45 %`, `at least 50 %`, `from 40 % to below 50 %`, `positive`, `unknown`.
[[nodiscard]] std::string show_value(const Program& program, const Change& change);

/// The change as a rule file's `given` would say it: `lvef is 45 %`, `not pregnant`, `no therapy`.
[[nodiscard]] std::string as_given(const Program& program, const Change& change);

} // namespace precept
