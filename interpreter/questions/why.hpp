// Why something came out as it did, or why it did not: of a rule, of a term (a drug, a class, a
// test), of a definition. A view of one patient's evaluation; nothing is evaluated here.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/reading.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace precept {

/// Something in a program that has an outcome.
using Thing = std::variant<RuleId, TermId, DefinitionId>;

/// The rule, term or definition called `name` (bare or with its module); nothing where there is
/// none, or several.
[[nodiscard]] std::optional<Thing> find_thing(const Program& program, const std::string& name);

/// What to say where `find_thing` found nothing: with the nearest name, or those that share it.
[[nodiscard]] std::string no_such_thing(const Program& program, const std::string& name);

/// `thp`, `her2_status`, `elacestrant`.
[[nodiscard]] std::string name_of(const Program& program, const Thing& thing);

/// A rule that has to do with the thing, and what became of it.
struct RuleReason {
    RuleId rule;
    std::optional<AdviceId> advice; ///< that concerns the term
    Status status = Status::Undecided;
    std::optional<AdviceState> state; ///< of the advice, where the rule fired
    std::vector<NodeId> deciding;     ///< of NotFired and NotApplicable
    std::vector<Operand> missing;     ///< of Undecided, and of provisional advice
    std::vector<Opposition> by;       ///< what blocks, overrides, or could
};

struct Why {
    Thing thing;
    Truth holds = Truth::Unknown; ///< fired, recommended or an option, or a definition's yes/no
    std::vector<RuleReason>
        rules; ///< of a term: for its advice, recommendations first; of a rule: it
    std::vector<Operand> missing; ///< of a definition without a value
};

[[nodiscard]] Why why(const PatientView& view, const Thing& thing);

/// The answer to "why" (what made it so) or, with `negated`, to "why not" (what stood against it):
/// the conditions that decided it, their values and where those came from, what is merely unknown.
/// Where the question assumes what is not so, that is said first.
[[nodiscard]] std::string render_text(
    const PatientView& view,
    const Why& why,
    bool negated,
    const Sources& sources,
    const Style& style
);

} // namespace precept
