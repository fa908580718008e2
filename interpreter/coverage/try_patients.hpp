// Patients who are made up, evaluated to see what becomes of them; and the least that one of them
// needs to have for what was seen.
#pragma once

#include "interpreter/evaluation.hpp"
#include "interpreter/patient.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/questions/hypothesis.hpp"

#include <cstddef>
#include <functional>
#include <span>

namespace precept::coverage {

/// Sees each patient's number, the evaluation of the batch that they are in, and their row there.
/// Gives false to stop.
using SeenPatient = std::function<bool(std::size_t, const Evaluation&, std::size_t)>;

/// `patients` as given; they are settled as of `today` for the evaluation.
void try_patients(
    const Program& program,
    const Plan& plan,
    Date today,
    std::span<const Patient> patients,
    const SeenPatient& visit
);

/// Makes the change, of a fact or a whole list of events, to a patient as given.
void put(const Change& change, Patient& patient);

/// Leaves out facts, events and their fields, one after another, as long as `still` holds. It
/// holds for `patient` as they are.
void shrink(Patient& patient, const std::function<bool(const Patient&)>& still);

} // namespace precept::coverage
