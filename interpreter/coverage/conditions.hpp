// What of a program tests are asked to have seen: its single conditions, and what they decide
// together. A condition is what a reader would tick off by itself: a bullet, a comparison, a cell
// of a table, a yes/no fact or definition; `not`, `and`, lists and lists of events join conditions.
// What stands inside `where` is a condition of its own, with a value for each event.
//
// Conditions decide together whether a rule fires (its `when` and each `unless`), whether a
// guideline applies, what a definition's value is (all its cases together), whether a summand
// counts, whether an event counts, and whether the premise (`whenever`) of a property holds.
#pragma once

#include "interpreter/evaluation.hpp"
#include "lang/program.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace precept::coverage {

/// The item of a rule file that a condition stands in.
struct Owner {
    enum class Kind : std::uint8_t { Guideline, Definition, Rule, Ensure };

    Kind kind = Kind::Rule;
    std::uint32_t index = 0; ///< of the module, definition, rule or property
};

struct Decision {
    enum class Kind : std::uint8_t {
        Condition, ///< one part: yes, no or unknown
        Rule,      ///< the guideline's `applies when` (or nothing), `when`, then each `unless`
        Cases,     ///< each case; an invalid part is `otherwise`
    };

    Kind kind = Kind::Condition;
    Owner owner;
    ScopeId scope{0};
    NodeId node; ///< of Cases: the definition's body
    std::vector<NodeId> parts;
};

struct Condition {
    NodeId node;
    std::uint32_t decision = 0; ///< the one that it is part of
};

/// All conditions of a program, in the order of the declarations.
struct Conditions {
    std::vector<Decision> decisions;
    std::vector<Condition> conditions;

    [[nodiscard]] const Decision& decision_of(const Condition& condition) const {
        return decisions[condition.decision];
    }

    [[nodiscard]] ScopeId scope_of(const Condition& condition) const {
        return decision_of(condition).scope;
    }
};

/// The tests' own expectations are no conditions.
[[nodiscard]] Conditions find_conditions(const Program& program);

/// Whether the node joins conditions, rather than being one.
[[nodiscard]] bool joins(const Node& node);

/// What a condition is.
using TruthOf = std::function<Truth(NodeId)>;

/// What a junction comes to.
[[nodiscard]] Truth joined(const node::Junction& junction, const TruthOf& truth_of);

/// What a decision comes to at a place, or would come to were one of its conditions otherwise: of
/// Cases, for each different value whether it can still be, then whether there may be none; else
/// one truth.
class Outcomes {
public:
    Outcomes(const Program& program, const Decision& decision);

    [[nodiscard]] std::vector<Truth> as_is(const Evaluation& evaluation, Place place) const;
    [[nodiscard]] std::vector<Truth>
    were(const Evaluation& evaluation, Place place, NodeId condition, Truth otherwise) const;
    /// Were its conditions like this.
    [[nodiscard]] std::vector<Truth> of(const TruthOf& truth_of) const;

private:
    [[nodiscard]] Truth truth(const TruthOf& truth_of, NodeId node) const;
    [[nodiscard]] std::vector<Truth> cases(const TruthOf& truth_of) const;

    const Program& program_;
    const Decision& decision_;
    std::vector<std::size_t> value_of_; ///< of Cases: by case, which of the different values
    std::size_t values_ = 0;
};

/// Whether `condition` alone decides at `place`: it is yes or no there, and were it the other one,
/// with all other conditions as they are, the decision would come to something else.
///
/// This is masking MC/DC (J. J. Chilenski, An Investigation of Three Forms of the Modified
/// Condition Decision Coverage (MCDC) Criterion, DOT/FAA/AR-01/18, 2001; K. J. Hayhurst et al.,
/// NASA/TM-2001-210876) taken to three values: "something else" may be unknown. That asks to
/// see a condition decide as yes and as no, as either alone does not tell `or` from `and`: where
/// both conditions are always alike, neither is seen to be enough. Two tests that differ in nothing
/// else are not asked for: the same patient with that condition turned can be worked out, and often
/// is no possible patient (two values of one fact are never both so). A condition that is written
/// twice counts as two.
[[nodiscard]] bool decides_alone(
    const Outcomes& outcomes, const Evaluation& evaluation, Place place, NodeId condition
);

} // namespace precept::coverage
