#include "interpreter/document/relations.hpp"

#include "interpreter/reading.hpp"

#include <algorithm>
#include <functional>

namespace precept::document {

namespace {

using Kind = Target::Kind;

template <typename Container>
Target at(Kind kind, const Container& items, const typename Container::value_type& item) {
    return {kind, static_cast<std::uint32_t>(&item - items.data())};
}

/// Calls `visit` for the node and everything below it, in the order of the text.
void for_each_node(
    const Program& program, NodeId id, const std::function<void(const Node&)>& visit
) {
    std::vector<NodeId> open{id};
    while (!open.empty()) {
        const NodeId next = open.back();
        open.pop_back();
        visit(program[next]);
        std::vector<NodeId> operands;
        for_each_operand(program[next].kind, [&](NodeId operand) { operands.push_back(operand); });
        open.insert(open.end(), operands.rbegin(), operands.rend());
    }
}

/// The things that a node itself names.
std::vector<Target> named_by(const Program& program, const Node& node) {
    const auto event = [&](ScopeId scope) {
        return std::vector<Target>{{Kind::Event, program[scope].event.index}};
    };
    if (const auto* it = std::get_if<node::FactRef>(&node.kind)) {
        return {{Kind::Fact, it->fact.index}};
    }
    if (const auto* it = std::get_if<node::DefinitionRef>(&node.kind)) {
        return {{Kind::Definition, it->definition.index}};
    }
    if (const auto* it = std::get_if<node::RuleFires>(&node.kind)) {
        return {{Kind::Rule, it->rule.index}};
    }
    if (const auto* it = std::get_if<node::TermOutcome>(&node.kind)) {
        return {{Kind::Term, it->term.index}};
    }
    if (const auto* it = std::get_if<node::Quantified>(&node.kind)) {
        return event(it->scope);
    }
    if (const auto* it = std::get_if<node::CountOf>(&node.kind)) {
        return event(it->scope);
    }
    if (const auto* it = std::get_if<node::Pick>(&node.kind)) {
        return event(it->scope);
    }
    std::vector<Target> terms;
    if (const auto* it = std::get_if<node::TermIs>(&node.kind)) {
        for (const TermId term : it->terms) {
            terms.push_back({Kind::Term, term.index});
        }
    } else if (const auto* constant = std::get_if<node::Constant>(&node.kind)) {
        if (const auto* term = std::get_if<TermId>(&constant->value)) {
            terms.push_back({Kind::Term, term->index});
        }
    }
    return terms;
}

void add_once(std::vector<Target>& all, Target one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) {
        all.push_back(one);
    }
}

bool is_advice(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

} // namespace

Relations::Relations(const Program& program) : program_(program), trials_(program.rules.size()) {
    add_declarations();
    add_rules();
    for (std::size_t i = 0; i < program.tests.size(); ++i) {
        add_test(i);
    }
}

const std::vector<Target>& Relations::uses(Target item) const {
    static const std::vector<Target> none;
    const auto found = uses_.find(item);
    return found == uses_.end() ? none : found->second;
}

const std::vector<Target>& Relations::used_by(Target item) const {
    static const std::vector<Target> none;
    const auto found = used_by_.find(item);
    return found == used_by_.end() ? none : found->second;
}

const std::vector<AdviceId>& Relations::outcomes(Target item) const {
    static const std::vector<AdviceId> none;
    const auto found = outcomes_.find(item);
    return found == outcomes_.end() ? none : found->second;
}

const std::vector<Trial>& Relations::trials(RuleId rule) const {
    return trials_[rule.index];
}

std::vector<Need> Relations::needs(Target item) const {
    std::vector<Need> needs;
    const auto note = [&](Target what, std::optional<DefinitionId> through) {
        auto found = std::find_if(needs.begin(), needs.end(), [&](const Need& one) {
            return one.what == what;
        });
        if (found == needs.end()) {
            needs.push_back({what, {}});
            found = std::prev(needs.end());
            if (through) {
                found->through.push_back(*through);
            }
        } else if (through && !found->through.empty()) { // asked for directly says enough
            found->through.push_back(*through);
        }
    };
    std::vector<Target> open{item};
    for (std::size_t next = 0; next < open.size(); ++next) {
        for (const Target used : uses(open[next])) {
            if (used.kind == Kind::Fact || used.kind == Kind::Event) {
                note(
                    used, next == 0 ? std::nullopt : std::optional(DefinitionId{open[next].index})
                );
            } else if (used.kind == Kind::Definition) {
                add_once(open, used);
            }
        }
    }
    return needs;
}

std::vector<RuleId> Relations::warnings(RuleId rule, ast::Verb verb) const {
    std::vector<RuleId> found;
    for (const AdviceId id : program_[rule].advice) {
        if (!is_advice(program_[id].verb)) {
            continue;
        }
        for (const TermId term : program_[id].terms) {
            for (const AdviceId other : advice_about(program_, term, verb)) {
                const RuleId by = program_[other].rule;
                if (by != rule && std::find(found.begin(), found.end(), by) == found.end()) {
                    found.push_back(by);
                }
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void Relations::add(Target user, Target used) {
    if (user != used) {
        add_once(uses_[user], used);
        add_once(used_by_[used], user);
    }
}

void Relations::add(Target user, NodeId node) {
    if (node.valid()) {
        for_each_node(program_, node, [&](const Node& one) {
            for (const Target named : named_by(program_, one)) {
                add(user, named);
            }
            if (const auto* outcome = std::get_if<node::TermOutcome>(&one.kind)) {
                const auto about = advice_about(program_, outcome->term, outcome->verb);
                outcomes_[user].insert(outcomes_[user].end(), about.begin(), about.end());
            }
        });
    }
}

void Relations::add(Target user, const std::vector<Citation>& citations) {
    for (const Citation& citation : citations) {
        add(user, Target{Kind::Source, citation.source.index});
    }
}

void Relations::add_declarations() {
    for (const Module& module : program_.modules) {
        add(at(Kind::Module, program_.modules, module), module.applies);
    }
    const auto add_type = [&](Target user, const Type& type) {
        if (type.kind == TypeKind::Term && type.root.valid()) {
            add(user, Target{Kind::Term, type.root.index});
        }
    };
    for (const Fact& fact : program_.facts) {
        add_type(at(Kind::Fact, program_.facts, fact), fact.holds.type);
    }
    for (const Event& event : program_.events) {
        for (const Field& field : event.fields) {
            add_type(at(Kind::Event, program_.events, event), field.holds.type);
        }
    }
    for (const Definition& definition : program_.definitions) {
        const Target user = at(Kind::Definition, program_.definitions, definition);
        add(user, definition.body);
        add(user, definition.citations);
    }
}

void Relations::add_rules() {
    for (const Rule& rule : program_.rules) {
        const Target user = at(Kind::Rule, program_.rules, rule);
        add(user, rule.when);
        for (const Unless& unless : rule.unless) {
            add(user, unless.condition);
        }
        for (const AdviceId id : rule.advice) {
            for (const TermId term : program_[id].terms) {
                add(user, Target{Kind::Term, term.index});
            }
            add(user, program_[id].citations);
        }
    }
    for (const Ensure& ensure : program_.ensures) {
        const Target user = at(Kind::Ensure, program_.ensures, ensure);
        add(user, ensure.whenever);
        add(user, ensure.claim);
    }
}

void Relations::add_given(Target user, const Test& test) {
    for (const auto& [fact, value] : test.given.facts) {
        add(user, Target{Kind::Fact, fact.index});
    }
    for (const GivenEvent& event : test.given.events) {
        add(user, Target{Kind::Event, event.event.index});
    }
    for (const auto* events : {&test.given.none, &test.given.unknown}) {
        for (const EventId event : *events) {
            add(user, Target{Kind::Event, event.index});
        }
    }
}

void Relations::add_test(std::size_t index) {
    const Test& test = program_.tests[index];
    const Target user{Kind::Test, static_cast<std::uint32_t>(index)};
    add_given(user, test);
    for (std::size_t i = 0; i < test.expect.size(); ++i) {
        const auto& kind = test.expect[i].kind;
        if (const auto* it = std::get_if<ExpectCondition>(&kind)) {
            add(user, it->condition);
            note_trials(it->condition, index, i);
        } else if (const auto* status = std::get_if<ExpectStatus>(&kind)) {
            add(user, Target{Kind::Rule, status->rule.index});
            note_trial(status->rule, index, i);
        } else if (const auto* state = std::get_if<ExpectAdviceState>(&kind)) {
            add(user, Target{Kind::Term, state->term.index});
            for (const ast::Verb verb : {ast::Verb::Recommend, ast::Verb::Consider}) {
                for (const AdviceId id : advice_about(program_, state->term, verb)) {
                    note_trial(program_[id].rule, index, i);
                }
            }
        }
    }
}

void Relations::note_trials(NodeId condition, std::size_t test, std::size_t expectation) {
    for_each_node(program_, condition, [&](const Node& node) {
        if (const auto* fires = std::get_if<node::RuleFires>(&node.kind)) {
            note_trial(fires->rule, test, expectation);
        } else if (const auto* outcome = std::get_if<node::TermOutcome>(&node.kind)) {
            for (const AdviceId id : advice_about(program_, outcome->term, outcome->verb)) {
                note_trial(program_[id].rule, test, expectation);
            }
        }
    });
}

void Relations::note_trial(RuleId rule, std::size_t test, std::size_t expectation) {
    std::vector<Trial>& trials = trials_[rule.index];
    if (trials.empty() || trials.back().test != test) {
        trials.push_back({test, {}});
    }
    std::vector<std::size_t>& noted = trials.back().expectations;
    if (noted.empty() || noted.back() != expectation) {
        noted.push_back(expectation);
    }
}

} // namespace precept::document
