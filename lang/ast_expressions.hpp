// An expression of the syntax tree: any of its values and conditions, with its place.
#pragma once

#include "lang/ast_conditions.hpp"

#include <variant>

namespace precept::ast {

/// An expression, which may be a condition or a value.
struct Expr {
    using Node = std::variant<
        NumberLiteral,
        DateLiteral,
        ValueLiteral,
        TruthLiteral,
        Today,
        Reference,
        Arithmetic,
        Negative,
        Function,
        InUnit,
        SumOf,
        Elapsed,
        CountOf,
        Pick,
        Chain,
        Not,
        Parenthesised,
        BulletList,
        Compare,
        IsValue,
        IsIn,
        IsKnown,
        IsBetween,
        IsRelativeTo,
        Includes,
        Quantified,
        IsStatus,
        IsOutcome,
        SomeAdvice,
        RulesFire>;

    Node node;
    Span span;
};

} // namespace precept::ast
