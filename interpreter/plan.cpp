#include "interpreter/plan.hpp"

#include "interpreter/planner.hpp"

#include <utility>

namespace precept {

namespace {

bool is_warning(ast::Verb verb) {
    return verb == ast::Verb::Avoid || verb == ast::Verb::Contraindicate;
}

/// Which operations a result depends on.
std::vector<bool> needed_for(std::vector<bool> results, const Plan& plan) {
    for (std::size_t i = plan.operations.size(); i-- > 0;) {
        if (results[i]) {
            for (const Ref operand : plan.operands_of(plan.operations[i])) {
                if (operand.valid()) {
                    results[operand.index()] = true;
                }
            }
        }
    }
    return results;
}

} // namespace

Planner::Planner(const Program& program, Plan& plan)
    : program_(program),
      plan_(plan),
      make_(program, plan) {
    plan.nodes.resize(program.nodes.size());
    plan.applies.resize(program.modules.size());
    plan.fired.resize(program.rules.size());
    plan.overridden.resize(program.rules.size());
    plan.active.resize(program.advice.size());
    plan.blocked.resize(program.advice.size());
    for (std::size_t verb = 0; verb < plan.outcomes.size(); ++verb) {
        plan.outcomes[verb].resize(program.terms.size());
        own_advice_[verb].resize(program.terms.size());
    }
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const Advice& advice = program.advice[i];
        for (const TermId term : advice.terms) {
            own_advice_[static_cast<std::size_t>(advice.verb)][term.index].push_back({i});
        }
    }
}

void Planner::steps() {
    for (const Step& step : program_.order) {
        switch (step.kind) {
        case Step::Kind::Definition: node(program_.definitions[step.index].body); break;
        case Step::Kind::Fired: fired({step.index}); break;
        case Step::Kind::Active: active({step.index}); break;
        case Step::Kind::TermOutcome: outcome({step.index}, step.verb); break;
        case Step::Kind::AnyAdvice: any_advice(); break;
        }
    }
}

void Planner::rest(const PlanOptions& options) {
    for (std::uint32_t i = 0; i < program_.modules.size(); ++i) {
        applies({i});
    }
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
        overridden({i});
    }
    for (std::uint32_t term = 0; term < program_.terms.size(); ++term) {
        for (const ast::Verb verb :
             {ast::Verb::Recommend,
              ast::Verb::Consider,
              ast::Verb::Avoid,
              ast::Verb::Contraindicate}) {
            outcome({term}, verb);
        }
    }
    for (const Ensure& ensure : program_.ensures) {
        maybe(ensure.whenever);
        maybe(ensure.claim);
    }
    for (const NodeId question : program_.questions) {
        node(question);
    }
    for (const Test& test : program_.tests) {
        for (const Expectation& one : test.expect) {
            const auto* expected = std::get_if<ExpectCondition>(&one.kind);
            if (options.tests && expected != nullptr) {
                node(expected->condition);
            }
        }
    }
}

// ---- rules and advice

Ref Planner::at(const node::RuleFires& it, const Node&) {
    return fired(it.rule);
}

Ref Planner::at(const node::TermOutcome& it, const Node&) {
    return outcome(it.term, it.verb);
}

Ref Planner::at(const node::AnyAdvice&, const Node&) {
    return any_advice();
}

Ref Planner::applies(ModuleId module) {
    Ref& ref = plan_.applies[module.index];
    if (!ref.valid()) {
        const NodeId condition = program_[module].applies;
        ref = condition.valid() ? node(condition) : make_.truth(Truth::Yes);
    }
    return ref;
}

Ref Planner::fired(RuleId id) {
    Ref& ref = plan_.fired[id.index];
    if (!ref.valid()) {
        const Rule& rule = program_[id];
        std::vector<Ref> conditions{applies(rule.module)};
        if (rule.when.valid()) {
            conditions.push_back(node(rule.when));
        }
        for (const Unless& unless : rule.unless) {
            conditions.push_back(!node(unless.condition));
        }
        ref = make_.all_of(std::move(conditions));
    }
    return ref;
}

Ref Planner::overridden(RuleId id) {
    Ref& ref = plan_.overridden[id.index];
    if (!ref.valid()) {
        std::vector<Ref> others;
        for (const RuleId other : program_[id].overridden_by) {
            for (const AdviceId advice : program_[other].advice) {
                others.push_back(active(advice));
            }
        }
        ref = make_.any_of(std::move(others));
    }
    return ref;
}

Ref Planner::blocked(const Advice& advice) {
    if (is_warning(advice.verb)) {
        return make_.truth(Truth::No);
    }
    std::vector<Ref> blocks;
    for (const TermId term : advice.terms) {
        blocks.push_back(outcome(term, ast::Verb::Contraindicate));
    }
    return make_.any_of(std::move(blocks));
}

Ref Planner::active(AdviceId id) {
    Ref& ref = plan_.active[id.index];
    if (!ref.valid()) {
        const Advice& advice = program_[id];
        const Ref blocks = blocked(advice);
        plan_.blocked[id.index] = blocks;
        ref = make_.all_of({fired(advice.rule), !blocks, !overridden(advice.rule)});
    }
    return ref;
}

Ref Planner::outcome(TermId asked, ast::Verb verb) {
    Outcomes& outcomes = plan_.outcomes[static_cast<std::size_t>(verb)];
    const auto& own = own_advice_[static_cast<std::size_t>(verb)];
    // By a list of what is open, as a chain of classes may be longer than the stack is deep.
    std::vector<TermId> open{asked};
    while (!open.empty()) {
        const TermId term = open.back();
        const std::vector<TermId>& next =
            is_warning(verb) ? program_[term].parents : program_[term].children;
        const std::size_t before = open.size();
        for (const TermId other : next) {
            if (!outcomes[other.index].valid()) {
                open.push_back(other);
            }
        }
        if (open.size() > before) {
            continue;
        }
        open.pop_back();
        if (outcomes[term.index].valid()) {
            continue;
        }
        std::vector<Ref> any;
        for (const AdviceId advice : own[term.index]) {
            any.push_back(active(advice));
        }
        for (const TermId other : next) {
            any.push_back(outcomes[other.index]);
        }
        outcomes[term.index] = make_.any_of(std::move(any));
    }
    return outcomes[asked.index];
}

Ref Planner::any_advice() {
    if (!any_advice_.valid()) {
        std::vector<Ref> any;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            if (!is_warning(program_.advice[i].verb)) {
                any.push_back(active({i}));
            }
        }
        any_advice_ = make_.any_of(std::move(any));
    }
    return any_advice_;
}

// ---- memory

std::vector<bool> Planner::results() const {
    std::vector<bool> kept(plan_.operations.size(), false);
    const auto keep = [&](Ref ref) {
        if (ref.valid()) {
            kept[ref.index()] = true;
        }
    };
    for (const auto* refs :
         {&plan_.applies, &plan_.fired, &plan_.overridden, &plan_.active, &plan_.blocked}) {
        for (const Ref ref : *refs) {
            keep(ref);
        }
    }
    for (const Outcomes& outcomes : plan_.outcomes) {
        for (const Ref ref : outcomes) {
            keep(ref);
        }
    }
    const auto keep_node = [&](NodeId id) {
        if (id.valid()) {
            keep(plan_.nodes[id.index]);
        }
    };
    for (const Ensure& ensure : program_.ensures) {
        keep_node(ensure.whenever);
        keep_node(ensure.claim);
    }
    for (const NodeId question : program_.questions) {
        keep_node(question);
    }
    for (const Test& test : program_.tests) {
        for (const Expectation& one : test.expect) {
            if (const auto* expected = std::get_if<ExpectCondition>(&one.kind)) {
                keep_node(expected->condition);
            }
        }
    }
    return kept;
}

void Planner::assign_slots() {
    plan_.kept = results();
    const std::vector<bool>& kept = plan_.kept;
    const std::vector<bool> needed = needed_for(kept, plan_);
    std::vector<std::uint32_t> last_use(plan_.operations.size(), 0);
    for (std::uint32_t i = 0; i < plan_.operations.size(); ++i) {
        for (const Ref operand : plan_.operands_of(plan_.operations[i])) {
            if (operand.valid() && needed[i]) {
                last_use[operand.index()] = i;
            }
        }
    }
    using Kind = std::tuple<ColumnType, std::uint8_t, ScopeId>;
    std::map<Kind, std::vector<std::uint32_t>> free;
    const auto kind_of = [](const Operation& it) {
        return Kind(it.shape.type, it.shape.values, it.scope);
    };
    plan_.slot_of.assign(plan_.operations.size(), Plan::no_slot);
    for (std::uint32_t i = 0; i < plan_.operations.size(); ++i) {
        const Operation& it = plan_.operations[i];
        if (!needed[i] || !it.stored()) {
            continue;
        }
        std::vector<std::uint32_t>& ready = free[kind_of(it)];
        if (kept[i] || ready.empty()) {
            plan_.slot_of[i] = static_cast<std::uint32_t>(plan_.slots.size());
            plan_.slots.push_back({it.shape, it.scope});
        } else {
            plan_.slot_of[i] = ready.back();
            ready.pop_back();
        }
        // Only now, so that no operation writes where it still reads.
        for (const Ref operand : plan_.operands_of(it)) {
            if (!operand.valid() || last_use[operand.index()] != i || kept[operand.index()]) {
                continue;
            }
            const std::uint32_t slot = plan_.slot_of[operand.index()];
            last_use[operand.index()] = Plan::no_slot; // an operand that occurs twice ends once
            if (slot != Plan::no_slot) {
                free[kind_of(plan_[operand])].push_back(slot);
            }
        }
    }
}

Plan plan(const Program& program, const PlanOptions& options) {
    Plan plan;
    Planner planner(program, plan);
    planner.steps();
    planner.rest(options);
    planner.assign_slots();
    return plan;
}

} // namespace precept
