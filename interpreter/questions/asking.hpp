// What to find out next: the unknown facts that can still change the advice, most useful first
// (`ask`), and where along one number or date the advice changes (`sweep`).
#pragma once

#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/difference.hpp"
#include "interpreter/questions/search.hpp"

namespace precept {

/// What one answer to a question would lead to.
struct AnswerEffect {
    Change answer;
    Difference difference; ///< against the patient as is
    std::size_t undecided; ///< rules that would still be undecided
};

struct Question {
    Subject subject;
    std::string text; ///< the fact's `ask` text, or its label and type
    std::vector<AnswerEffect> effects;
    bool complete = true; ///< whether `effects` stands for every answer
    std::string why;      ///< of incomplete: see Candidates
    /// How many undecided rules its answers decide on average, for sorting; and whether some answer
    /// alone changes the state of some advice.
    double decides = 0;
    bool changes_advice = false;
};

struct Questions {
    std::vector<Question> questions; ///< most useful first
    Searched searched;
};

/// The unknown facts (and lists, and fields) that something undecided waits for.
[[nodiscard]] Questions questions(const Situation& situation, const Limits& limits);

/// One stretch of values over which nothing changes.
struct Band {
    Region region;
    Change sample;         ///< the value inside of it that was tried
    Difference difference; ///< against the band before (of the first: empty)
    std::vector<AdviceId> active;
};

struct Sweep {
    Subject subject;
    std::vector<Band> bands; ///< from low to high, side by side
    Searched searched;
};

/// The values of a number or date from `low` to `high` (both included, in the unit of the
/// declaration), cut where any advice or rule status changes.
[[nodiscard]] Sweep sweep(
    const Situation& situation,
    const Subject& subject,
    double low,
    double high,
    const Limits& limits
);

} // namespace precept
