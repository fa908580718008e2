// Thresholds of a number that the rules compute with before they compare: `lvef_before - lvef >= 10
// %` cuts lvef 10 points below what it was before. They hold for one patient, and only as long as
// the other facts stay as they are. Part of thresholds.hpp.
#pragma once

#include "interpreter/questions/hypothesis.hpp"

namespace precept {

/// `subject OP at` is what a condition comes to for this patient.
struct AffineCut {
    node::CompareOp op;
    double at;
};

/// The cuts that all comparisons with `subject`, a fact that is a number, make; nothing where the
/// rules do more with it than add, subtract, convert and multiply or divide by something else.
[[nodiscard]] std::optional<std::vector<AffineCut>>
affine_cuts(const Situation& situation, const Subject& subject);

} // namespace precept
