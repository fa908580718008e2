// Several values of one fact, from several places of a record: the latest day counts, and values of
// one day have to agree, or nobody knows which is right.
#pragma once

#include "interpreter/patient.hpp"

namespace precept {

/// Takes `next`, a further value of the fact, into `cell`; one that is missing changes nothing. A
/// value without a day is taken as current, and has to agree with every other.
void take_in(Cell& cell, const Cell& next);

} // namespace precept
