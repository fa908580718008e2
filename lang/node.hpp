// Expressions of the checked program: a small typed core that all forms of the language come down
// to
// (`is between` is two comparisons, a table is cases, `is not` is a negation). The exact meaning of
// each node, unknown values included, is in lang/README.md, section "Meaning".
//
// A node lies in the patient's scope or, inside a `where`, in the scope of an event: it then has a
// value for each event of each patient.
#pragma once

#include "lang/ast.hpp"
#include "lang/units.hpp"
#include "lang/value.hpp"

#include <variant>
#include <vector>

namespace precept {

enum class TypeKind : std::uint8_t { Invalid, Truth, Number, Date, Coded, Set, Term, Event };

struct Type {
    TypeKind kind = TypeKind::Invalid;
    Unit unit{};       ///< of a Number
    DomainId domain{}; ///< of a Coded or Set
    TermId root{}; ///< of a Term: any term at or below it; invalid where cases name unrelated terms
    EventId event{}; ///< of an Event: one event of this kind, or none
};

/// `where` over the events of one kind, of each row of the parent scope. One scope serves every
/// `where` over the same event in the same parent.
struct Scope {
    EventId event;  ///< invalid for the patient's scope
    ScopeId parent; ///< invalid for the patient's scope
};

namespace node {

/// Stands for an expression with a reported fault.
struct Invalid {};

struct Constant {
    Value value;
};

struct Today {};

struct FactRef {
    FactId fact;
};

/// A field of the event of `scope`.
struct FieldRef {
    ScopeId scope;
    std::uint32_t field;
};

struct DefinitionRef {
    DefinitionId definition;
};

/// A field of the event that `event` (a DefinitionRef or a Pick, of type Event) gives.
struct PickedField {
    NodeId event;
    std::uint32_t field;
};

// values

struct Arithmetic {
    ast::ArithmeticOp op;
    NodeId left;
    NodeId right;
};

struct Negative {
    NodeId operand;
};

/// `Round` has the digits as its second argument.
struct Function {
    ast::FunctionName name;
    std::vector<NodeId> arguments;
};

struct Convert {
    NodeId operand;
    Conversion conversion;
};

/// A date moved by a calendar span, which may be negative.
struct Shift {
    NodeId date;
    CalendarSpan span;
};

struct Elapsed {
    CalendarUnit unit;
    NodeId from;
    NodeId to;
};

struct Summand {
    NodeId value;
    NodeId when; ///< invalid: always
};

/// Has bounds, as CountOf: see "Meaning".
struct Sum {
    std::vector<Summand> summands;
};

struct CountOf {
    ScopeId scope;
    NodeId where; ///< invalid: every event counts
};

struct Pick {
    ScopeId scope;
    bool latest = true;
    std::uint32_t by = 0; ///< a Date field
    NodeId where;         ///< invalid: among all
};

struct Case {
    NodeId value;
    NodeId when; ///< invalid: otherwise
};

struct Cases {
    std::vector<Case> cases;
};

// conditions

struct Not {
    NodeId operand;
};

/// `and`, `or` and the bullet lists. `count` is of AtLeast, Exactly and AtMost.
struct Junction {
    ast::Quantity quantity;
    std::uint32_t count = 0;
    std::vector<NodeId> operands;
};

enum class CompareOp : std::uint8_t { Less, LessEqual, Greater, GreaterEqual, Equal };

/// Two numbers in one unit, or two dates.
struct Compare {
    CompareOp op;
    NodeId left;
    NodeId right;
};

/// A coded value is one of those in `values` (bit i is value i).
struct OneOf {
    NodeId subject;
    std::uint64_t values;
};

/// A term is one of `terms` or, with `below`, at or below one of them.
struct TermIs {
    NodeId subject;
    std::vector<TermId> terms;
    bool below = false;
};

/// A set holds any (or all) of `values`.
struct Includes {
    NodeId subject;
    std::uint64_t values;
    bool all = false;
};

/// Always yes or no.
struct Known {
    NodeId subject;
};

/// `every` is over `where`; the others count the events for which `where` holds.
struct Quantified {
    ast::EventQuantity quantity;
    std::uint32_t count = 0;
    ScopeId scope;
    NodeId where; ///< invalid: every event
};

struct RuleFires {
    RuleId rule;
};

/// Some active advice of `verb` concerns `term`: for Recommend and Consider, contains it or
/// something below it; for Avoid and Contraindicate, names it or a class above it.
struct TermOutcome {
    TermId term;
    ast::Verb verb;
};

/// Some recommendation or option is active.
struct AnyAdvice {};

} // namespace node

struct Node {
    using Kind = std::variant<
        node::Invalid,
        node::Constant,
        node::Today,
        node::FactRef,
        node::FieldRef,
        node::DefinitionRef,
        node::PickedField,
        node::Arithmetic,
        node::Negative,
        node::Function,
        node::Convert,
        node::Shift,
        node::Elapsed,
        node::Sum,
        node::CountOf,
        node::Pick,
        node::Cases,
        node::Not,
        node::Junction,
        node::Compare,
        node::OneOf,
        node::TermIs,
        node::Includes,
        node::Known,
        node::Quantified,
        node::RuleFires,
        node::TermOutcome,
        node::AnyAdvice>;

    Kind kind;
    Type type;
    Span span;
    /// Whether a trace shows it as one line (`lvef is between 40 and 50 %`) though it has
    /// conditions inside.
    bool atom = false;
};

/// Calls `visit` with each direct operand of `kind`, in the order of the text; conditions inside
/// `where` included.
template <typename Visit>
void for_each_operand(const Node::Kind& kind, Visit&& visit);

} // namespace precept

#include "lang/node_operands.hpp"
