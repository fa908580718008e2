#include "interpreter/questions/why.hpp"

#include "interpreter/missing.hpp"
#include "interpreter/trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <type_traits>
#include <utility>

namespace precept {

namespace {

constexpr std::array<ast::Verb, 4> verbs = {
    ast::Verb::Recommend, ast::Verb::Consider, ast::Verb::Avoid, ast::Verb::Contraindicate};

/// Without capitals and underscores: how people say a name.
std::string spoken(std::string text) {
    for (char& c : text) {
        c = c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

/// Every thing with its names, bare and with its module, and its label.
template <typename Visit>
void for_each_thing(const Program& program, Visit&& visit) {
    const auto all = [&](const auto& items, auto id) {
        for (const auto& item : items) {
            const std::string& module = program[item.module].name;
            const std::string bare = item.name.substr(item.name.rfind('.') + 1);
            visit(Thing{id}, bare, fmt::format("{}.{}", module, bare), item.label);
            ++id.index;
        }
    };
    all(program.rules, RuleId{0});
    all(program.terms, TermId{0});
    all(program.definitions, DefinitionId{0});
}

/// The conditions in `condition` that are unknown, as far down as all of them count.
void find_open(const PatientView& view, NodeId condition, std::vector<NodeId>& found) {
    if (!condition.valid()) {
        return;
    }
    const Node& at = view.program()[condition];
    const auto* junction = std::get_if<node::Junction>(&at.kind);
    if (junction != nullptr && !at.atom && junction->quantity == ast::Quantity::All) {
        for (const NodeId operand : junction->operands) {
            find_open(view, operand, found);
        }
    } else if (view.evaluation.truth(condition, view.place()) == Truth::Unknown) {
        found.push_back(condition);
    }
}

/// All that is unknown in what a rule that did not fire asks for.
std::vector<NodeId> open_conditions(const PatientView& view, const Rule& rule) {
    std::vector<NodeId> found;
    find_open(view, view.program()[rule.module].applies, found);
    find_open(view, rule.when, found);
    for (const Unless& unless : rule.unless) {
        find_open(view, unless.condition, found);
    }
    return found;
}

/// What keeps a rule from firing even if its guideline applied.
std::vector<NodeId> own_failures(const PatientView& view, const Rule& rule) {
    std::vector<NodeId> found;
    if (view.evaluation.truth(rule.when, view.place()) == Truth::No) {
        found = deciding_conditions(view, rule.when, Truth::No);
    }
    for (const Unless& unless : rule.unless) {
        if (view.evaluation.truth(unless.condition, view.place()) == Truth::Yes) {
            found.push_back(unless.condition);
        }
    }
    return found;
}

/// The conditions that made a rule's outcome what it is.
std::vector<NodeId> deciding_of(const PatientView& view, RuleId id) {
    const Rule& rule = view.program()[id];
    const NodeId applies = view.program()[rule.module].applies;
    switch (status(view, id)) {
    case Status::NotApplicable: return deciding_conditions(view, applies, Truth::No);
    case Status::NotFired: return own_failures(view, rule);
    case Status::Undecided: return open_conditions(view, rule);
    case Status::Fired: break;
    }
    return {rule.when};
}

RuleReason reason_of(const PatientView& view, const Answer& answer, AdviceId advice) {
    const Program& program = view.program();
    const RuleId rule = program[advice].rule;
    const RuleAnswer& its = answer.rules[rule.index];
    RuleReason reason;
    reason.rule = rule;
    reason.advice = advice;
    reason.through = program[advice].terms.front();
    reason.status = its.status;
    reason.deciding = its.deciding;
    reason.missing = its.missing;
    if (its.status == Status::NotApplicable) {
        reason.besides = own_failures(view, program[rule]);
    }
    if (its.status != Status::Fired) {
        reason.open = open_conditions(view, program[rule]);
    }
    for (const AdviceAnswer& one : answer.advice) {
        if (one.advice == advice) {
            reason.state = one.state;
            reason.by = one.by;
            reason.missing = one.waiting_for;
        }
    }
    return reason;
}

/// How `advice` concerns `term`, and through which of its own terms; the nearest way.
std::optional<std::pair<Nearness, TermId>>
nearness(const Program& program, const Advice& advice, TermId term) {
    std::optional<std::pair<Nearness, TermId>> nearest;
    for (const TermId one : advice.terms) {
        const auto near = one == term                    ? std::optional(Nearness::Names)
                          : is_below(program, one, term) ? std::optional(Nearness::Narrower)
                          : is_below(program, term, one) ? std::optional(Nearness::Wider)
                                                         : std::nullopt;
        if (near && (!nearest || *near < nearest->first)) {
            nearest = {*near, one};
        }
    }
    return nearest;
}

/// How far a reason came: what stands, what fired, what may yet, what did not, what did not apply.
int distance(const RuleReason& reason) {
    const bool active = reason.state == AdviceState::Active;
    switch (reason.status) {
    case Status::Fired: return active ? 0 : 1;
    case Status::Undecided: return 2;
    case Status::NotFired: return 3;
    case Status::NotApplicable: break;
    }
    return 4;
}

std::vector<RuleReason> reasons_of_term(const PatientView& view, const Answer& now, TermId term) {
    const Program& program = view.program();
    std::vector<RuleReason> all;
    for (const ast::Verb verb : verbs) {
        const auto first = static_cast<std::ptrdiff_t>(all.size());
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            const auto near = nearness(program, program.advice[i], term);
            if (program.advice[i].verb == verb && near) {
                all.push_back(reason_of(view, now, {i}));
                std::tie(all.back().nearness, all.back().through) = *near;
            }
        }
        std::stable_sort(
            all.begin() + first,
            all.end(),
            [](const RuleReason& left, const RuleReason& right) {
                return std::pair(distance(left), left.nearness) <
                       std::pair(distance(right), right.nearness);
            }
        );
    }
    return all;
}

} // namespace

std::optional<Thing> find_thing(const Program& program, const std::string& name) {
    std::vector<Thing> called;
    std::vector<Thing> labelled;
    for_each_thing(
        program,
        [&](const Thing& thing,
            const std::string& bare,
            const std::string& full,
            const std::string& label) {
            if (name == bare || name == full) {
                called.push_back(thing);
            } else if (spoken(name) == spoken(bare) || spoken(name) == spoken(label)) {
                labelled.push_back(thing);
            }
        }
    );
    const std::vector<Thing>& found = called.empty() ? labelled : called;
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::string no_such_thing(const Program& program, const std::string& name) {
    std::vector<std::string> names;
    std::vector<std::string> sharing;
    std::vector<std::string> labelled;
    for_each_thing(
        program,
        [&](const Thing&, const std::string& bare, const std::string& full, const std::string& label
        ) {
            names.push_back(bare);
            if (bare == name) {
                sharing.push_back(full);
            } else if (spoken(name) == spoken(bare) || spoken(name) == spoken(label)) {
                labelled.push_back(full);
            }
        }
    );
    const std::vector<std::string>& several = sharing.empty() ? labelled : sharing;
    if (!several.empty()) {
        return fmt::format("several things are called `{}`: say which, {}", name, list_of(several));
    }
    const auto is_called = [&](const auto& item) { return item.name == name; };
    if (std::ranges::any_of(program.facts, is_called) ||
        std::ranges::any_of(program.events, is_called)) {
        return fmt::format(
            "`{}` is told of the patient and has no reason in the rules: name a rule, a term or a "
            "definition",
            name
        );
    }
    const auto guess = nearest(name, names);
    return guess
               ? fmt::format(
                     "no rule, term or definition is called `{}`; did you mean `{}`?", name, *guess
                 )
               : fmt::format("no rule, term or definition is called `{}`", name);
}

std::string name_of(const Program& program, const Thing& thing) {
    return std::visit(
        [&](const auto id) {
            if constexpr (std::is_same_v<decltype(id), const TermId>) {
                return program[id].name;
            } else {
                return unique_name(program, id);
            }
        },
        thing
    );
}

Why why(const PatientView& view, const Thing& thing) {
    const Program& program = view.program();
    Why result{thing, Truth::Unknown, {}, {}};
    if (const auto* definition = std::get_if<DefinitionId>(&thing)) {
        if (program[*definition].type.kind == TypeKind::Truth) {
            result.holds = view.evaluation.truth(program[*definition].body, view.place());
        }
        result.missing = missing_for(view, *definition);
        return result;
    }
    const Answer now = answer(view);
    if (const auto* rule = std::get_if<RuleId>(&thing)) {
        result.holds = view.evaluation.fired(*rule, view.index);
        for (const AdviceId advice : program[*rule].advice) {
            result.rules.push_back(reason_of(view, now, advice));
        }
        return result;
    }
    const TermId term = std::get<TermId>(thing);
    result.holds = view.evaluation.outcome(term, ast::Verb::Recommend, view.index) ||
                   view.evaluation.outcome(term, ast::Verb::Consider, view.index);
    result.rules = reasons_of_term(view, now, term);
    return result;
}

bool fits(const PatientView& view, const Why& why, bool negated) {
    const auto* definition = std::get_if<DefinitionId>(&why.thing);
    if (definition != nullptr && view.program()[*definition].type.kind != TypeKind::Truth) {
        return true; // it has a value or has none: both questions are about that
    }
    // A rule can fire and its advice not stand: there is something to say of either.
    const bool stands = std::ranges::any_of(why.rules, [](const RuleReason& one) {
        return one.state == AdviceState::Active;
    });
    if (std::holds_alternative<RuleId>(why.thing) && why.holds == Truth::Yes && !stands) {
        return true;
    }
    return (why.holds == Truth::Yes) != negated;
}

std::vector<Operand> grounds(const PatientView& view, NodeId condition) {
    const Program& program = view.program();
    std::vector<Operand> found;
    std::set<std::uint32_t> seen;
    std::set<std::uint32_t> rules;
    std::vector<Condition> open{deciding_part(program, trace_node(view, condition))};
    while (!open.empty()) {
        const Condition at = std::move(open.back());
        open.pop_back();
        std::vector<Condition> next;
        for (const Operand& operand : at.operands) {
            const auto same = [&](const Operand& other) { return same_thing(operand, other); };
            if (operand.kind == Operand::Kind::Definition) {
                if (seen.insert(operand.index).second) {
                    next.push_back(
                        deciding_part(program, trace_definition(view, DefinitionId{operand.index}))
                    );
                }
            } else if (operand.kind == Operand::Kind::Rule) {
                if (rules.insert(operand.index).second) {
                    for (const NodeId node : deciding_of(view, RuleId{operand.index})) {
                        next.push_back(deciding_part(program, trace_node(view, node)));
                    }
                }
            } else if (std::ranges::none_of(found, same)) {
                found.push_back(operand);
            }
        }
        next.insert(next.end(), at.children.begin(), at.children.end());
        next.insert(next.end(), at.value_parts.begin(), at.value_parts.end());
        open.insert(open.end(), next.rbegin(), next.rend());
    }
    return found;
}

} // namespace precept
