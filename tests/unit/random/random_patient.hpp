// Random settled patients of a program: facts given, assumed, missing, out of date or conflicting;
// lists of events unknown, empty, or full of gaps and ties.
#pragma once

#include "interpreter/patient.hpp"
#include "tests/unit/random/random.hpp"

namespace precept::random {

[[nodiscard]] Patient random_patient(Random& random, const Program& program);

/// The patient with some unknown facts, fields and lists filled in; nothing known is changed.
[[nodiscard]] Patient better_known(Random& random, const Program& program, const Patient& patient);

/// The day on which random patients are asked about.
[[nodiscard]] Date random_today();

} // namespace precept::random
