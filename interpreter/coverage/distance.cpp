#include "interpreter/coverage/seek.hpp"
#include "interpreter/reading.hpp"

#include <algorithm>
#include <limits>

namespace precept::coverage {

namespace {

constexpr std::size_t far = 1000;

/// Follows definitions and rules as well, but no deeper than this: it only guides a search.
constexpr int deepest = 40;

class Distance {
public:
    Distance(const Evaluation& evaluation, std::size_t row, Distances& memory)
        : evaluation_(evaluation),
          program_(evaluation.program()),
          row_(row),
          memory_(memory) {
        memory_.of.resize(3 * program_.nodes.size());
        memory_.row_of.resize(3 * program_.nodes.size());
        ++memory_.rows;
    }

    std::size_t of(NodeId id, Truth wanted, int depth = 0) {
        const Node& node = program_[id];
        if (evaluation_.truth(id, {ScopeId{0}, row_}) == wanted) {
            return 0;
        }
        if (depth > deepest) {
            return 1;
        }
        const std::size_t cell = std::size_t{3} * id.index + static_cast<std::size_t>(wanted);
        if (memory_.row_of[cell] != memory_.rows) {
            const std::size_t its =
                std::visit([&](const auto& it) { return at(it, wanted, depth + 1); }, node.kind);
            memory_.row_of[cell] = memory_.rows;
            memory_.of[cell] = static_cast<std::uint32_t>(std::min(its, far));
        }
        return memory_.of[cell];
    }

    std::size_t rule(RuleId id, Truth wanted, int depth) {
        const Rule& rule = program_[id];
        std::vector<std::pair<NodeId, bool>> parts{{rule.when, false}};
        if (program_[rule.module].applies.valid()) {
            parts.emplace_back(program_[rule.module].applies, false);
        }
        for (const Unless& unless : rule.unless) {
            parts.emplace_back(unless.condition, true);
        }
        return at_least(parts, parts.size(), wanted, depth);
    }

    /// Of a case that gives its definition's value.
    std::size_t one_case(const std::vector<node::Case>& cases, std::size_t number, int depth) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < number; ++i) {
            sum += of(cases[i].when, Truth::No, depth);
        }
        return sum + (cases[number].when.valid() ? of(cases[number].when, Truth::Yes, depth) : 0);
    }

    /// Of a definition with cases being one of `values`, or undecided between them and others.
    std::size_t
    coded(const std::vector<node::Case>& cases, std::uint64_t values, Truth wanted, int depth) {
        std::size_t best = far;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const auto* constant = std::get_if<node::Constant>(&program_[cases[i].value].kind);
            const auto* value =
                constant != nullptr ? std::get_if<CodedValue>(&constant->value) : nullptr;
            const bool one_of = value != nullptr && (values >> value->index & 1U) != 0;
            if (wanted == Truth::Unknown) {
                if (cases[i].when.valid()) {
                    std::size_t sum = of(cases[i].when, Truth::Unknown, depth);
                    for (std::size_t j = 0; j < i; ++j) {
                        const bool closes =
                            evaluation_.truth(cases[j].when, {ScopeId{0}, row_}) == Truth::Yes;
                        sum += closes ? of(cases[j].when, Truth::No, depth) : 0;
                    }
                    best = std::min(best, sum);
                }
            } else if (value == nullptr || one_of == (wanted == Truth::Yes)) {
                best = std::min(best, one_case(cases, i, depth) + (value == nullptr ? 1 : 0));
            }
        }
        return std::max<std::size_t>(best, 1);
    }

    /// Of nothing else settling a decision, so that it hangs on `condition`.
    std::size_t unmasked(const Decision& decision, NodeId condition) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < decision.parts.size(); ++i) {
            const NodeId part = decision.parts[i];
            if (!part.valid()) {
                continue;
            }
            if (const auto inside = unmasked(part, condition)) {
                sum += *inside;
                if (decision.kind == Decision::Kind::Cases) {
                    break; // cases that come later hide nothing
                }
            } else {
                const bool wanted = decision.kind == Decision::Kind::Rule && i < 2;
                sum += without(part, wanted ? Truth::No : Truth::Yes);
            }
        }
        return sum;
    }

private:
    /// Of a part not being `settled`; unknown will do.
    std::size_t without(NodeId part, Truth settled) {
        return evaluation_.truth(part, {ScopeId{0}, row_}) == settled ? of(part, !settled) : 0;
    }

    /// The same below a node; nothing where the condition is not part of it.
    std::optional<std::size_t> unmasked(NodeId id, NodeId condition) {
        if (id == condition) {
            return 0;
        }
        const Node& node = program_[id];
        if (!joins(node)) {
            return std::nullopt;
        }
        if (const auto* negation = std::get_if<node::Not>(&node.kind)) {
            return unmasked(negation->operand, condition);
        }
        const auto& junction = std::get<node::Junction>(node.kind);
        const bool all = junction.quantity == ast::Quantity::All;
        const bool counts = !all && junction.quantity != ast::Quantity::Any &&
                            junction.quantity != ast::Quantity::None;
        std::optional<std::size_t> inside;
        std::size_t others = 0;
        for (const NodeId part : junction.operands) {
            if (const auto its = unmasked(part, condition)) {
                inside = its;
            } else if (!counts) { // of how many others it hangs is left to luck
                others += without(part, all ? Truth::No : Truth::Yes);
            }
        }
        return inside ? std::optional(*inside + others) : std::nullopt;
    }

    std::size_t at_least(
        const std::vector<std::pair<NodeId, bool>>& parts,
        std::size_t count,
        Truth wanted,
        int depth
    ) {
        std::vector<std::size_t> costs;
        costs.reserve(parts.size());
        for (const auto& [part, negated] : parts) {
            costs.push_back(of(part, negated ? !wanted : wanted, depth));
        }
        std::ranges::sort(costs);
        if (wanted == Truth::Unknown) {
            // One is to be unknown, and the others must not decide.
            std::size_t deciding = 0;
            for (const auto& [part, negated] : parts) {
                const Truth its = evaluation_.truth(part, {ScopeId{0}, row_});
                const Truth decides = count == parts.size() ? Truth::No : Truth::Yes;
                deciding += (negated ? !its : its) == decides ? 1 : 0;
            }
            return std::max<std::size_t>(
                (costs.empty() ? far : costs.front()) + (deciding > 0 ? deciding - 1 : 0), 1
            );
        }
        const std::size_t needed =
            wanted == Truth::Yes ? count : parts.size() + 1 - std::min(count, parts.size());
        std::size_t sum = 0;
        for (std::size_t i = 0; i < needed && i < costs.size(); ++i) {
            sum += costs[i];
        }
        return std::max<std::size_t>(sum, 1);
    }

    std::size_t at(const node::Junction& it, Truth wanted, int depth) {
        std::vector<std::pair<NodeId, bool>> parts;
        for (const NodeId part : it.operands) {
            parts.emplace_back(part, false);
        }
        switch (it.quantity) {
        case ast::Quantity::All: return at_least(parts, parts.size(), wanted, depth);
        case ast::Quantity::Any: return at_least(parts, 1, wanted, depth);
        case ast::Quantity::None: return at_least(parts, 1, !wanted, depth);
        case ast::Quantity::AtLeast: return at_least(parts, it.count, wanted, depth);
        case ast::Quantity::AtMost: return at_least(parts, it.count + 1, !wanted, depth);
        case ast::Quantity::Exactly:
            return std::max(
                at_least(parts, it.count, wanted, depth),
                wanted == Truth::Yes ? at_least(parts, it.count + 1, Truth::No, depth) : 0
            );
        }
        return 1;
    }

    std::size_t at(const node::Not& it, Truth wanted, int depth) {
        return of(it.operand, !wanted, depth);
    }

    std::size_t at(const node::DefinitionRef& it, Truth wanted, int depth) {
        return of(program_[it.definition].body, wanted, depth);
    }

    std::size_t at(const node::RuleFires& it, Truth wanted, int depth) {
        return rule(it.rule, wanted, depth);
    }

    /// Of the nearest of the rules that would make it so; what stands against them is left to luck.
    std::size_t at(const node::TermOutcome& it, Truth wanted, int depth) {
        std::size_t best = far;
        std::size_t sum = 0;
        for (const AdviceId advice : advice_about(program_, it.term, it.verb)) {
            const std::size_t its = rule(program_[advice].rule, wanted, depth);
            best = std::min(best, its);
            sum += its;
        }
        return std::max<std::size_t>(wanted == Truth::No ? sum : best, 1);
    }

    std::size_t at(const node::OneOf& it, Truth wanted, int depth) {
        const auto* definition = std::get_if<node::DefinitionRef>(&program_[it.subject].kind);
        if (definition == nullptr) {
            return 1;
        }
        const Node& body = program_[program_[definition->definition].body];
        const auto* cases = std::get_if<node::Cases>(&body.kind);
        return cases == nullptr ? 1 : coded(cases->cases, it.values, wanted, depth);
    }

    template <typename Other>
    std::size_t at(const Other& /*it*/, Truth /*wanted*/, int /*depth*/) {
        return 1;
    }

    const Evaluation& evaluation_;
    const Program& program_;
    std::size_t row_;
    Distances& memory_;
};

std::size_t of_value(const Aim& aim, const Evaluation& evaluation, Distance& distance) {
    const Program& program = evaluation.program();
    const Definition& definition = program.definitions[aim.index];
    const bool last = aim.which + 1 == values_of(program, {aim.index});
    if (definition.type.kind == TypeKind::Truth) {
        const Truth wanted = last ? Truth::Unknown : aim.which == 0 ? Truth::Yes : Truth::No;
        return distance.of(definition.body, wanted);
    }
    const auto* cases = std::get_if<node::Cases>(&program[definition.body].kind);
    if (definition.type.kind == TypeKind::Coded && cases != nullptr) {
        const std::uint64_t value = std::uint64_t{1} << (aim.which % 64);
        return distance.coded(cases->cases, value, last ? Truth::Unknown : Truth::Yes, 0);
    }
    return 1;
}

} // namespace

std::size_t distance(
    const Conditions& conditions,
    const Aim& aim,
    const Evaluation& evaluation,
    std::size_t row,
    Distances& memory
) {
    if (shows(conditions, aim, evaluation, row)) {
        return 0;
    }
    const Program& program = evaluation.program();
    Distance distance(evaluation, row, memory);
    std::size_t its = 1;
    switch (aim.kind) {
    case Aim::Kind::Condition: {
        const Condition& condition = conditions.conditions[aim.index];
        if (conditions.scope_of(condition).index == 0) {
            its = distance.of(condition.node, static_cast<Truth>(aim.which));
        }
        break;
    }
    case Aim::Kind::Rule: its = distance.rule({aim.index}, static_cast<Truth>(aim.which), 0); break;
    case Aim::Kind::Case: {
        const NodeId body = program.definitions[aim.index].body;
        its = distance.one_case(std::get<node::Cases>(program[body].kind).cases, aim.which, 0);
        break;
    }
    case Aim::Kind::Value: its = of_value(aim, evaluation, distance); break;
    case Aim::Kind::Alone: {
        const Condition& condition = conditions.conditions[aim.index];
        if (conditions.scope_of(condition).index == 0) {
            its = distance.of(condition.node, static_cast<Truth>(aim.which)) +
                  distance.unmasked(conditions.decision_of(condition), condition.node);
        }
        break;
    }
    }
    return std::max<std::size_t>(its, 1);
}

} // namespace precept::coverage
