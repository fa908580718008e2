// The checked program: every name resolved, every expression typed and in a small core language,
// units converted. This is all the interpreter sees of a guideline. It is an acyclic graph; `order`
// lists what has to be known before what. Nodes keep the span of the text they came from, for
// traces.
//
// A program that was checked with errors is good for editors only: its broken parts are `Invalid`
// nodes.
#pragma once

#include "lang/node.hpp"

#include <optional>
#include <span>
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

/// What a test gives for one fact or field; no value: expressly unknown.
struct GivenValue {
    std::optional<Value> value;
    std::optional<Date> measured;
    Span span;
};

struct GivenEvent {
    EventId event;
    std::vector<std::pair<std::uint32_t, GivenValue>> fields; ///< field index, value
    Span span;
};

/// A condition that must be yes.
struct ExpectCondition {
    NodeId condition;
};

struct ExpectStatus {
    RuleId rule;
    ast::RuleStatus status;
    std::vector<FactId> facts_wanted; ///< of `for want of`: each must be among what is missing
    std::vector<EventId> events_wanted;
};

/// Some advice that contains the term (or something below it) is in that state; or, negated, none
/// is.
struct ExpectAdviceState {
    TermId term;
    bool negated = false;
    ast::Outcome state; ///< Blocked, Overridden or Provisional
};

struct Expectation {
    std::variant<ExpectCondition, ExpectStatus, ExpectAdviceState> kind;
    Span span;
};

/// What a test gives, or somebody supposes, of a patient.
struct Givens {
    std::optional<Date> today;
    std::vector<std::pair<FactId, GivenValue>> facts;
    std::vector<GivenEvent> events;
    std::vector<EventId> events_given; ///< lists that are known, including those said to be empty
    std::vector<EventId> none;         ///< those said to be empty
};

struct Test {
    std::string label;
    ModuleId module;
    Givens given;
    std::vector<Expectation> expect;
    Span span;
};

/// Something with a value for every patient that other things depend on. `TermOutcome` is "some
/// active advice of this verb concerns this term"; `AnyAdvice` has no index.
struct Step {
    enum class Kind : std::uint8_t { Definition, Fired, Active, TermOutcome, AnyAdvice };

    Kind kind = Kind::Definition;
    std::uint32_t index = 0; ///< of the definition, rule, advice or term
    ast::Verb verb = ast::Verb::Recommend;

    friend bool operator==(const Step&, const Step&) = default;
};

struct Program {
    std::vector<Module> modules;
    std::vector<Source> sources;
    std::vector<Term> terms;
    std::vector<Domain> domains;
    std::vector<Fact> facts;
    std::vector<Event> events;
    std::vector<Definition> definitions;
    std::vector<Rule> rules;
    std::vector<Advice> advice;
    std::vector<Ensure> ensures;
    std::vector<Test> tests;
    std::vector<NodeId> questions; ///< asked beyond what the files say; see compilation.hpp
    std::vector<Scope> scopes;     ///< scopes[0] is the patient
    std::vector<Node> nodes;
    /// Every definition, rule and advice, and every outcome that something asks for, dependencies
    /// first.
    std::vector<Step> order;

    // clang-format off
    [[nodiscard]] const Module& operator[](ModuleId id) const { return modules[id.index]; }
    [[nodiscard]] const Source& operator[](SourceId id) const { return sources[id.index]; }
    [[nodiscard]] const Term& operator[](TermId id) const { return terms[id.index]; }
    [[nodiscard]] const Domain& operator[](DomainId id) const { return domains[id.index]; }
    [[nodiscard]] const Fact& operator[](FactId id) const { return facts[id.index]; }
    [[nodiscard]] const Event& operator[](EventId id) const { return events[id.index]; }
    [[nodiscard]] const Definition& operator[](DefinitionId id) const { return definitions[id.index]; }
    [[nodiscard]] const Rule& operator[](RuleId id) const { return rules[id.index]; }
    [[nodiscard]] const Advice& operator[](AdviceId id) const { return advice[id.index]; }
    [[nodiscard]] const Scope& operator[](ScopeId id) const { return scopes[id.index]; }
    [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id.index]; }

    // clang-format on
};

/// Whether `term` is `root` or below it.
[[nodiscard]] bool is_below(const Program& program, TermId term, TermId root);

/// `root` and every term below it, sorted, each once.
[[nodiscard]] std::vector<TermId> at_or_below(const Program& program, TermId root);

/// A value as a rule file would write it: `62 %`, `3+`, `positive`, `esr1, pik3ca`, `yes`,
/// `2026-11-23`.
[[nodiscard]] std::string to_string(const Program& program, const Type& type, const Value& value);

/// The same for a reader: labels in place of names where the values have them.
[[nodiscard]] std::string to_label(const Program& program, const Type& type, const Value& value);

/// A type in words for messages: "a number in %", "one of 0, 1+, 2+ or 3+", "yes or no".
[[nodiscard]] std::string to_string(const Program& program, const Type& type);

/// A number as people write it: shortest form that reads back as the same double, no exponent where
/// avoidable.
[[nodiscard]] std::string number_text(double number);

} // namespace precept
