// What a checked program is made of: modules, sources, terms, facts, events, definitions, rules and
// their advice, properties. Names are resolved; expressions are nodes of the program.
#pragma once

#include "lang/node.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace precept {

struct CodeBinding {
    std::string system; ///< `loinc`
    std::string code;
};

struct Module {
    std::string name;
    std::string label; ///< never empty: the name in words where none is given
    ast::ModuleKind kind = ast::ModuleKind::Guideline;
    std::string version; ///< may be empty
    std::optional<ast::ModuleStatus> status;
    std::optional<Date> reviewed;
    std::optional<CalendarSpan> review_every;
    NodeId applies; ///< invalid: to everyone
    FileId file = 0;
    Span span;
};

/// A publication or document that rules cite.
struct Source {
    std::string name;
    std::string title;
    std::string doi, pmid, url; ///< empty where not given
    std::optional<Date> published, accessed;
    Span span;
};

struct Citation {
    SourceId source;
    std::string section; ///< may be empty
    Span span;
};

struct Term {
    std::string name; ///< as shown: qualified by its module where two modules share the word
    std::string label;
    ModuleId module;
    std::vector<TermId> parents;
    std::vector<TermId> children;
    std::vector<CodeBinding> codes;
    Span span;
};

struct DomainValue {
    std::string name;
    std::string label;
    std::vector<CodeBinding> codes;
    Span span;
};

/// The values of a `one of` or `set of`, or those that the cases of a definition name. At most 63.
struct Domain {
    std::vector<DomainValue> values;
};

/// What a fact or a field may hold.
struct Holds {
    Type type;
    std::optional<std::pair<double, double>> range; ///< both ends in, in the type's unit
};

struct Fact {
    std::string name;
    std::string label;
    ModuleId module;
    Holds holds;
    std::optional<Value> assume;
    std::optional<CalendarSpan> valid_for;
    bool fixed = false;
    std::string ask; ///< may be empty
    std::vector<CodeBinding> codes;
    Span span;
    Span assume_span;
};

struct Field {
    std::string name;
    std::string label;
    Holds holds;
    std::vector<CodeBinding> codes;
    Span span;
};

struct Event {
    std::string name;
    std::string label;
    ModuleId module;
    std::vector<Field> fields;
    std::vector<CodeBinding> codes;
    Span span;
};

struct Definition {
    std::string name;
    std::string label;
    ModuleId module;
    Type type;
    NodeId body;
    std::vector<Citation> citations;
    std::vector<CodeBinding> codes;
    Span span;
};

/// One action of a rule.
struct Advice {
    RuleId rule;
    ast::Verb verb = ast::Verb::Recommend;
    std::vector<TermId> terms; ///< a regimen, in the order written
    std::optional<ast::Strength> strength;
    std::optional<ast::Evidence> evidence;
    std::string because, how; ///< may be empty
    std::vector<Citation> citations;
    Span span;
};

struct Unless {
    NodeId condition;
    std::string because; ///< may be empty
};

struct Rule {
    std::string name;
    std::string label;
    ModuleId module;
    NodeId when;
    std::vector<Unless> unless;
    std::vector<RuleId> overrides;
    std::vector<RuleId> overridden_by;
    std::vector<AdviceId> advice;
    Span span;
};

/// What must hold for every patient: `whenever` (when valid) implies `claim`; `never C` is a claim
/// of not C.
struct Ensure {
    std::string name;
    std::string label;
    ModuleId module;
    NodeId whenever;
    NodeId claim;
    Span span;
};

} // namespace precept
