// Rules that can never fire, and advice that is given together with a warning against it. Part of
// lint.hpp.
#pragma once

#include "interpreter/lint/people.hpp"
#include "lang/diagnostic.hpp"

#include <vector>

namespace precept::linting {

struct Firing {
    std::vector<std::vector<Patient>> by_rule; ///< a few patients who make it fire
    std::vector<bool> sought;                  ///< whether where there is none, one was sought
};

/// Those of the tests; for a rule that none of them makes fire, one is sought.
[[nodiscard]] Firing who_can_fire(const People& people);

/// `rule-never-fires`: proved, by the values that conditions tell apart.
void lint_rules(const People& people, const Firing& firing, Diagnostics& diagnostics);

/// `advice-and-caution`: what one rule advises another warns of, for one patient, and neither
/// overrides the other.
void lint_cautions(const People& people, const Firing& firing, Diagnostics& diagnostics);

} // namespace precept::linting
