// The syntax tree's definitions and rules.
#pragma once

#include "lang/ast_declarations.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace precept::ast {

/// `positive when her2_ihc is 3+`; `equivocal otherwise`.
struct Case {
    ExprPtr value;
    ExprPtr when; ///< null: `otherwise`
    Span span;
};

struct AnyCell {};

/// `unknown` or `known`
struct KnownCell {
    bool known = false;
};

struct ValuesCell {
    std::vector<ExprPtr> values;
};

/// `>= 4 and < 6`
struct CompareCell {
    std::vector<std::pair<CompareOp, ExprPtr>> bounds;
};

/// `4 to 6`, both ends included.
struct RangeCell {
    ExprPtr low;
    ExprPtr high;
};

struct Cell {
    std::variant<AnyCell, KnownCell, ValuesCell, CompareCell, RangeCell> kind;
    Span span;
};

struct Row {
    std::vector<Cell> cells; ///< as many as the table has columns; the parser reports others
    ExprPtr result;
    Span span;
};

struct Table {
    std::vector<ExprPtr> columns; ///< references
    Name result;
    std::vector<Row> rows;
    Span head;
};

struct ConditionBody {
    ExprPtr condition;
};

struct ValueBody {
    ExprPtr value;
};

struct CasesBody {
    std::vector<Case> cases;
};

struct Definition {
    Name name;
    std::optional<Text> label;
    std::optional<Type> type;
    std::variant<ConditionBody, ValueBody, CasesBody, Table> body;
    std::vector<Citation> citations;
    std::vector<CodeBinding> codes;
    Span span;
};

enum class Verb : std::uint8_t { Recommend, Consider, Avoid, Contraindicate };
enum class Strength : std::uint8_t { Strong, Conditional };
enum class Evidence : std::uint8_t { High, Moderate, Low, VeryLow };

struct Action {
    Verb verb;
    std::vector<Path> terms; ///< `A + B`: one regimen
    std::optional<Strength> strength;
    std::optional<Evidence> evidence;
    std::optional<Text> because;
    std::optional<Text> how;
    std::vector<Citation> citations;
    Span span;
};

struct Unless {
    ExprPtr condition;
    std::optional<Text> because;
    Span span;
};

struct Rule {
    Name name;
    std::optional<Text> label;
    ExprPtr when; ///< null: missing, for the checker to report
    std::vector<Unless> unless;
    std::vector<Path> overrides;
    std::vector<Action> actions;
    Span span;
};

} // namespace precept::ast
