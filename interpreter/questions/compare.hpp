// Two patients side by side: the facts in which they differ, what comes out otherwise, and for each
// rule the first condition in which they part.
#pragma once

#include "interpreter/questions/difference.hpp"
#include "interpreter/reading.hpp"

#include <string>
#include <vector>

namespace precept {

/// A fact or list of events that the two do not share; both as a reader sees them.
struct FactDifference {
    std::string name;
    std::string left, right;
};

/// A condition that one patient meets otherwise than the other, and that makes the rule come out
/// otherwise.
struct Parting {
    RuleId rule;
    NodeId condition; ///< in the patient's scope
    Truth left, right;
};

/// Advice whose rule fired for both, but which stands for one alone: what blocks or overrides it.
struct AdviceParting {
    AdviceId advice;
    std::vector<Opposition> left, right;
};

struct Comparison {
    std::vector<FactDifference> facts;
    Difference difference;         ///< from left to right
    std::vector<Parting> partings; ///< a rule may part in several conditions
    std::vector<AdviceParting> oppositions;
};

/// Both views must be of one program.
[[nodiscard]] Comparison compare(const PatientView& left, const PatientView& right);

} // namespace precept
