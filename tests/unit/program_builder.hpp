// Checked programs made by hand, for tests of the interpreter alone: no parser and no checker.
// Everything that is added is numbered in turn; `done` puts definitions, then rules with their
// advice (as added) in the program's order, so add what others depend on first.
#pragma once

#include "interpreter/evaluate.hpp"
#include "interpreter/patient.hpp"
#include "lang/program.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace precept::build {

inline constexpr Type truth_type{TypeKind::Truth};
inline constexpr Type number_type{TypeKind::Number};
inline constexpr Type date_type{TypeKind::Date};

class Builder {
public:
    Program program;

    Builder() {
        program.modules.emplace_back().name = "test";
        program.scopes.push_back({});
    }

    Type coded(std::size_t values, TypeKind kind = TypeKind::Coded) {
        program.domains.emplace_back().values.resize(values);
        return {kind, {}, {static_cast<std::uint32_t>(program.domains.size() - 1)}};
    }

    FactId fact(Type type) {
        program.facts.emplace_back().holds.type = type;
        return {static_cast<std::uint32_t>(program.facts.size() - 1)};
    }

    NodeId given(Type type) { return node(node::FactRef{fact(type)}, type); }

    EventId event(std::initializer_list<Type> fields) {
        Event& event = program.events.emplace_back();
        for (const Type& type : fields) {
            event.fields.emplace_back().holds.type = type;
        }
        return {static_cast<std::uint32_t>(program.events.size() - 1)};
    }

    ScopeId scope(EventId event, ScopeId parent = {0}) {
        program.scopes.push_back({event, parent});
        return {static_cast<std::uint32_t>(program.scopes.size() - 1)};
    }

    NodeId node(Node::Kind kind, Type type = truth_type) {
        program.nodes.push_back({std::move(kind), type, {}, false});
        return {static_cast<std::uint32_t>(program.nodes.size() - 1)};
    }

    NodeId constant(double value) { return node(node::Constant{value}, number_type); }

    NodeId field(ScopeId scope, std::uint32_t index) {
        const Type type = program[program[scope].event].fields[index].holds.type;
        return node(node::FieldRef{scope, index}, type);
    }

    NodeId compare(node::CompareOp op, NodeId left, NodeId right) {
        return node(node::Compare{op, left, right});
    }

    NodeId junction(ast::Quantity quantity, std::vector<NodeId> operands, std::uint32_t count = 0) {
        return node(node::Junction{quantity, count, std::move(operands)});
    }

    NodeId negation(NodeId operand) { return node(node::Not{operand}); }

    DefinitionId definition(Type type, NodeId body) {
        const auto index = static_cast<std::uint32_t>(program.definitions.size());
        Definition& definition = program.definitions.emplace_back();
        definition.type = type;
        definition.body = body;
        program.order.push_back({Step::Kind::Definition, index});
        return {index};
    }

    NodeId refer(DefinitionId definition) {
        return node(node::DefinitionRef{definition}, program[definition].type);
    }

    TermId term(std::initializer_list<TermId> parents = {}) {
        const TermId id{static_cast<std::uint32_t>(program.terms.size())};
        program.terms.emplace_back().parents = parents;
        for (const TermId parent : parents) {
            program.terms[parent.index].children.push_back(id);
        }
        return id;
    }

    RuleId rule(NodeId when, std::initializer_list<NodeId> unless = {}) {
        const auto index = static_cast<std::uint32_t>(program.rules.size());
        Rule& rule = program.rules.emplace_back();
        rule.module = {0};
        rule.when = when;
        for (const NodeId condition : unless) {
            rule.unless.push_back({condition, {}});
        }
        program.order.push_back({Step::Kind::Fired, index});
        return {index};
    }

    AdviceId advice(RuleId rule, ast::Verb verb, std::initializer_list<TermId> terms) {
        const AdviceId id{static_cast<std::uint32_t>(program.advice.size())};
        Advice& advice = program.advice.emplace_back();
        advice.rule = rule;
        advice.verb = verb;
        advice.terms = terms;
        program.rules[rule.index].advice.push_back(id);
        program.order.push_back({Step::Kind::Active, id.index});
        return id;
    }

    void overrides(RuleId rule, RuleId other) {
        program.rules[rule.index].overrides.push_back(other);
        program.rules[other.index].overridden_by.push_back(rule);
    }
};

inline Cell cell(Value value) {
    Cell cell;
    cell.state = CellState::Given;
    cell.value = value;
    return cell;
}

/// A record with those fields; `Cell{}` is one that was not given.
inline EventRecord record(std::vector<Cell> fields) {
    return {std::move(fields), {}};
}

} // namespace precept::build
