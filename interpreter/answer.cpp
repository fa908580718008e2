#include "interpreter/answer.hpp"

#include "interpreter/missing.hpp"

#include <algorithm>
#include <utility>

namespace precept {

namespace {

/// The conditions that made `node` what it is, `truth`: in a junction of which one part suffices,
/// those parts; else the whole.
void find_deciding(const PatientView& view, NodeId node, Truth truth, std::vector<NodeId>& found) {
    const Node& at = view.program()[node];
    const auto* junction = std::get_if<node::Junction>(&at.kind);
    const bool one_suffices = junction != nullptr && !at.atom &&
                              ((truth == Truth::No && junction->quantity == ast::Quantity::All) ||
                               (truth == Truth::Yes && junction->quantity == ast::Quantity::Any));
    if (!one_suffices) {
        found.push_back(node);
        return;
    }
    for (const NodeId operand : junction->operands) {
        if (view.evaluation.truth(operand, view.place()) == truth) {
            find_deciding(view, operand, truth, found);
        }
    }
}

std::vector<NodeId> deciding(const PatientView& view, RuleId id, Status status) {
    const Rule& rule = view.program()[id];
    std::vector<NodeId> found;
    if (status == Status::NotApplicable) {
        find_deciding(view, view.program()[rule.module].applies, Truth::No, found);
    } else if (status == Status::NotFired) {
        if (view.evaluation.truth(rule.when, view.place()) == Truth::No) {
            find_deciding(view, rule.when, Truth::No, found);
        }
        for (const Unless& unless : rule.unless) {
            if (view.evaluation.truth(unless.condition, view.place()) == Truth::Yes) {
                find_deciding(view, unless.condition, Truth::Yes, found);
            }
        }
    }
    return found;
}

void oppose(std::vector<Opposition>& all, Opposition one) {
    const auto same = [&](const Opposition& other) {
        return other.rule == one.rule && other.overrides == one.overrides;
    };
    if (const auto found = std::ranges::find_if(all, same); found == all.end()) {
        all.push_back(one);
    } else {
        found->holds = found->holds || one.holds;
    }
}

AdviceAnswer answer_advice(const PatientView& view, AdviceId id) {
    AdviceAnswer found{.advice = id, .state = state(view, id), .by = {}, .waiting_for = {}};
    if (found.state == AdviceState::Active) {
        return found;
    }
    found.by = opposition(view, id);
    if (found.state == AdviceState::Provisional) {
        found.waiting_for = missing_for(view, id);
    } else {
        // Where something certain stands against it, what is merely possible is beside the point.
        std::erase_if(found.by, [](const Opposition& one) { return one.holds != Truth::Yes; });
    }
    return found;
}

Truth arises(const PatientRow& row, const Ensure& ensure) {
    return ensure.whenever.valid() ? row.evaluation.truth(ensure.whenever, row.place())
                                   : Truth::Yes;
}

EnsureAnswer answer_ensure(const PatientView& view, std::size_t index) {
    const Ensure& ensure = view.program().ensures[index];
    EnsureAnswer found{
        .ensure = index, .arises = arises(row_of(view), ensure) != Truth::No, .missing = {}};
    found.state = state_of_ensure(view, index);
    if (found.state == EnsureState::Undecided) {
        DistinctOperands missing;
        for (const NodeId part : {ensure.whenever, ensure.claim}) {
            if (part.valid()) {
                for (Operand& one : missing_for(view, part)) {
                    missing.add(std::move(one));
                }
            }
        }
        found.missing = missing.take();
    }
    return found;
}

std::vector<GuidelineAnswer> answer_guidelines(const PatientView& view) {
    const Program& program = view.program();
    std::vector<GuidelineAnswer> all;
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        const ModuleId module{i};
        const bool has_rules = std::ranges::any_of(program.rules, [&](const Rule& rule) {
            return rule.module == module;
        });
        if (has_rules || program.modules[i].applies.valid()) {
            const Truth applies = view.evaluation.applies(module, view.index);
            all.push_back(
                {module,
                 applies,
                 applies == Truth::Unknown ? missing_for(view, module) : std::vector<Operand>{}}
            );
        }
    }
    return all;
}

} // namespace

std::string_view in_words(Status status) {
    switch (status) {
    case Status::Fired: return "fired";
    case Status::NotFired: return "did not fire";
    case Status::Undecided: return "undecided";
    case Status::NotApplicable: break;
    }
    return "not applicable";
}

std::string_view in_words(AdviceState state) {
    switch (state) {
    case AdviceState::Active: return "active";
    case AdviceState::Blocked: return "blocked";
    case AdviceState::Overridden: return "overridden";
    case AdviceState::Provisional: break;
    }
    return "provisional";
}

std::string_view in_words(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "recommended";
    case ast::Verb::Consider: return "an option";
    case ast::Verb::Avoid: return "to be avoided";
    case ast::Verb::Contraindicate: break;
    }
    return "contraindicated";
}

std::vector<Opponent> opponents(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    std::vector<Opponent> all;
    if (advice.verb == ast::Verb::Recommend || advice.verb == ast::Verb::Consider) {
        for (const TermId term : advice.terms) {
            for (const AdviceId other : advice_about(program, term, ast::Verb::Contraindicate)) {
                all.push_back({other, false});
            }
        }
    }
    for (const RuleId rule : program[advice.rule].overridden_by) {
        for (const AdviceId other : program[rule].advice) {
            all.push_back({other, true});
        }
    }
    return all;
}

bool Answer::violated() const {
    return std::ranges::any_of(ensures, [](const EnsureAnswer& one) {
        return one.state == EnsureState::Violated;
    });
}

std::vector<NodeId> deciding_conditions(const PatientView& view, NodeId condition, Truth truth) {
    std::vector<NodeId> found;
    find_deciding(view, condition, truth, found);
    return found;
}

std::vector<Opposition> opposition(const PatientView& view, AdviceId id) {
    const Program& program = view.program();
    std::vector<Opposition> all;
    for (const Opponent& other : opponents(program, id)) {
        const Truth holds = view.evaluation.active(other.advice, view.index);
        if (holds != Truth::No) {
            oppose(all, {program[other.advice].rule, other.overrides, holds});
        }
    }
    return all;
}

Status status(const PatientView& view, RuleId rule) {
    return status(row_of(view), rule);
}

AdviceState state(const PatientView& view, AdviceId advice) {
    return state(row_of(view), advice);
}

EnsureState state_of_ensure(const PatientView& view, std::size_t ensure) {
    return state_of_ensure(row_of(view), ensure);
}

Status status(const PatientRow& row, RuleId rule) {
    switch (row.evaluation.fired(rule, row.index)) {
    case Truth::Yes: return Status::Fired;
    case Truth::Unknown: return Status::Undecided;
    case Truth::No: break;
    }
    const Truth applies = row.evaluation.applies(row.program()[rule].module, row.index);
    return applies == Truth::No ? Status::NotApplicable : Status::NotFired;
}

AdviceState state(const PatientRow& row, AdviceId advice) {
    const Evaluation& evaluation = row.evaluation;
    if (evaluation.active(advice, row.index) == Truth::Yes) {
        return AdviceState::Active;
    }
    // A contraindication is named before an override: it is the graver reason.
    if (evaluation.blocked(advice, row.index) == Truth::Yes) {
        return AdviceState::Blocked;
    }
    if (evaluation.overridden(row.program()[advice].rule, row.index) == Truth::Yes) {
        return AdviceState::Overridden;
    }
    return AdviceState::Provisional;
}

EnsureState state_of_ensure(const PatientRow& row, std::size_t ensure) {
    const Ensure& its = row.program().ensures[ensure];
    switch (!arises(row, its) || row.evaluation.truth(its.claim, row.place())) {
    case Truth::Yes: return EnsureState::Held;
    case Truth::No: return EnsureState::Violated;
    case Truth::Unknown: break;
    }
    return EnsureState::Undecided;
}

Answer answer(const PatientView& view) {
    const Program& program = view.program();
    Answer all;
    all.guidelines = answer_guidelines(view);
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        const RuleId rule{i};
        RuleAnswer one{.rule = rule, .status = status(view, rule), .missing = {}, .deciding = {}};
        if (one.status == Status::Undecided) {
            one.missing = missing_for(view, rule);
        } else {
            one.deciding = deciding(view, rule, one.status);
        }
        all.rules.push_back(std::move(one));
    }
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        if (view.evaluation.fired(program.advice[i].rule, view.index) == Truth::Yes) {
            all.advice.push_back(answer_advice(view, {i}));
        }
    }
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        all.ensures.push_back(answer_ensure(view, i));
    }
    return all;
}

} // namespace precept
