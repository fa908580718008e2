// The syntax tree's names, texts and values: what stands for a number, a date, a coded value or an
// event.
#pragma once

#include "lang/span.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace precept::ast {

/// A bare word and where it stands.
struct Name {
    std::string text;
    Span span;
};

/// `trastuzumab`, `terms.trastuzumab`, `last_anti_her2.stopped`: what the dots mean is for the
/// checker.
struct Path {
    std::vector<Name> parts;
    Span span;
};

/// A quoted text with its escapes resolved; the span includes the quotes.
struct Text {
    std::string text;
    Span span;
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

// ---- values and arithmetic

/// `5`, `62 %`, `5 mg/dL`. `spelling` is the number alone, as `0` may also name a value.
struct NumberLiteral {
    double value = 0;
    std::string spelling;
    std::optional<Name> unit;
};

/// `2026-11-23`, not yet checked to exist.
struct DateLiteral {
    std::string spelling;
};

/// A value that cannot be anything else: `3+`, or a quoted `"not done"`.
struct ValueLiteral {
    std::string text;
    bool quoted = false;
};

/// `yes`, `no`
struct TruthLiteral {
    bool value = false;
};

/// `today`
struct Today {};

/// A name: a fact, a field, a definition, a term, or the name of a value, as the place decides.
struct Reference {
    Path path;
};

enum class ArithmeticOp : std::uint8_t { Add, Subtract, Multiply, Divide, Power };

struct Arithmetic {
    ArithmeticOp op;
    ExprPtr left;
    ExprPtr right;
    Span op_span;
};

struct Negative {
    ExprPtr operand;
};

enum class FunctionName : std::uint8_t { Min, Max, Sqrt, Ln, Exp, Abs, Round, Floor, Ceiling };

/// `min of a, b`, `sqrt x`, `round x to 2` (the digits are the second argument).
struct Function {
    FunctionName name;
    std::vector<ExprPtr> arguments;
};

/// `weight in kg`
struct InUnit {
    ExprPtr operand;
    Name unit;
};

/// One line of a `sum of`: `2 when age >= 75 years`, or a value that always counts.
struct Summand {
    ExprPtr value;
    ExprPtr when; ///< null: always
    Span span;
};

struct SumOf {
    std::vector<Summand> summands;
};

enum class ElapsedUnit : std::uint8_t { Years, Months, Weeks, Days };

/// `years between d and e`
struct Elapsed {
    ElapsedUnit unit;
    ExprPtr from;
    ExprPtr to;
};

/// `count of therapy where c`
struct CountOf {
    Path event;
    ExprPtr where; ///< null: every event counts
};

/// `latest therapy by started where c`
struct Pick {
    bool latest = true;
    Path event;
    Name by;
    ExprPtr where; ///< null: among all
};

} // namespace precept::ast
