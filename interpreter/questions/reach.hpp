// What depends on what: the facts, fields and lists of events that something in a program looks
// at, through definitions and through the outcome of other rules. Part of candidates.hpp.
#pragma once

#include "interpreter/questions/hypothesis.hpp"

namespace precept {

/// What to start from.
struct Roots {
    std::vector<NodeId> nodes;
    std::vector<RuleId> rules;
    std::vector<AdviceId> advice; ///< with what blocks and overrides it
};

/// The facts, the lists of events, and the unknown fields of the events on record that the roots
/// depend on, in the order of declaration. Known fields are history, which nothing changes.
[[nodiscard]] std::vector<Subject> subjects_reached(const Situation& situation, const Roots& roots);

/// Whether what becomes of the roots depends on what rules advise (`trastuzumab is recommended`).
[[nodiscard]] bool advice_reached(const Situation& situation, const Roots& roots);

/// Those of which some condition asks whether they are known. For all others an unknown value
/// leaves open exactly what its possible values leave open, and what is decided without it stays
/// (the language is monotone but for `is known`).
[[nodiscard]] std::vector<Subject> subjects_probed(const Situation& situation);

} // namespace precept
