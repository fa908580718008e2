// Searches among hypothetical patients: the smallest changes that would turn an outcome (`flip`),
// and what holds whatever the unknown facts turn out to be (`robust`). Both try batches of patients
// with the ordinary evaluator, over the candidates of candidates.hpp, and say what they did not
// try.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/questions/candidates.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace precept {

/// What is to come out otherwise: a rule's firing, a term's being recommended (some active advice
/// of that verb concerns it), a definition's or question's value.
struct Goal {
    struct Fires {
        RuleId rule;
    };

    struct Advised {
        TermId term;
        ast::Verb verb = ast::Verb::Recommend;
    };

    struct Holds {
        NodeId condition; ///< of type Truth, in the patient's scope
    };

    std::variant<Fires, Advised, Holds> what;
    bool wanted = true; ///< that it be so, or that it not be so; unknown is neither
};

struct Limits {
    std::size_t changes = 3;                 ///< at most so many facts are changed at once
    std::size_t hypotheses = 200'000;        ///< at most so many patients are tried
    std::size_t answers = 10;                ///< at most so many smallest changes are given
    const std::atomic<bool>* stop = nullptr; ///< set by Ctrl-C
};

struct FlipOptions {
    Limits limits;
    bool change_fixed = false;    ///< also what is declared `fixed`
    std::vector<Subject> allowed; ///< only these may change; empty: all
};

/// How much of the space was searched.
struct Searched {
    std::size_t tried = 0;             ///< patients evaluated
    bool complete = true;              ///< nothing that could have counted was left out
    std::vector<std::string> left_out; ///< why not: "more than 3 changes at once", …
};

struct Flip {
    Truth now = Truth::Unknown;      ///< what the goal is for the patient as is
    std::vector<Hypothesis> answers; ///< all of the same, smallest number of changes; fewest first
    Searched searched;
};

/// The smallest sets of changes that make the goal come true.
[[nodiscard]] Flip flip(const Situation& situation, const Goal& goal, const FlipOptions& options);

/// Whether something stands whatever the unknown facts turn out to be.
struct Robustness {
    enum class Kind : std::uint8_t {
        Holds,   ///< in every case
        Depends, ///< in some cases only
        Never,   ///< in no case, though it is not decided yet
    };

    AdviceId advice;
    Kind kind = Kind::Holds;
    /// Of Depends: the unknown facts on which it depends, most decisive first.
    std::vector<Subject> on;
    /// Of Depends: an example of unknown facts with which it stands, and one with which it does
    /// not.
    Hypothesis with, without;
};

struct Robust {
    std::vector<Robustness> advice; ///< all that is active, or could become so
    Searched searched;
};

[[nodiscard]] Robust robust(const Situation& situation, const Limits& limits);

} // namespace precept
