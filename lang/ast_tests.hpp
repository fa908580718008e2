// The syntax tree's tests and properties.
#pragma once

#include "lang/ast_rules.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace precept::ast {

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

/// `patient "anna.json"`: all that a file says, before anything else that is given.
struct PatientGiven {
    Text file;
};

struct Given {
    std::variant<TodayGiven, TruthGiven, ValueGiven, EventGiven, PatientGiven> kind;
    Span span;
};

/// A column of a table of cases: what is given, or what is expected.
struct CaseColumn {
    Path name;
    bool today = false; ///< `today`, which is no name
    bool expects = false;
    Span span;
};

/// `any`, what is given, a condition (`is recommended`, with the column's name as its subject), or
/// values that are expected.
struct CaseCell {
    std::variant<AnyCell, Given, ExprPtr, Cell> kind;
    Span span;
};

struct CaseRow {
    std::vector<CaseCell> cells; ///< as many as there are columns; the parser reports others
    Span span;
};

struct CaseTable {
    std::vector<CaseColumn> columns;
    std::vector<CaseRow> rows;
    Span head;
};

struct Test {
    Text label;
    std::vector<Given> given;
    std::vector<ExprPtr> expect; ///< each is a condition of its own
    std::optional<CaseTable> cases;
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
