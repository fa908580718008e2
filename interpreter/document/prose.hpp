// Conditions and values in words that a clinician reads: labels in place of names, lists in place
// of syntax. A condition reads the same whichever way it was written (`is between`, a table's cell,
// two comparisons); every name in it points at what it names.
#pragma once

#include "interpreter/document/phrase.hpp"
#include "lang/source.hpp"

#include <optional>
#include <vector>

namespace precept::document {

/// A definition by cases in the form of a table: what each column is, and for each row its cells
/// (empty: any value) and its value.
struct CaseTable {
    struct Row {
        std::vector<Phrase> cells;
        Phrase value;
    };

    std::vector<Phrase> columns;
    std::vector<Row> rows;
};

class Prose {
public:
    Prose(const Program& program, const Sources& sources) : program_(program), sources_(sources) {}

    /// A condition in one line: "Line of therapy is 1 and not: Pregnant".
    [[nodiscard]] Phrase condition(NodeId node) const;
    /// The same as a list of criteria, as deep as it is nested.
    [[nodiscard]] Block criteria(NodeId node) const;
    /// What a test expects; of the rule `about`, its name is left out.
    [[nodiscard]] Phrase expectation(const Expectation& it, RuleId about = {}) const;
    /// A value of any type in one line.
    [[nodiscard]] Phrase value(NodeId node) const;
    /// The body of a definition; of cases, one item for each.
    [[nodiscard]] Block body(NodeId node) const;
    /// The body of a definition that was written as a table.
    [[nodiscard]] std::optional<CaseTable> table(NodeId node) const;

    [[nodiscard]] Phrase constant(const Type& type, const Value& value) const;
    /// "A + B", each pointing at its term.
    [[nodiscard]] Phrase regimen(const std::vector<TermId>& terms) const;
    /// What a fact or field may hold: "number in %, 0 to 100", "one of 0, 1+, 2+ or 3+".
    [[nodiscard]] Phrase type(const Holds& holds) const;

    // Names that point at what they name.
    [[nodiscard]] Phrase fact(FactId id) const;
    [[nodiscard]] Phrase definition(DefinitionId id) const;
    [[nodiscard]] Phrase event(EventId id) const;
    [[nodiscard]] Phrase rule(RuleId id) const;
    [[nodiscard]] Phrase term(TermId id) const;

private:
    /// How much of a condition is said: all of it, or what a cell of a table says of its column.
    enum class Subject : std::uint8_t { Named, Column };

    [[nodiscard]] Phrase condition(NodeId node, bool negated, Subject subject) const;
    [[nodiscard]] Block criteria(NodeId node, bool negated) const;
    [[nodiscard]] Phrase yes_no(NodeId node, bool negated, Subject subject) const;
    [[nodiscard]] Phrase junction(const node::Junction& it, bool negated, Subject subject) const;
    /// Two comparisons that are one thing to a reader, if they are.
    [[nodiscard]] std::optional<Phrase>
    range(const node::Junction& it, bool negated, Subject subject) const;
    /// `x is one of 1, 2`
    [[nodiscard]] std::optional<Phrase>
    any_number(const node::Junction& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase compared(const node::Compare& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase one_of(const node::OneOf& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase term_is(const node::TermIs& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase includes(const node::Includes& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase known(const node::Known& it, bool negated, Subject subject) const;
    [[nodiscard]] Phrase status(const ExpectStatus& it, RuleId about) const;
    [[nodiscard]] Phrase quantified(const node::Quantified& it, bool negated) const;
    [[nodiscard]] Phrase outcome(const Node::Kind& kind, bool negated) const;
    /// "«therapy» where …"
    [[nodiscard]] Phrase events(ScopeId scope, NodeId where) const;
    /// The subject and a verb, or of a column nothing: "LVEF is ".
    [[nodiscard]] Phrase is(NodeId subject, bool negated, Subject how) const;
    [[nodiscard]] Phrase
    values(const Domain& domain, std::uint64_t bits, std::string_view last) const;

    /// In parentheses where what it stands in binds more tightly.
    [[nodiscard]] Phrase value(NodeId node, int binding) const;
    [[nodiscard]] Phrase named_value(const Node& node) const;
    [[nodiscard]] Phrase arithmetic(const node::Arithmetic& it, int binding) const;
    [[nodiscard]] Phrase function(const node::Function& it) const;
    [[nodiscard]] Phrase list_in_line(const Block& block) const;
    /// One case or summand: "2 if …".
    [[nodiscard]] Block weighed(NodeId value, NodeId when, std::string_view always) const;
    /// The unit of `weight in kg`, where `node` is such a value.
    [[nodiscard]] std::string unit_taken(const Node& node) const;

    [[nodiscard]] std::optional<NodeId> column_of(NodeId cell) const;

    const Program& program_;
    const Sources& sources_;
};

/// "strong", "very low", "draft"
[[nodiscard]] std::string_view in_words(ast::Strength strength);
[[nodiscard]] std::string_view in_words(ast::Evidence evidence);
[[nodiscard]] std::string_view in_words(ast::ModuleStatus status);
/// "Recommend", "Consider", "Avoid", "Contraindicated": what stands before advice.
[[nodiscard]] std::string_view heading_of(ast::Verb verb);

} // namespace precept::document
