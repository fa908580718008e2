// The syntax tree's definitions, rules, tests and properties: all that is made of expressions.
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

struct TodayGiven {
    ExprPtr date; ///< a DateLiteral
};

/// `pregnant`, `not pregnant`
struct TruthGiven {
    Path fact;
    bool value = true;
};

/// `lvef is 62 % on 2026-10-02`, `mutations is esr1, pik3ca`, `mutations is none`, `lvef is
/// unknown`.
struct ValueGiven {
    Path fact;
    bool unknown = false;
    bool none = false;           ///< `is none`: the empty set
    std::vector<ExprPtr> values; ///< literals or value names
    ExprPtr measured;            ///< a DateLiteral, or null
};

struct FieldGiven {
    Name field;
    ExprPtr value; ///< a literal or a value name
    bool unknown = false;
};

/// `therapy with drug trastuzumab, setting adjuvant`; `no therapy`: the list is known to be empty.
struct EventGiven {
    Path event;
    bool none = false;
    std::vector<FieldGiven> fields;
};

struct Given {
    std::variant<TodayGiven, TruthGiven, ValueGiven, EventGiven> kind;
    Span span;
};

struct Test {
    Text label;
    std::vector<Given> given;
    std::vector<ExprPtr> expect; ///< each is a condition of its own
    Span span;
};

/// `whenever W  CLAIM`, `never CLAIM`
struct Ensure {
    Name name;
    std::optional<Text> label;
    ExprPtr whenever; ///< null: always
    bool never = false;
    ExprPtr claim;
    Span span;
};

} // namespace precept::ast
