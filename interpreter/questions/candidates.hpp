// Which values of a fact are worth trying: one for each class of values that the rules tell apart.
// Of a yes/no both, of a coded fact every value of its domain; of a number or a date the thresholds
// at which the rules compare it, and the ranges between them. Where rules compute with a number
// before they compare, its thresholds depend on other facts: then it is sampled, and said so.
#pragma once

#include "interpreter/questions/hypothesis.hpp"

namespace precept {

struct Candidates {
    Subject subject;
    std::vector<Change> changes; ///< each sets the subject to one value; present value included
    /// Whether the changes stand for every value that the subject can have. A list of events never
    /// is complete; a number is where the rules only compare it with constants.
    bool complete = true;
    /// Whether they do so only as long as the other facts are as they are.
    bool relative = false;
    std::string why; ///< of incomplete candidates: "64 values between 0 and 200 kg were tried"
};

/// The candidates of one subject. Those of a list of events are the list with one more event, and
/// where it is unknown no event at all: what is on record is history, and stays.
[[nodiscard]] Candidates candidates(const Situation& situation, const Subject& subject);

} // namespace precept
