// What a syntax tree's declarations say: terms, facts, events, sources, code systems.
#pragma once

#include "lang/ast_expressions.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace precept::ast {

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

/// A source and, where given, the part of it: `article "First Line Treatment …"`.
struct Citation {
    Path source;
    std::optional<Text> section;
    Span span;
};

} // namespace precept::ast
