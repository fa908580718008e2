// The syntax tree's conditions, one struct for each form of the language.
#pragma once

#include "lang/ast_values.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace precept::ast {

enum class Connective : std::uint8_t { And, Or };

/// `a and b and c`. Mixed connectives are parsed, and reported by the checker.
struct Chain {
    std::vector<ExprPtr> operands;                        ///< at least two
    std::vector<std::pair<Connective, Span>> connectives; ///< one fewer
};

struct Not {
    ExprPtr operand;
};

/// A condition in parentheses: kept, as it decides whether `and` beside `or` is mixed.
struct Parenthesised {
    ExprPtr inner;
};

enum class Quantity : std::uint8_t { All, Any, None, AtLeast, Exactly, AtMost };

/// `all of`, `at least 2 of` and their bullets.
struct BulletList {
    Quantity quantity;
    std::uint32_t count = 0; ///< of `at least`, `exactly`, `at most`
    Span head;               ///< `at least 2 of`
    std::vector<ExprPtr> items;
};

enum class CompareOp : std::uint8_t { Less, LessEqual, Greater, GreaterEqual };

struct Compare {
    CompareOp op;
    ExprPtr left;
    ExprPtr right;
    Span op_span;
};

/// `x is V`, `x is not V`, `x is one of A, B`, `x is not one of A, B`.
struct IsValue {
    ExprPtr subject;
    bool negated = false;
    bool one_of = false;
    std::vector<ExprPtr> values;
};

/// `x is in CLASS`, `x is not in CLASS`.
struct IsIn {
    ExprPtr subject;
    bool negated = false;
    Path term;
};

/// `x is known`, `x is unknown`, `x is not known`.
struct IsKnown {
    ExprPtr subject;
    bool known = true;
};

/// `x is between A and B`, both ends included.
struct IsBetween {
    ExprPtr subject;
    bool negated = false;
    ExprPtr low;
    ExprPtr high;
};

enum class TimeRelation : std::uint8_t { Within, MoreThan, LessThan };

/// `d is within 6 months before e`, `d is more than 12 months after e`; without an amount `d is
/// before e`.
struct IsRelativeTo {
    ExprPtr subject;
    bool negated = false;
    TimeRelation relation = TimeRelation::Within;
    std::optional<NumberLiteral> amount; ///< none: plain `before`, `after`
    Span amount_span;
    bool before = true;
    ExprPtr anchor;
};

enum class IncludesMode : std::uint8_t { One, Any, All };

/// `x includes V`, `x does not include V`, `x includes any of A, B`.
struct Includes {
    ExprPtr subject;
    bool negated = false;
    IncludesMode mode = IncludesMode::One;
    std::vector<ExprPtr> values;
};

enum class EventQuantity : std::uint8_t { Any, None, Every, AtLeast, Exactly, AtMost };

/// `any therapy where c`, `at least 2 therapy where c`.
struct Quantified {
    EventQuantity quantity;
    std::uint32_t count = 0;
    Path event;
    ExprPtr where; ///< null only for `any`, `no` and the counted ones: every event counts
};

enum class RuleStatus : std::uint8_t { Fires, DoesNotFire, Undecided, NotApplicable };

/// `thp fires`; in tests also `thp does not fire`, `thp is undecided for want of lvef`, `thp is not
/// applicable`.
struct IsStatus {
    Path rule;
    RuleStatus status = RuleStatus::Fires;
    std::vector<Path> for_want_of;
};

enum class Outcome : std::uint8_t {
    Recommended,
    Considered,
    Avoided,
    Contraindicated,
    Blocked, ///< this and the next two in tests only
    Overridden,
    Provisional,
};

/// `trastuzumab is recommended`, `lapatinib is not recommended`.
struct IsOutcome {
    Path term;
    bool negated = false;
    Outcome outcome = Outcome::Recommended;
};

/// `some advice is given`
struct SomeAdvice {};

/// `exactly one of r1, r2 fires`
struct RulesFire {
    Quantity quantity; ///< Any, None, AtLeast, Exactly or AtMost
    std::uint32_t count = 0;
    std::vector<Path> rules;
};

} // namespace precept::ast
