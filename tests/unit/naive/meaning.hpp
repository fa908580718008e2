// What each kind of node means: one function for each, beside the sentence of the language
// reference that it follows. Part of the naive evaluator.
#pragma once

#include "tests/unit/naive/naive_evaluator.hpp"

namespace precept::naive {

/// Gives the value of one node, of type `type`, at one place.
class Meaning {
public:
    Meaning(Evaluator& evaluator, const Type& type, const Within* where)
        : evaluator_(evaluator),
          type_(type),
          where_(where) {}

    Answer operator()(const node::Invalid& it) const;
    Answer operator()(const node::Constant& it) const;
    Answer operator()(const node::Today& it) const;
    Answer operator()(const node::FactRef& it) const;
    Answer operator()(const node::FieldRef& it) const;
    Answer operator()(const node::DefinitionRef& it) const;
    Answer operator()(const node::PickedField& it) const;

    Answer operator()(const node::Arithmetic& it) const;
    Answer operator()(const node::Negative& it) const;
    Answer operator()(const node::Function& it) const;
    Answer operator()(const node::Convert& it) const;
    Answer operator()(const node::Shift& it) const;
    Answer operator()(const node::Elapsed& it) const;
    Answer operator()(const node::Sum& it) const;
    Answer operator()(const node::CountOf& it) const;
    Answer operator()(const node::Pick& it) const;
    Answer operator()(const node::Cases& it) const;

    Answer operator()(const node::Not& it) const;
    Answer operator()(const node::Junction& it) const;
    Answer operator()(const node::Compare& it) const;
    Answer operator()(const node::OneOf& it) const;
    Answer operator()(const node::TermIs& it) const;
    Answer operator()(const node::Includes& it) const;
    Answer operator()(const node::Known& it) const;
    Answer operator()(const node::Quantified& it) const;
    Answer operator()(const node::RuleFires& it) const;
    Answer operator()(const node::TermOutcome& it) const;
    Answer operator()(const node::AnyAdvice& it) const;

private:
    /// How many of some conditions are yes, and how many may yet be.
    struct Tally {
        std::size_t yes = 0;
        std::size_t unknown = 0;
        bool open_ended = false; ///< the event list is unknown: any number more
    };

    [[nodiscard]] const Program& program() const { return evaluator_.program_; }

    [[nodiscard]] const EventList& list_of(EventId event) const;

    [[nodiscard]] Answer unknown() const { return unknown_of(program(), type_); }

    [[nodiscard]] Answer cell(const Cell& cell) const;

    [[nodiscard]] Answer value(NodeId node) const { return evaluator_.value(node, where_); }

    [[nodiscard]] Truth truth(NodeId node) const { return std::get<Truth>(value(node)); }

    /// The number, if it is known.
    [[nodiscard]] std::optional<double> number(NodeId node) const;
    [[nodiscard]] std::optional<Date> date(NodeId node) const;
    /// Of an event: whether `where` holds for it; without a `where`, yes.
    [[nodiscard]] Truth holds_for(ScopeId scope, std::size_t record, NodeId where) const;
    [[nodiscard]] Tally tally(ScopeId scope, NodeId where) const;
    [[nodiscard]] Answer coded_cases(const node::Cases& it) const;

    static Answer unknown_of(const Program& program, const Type& type);
    static Truth at_least(std::size_t count, const Tally& tally);
    static Truth at_most(std::size_t count, const Tally& tally);

    Evaluator& evaluator_;
    const Type& type_;
    const Within* where_;
};

} // namespace precept::naive
