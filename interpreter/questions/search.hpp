// Searches among hypothetical patients: the smallest changes that would turn an outcome (`flip`),
// and what holds whatever the unknown facts turn out to be (`robust`). Both try batches of patients
// with the ordinary evaluator, over the candidates of candidates.hpp, and say what they did not
// try.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/why.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace precept {

/// What is to come out otherwise.
struct Goal {
    /// The rule fires.
    struct Fires {
        RuleId rule;
    };

    /// Some active advice of that verb concerns the term.
    struct Advised {
        TermId term;
        ast::Verb verb = ast::Verb::Recommend;
    };

    /// A condition in the patient's scope that the plan knows.
    struct Holds {
        NodeId condition;
    };

    std::variant<Fires, Advised, Holds> what;
    bool wanted = true; ///< that it be so, or that it not be so; unknown is neither
};

/// The goal that a thing comes out (a rule fires, a term is recommended or, where nothing
/// recommends it, is an option; a yes/no definition holds) or, not `wanted`, does not.
[[nodiscard]] std::optional<Goal> goal_of(const Program& program, const Thing& thing, bool wanted);

/// What the goal's condition is for patient `row`, whatever is wanted.
[[nodiscard]] Truth truth_of(const Goal& goal, const Evaluation& evaluation, std::size_t row);

struct Limits {
    std::size_t changes = 3;                 ///< at most so many facts are changed at once
    std::size_t hypotheses = 200'000;        ///< at most so many patients are tried
    std::size_t answers = 10;                ///< at most so many answers are given
    const std::atomic<bool>* stop = nullptr; ///< set when somebody does not want to wait any longer

    [[nodiscard]] bool stopped() const { return stop != nullptr && stop->load(); }
};

/// How much was tried.
struct Searched {
    std::size_t tried = 0;             ///< patients
    std::vector<std::string> left_out; ///< what was not tried, in words; empty: nothing

    [[nodiscard]] bool complete() const { return left_out.empty(); }

    void leave_out(std::string what);
};

struct FlipOptions {
    Limits limits;
    bool change_fixed = false;    ///< also what is declared `fixed`
    std::vector<Subject> allowed; ///< only these may change; empty: all
};

struct Flip {
    Truth now = Truth::Unknown;      ///< what the goal's condition is for the patient as is
    std::vector<Hypothesis> answers; ///< of the same, smallest number of changes
    std::vector<Subject> kept;       ///< what matters, but is `fixed` and was left alone
    Searched searched;
};

/// The smallest sets of changes that make the goal come true. Facts are never made unknown, and
/// events on record stay. Nothing is sought where the goal is true already.
[[nodiscard]] Flip flip(const Situation& situation, const Goal& goal, const FlipOptions& options);

/// The plan in which `is known` is unknown, not no, where a value is: then all that is decided
/// while facts are unknown stays so whatever they turn out to be.
[[nodiscard]] Plan may_become_known(const Plan& plan);

/// Whether advice stands whatever the unknown facts turn out to be.
struct Robustness {
    enum class Kind : std::uint8_t {
        Holds,      ///< in every case
        HoldsSoFar, ///< in every case that was tried
        Depends,    ///< in some cases only
        NeverSoFar, ///< in no case that was tried
        Never,      ///< in no case
    };

    AdviceId advice;
    Truth now = Truth::Unknown; ///< whether it is active as things are known
    Kind kind = Kind::Holds;
    std::vector<Subject> on;  ///< of Depends: unknown facts that decide it, most decisive first
    Hypothesis with, without; ///< of Depends: an example of each
    Searched searched;
};

/// All advice that is active, or that unknown facts could make active.
[[nodiscard]] std::vector<Robustness> robust(const Situation& situation, const Limits& limits);

} // namespace precept
