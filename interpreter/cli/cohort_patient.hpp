// One patient of a cohort, for the commands that ask about one: by name, or by the line of the
// file.
#pragma once

#include "interpreter/cli/subcommand.hpp"
#include "interpreter/patient.hpp"

#include <optional>

namespace precept::cli {

/// The patient `arguments.one` of the cohort `arguments.facts`, settled. When there is none, or the
/// record cannot be read, that is shown, and there is nothing.
[[nodiscard]] std::optional<Patient>
read_patient_of_cohort(const PatientArguments& arguments, const Program& program, Sources& sources);

} // namespace precept::cli
