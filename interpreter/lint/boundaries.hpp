// Who is exactly at a threshold that both sides leave out. Part of lint.hpp.
#pragma once

#include "interpreter/lint/people.hpp"
#include "lang/diagnostic.hpp"

namespace precept::linting {

/// Adds to each `boundary-missed` (found by lang/lint.hpp, from the text) a patient at the
/// boundary, and leaves out those of which it is proved that nobody is there.
void explain_boundaries(const People& people, Diagnostics& diagnostics);

} // namespace precept::linting
