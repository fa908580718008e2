// Why: the conditions of a rule or the body of a definition as a tree, each with its truth, the
// values that it looked at, and where those came from. A view of an `Evaluation`'s columns for one
// patient. A tree stops at definitions, which are operands: `trace_definition` gives their tree, so
// that each is unfolded once, however often and however deep it is used.
#pragma once

#include "interpreter/reading.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace precept {

/// A condition or value, with the parts that a reader wants to see by themselves.
struct Condition {
    enum class Shape : std::uint8_t {
        Leaf,     ///< one line of text with its operands; lists of events inside it are children
        Junction, ///< `all of`, `or` …: the children are what is joined
        Not,      ///< the one child is negated
        Events,   ///< over the events of one kind: a child for each event
        Cases,    ///< a child for each case: its condition, and in `value` what it gives
        Sum,      ///< a child for each summand, in the same way
    };

    NodeId node{}; ///< invalid for `otherwise`, a summand without a condition and an event without
                   ///< `where`
    Shape shape = Shape::Leaf;
    Truth truth = Truth::Yes;         ///< of a condition
    std::optional<Reading> reading{}; ///< of a value
    std::vector<Operand> operands{};  ///< each once, in the order of the text
    std::vector<Condition> children{};

    // as a child of Cases or Sum
    NodeId value_node{};
    std::optional<Reading> value{};
    std::vector<Condition> value_parts{}; ///< lists of events inside the value
    bool decides = false;     ///< the case that gave the value; the event that was picked
    std::size_t left_out = 0; ///< how many children `deciding_part` took away

    // as a child of Events
    std::uint32_t record = 0; ///< number in the patient's list, from 0
    std::optional<Span> record_span{};
};

struct RuleTrace {
    RuleId rule;
    std::optional<Condition> applies; ///< the guideline's `applies when`
    Condition when;
    std::vector<Condition> unless; ///< as `Rule::unless`
};

/// The tree of a rule's conditions; a condition that was decided without one of its parts shows
/// that part's value all the same.
[[nodiscard]] RuleTrace trace_rule(const PatientView& view, RuleId rule);

/// The tree of a definition's body.
[[nodiscard]] Condition trace_definition(const PatientView& view, DefinitionId definition);

/// The tree of any condition or value in the patient's scope.
[[nodiscard]] Condition trace_node(const PatientView& view, NodeId node);

/// The tree without what did not make it what it is: of a junction of which some parts suffice,
/// those; of cases, the one that gave the value or, where none did, those that still can; of
/// events, those that tip the balance.
[[nodiscard]] Condition deciding_part(const Program& program, Condition condition);

} // namespace precept
