#include "interpreter/coverage/aims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::coverage {

namespace {

constexpr auto unknown = static_cast<std::uint32_t>(Truth::Unknown);

const Node& body_of(const Program& program, std::uint32_t definition) {
    return program[program.definitions[definition].body];
}

/// Whether the case gives the value: it applies, and none before it could.
bool decides(
    const Program& program,
    std::uint32_t definition,
    std::uint32_t number,
    const Evaluation& evaluation,
    std::size_t row
) {
    const auto& cases = std::get<node::Cases>(body_of(program, definition).kind).cases;
    for (std::uint32_t i = 0; i < number; ++i) {
        if (evaluation.truth(cases[i].when, {ScopeId{0}, row}) != Truth::No) {
            return false;
        }
    }
    const NodeId when = cases[number].when;
    return !when.valid() || evaluation.truth(when, {ScopeId{0}, row}) == Truth::Yes;
}

bool has_value(const Aim& aim, const Evaluation& evaluation, std::size_t row) {
    const Program& program = evaluation.program();
    const Definition& definition = program.definitions[aim.index];
    const Place place{ScopeId{0}, row};
    const bool last = aim.which + 1 == values_of(program, {aim.index});
    switch (definition.type.kind) {
    case TypeKind::Truth: {
        const Truth wanted = last ? Truth::Unknown : aim.which == 0 ? Truth::Yes : Truth::No;
        return evaluation.truth(definition.body, place) == wanted;
    }
    case TypeKind::Coded: {
        const Possible its = evaluation.coded(definition.body, place);
        return last ? !its.known() : its.values == std::uint64_t{1} << aim.which;
    }
    case TypeKind::Event: {
        const Picked::State wanted = last             ? Picked::State::Unknown
                                     : aim.which == 0 ? Picked::State::Event
                                                      : Picked::State::None;
        return evaluation.picked(definition.body, place).state == wanted;
    }
    default: return evaluation.value(definition.body, place).has_value() != last;
    }
}

std::string value_in_words(const Program& program, const Aim& aim) {
    const Type& type = program.definitions[aim.index].type;
    if (aim.which + 1 == values_of(program, {aim.index})) {
        return "unknown";
    }
    switch (type.kind) {
    case TypeKind::Truth: return aim.which == 0 ? "yes" : "no";
    case TypeKind::Coded:
        return to_string(program, type, CodedValue{static_cast<std::uint8_t>(aim.which)});
    case TypeKind::Event: return aim.which == 0 ? "an event" : "no event";
    default: return "known";
    }
}

} // namespace

std::vector<Aim> find_aims(const Program& program, const Conditions& conditions) {
    std::vector<Aim> aims;
    constexpr std::array truths{Truth::Yes, Truth::No, Truth::Unknown};
    for (std::uint32_t i = 0; i < conditions.conditions.size(); ++i) {
        for (const Truth truth : truths) {
            aims.push_back({Aim::Kind::Condition, i, static_cast<std::uint32_t>(truth)});
        }
        for (const Truth side : {Truth::Yes, Truth::No}) {
            aims.push_back({Aim::Kind::Alone, i, static_cast<std::uint32_t>(side)});
        }
    }
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        for (const Truth truth : truths) {
            aims.push_back({Aim::Kind::Rule, i, static_cast<std::uint32_t>(truth)});
        }
    }
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        const Node& body = body_of(program, i);
        if (const auto* cases = std::get_if<node::Cases>(&body.kind)) {
            for (std::uint32_t j = 0; j < cases->cases.size(); ++j) {
                aims.push_back({Aim::Kind::Case, i, j});
            }
        }
        const std::uint32_t values = values_of(program, {i});
        for (std::uint32_t j = 0; j < values; ++j) {
            aims.push_back({Aim::Kind::Value, i, j});
        }
    }
    return aims;
}

std::uint32_t values_of(const Program& program, DefinitionId definition) {
    const Type& type = program[definition].type;
    switch (type.kind) {
    case TypeKind::Truth:
    case TypeKind::Event: return 3;
    case TypeKind::Coded:
        return static_cast<std::uint32_t>(program.domains[type.domain.index].values.size()) + 1;
    default: return 2;
    }
}

std::pair<std::size_t, std::size_t>
rows_of(const Batch& batch, ScopeId scope, std::size_t patient) {
    if (scope.index == 0) {
        return {patient, patient + 1};
    }
    const auto [first, last] = rows_of(batch, batch.parent(scope), patient);
    return {batch.offsets(scope)[first], batch.offsets(scope)[last]};
}

bool shows(
    const Conditions& conditions, const Aim& aim, const Evaluation& evaluation, std::size_t row
) {
    switch (aim.kind) {
    case Aim::Kind::Condition: {
        const Condition& condition = conditions.conditions[aim.index];
        const auto wanted = static_cast<Truth>(aim.which);
        const ScopeId scope = conditions.scope_of(condition);
        const auto [first, last] = rows_of(evaluation.batch(), scope, row);
        for (std::size_t i = first; i < last; ++i) {
            if (evaluation.truth(condition.node, {scope, i}) == wanted) {
                return true;
            }
        }
        return false;
    }
    case Aim::Kind::Rule:
        return evaluation.fired({aim.index}, row) == static_cast<Truth>(aim.which) &&
               evaluation.applies(evaluation.program().rules[aim.index].module, row) != Truth::No;
    case Aim::Kind::Case:
        return decides(evaluation.program(), aim.index, aim.which, evaluation, row);
    case Aim::Kind::Value: return has_value(aim, evaluation, row);
    case Aim::Kind::Alone: {
        const Condition& condition = conditions.conditions[aim.index];
        const Decision& decision = conditions.decision_of(condition);
        const Outcomes outcomes(evaluation.program(), decision);
        const auto [first, last] = rows_of(evaluation.batch(), decision.scope, row);
        const auto side = static_cast<Truth>(aim.which);
        for (std::size_t i = first; i < last; ++i) {
            const Place place{decision.scope, i};
            if (evaluation.truth(condition.node, place) == side &&
                decides_alone(outcomes, evaluation, place, condition.node)) {
                return true;
            }
        }
        return false;
    }
    }
    return false;
}

std::string in_words(const Program& program, const Aim& aim) {
    const auto truth = static_cast<Truth>(aim.which);
    switch (aim.kind) {
    case Aim::Kind::Condition:
        return truth == Truth::Yes ? "yes" : truth == Truth::No ? "no" : "unknown";
    case Aim::Kind::Rule:
        return truth == Truth::Yes ? "fired" : truth == Truth::No ? "not fired" : "undecided";
    case Aim::Kind::Case: return fmt::format("case {}", aim.which + 1);
    case Aim::Kind::Value: return value_in_words(program, aim);
    case Aim::Kind::Alone:
        return truth == Truth::Yes ? "deciding alone as yes" : "deciding alone as no";
    }
    return {};
}

Span span_of(const Program& program, const Conditions& conditions, const Aim& aim) {
    switch (aim.kind) {
    case Aim::Kind::Alone:
    case Aim::Kind::Condition: return program[conditions.conditions[aim.index].node].span;
    case Aim::Kind::Rule: return program.rules[aim.index].span;
    case Aim::Kind::Case: {
        const auto& cases = std::get<node::Cases>(body_of(program, aim.index).kind).cases;
        return program[cases[aim.which].value].span;
    }
    case Aim::Kind::Value: break;
    }
    return program.definitions[aim.index].span;
}

Owner owner_of(const Conditions& conditions, const Aim& aim) {
    switch (aim.kind) {
    case Aim::Kind::Alone:
    case Aim::Kind::Condition:
        return conditions.decision_of(conditions.conditions[aim.index]).owner;
    case Aim::Kind::Rule: return {Owner::Kind::Rule, aim.index};
    case Aim::Kind::Case:
    case Aim::Kind::Value: break;
    }
    return {Owner::Kind::Definition, aim.index};
}

ModuleId module_of(const Program& program, const Owner& owner) {
    switch (owner.kind) {
    case Owner::Kind::Guideline: return {owner.index};
    case Owner::Kind::Definition: return program.definitions[owner.index].module;
    case Owner::Kind::Rule: return program.rules[owner.index].module;
    case Owner::Kind::Ensure: break;
    }
    return program.ensures[owner.index].module;
}

// ---- what is never unknown

/// Judges one node after what it is made of. Follows one expression, whose depth the parser bounds.
struct AlwaysKnown::Judge {
    AlwaysKnown& known;
    const Program& program;

    bool of(NodeId id) {
        const bool its = std::visit(*this, program[id].kind);
        known.nodes_[id.index] = its;
        return its;
    }

    bool all(const std::vector<NodeId>& ids) {
        bool all = true;
        for (const NodeId id : ids) {
            all = (!id.valid() || of(id)) && all;
        }
        return all;
    }

    bool rule(RuleId id) {
        std::vector<NodeId> conditions{program[program[id].module].applies, program[id].when};
        for (const Unless& unless : program[id].unless) {
            conditions.push_back(unless.condition);
        }
        return all(conditions);
    }

    // clang-format off
    bool operator()(const node::Constant&) { return true; }
    bool operator()(const node::Today&) { return true; }
    bool operator()(const node::Known&) { return true; }
    bool operator()(const node::Not& it) { return of(it.operand); }
    bool operator()(const node::Compare& it) { return all({it.left, it.right}); }
    bool operator()(const node::OneOf& it) { return of(it.subject); }
    bool operator()(const node::TermIs& it) { return of(it.subject); }
    bool operator()(const node::Includes& it) { return of(it.subject); }
    bool operator()(const node::Shift& it) { return of(it.date); }
    bool operator()(const node::RuleFires& it) { return known.rules_[it.rule.index]; }

    // clang-format on

    /// `x is known and x is V` is never unknown, nor is `x is unknown or x is V`.
    bool operator()(const node::Junction& it) {
        bool known_all = true;
        for (const NodeId part : it.operands) {
            known_all = (of(part) || guarded(it, part)) && known_all;
        }
        return known_all;
    }

    /// What a plain reference refers to; nothing for other expressions.
    [[nodiscard]] std::optional<std::pair<bool, std::uint32_t>> referred(NodeId id) const {
        if (const auto* fact = std::get_if<node::FactRef>(&program[id].kind)) {
            return std::pair(false, fact->fact.index);
        }
        if (const auto* definition = std::get_if<node::DefinitionRef>(&program[id].kind)) {
            return std::pair(true, definition->definition.index);
        }
        return std::nullopt;
    }

    /// The one thing for want of which alone a condition can be unknown.
    [[nodiscard]] std::optional<std::pair<bool, std::uint32_t>> depends_on(NodeId id) const {
        const Node::Kind& kind = program[id].kind;
        if (const auto* negation = std::get_if<node::Not>(&kind)) {
            return depends_on(negation->operand);
        }
        if (const auto* one_of = std::get_if<node::OneOf>(&kind)) {
            return referred(one_of->subject);
        }
        if (const auto* term = std::get_if<node::TermIs>(&kind)) {
            return referred(term->subject);
        }
        if (const auto* includes = std::get_if<node::Includes>(&kind)) {
            return referred(includes->subject);
        }
        if (const auto* compare = std::get_if<node::Compare>(&kind)) {
            const bool left = known.nodes_[compare->left.index];
            const bool right = known.nodes_[compare->right.index];
            return right ? referred(compare->left) : left ? referred(compare->right) : std::nullopt;
        }
        return referred(id);
    }

    /// Whether another part settles the junction wherever `part` is unknown.
    [[nodiscard]] bool guarded(const node::Junction& it, NodeId part) const {
        const auto subject = depends_on(part);
        if (!subject || (it.quantity != ast::Quantity::All && it.quantity != ast::Quantity::Any)) {
            return false;
        }
        return std::ranges::any_of(it.operands, [&](NodeId other) {
            const auto* negation = std::get_if<node::Not>(&program[other].kind);
            const NodeId plain = negation != nullptr ? negation->operand : other;
            const auto* is_known = std::get_if<node::Known>(&program[plain].kind);
            return is_known != nullptr && referred(is_known->subject) == subject &&
                   (negation == nullptr) == (it.quantity == ast::Quantity::All);
        });
    }

    bool operator()(const node::FactRef& it) {
        return program[it.fact].assume.has_value() && !program[it.fact].valid_for;
    }

    bool operator()(const node::DefinitionRef& it) {
        return known.nodes_[program[it.definition].body.index];
    }

    bool operator()(const node::Cases& it) {
        std::vector<NodeId> parts;
        for (const node::Case& one : it.cases) {
            parts.insert(parts.end(), {one.when, one.value});
        }
        const NodeId last = it.cases.back().when;
        const auto* constant =
            last.valid() ? std::get_if<node::Constant>(&program[last].kind) : nullptr;
        const bool always = constant != nullptr && constant->value == Value{true};
        return all(parts) && (!last.valid() || always);
    }

    /// Computing may overflow, and a list of events may be unknown; but conditions inside, of
    /// `where` and of points, are judged as well.
    template <typename Other>
    bool operator()(const Other& it) {
        if constexpr (requires { it.where; }) {
            all({it.where});
        } else if constexpr (requires { it.summands; }) {
            for (const node::Summand& one : it.summands) {
                all({one.when});
            }
        }
        return false;
    }
};

AlwaysKnown::AlwaysKnown(const Program& program)
    : program_(program),
      nodes_(program.nodes.size()),
      rules_(program.rules.size()) {
    Judge judge{*this, program};
    for (const Step& step : program.order) {
        if (step.kind == Step::Kind::Definition) {
            judge.of(program.definitions[step.index].body);
        } else if (step.kind == Step::Kind::Fired) {
            rules_[step.index] = judge.rule({step.index});
        }
    }
    for (const Module& module : program.modules) {
        judge.all({module.applies});
    }
    for (const Ensure& ensure : program.ensures) {
        judge.all({ensure.whenever});
    }
}

bool AlwaysKnown::rules_out(const Conditions& conditions, const Aim& aim) const {
    switch (aim.kind) {
    case Aim::Kind::Condition:
        return aim.which == unknown && nodes_[conditions.conditions[aim.index].node.index];
    case Aim::Kind::Rule: return aim.which == unknown && rules_[aim.index];
    case Aim::Kind::Alone:
    case Aim::Kind::Case: return false;
    case Aim::Kind::Value:
        return aim.which + 1 == values_of(program_, {aim.index}) &&
               nodes_[program_.definitions[aim.index].body.index];
    }
    return false;
}

} // namespace precept::coverage
