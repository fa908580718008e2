#include "interpreter/coverage/conditions.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace precept::coverage {

namespace {

class Finder {
public:
    explicit Finder(const Program& program) : program_(program), seen_(program.nodes.size()) {}

    Conditions find() {
        for (std::uint32_t i = 0; i < program_.modules.size(); ++i) {
            decide(
                {Decision::Kind::Condition, {Owner::Kind::Guideline, i}, {0}, {}, {}},
                {program_.modules[i].applies}
            );
        }
        for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
            value(program_.definitions[i].body, {0}, {Owner::Kind::Definition, i});
        }
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            rule({i});
        }
        for (std::uint32_t i = 0; i < program_.ensures.size(); ++i) {
            // The premise alone: a claim that is true is never seen to be no.
            decide(
                {Decision::Kind::Condition, {Owner::Kind::Ensure, i}, {0}, {}, {}},
                {program_.ensures[i].whenever}
            );
        }
        return std::move(found_);
    }

private:
    struct Open {
        NodeId node;
        ScopeId scope;
    };

    void rule(RuleId id) {
        const Rule& rule = program_[id];
        Decision decision{
            Decision::Kind::Rule,
            {Owner::Kind::Rule, id.index},
            {0},
            {},
            {program_[rule.module].applies}};
        std::vector<NodeId> own{rule.when};
        for (const Unless& unless : rule.unless) {
            own.push_back(unless.condition);
        }
        decision.parts.insert(decision.parts.end(), own.begin(), own.end());
        const auto index = static_cast<std::uint32_t>(found_.decisions.size());
        found_.decisions.push_back(decision);
        for (const NodeId part : own) {
            conditions(part, index);
        }
    }

    /// A decision made by the conditions in `parts`, all of them its own.
    void decide(Decision decision, std::vector<NodeId> parts) {
        if (std::none_of(parts.begin(), parts.end(), [](NodeId id) { return id.valid(); })) {
            return;
        }
        decision.parts = std::move(parts);
        const auto index = static_cast<std::uint32_t>(found_.decisions.size());
        found_.decisions.push_back(decision);
        for (const NodeId part : decision.parts) {
            conditions(part, index);
        }
    }

    void conditions(NodeId id, std::uint32_t decision) {
        if (!id.valid()) {
            return;
        }
        const Node& node = program_[id];
        if (joins(node)) {
            for_each_operand(node.kind, [&](NodeId part) { conditions(part, decision); });
            return;
        }
        if (std::holds_alternative<node::Constant>(node.kind)) {
            return; // a row of a table in which every cell is `any`
        }
        found_.conditions.push_back({id, decision});
        const Decision at = found_.decisions[decision]; // the list grows meanwhile
        inside(id, at.scope, at.owner);
    }

    /// A definition's body, a summand's or a case's value.
    void value(NodeId id, ScopeId scope, Owner owner) {
        if (program_[id].type.kind == TypeKind::Truth &&
            !std::holds_alternative<node::Cases>(program_[id].kind) &&
            !std::holds_alternative<node::Constant>(program_[id].kind)) {
            decide({Decision::Kind::Condition, owner, scope, {}, {}}, {id});
        } else {
            inside(id, scope, owner);
        }
    }

    /// What decides inside a condition or a value. Chains of `+` may be long: no recursion.
    void inside(NodeId root, ScopeId scope, Owner owner) {
        std::vector<NodeId> open{root};
        while (!open.empty()) {
            const NodeId id = open.back();
            open.pop_back();
            if (seen_[id.index]) { // both ends of `is between` compare the same value
                continue;
            }
            seen_[id.index] = true;
            if (!std::visit(
                    [&](const auto& it) { return decides(it, id, scope, owner); }, program_[id].kind
                )) {
                const std::size_t mark = open.size();
                for_each_operand(program_[id].kind, [&](NodeId part) { open.push_back(part); });
                std::reverse(open.begin() + static_cast<std::ptrdiff_t>(mark), open.end());
            }
        }
    }

    template <typename Kind>
    bool decides(const Kind& it, NodeId id, ScopeId scope, Owner owner) {
        if constexpr (requires { it.where; }) {
            decide({Decision::Kind::Condition, owner, it.scope, {}, {}}, {it.where});
            return true;
        } else if constexpr (requires { it.summands; }) {
            for (const node::Summand& one : it.summands) {
                decide({Decision::Kind::Condition, owner, scope, {}, {}}, {one.when});
                value(one.value, scope, owner);
            }
            return true;
        } else if constexpr (requires { it.cases; }) {
            std::vector<NodeId> when;
            for (const node::Case& one : it.cases) {
                when.push_back(one.when);
            }
            decide({Decision::Kind::Cases, owner, scope, id, {}}, when);
            for (const node::Case& one : it.cases) {
                value(one.value, scope, owner);
            }
            return true;
        } else {
            return false;
        }
    }

    const Program& program_;
    Conditions found_;
    std::vector<bool> seen_;
};

} // namespace

Conditions find_conditions(const Program& program) {
    return Finder(program).find();
}

bool joins(const Node& node) {
    return !node.atom && (std::holds_alternative<node::Junction>(node.kind) ||
                          std::holds_alternative<node::Not>(node.kind));
}

// ---- what conditions decide

Outcomes::Outcomes(const Program& program, const Decision& decision)
    : program_(program),
      decision_(decision) {
    if (decision.kind != Decision::Kind::Cases) {
        return;
    }
    std::vector<NodeId> different;
    for (const node::Case& one : std::get<node::Cases>(program[decision.node].kind).cases) {
        const auto* constant = std::get_if<node::Constant>(&program[one.value].kind);
        const auto same = std::ranges::find_if(different, [&](NodeId other) {
            const auto* its = std::get_if<node::Constant>(&program[other].kind);
            return constant != nullptr && its != nullptr && its->value == constant->value;
        });
        value_of_.push_back(static_cast<std::size_t>(same - different.begin()));
        if (same == different.end()) {
            different.push_back(one.value);
        }
    }
    values_ = different.size();
}

std::vector<Truth> Outcomes::as_is(const Evaluation& evaluation, Place place) const {
    return of([&](NodeId id) { return evaluation.truth(id, place); });
}

std::vector<Truth>
Outcomes::were(const Evaluation& evaluation, Place place, NodeId condition, Truth otherwise) const {
    return of([&](NodeId id) { return id == condition ? otherwise : evaluation.truth(id, place); });
}

std::vector<Truth> Outcomes::of(const TruthOf& truth_of) const {
    if (decision_.kind == Decision::Kind::Cases) {
        return cases(truth_of);
    }
    if (decision_.kind == Decision::Kind::Condition) {
        return {truth(truth_of, decision_.parts.front())};
    }
    Truth fired = Truth::Yes;
    for (std::size_t i = 0; i < decision_.parts.size(); ++i) {
        const NodeId part = decision_.parts[i];
        if (part.valid()) {
            const Truth its = truth(truth_of, part);
            fired = fired && (i < 2 ? its : !its);
        }
    }
    return {fired};
}

std::vector<Truth> Outcomes::cases(const TruthOf& truth_of) const {
    std::vector<Truth> possible(values_ + 1, Truth::No);
    Truth open = Truth::Yes;
    for (std::size_t i = 0; i < decision_.parts.size(); ++i) {
        const NodeId when = decision_.parts[i];
        const Truth its = when.valid() ? truth(truth_of, when) : Truth::Yes;
        possible[value_of_[i]] = possible[value_of_[i]] || (open && its);
        open = open && !its;
    }
    possible.back() = open;
    return possible;
}

Truth Outcomes::truth(const TruthOf& truth_of, NodeId id) const {
    const Node& node = program_[id];
    if (!joins(node)) {
        return truth_of(id);
    }
    if (const auto* negation = std::get_if<node::Not>(&node.kind)) {
        return !truth(truth_of, negation->operand);
    }
    return joined(std::get<node::Junction>(node.kind), [&](NodeId part) {
        return truth(truth_of, part);
    });
}

Truth joined(const node::Junction& junction, const TruthOf& truth_of) {
    std::size_t yes = 0;
    std::size_t possible = 0;
    for (const NodeId part : junction.operands) {
        const Truth its = truth_of(part);
        yes += its == Truth::Yes ? 1 : 0;
        possible += its != Truth::No ? 1 : 0;
    }
    const auto at_least = [&](std::size_t count) {
        return yes >= count ? Truth::Yes : possible < count ? Truth::No : Truth::Unknown;
    };
    switch (junction.quantity) {
    case ast::Quantity::All: return at_least(junction.operands.size());
    case ast::Quantity::Any: return at_least(1);
    case ast::Quantity::None: return !at_least(1);
    case ast::Quantity::AtLeast: return at_least(junction.count);
    case ast::Quantity::AtMost: return !at_least(std::size_t{junction.count} + 1);
    case ast::Quantity::Exactly:
        return at_least(junction.count) && !at_least(std::size_t{junction.count} + 1);
    }
    return Truth::Unknown;
}

bool decides_alone(
    const Outcomes& outcomes, const Evaluation& evaluation, Place place, NodeId condition
) {
    const Truth now = evaluation.truth(condition, place);
    return now != Truth::Unknown &&
           outcomes.as_is(evaluation, place) != outcomes.were(evaluation, place, condition, !now);
}

} // namespace precept::coverage
