// The checked program: every name resolved, every expression typed and in a small core language,
// units converted. This is all the interpreter sees of a guideline. It is an acyclic graph; `order`
// lists what has to be known before what. Nodes keep the span of the text they came from, for
// traces.
//
// A program that was checked with errors is good for editors only: its broken parts are `Invalid`
// nodes.
#pragma once

#include "lang/expectations.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace precept {

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

/// A value in the words of the rule files: `62 %`, `3+`, `positive`, `esr1, pik3ca`, `yes`,
/// `2026-11-23`.
[[nodiscard]] std::string to_string(const Program& program, const Type& type, const Value& value);

/// The same so that a rule file reads it back: in quotes where it is no word (`"not done"`), and a
/// number with all its digits.
[[nodiscard]] std::string to_source(const Program& program, const Type& type, const Value& value);

/// The same for a reader: labels in place of names where the values have them.
[[nodiscard]] std::string to_label(const Program& program, const Type& type, const Value& value);

/// A type in words for messages: "a number in %", "one of 0, 1+, 2+ or 3+", "yes or no".
[[nodiscard]] std::string to_string(const Program& program, const Type& type);

/// A number as people write it: shortest form that reads back as the same double, no exponent where
/// avoidable.
[[nodiscard]] std::string number_text(double number);

} // namespace precept
