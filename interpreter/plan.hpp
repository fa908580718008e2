// Program → operations: a flat list, each after what it needs, and each made once, however many
// rules and modules ask for it. The forms of the language come down to few operations: a negation
// is a mark on a reference, `or`, `none of`, `every`, `at most` are negated `and` and `at least`,
// `a >= b` is not `a < b`. What does not depend on an event of an enclosing `where` is worked out
// once for its patient and then spread. Takes a program without errors.
#pragma once

#include "interpreter/column.hpp"
#include "lang/program.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace precept {

enum class Op : std::uint8_t {
    // without a column of their own
    Constant, ///< a value of any type but Truth
    Today,
    Fact,
    // columns
    Truth,       ///< `bits`: 0 no, 1 unknown
    Field,       ///< field `index` of the event of the scope; `flag`: as it lies in the batch
    PickedField, ///< field `index` of event kind `kind`; operand: Event
    Spread,      ///< a column of the parent scope, repeated for each event
    And,
    AtLeast,     ///< `bits` of the operands
    EventsThat,  ///< at least `bits` events of scope `over`; operand: their condition, if any
    CountEvents, ///< likewise
    Pick,        ///< operands: the date by which, the condition if any; `flag`: the latest
    Less,     ///< `flag`: of a fact and a number, for whole numbers the same as with `days` instead
    Equal,    ///< likewise
    OneOf,    ///< of `bits`; `flag`: the subject is a fact or field, with one value or all possible
    TermIs,   ///< `index` in Plan::term_sets
    Includes, ///< `flag`: all of `bits`
    Known,    ///< `flag`: not a no where it is unknown, but unknown, as it may become known
    Cases,    ///< operands: value and condition of each case, or no condition
    Settled,  ///< bounds that meet as a number, others as unknown
    Sum,      ///< operands as Cases
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Negative,
    Sqrt,
    Ln,
    Exp,
    Abs,
    Round,
    Floor,
    Ceiling,
    Min,
    Max,
    Convert, ///< `index` in Plan::conversions
    Shift,   ///< by `days` of `unit`
    Elapsed, ///< in `unit`
};

/// An operation, or for truth its negation.
struct Ref {
    std::uint32_t code = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] constexpr bool valid() const { return code != Ref{}.code; }

    [[nodiscard]] constexpr std::uint32_t index() const { return code >> 1U; }

    [[nodiscard]] constexpr bool negated() const { return (code & 1U) != 0; }

    constexpr Ref operator!() const { return {code ^ 1U}; }

    friend constexpr bool operator==(Ref, Ref) = default;
};

struct Operation {
    Op op = Op::Truth;
    Shape shape{};
    bool flag = false;
    CalendarUnit unit = CalendarUnit::Days;
    ScopeId scope{0}; ///< it has a value for each row of this scope
    ScopeId over{};   ///< whose events are counted or picked from
    EventId kind{};
    std::uint32_t index = 0;
    std::int32_t days = 0;  ///< also a constant date, or a whole threshold
    std::uint64_t bits = 0; ///< also a constant coded value (one bit) or set
    double number = 0;      ///< a constant
    std::uint32_t first_operand = 0;
    std::uint32_t operands = 0;

    /// Whether it needs memory for a column; others are constants or lie in the batch.
    [[nodiscard]] constexpr bool stored() const {
        return op > Op::Fact && !(op == Op::Field && flag);
    }
};

/// Which columns an evaluation keeps: all, so that everything can be explained, or only the outcome
/// of rules, advice, terms and properties, in memory that is used again and again.
enum class Retain : std::uint8_t { Everything, Results };

struct PlanOptions {
    bool tests = false; ///< plan the conditions that tests expect, too
};

/// The outcomes of one verb, by TermId.
using Outcomes = std::vector<Ref>;

struct Plan {
    /// A place in memory for columns that are not needed at the same time.
    struct Slot {
        Shape shape;
        ScopeId scope;
    };

    std::vector<Operation> operations;
    std::vector<Ref> operands;                         ///< of all operations
    std::vector<std::vector<std::uint64_t>> term_sets; ///< bit-sets over TermId
    std::vector<Conversion> conversions;

    std::vector<Ref> nodes;           ///< by NodeId; invalid for what was not planned
    std::vector<Ref> applies;         ///< by ModuleId
    std::vector<Ref> fired;           ///< by RuleId
    std::vector<Ref> overridden;      ///< by RuleId
    std::vector<Ref> active;          ///< by AdviceId
    std::vector<Ref> blocked;         ///< by AdviceId
    std::array<Outcomes, 4> outcomes; ///< by verb

    /// With Retain::Results: whether an operation is one, and its slot, or `no_slot` where it has
    /// none.
    std::vector<bool> kept;
    std::vector<std::uint32_t> slot_of;
    std::vector<Slot> slots;
    static constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::span<const Ref> operands_of(const Operation& operation) const {
        return {operands.data() + operation.first_operand, operation.operands};
    }

    [[nodiscard]] const Operation& operator[](Ref ref) const { return operations[ref.index()]; }
};

/// The operations for everything in `program`, in time linear in its size.
[[nodiscard]] Plan plan(const Program& program, const PlanOptions& options = {});

} // namespace precept
