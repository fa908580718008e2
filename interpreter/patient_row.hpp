// What came out for one patient of an evaluated batch, read off the columns alone: statuses,
// states, and why values are unknown. For readers of many patients, of whom only the columns are
// kept; where the facts came from is known to a `PatientView` (reading.hpp).
#pragma once

#include "interpreter/answer.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace precept {

/// One patient of an evaluated batch.
struct PatientRow {
    const Evaluation& evaluation;
    std::size_t index;

    [[nodiscard]] const Program& program() const { return evaluation.program(); }

    [[nodiscard]] Place place() const { return {ScopeId{0}, index}; }
};

[[nodiscard]] inline PatientRow row_of(const PatientView& view) {
    return {view.evaluation, view.index};
}

/// Whether the value is settled; see `known` (reading.hpp).
[[nodiscard]] bool known(const Evaluation& evaluation, NodeId node, Place place);

/// Why `node`, which is not known at `place`, is not.
[[nodiscard]] Reason reason_for(const PatientRow& row, NodeId node, Place place);

/// Why a cell has no usable value; None where it has one.
[[nodiscard]] Reason reason_of(CellState state);

/// The record number (from 0) of the event at `place`; see `record_of` (reading.hpp).
[[nodiscard]] std::uint32_t record_of(const PatientRow& row, ScopeId scope, Place place);

/// The status of one rule.
[[nodiscard]] Status status(const PatientRow& row, RuleId rule);

/// The state of advice whose rule fired.
[[nodiscard]] AdviceState state(const PatientRow& row, AdviceId advice);

/// The state of the property `Program::ensures[ensure]`.
[[nodiscard]] EnsureState state_of_ensure(const PatientRow& row, std::size_t ensure);

/// Advice that can stand against other advice: by an override, else by a contraindication.
struct Opponent {
    AdviceId advice;
    bool overrides = false;
};

/// What can stand against `advice`, whoever the patient is: nothing contraindicates a
/// contraindication or a caution.
[[nodiscard]] std::vector<Opponent> opponents(const Program& program, AdviceId advice);

} // namespace precept
