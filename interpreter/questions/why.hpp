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

/// The rule, term or definition called `name` (bare or with its module), else the one that has it
/// as its label, however capitals are set; nothing where there is none, or several.
[[nodiscard]] std::optional<Thing> find_thing(const Program& program, const std::string& name);

/// What to say where `find_thing` found nothing: with the nearest name, or those that share it.
[[nodiscard]] std::string no_such_thing(const Program& program, const std::string& name);

/// `thp`, `her2_status`, `elacestrant`.
[[nodiscard]] std::string name_of(const Program& program, const Thing& thing);

/// How advice concerns a term.
enum class Nearness : std::uint8_t {
    Names,    ///< it names the term
    Narrower, ///< it names something that belongs to the term: counts as the term itself
    Wider,    ///< it names a class to which the term belongs
};

/// A rule that has to do with the thing, and what became of it.
struct RuleReason {
    RuleId rule;
    AdviceId advice;
    Nearness nearness = Nearness::Names;
    TermId through; ///< of a term: what the advice names
    Status status = Status::Undecided;
    std::optional<AdviceState> state; ///< of the advice, where the rule fired
    /// Of NotFired and NotApplicable: the conditions that decided it, as far down as one suffices.
    std::vector<NodeId> deciding;
    std::vector<NodeId> besides;  ///< of NotApplicable: those of the rule's own that fail as well
    std::vector<NodeId> open;     ///< conditions of what did not fire that are merely unknown
    std::vector<Operand> missing; ///< what would decide it: of Undecided and of provisional advice
    std::vector<Opposition> by;   ///< what blocks, overrides, or could
};

struct Why {
    Thing thing;
    Truth holds = Truth::Unknown; ///< fired, recommended or an option, or a definition's yes/no
    /// Of a rule, a reason for each of its advice. Of a term, one for all advice that names it, a
    /// part of it or a class it belongs to: by verb, and what came furthest first. Of a definition,
    /// none.
    std::vector<RuleReason> rules;
    std::vector<Operand> missing; ///< of a definition without a value
};

[[nodiscard]] Why why(const PatientView& view, const Thing& thing);

/// Whether the question "why" or, with `negated`, "why not" assumes what is so.
[[nodiscard]] bool fits(const PatientView& view, const Why& why, bool negated);

/// The facts, events and fields that made `condition` what it is, through definitions and the
/// outcome of rules, each once.
[[nodiscard]] std::vector<Operand> grounds(const PatientView& view, NodeId condition);

/// The answer to "why" (what made it so) or, with `negated`, to "why not" (what stood against it):
/// the conditions that decided it, their values and where those came from, what is merely unknown.
/// Where the question assumes what is not so, that is said first, and the other one answered.
[[nodiscard]] std::string render_text(
    const PatientView& view,
    const Why& why,
    bool negated,
    const Sources& sources,
    const Style& style
);

} // namespace precept
