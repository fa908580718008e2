// The syntax tree of one module: plain structs, as written, before any name is resolved. Built by
// the parser, immutable afterwards. What names mean and which types things have is in
// `program.hpp`.
#pragma once

#include "lang/span.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
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

// ---- conditions

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

// ---- declarations

/// `code loinc "10230-1"`
struct CodeBinding {
    Name system;
    Text code;
    Span span;
};

/// One of the values of a fact: `3+`, `positive code snomed "10828004"`, with an optional label.
struct ValueDecl {
    std::string text;
    Span span;
    std::optional<Text> label;
    std::vector<CodeBinding> codes;
};

struct YesNoType {};

struct DateType {};

struct NumberType {
    std::optional<Name> unit;
    /// `from LOW to HIGH`; literals, possibly negative, in the declared unit or one of their own.
    std::optional<std::pair<NumberLiteral, NumberLiteral>> range;
    Span range_span;
};

struct OneOfType {
    std::vector<ValueDecl> values;
};

struct SetOfType {
    std::vector<ValueDecl> values;
};

/// Any term at or below the named one.
struct TermType {
    Path root;
};

struct Type {
    std::variant<YesNoType, DateType, NumberType, OneOfType, SetOfType, TermType> kind;
    Span span;
};

/// `term trastuzumab "Trastuzumab" is anti_her2_antibody, biologic code rxnorm "224905"`
struct Term {
    Name name;
    std::optional<Text> label;
    std::vector<Path> parents;
    std::vector<CodeBinding> codes;
    Span span; ///< the whole item, as in every declaration below
};

struct Fact {
    Name name;
    std::optional<Text> label;
    Type type;
    ExprPtr assume; ///< a literal, or null
    std::optional<NumberLiteral> valid_for;
    Span valid_for_span;
    bool fixed = false;
    std::optional<Text> ask;
    std::vector<CodeBinding> codes;
    Span span;
};

struct Field {
    Name name;
    std::optional<Text> label;
    Type type;
    std::vector<CodeBinding> codes;
    Span span;
};

struct Event {
    Name name;
    std::optional<Text> label;
    std::vector<Field> fields;
    std::vector<CodeBinding> codes;
    Span span;
};

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

/// A source and, where given, the part of it: `article "First Line Treatment …"`.
struct Citation {
    Path source;
    std::optional<Text> section;
    Span span;
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

/// `source cleopatra "Swain et al." doi "10.1056/NEJMoa1413513"`
struct Source {
    Name name;
    Text title;
    std::optional<Text> doi;
    std::optional<Text> pmid;
    std::optional<Text> url;
    std::optional<Name> published; ///< a date as written
    std::optional<Name> accessed;
    Span span;
};

/// `system mesh "Medical Subject Headings" uri "http://…"`: a code system beside the built-in ones.
struct CodeSystem {
    Name name;
    std::optional<Text> label;
    std::optional<Text> uri;
    Span span;
};

/// `use breast_cancer/terms as shared`
struct Use {
    std::vector<Name> path;
    std::optional<Name> alias;
    Span span;
};

enum class ModuleKind : std::uint8_t { Guideline, Terms };
enum class ModuleStatus : std::uint8_t { Draft, Active, Retired };

struct Header {
    ModuleKind kind = ModuleKind::Guideline;
    Name name;
    std::optional<Text> label;
    std::optional<NumberLiteral> language;
    Span language_span;
    std::optional<Text> version;
    std::optional<ModuleStatus> status;
    std::optional<Name> reviewed; ///< a date as written
    std::optional<NumberLiteral> review_every;
    Span review_span;
    ExprPtr applies; ///< null: to everyone
    Span span;
};

using Item =
    std::variant<Use, Source, CodeSystem, Term, Fact, Event, Definition, Rule, Test, Ensure>;

/// One file.
struct Module {
    FileId file = 0;
    std::optional<Header> header; ///< none: missing or broken, and reported
    std::vector<Item> items;      ///< in the order of the text
    /// Where a declaration was skipped because of a syntax error, and the name it had if that could
    /// be read: the checker does not report uses of such names as unknown.
    std::vector<Name> broken;
};

} // namespace precept::ast
