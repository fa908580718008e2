// The answer for one patient, as data: what became of every guideline, rule, advice and property.
// Read off an `Evaluation`; the texts for people and tools are made by render_answer.hpp.
#pragma once

#include "interpreter/reading.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace precept {

enum class Status : std::uint8_t { Fired, NotFired, Undecided, NotApplicable };

/// What became of advice whose rule fired.
enum class AdviceState : std::uint8_t {
    Active,
    Blocked,     ///< by a contraindication
    Overridden,  ///< by another rule
    Provisional, ///< not yet: an undecided rule could still block or override it
};

enum class EnsureState : std::uint8_t { Held, Violated, Undecided };

struct GuidelineAnswer {
    ModuleId module;
    Truth applies = Truth::Unknown;
    std::vector<Operand> missing; ///< when `applies` is unknown
};

struct RuleAnswer {
    RuleId rule;
    Status status = Status::Undecided;
    std::vector<Operand> missing; ///< of Undecided
    /// Of NotFired and NotApplicable: the conditions that decided it, as far down as one suffices.
    std::vector<NodeId> deciding;
};

/// A rule that blocks or overrides advice, or that could.
struct Opposition {
    RuleId rule;
    bool overrides = false; ///< else it contraindicates
    Truth holds = Truth::Unknown;
};

struct AdviceAnswer {
    AdviceId advice;
    AdviceState state = AdviceState::Active;
    std::vector<Opposition> by;       ///< of Blocked, Overridden, Provisional
    std::vector<Operand> waiting_for; ///< of Provisional
};

struct EnsureAnswer {
    std::size_t ensure = 0; ///< index in `Program::ensures`
    EnsureState state = EnsureState::Undecided;
    bool arises = true;           ///< false: held because its `whenever` is no
    std::vector<Operand> missing; ///< of Undecided
};

struct Answer {
    std::vector<GuidelineAnswer> guidelines; ///< modules that have rules or say when they apply
    std::vector<RuleAnswer> rules;           ///< by RuleId
    std::vector<AdviceAnswer> advice;        ///< of the rules that fired
    std::vector<EnsureAnswer> ensures;       ///< by their place in the program

    [[nodiscard]] bool violated() const; ///< whether any property is
};

/// "fired", "did not fire", "undecided", "not applicable".
[[nodiscard]] std::string_view in_words(Status status);
/// "active", "blocked", "overridden", "provisional".
[[nodiscard]] std::string_view in_words(AdviceState state);
/// What a term is that such advice concerns: "recommended", "an option", "to be avoided",
/// "contraindicated".
[[nodiscard]] std::string_view in_words(ast::Verb verb);

/// What the rules say about this patient.
[[nodiscard]] Answer answer(const PatientView& view);

/// The conditions that made `condition` what it is, `truth`, as far down as one suffices.
[[nodiscard]] std::vector<NodeId>
deciding_conditions(const PatientView& view, NodeId condition, Truth truth);

/// The status of one rule.
[[nodiscard]] Status status(const PatientView& view, RuleId rule);

/// What stands against advice, now or still possibly.
[[nodiscard]] std::vector<Opposition> opposition(const PatientView& view, AdviceId advice);

/// The state of advice whose rule fired.
[[nodiscard]] AdviceState state(const PatientView& view, AdviceId advice);

/// The state of the property `Program::ensures[ensure]`.
[[nodiscard]] EnsureState state_of_ensure(const PatientView& view, std::size_t ensure);

} // namespace precept
