// A record that could not be read, for people and for tools.
#pragma once

#include "interpreter/cohort/decoder.hpp"

#include <string>

namespace precept::cohort {

/// `file:line:column: error: age: message [code]`, a line for each reason; `file` is the cohort's
/// name.
[[nodiscard]] std::string render_reject(const Reject& reject, const std::string& file);

} // namespace precept::cohort
