#include "interpreter/missing.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

namespace precept {

namespace {

struct NodeAt {
    NodeId node;
    Place place;
};

/// A walk with a list of its own in place of the call stack, as definitions may lie thousands deep.
/// What is still to be looked at stands in reverse, so that the order is that of the text.
class Walk {
public:
    explicit Walk(const PatientView& view) : view_(view), program_(view.program()) {}

    template <typename Thing>
    std::vector<Operand> from(Thing thing) {
        push(thing);
        while (!open_.empty()) {
            const Open next = open_.back();
            open_.pop_back();
            const std::size_t mark = open_.size();
            std::visit([&](const auto& it) { expand(it); }, next);
            std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(mark), open_.end());
        }
        return std::move(found_);
    }

private:
    using Open = std::variant<NodeAt, RuleId, AdviceId, ModuleId>;

    void push(NodeId node, Place place) {
        if (node.valid() && !known(view_, node, place)) {
            open_.emplace_back(NodeAt{node, place});
        }
    }

    void push(NodeId node) { push(node, view_.place()); }

    void push(RuleId rule) {
        if (view_.evaluation.fired(rule, view_.index) == Truth::Unknown) {
            open_.emplace_back(rule);
        }
    }

    void push(AdviceId advice) {
        if (view_.evaluation.active(advice, view_.index) == Truth::Unknown) {
            open_.emplace_back(advice);
        }
    }

    void push(ModuleId module) {
        if (view_.evaluation.applies(module, view_.index) == Truth::Unknown) {
            open_.emplace_back(module);
        }
    }

    void expand(ModuleId module) { push(program_[module].applies); }

    void expand(RuleId id) {
        if (!first_time(seen_rules_, id.index)) {
            return;
        }
        const Rule& rule = program_[id];
        push(rule.module);
        push(rule.when);
        for (const Unless& unless : rule.unless) {
            push(unless.condition);
        }
    }

    void expand(AdviceId id) {
        if (!first_time(seen_advice_, id.index)) {
            return;
        }
        const Advice& advice = program_[id];
        push(advice.rule);
        if (view_.evaluation.blocked(id, view_.index) == Truth::Unknown) {
            for (const TermId term : advice.terms) {
                push_all(advice_about(program_, term, ast::Verb::Contraindicate));
            }
        }
        if (view_.evaluation.overridden(advice.rule, view_.index) == Truth::Unknown) {
            for (const RuleId other : program_[advice.rule].overridden_by) {
                push_all(program_[other].advice);
            }
        }
    }

    void push_all(const std::vector<AdviceId>& all) {
        for (const AdviceId advice : all) {
            push(advice);
        }
    }

    void expand(const NodeAt& at) {
        const auto key =
            (std::uint64_t{at.node.index} << 32U) | static_cast<std::uint32_t>(at.place.row);
        if (first_time(seen_nodes_, key)) {
            std::visit([&](const auto& it) { operands(at, it); }, program_[at.node].kind);
        }
    }

    // What each kind of node waits for, given that it is unknown.

    template <typename Kind>
    void operands(const NodeAt& at, const Kind&) {
        const std::size_t before = open_.size();
        for_each_operand(program_[at.node].kind, [&](NodeId operand) { push(operand, at.place); });
        if (open_.size() == before) {
            no_value(at); // all is known that it is made of: there is no such number
        }
    }

    void operands(const NodeAt&, const node::FactRef& it) { found(read_fact(view_, it.fact)); }

    void operands(const NodeAt& at, const node::FieldRef& it) {
        const EventId event = program_[it.scope].event;
        found(read_field(view_, event, record_of(view_, it.scope, at.place), it.field));
    }

    void operands(const NodeAt&, const node::DefinitionRef& it) {
        Operand definition = read_definition(view_, it.definition);
        if (has_own_reason(definition.reading) && !is_reference(program_[it.definition].body)) {
            found(std::move(definition));
        } else {
            push(program_[it.definition].body);
        }
    }

    void operands(const NodeAt& at, const node::PickedField& it) {
        const Picked picked = view_.evaluation.picked(it.event, at.place);
        switch (picked.state) {
        case Picked::State::Unknown: push(it.event, at.place); break;
        case Picked::State::None: no_value(at); break;
        case Picked::State::Event:
            found(read_field(view_, program_[it.event].type.event, picked.record, it.field));
        }
    }

    void operands(const NodeAt& at, const node::Sum& it) {
        for (const node::Summand& summand : it.summands) {
            if (summand.when.valid()) {
                push(summand.when, at.place);
                if (view_.evaluation.truth(summand.when, at.place) == Truth::No) {
                    continue;
                }
            }
            push(summand.value, at.place);
        }
    }

    void operands(const NodeAt& at, const node::Cases& it) {
        const std::size_t before = open_.size();
        for (const node::Case& one : it.cases) {
            const Truth when =
                one.when.valid() ? view_.evaluation.truth(one.when, at.place) : Truth::Yes;
            if (when == Truth::No) {
                continue;
            }
            if (when == Truth::Unknown) {
                push(one.when, at.place);
            }
            push(one.value, at.place);
            if (when == Truth::Yes) {
                break;
            }
        }
        if (open_.size() == before) {
            no_value(at);
        }
    }

    void operands(const NodeAt& at, const node::CountOf& it) { events(at, it.scope, it.where); }

    void operands(const NodeAt& at, const node::Quantified& it) { events(at, it.scope, it.where); }

    void operands(const NodeAt& at, const node::Pick& it) {
        const EventId event = program_[it.scope].event;
        if (!list_known(event)) {
            return;
        }
        const auto [first, last] = view_.evaluation.events(it.scope, at.place);
        for (std::size_t row = first; row < last; ++row) {
            const Place place{it.scope, row};
            const Truth in =
                it.where.valid() ? view_.evaluation.truth(it.where, place) : Truth::Yes;
            if (in == Truth::No) {
                continue;
            }
            push(it.where, place);
            Operand by = read_field(view_, event, static_cast<std::uint32_t>(row - first), it.by);
            if (by.reading.reason != Reason::None) {
                found(std::move(by));
            }
        }
    }

    void operands(const NodeAt&, const node::RuleFires& it) { push(it.rule); }

    void operands(const NodeAt&, const node::TermOutcome& it) {
        push_all(advice_about(program_, it.term, it.verb));
    }

    void operands(const NodeAt&, const node::AnyAdvice&) {
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const ast::Verb verb = program_.advice[i].verb;
            if (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) {
                push(AdviceId{i});
            }
        }
    }

    void events(const NodeAt& at, ScopeId scope, NodeId where) {
        if (!list_known(program_[scope].event)) {
            return;
        }
        const auto [first, last] = view_.evaluation.events(scope, at.place);
        for (std::size_t row = first; row < last; ++row) {
            push(where, {scope, row});
        }
    }

    /// Notes the list as missing if it is.
    bool list_known(EventId event) {
        Operand list = read_events(view_, event);
        const bool known = list.reading.reason == Reason::None;
        if (!known) {
            found(std::move(list));
        }
        return known;
    }

    void no_value(const NodeAt& at) {
        Operand part{.kind = Operand::Kind::Expression, .index = at.node.index};
        part.reading = read(view_, at.node, at.place);
        part.origin = {.kind = Origin::Kind::Rules, .span = program_[at.node].span};
        found(std::move(part));
    }

    [[nodiscard]] static bool has_own_reason(const Reading& reading) {
        return reading.reason == Reason::NotComputable || reading.reason == Reason::NoCaseApplies;
    }

    [[nodiscard]] bool is_reference(NodeId node) const {
        return std::holds_alternative<node::DefinitionRef>(program_[node].kind);
    }

    void found(Operand operand) {
        const bool again = std::ranges::any_of(found_, [&](const Operand& other) {
            return same_thing(other, operand);
        });
        if (!again) {
            found_.push_back(std::move(operand));
        }
    }

    template <typename Set, typename Key>
    static bool first_time(Set& seen, Key key) {
        return seen.insert(key).second;
    }

    const PatientView& view_;
    const Program& program_;
    std::vector<Open> open_;
    std::vector<Operand> found_;
    std::unordered_set<std::uint64_t> seen_nodes_;
    std::unordered_set<std::uint32_t> seen_rules_;
    std::unordered_set<std::uint32_t> seen_advice_;
};

} // namespace

std::vector<Operand> missing_for(const PatientView& view, NodeId node) {
    return Walk(view).from(node);
}

std::vector<Operand> missing_for(const PatientView& view, RuleId rule) {
    return Walk(view).from(rule);
}

std::vector<Operand> missing_for(const PatientView& view, AdviceId advice) {
    return Walk(view).from(advice);
}

std::vector<Operand> missing_for(const PatientView& view, ModuleId module) {
    return Walk(view).from(module);
}

std::vector<Operand> missing_for(const PatientView& view, DefinitionId definition) {
    return Walk(view).from(view.program()[definition].body);
}

} // namespace precept
