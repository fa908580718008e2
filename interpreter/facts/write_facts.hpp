// A patient's facts as the JSON object that read_patient reads back to the same patient.
#pragma once

#include "interpreter/patient.hpp"
#include "lang/program.hpp"

#include <string>
#include <vector>

namespace precept {

/// Over many lines and ending in a line end. Facts that nobody gave are left out. So are those of
/// which two records of one day disagree, as only one of the two is kept: their names go to
/// `left_out`.
[[nodiscard]] std::string
write_facts(const Program& program, const Patient& patient, std::vector<std::string>& left_out);

} // namespace precept
