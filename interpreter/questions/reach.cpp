#include "interpreter/questions/reach.hpp"

#include "interpreter/reading.hpp"

#include <algorithm>
#include <set>

namespace precept {

namespace {

class Reach {
public:
    explicit Reach(const Situation& situation)
        : situation_(situation),
          program_(situation.program),
          nodes_(program_.nodes.size()),
          rules_(program_.rules.size()),
          advice_(program_.advice.size()) {}

    std::vector<Subject> from(const Roots& roots) {
        for (const NodeId node : roots.nodes) {
            push(node);
        }
        for (const RuleId rule : roots.rules) {
            visit(rule);
        }
        for (const AdviceId advice : roots.advice) {
            visit(advice);
        }
        // A list of its own in place of the call stack, as definitions may lie thousands deep.
        while (!open_.empty()) {
            const NodeId next = open_.back();
            open_.pop_back();
            std::visit([&](const auto& it) { follow(it); }, program_[next].kind);
            for_each_operand(program_[next].kind, [&](NodeId operand) { push(operand); });
        }
        return {found_.begin(), found_.end()};
    }

    [[nodiscard]] bool asked_for_advice() const { return asked_for_advice_; }

private:
    void push(NodeId node) {
        if (node.valid() && !nodes_[node.index]) {
            nodes_[node.index] = true;
            open_.push_back(node);
        }
    }

    void visit(RuleId id) {
        if (rules_[id.index]) {
            return;
        }
        rules_[id.index] = true;
        const Rule& rule = program_[id];
        push(program_[rule.module].applies);
        push(rule.when);
        for (const Unless& unless : rule.unless) {
            push(unless.condition);
        }
    }

    void visit(AdviceId id) {
        std::vector<AdviceId> open{id};
        while (!open.empty()) {
            const AdviceId next = open.back();
            open.pop_back();
            if (advice_[next.index]) {
                continue;
            }
            advice_[next.index] = true;
            const Advice& advice = program_[next];
            visit(advice.rule);
            for (const RuleId other : program_[advice.rule].overridden_by) {
                const auto& its = program_[other].advice;
                open.insert(open.end(), its.begin(), its.end());
            }
            if (advice.verb != ast::Verb::Recommend && advice.verb != ast::Verb::Consider) {
                continue;
            }
            for (const TermId term : advice.terms) {
                const auto against = advice_about(program_, term, ast::Verb::Contraindicate);
                open.insert(open.end(), against.begin(), against.end());
            }
        }
    }

    void add_list(ScopeId scope) {
        const EventId event = program_[scope].event;
        found_.insert({Subject::Kind::Events, event.index, 0, 0});
        const EventList& list = situation_.patient.events[event.index];
        for (std::uint32_t record = 0; record < list.records.size(); ++record) {
            const auto& fields = list.records[record].fields;
            for (std::uint32_t field = 0; field < fields.size(); ++field) {
                if (fields[field].state == CellState::Missing) {
                    found_.insert({Subject::Kind::Field, event.index, record, field});
                }
            }
        }
    }

    void follow(const node::FactRef& it) {
        found_.insert({Subject::Kind::Fact, it.fact.index, 0, 0});
    }

    void follow(const node::DefinitionRef& it) { push(program_[it.definition].body); }

    void follow(const node::FieldRef& it) { add_list(it.scope); }

    void follow(const node::Quantified& it) { add_list(it.scope); }

    void follow(const node::CountOf& it) { add_list(it.scope); }

    void follow(const node::Pick& it) { add_list(it.scope); }

    void follow(const node::RuleFires& it) { visit(it.rule); }

    void follow(const node::TermOutcome& it) {
        asked_for_advice_ = true;
        for (const AdviceId advice : advice_about(program_, it.term, it.verb)) {
            visit(advice);
        }
    }

    void follow(const node::AnyAdvice& /*it*/) {
        asked_for_advice_ = true;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const ast::Verb verb = program_.advice[i].verb;
            if (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) {
                visit(AdviceId{i});
            }
        }
    }

    template <typename Other>
    void follow(const Other& /*it*/) {}

    const Situation& situation_;
    const Program& program_;
    std::vector<bool> nodes_, rules_, advice_;
    std::vector<NodeId> open_;
    std::set<Subject> found_;
    bool asked_for_advice_ = false;
};

} // namespace

bool advice_reached(const Situation& situation, const Roots& roots) {
    Reach reach(situation);
    (void)reach.from(roots);
    return reach.asked_for_advice();
}

std::vector<Subject> subjects_probed(const Situation& situation) {
    Roots roots;
    for (const Node& node : situation.program.nodes) {
        if (const auto* known = std::get_if<node::Known>(&node.kind)) {
            roots.nodes.push_back(known->subject);
        }
    }
    return subjects_reached(situation, roots);
}

std::vector<Subject> subjects_reached(const Situation& situation, const Roots& roots) {
    return Reach(situation).from(roots);
}

} // namespace precept
