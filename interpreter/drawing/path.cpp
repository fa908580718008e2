// What became of each thing for a patient, and the patient's way: along what decided the rules that
// fired, and what keeps others undecided.

#include "interpreter/drawing/picture.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::drawing {

namespace {

using Kind = document::Target::Kind;

Mark mark_of(Truth truth) {
    return truth == Truth::Yes ? Mark::Yes : truth == Truth::No ? Mark::No : Mark::Unknown;
}

Mark mark_of(Status status) {
    switch (status) {
    case Status::Fired: return Mark::Yes;
    case Status::NotFired: return Mark::No;
    case Status::Undecided: return Mark::Unknown;
    case Status::NotApplicable: break;
    }
    return Mark::NotApplicable;
}

/// The conditions that made the rule's status what it is.
std::vector<Condition> deciding(const PatientView& view, RuleId rule, Status status) {
    const RuleTrace trace = trace_rule(view, rule);
    std::vector<Condition> found;
    const auto add = [&](const Condition& one, Truth wanted) {
        if (one.truth == wanted) {
            found.push_back(deciding_part(view.program(), one));
        }
    };
    add(trace.when, status == Status::Fired ? Truth::Yes : Truth::Unknown);
    for (const Condition& unless : trace.unless) {
        add(unless, status == Status::Fired ? Truth::No : Truth::Unknown);
    }
    return found;
}

/// The kind of events that a condition or value looks through.
std::optional<EventId> event_of(const Program& program, const Condition& condition) {
    if (condition.shape != Condition::Shape::Events || !condition.node.valid()) {
        return std::nullopt;
    }
    const Node::Kind& kind = program[condition.node].kind;
    if (const auto* it = std::get_if<node::Quantified>(&kind)) {
        return program[it->scope].event;
    }
    if (const auto* it = std::get_if<node::CountOf>(&kind)) {
        return program[it->scope].event;
    }
    const auto* pick = std::get_if<node::Pick>(&kind);
    return pick != nullptr ? std::optional(program[pick->scope].event) : std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

void Painter::mark(const PatientView& view, const Answer& answer) {
    picture_.patient = true;
    const std::string& name = view.patient.name;
    picture_.subtitle = fmt::format(
        "{}asked for on {}. {}",
        name.empty() ? "" : name + ", ",
        to_string(view.today),
        picture_.subtitle
    );
    for (const auto& [target, index] : boxes_) {
        mark(view, target, picture_.boxes[index]);
    }
    for (const auto& [id, index] : advice_) {
        const RuleId rule = program_.advice[id].rule;
        mark_advice(answer, AdviceId{id}, answer.rules[rule.index].status, picture_.boxes[index]);
    }
    for (const auto& [target, index] : boxes_) {
        if (target.kind != Kind::Rule) {
            continue;
        }
        const RuleId rule{target.index};
        const Status status = answer.rules[rule.index].status;
        if (status != Status::Fired && status != Status::Undecided) {
            continue;
        }
        follow(view, deciding(view, rule, status), index);
        const NodeId applies = program_[program_[rule].module].applies;
        if (applies.valid()) {
            const std::size_t gate = boxes_.at({Kind::Module, program_[rule].module.index});
            walk(gate, index, Arrow::Kind::Applies);
            follow(view, {deciding_part(program_, trace_node(view, applies))}, gate);
        }
        for (const AdviceId advice : program_[rule].advice) {
            walk(index, advice_.at(advice.index));
        }
    }
    walk_withdrawals(view);
}

/// What withdrew advice is part of the way.
void Painter::walk_withdrawals(const PatientView& view) {
    const auto any_active = [&](RuleId rule) {
        const std::vector<AdviceId>& advice = program_[rule].advice;
        return std::any_of(advice.begin(), advice.end(), [&](AdviceId one) {
            return view.evaluation.active(one, view.index) == Truth::Yes;
        });
    };
    for (const auto& [target, index] : boxes_) {
        if (target.kind != Kind::Rule || !any_active(RuleId{target.index})) {
            continue;
        }
        for (const RuleId other : program_.rules[target.index].overrides) {
            const auto box = boxes_.find({Kind::Rule, other.index});
            if (box != boxes_.end() && picture_.boxes[box->second].mark == Mark::Yes) {
                walk(index, box->second, Arrow::Kind::Overrides);
            }
        }
    }
    for (Arrow& arrow : picture_.arrows) {
        if (arrow.kind == Arrow::Kind::Blocks && picture_.boxes[arrow.from].mark == Mark::Yes &&
            picture_.boxes[arrow.to].mark == Mark::Stopped) {
            arrow.on_path = true;
        }
    }
}

void Painter::mark(const PatientView& view, Target target, Box& box) const {
    switch (target.kind) {
    case Kind::Fact: mark_fact(view, read_fact(view, FactId{target.index}), box); break;
    case Kind::Event: mark_fact(view, read_events(view, EventId{target.index}), box); break;
    case Kind::Definition: {
        const Operand operand = read_definition(view, DefinitionId{target.index});
        if (operand.reading.type.kind == TypeKind::Truth) {
            const NodeId body = program_.definitions[target.index].body;
            box.mark = mark_of(view.evaluation.truth(body, view.place()));
            box.said = show(program_, operand.reading);
            box.said = box.mark == Mark::Unknown ? "undecided" : box.said;
        } else {
            mark_fact(view, operand, box);
        }
        break;
    }
    case Kind::Rule: {
        const Status status = precept::status(view, RuleId{target.index});
        box.mark = mark_of(status);
        box.said = in_words(status);
        break;
    }
    default: {
        const Truth applies = view.evaluation.applies(ModuleId{target.index}, view.index);
        box.mark = mark_of(applies);
        box.said = applies == Truth::Yes  ? "applies"
                   : applies == Truth::No ? "does not apply"
                                          : "undecided";
        break;
    }
    }
}

void Painter::mark_fact(const PatientView& view, const Operand& operand, Box& box) const {
    const bool known = operand.reading.reason == Reason::None;
    box.mark = known ? Mark::Known : Mark::Unknown;
    if (operand.kind == Operand::Kind::Events && known) {
        const EventList& list = view.patient.events[operand.index];
        box.said = list.records.empty() ? "none" : fmt::format("{} recorded", list.records.size());
        return;
    }
    box.said = known ? "= " + show(program_, operand.reading) : show_reason(program_, operand);
    if (operand.origin.kind == Origin::Kind::Assumed) {
        box.said += " (assumed)";
    }
    if (!known && box.said.empty()) {
        box.said = "undecided";
    }
}

void Painter::mark_advice(const Answer& answer, AdviceId id, Status status, Box& box) const {
    if (status != Status::Fired) {
        box.mark = mark_of(status);
        box.said = status == Status::Undecided ? "undecided" : "not given";
        return;
    }
    const auto found =
        std::find_if(answer.advice.begin(), answer.advice.end(), [&](const AdviceAnswer& one) {
            return one.advice == id;
        });
    std::vector<std::string> by;
    for (const Opposition& one : found->by) {
        by.push_back(program_[one.rule].label);
    }
    box.said = in_words(found->state);
    switch (found->state) {
    case AdviceState::Active: box.mark = Mark::Yes; return;
    case AdviceState::Provisional:
        box.mark = Mark::Unknown;
        box.said += by.empty() ? "" : ": may yet give way to " + joined(by);
        return;
    case AdviceState::Blocked:
    case AdviceState::Overridden: break;
    }
    box.mark = Mark::Stopped;
    box.said += by.empty() ? "" : " by " + joined(by);
}

void Painter::follow(
    const PatientView& view, const std::vector<Condition>& conditions, std::size_t to
) {
    std::vector<Condition> open = conditions;
    while (!open.empty()) {
        const Condition next = std::move(open.back());
        open.pop_back();
        for (const Operand& operand : next.operands) {
            follow_operand(view, operand, to);
        }
        // The list that is looked through is not an operand of what looks through it.
        if (const auto event = event_of(program_, next)) {
            if (const auto box = boxes_.find({Kind::Event, event->index}); box != boxes_.end()) {
                walk(box->second, to);
            }
        }
        open.insert(open.end(), next.children.begin(), next.children.end());
        open.insert(open.end(), next.value_parts.begin(), next.value_parts.end());
    }
}

void Painter::follow_operand(const PatientView& view, const Operand& operand, std::size_t to) {
    const auto walk_from = [&](Kind kind, std::uint32_t index) {
        if (const auto found = boxes_.find({kind, index}); found != boxes_.end()) {
            walk(found->second, to);
        }
    };
    switch (operand.kind) {
    case Operand::Kind::Fact: walk_from(Kind::Fact, operand.index); return;
    case Operand::Kind::Events:
    case Operand::Kind::Field: walk_from(Kind::Event, operand.index); return;
    case Operand::Kind::Rule: walk_from(Kind::Rule, operand.index); return;
    case Operand::Kind::Term:
        for (const auto& [index, box] : advice_) {
            const RuleId rule = program_.advice[index].rule;
            if (std::find(operand.rules.begin(), operand.rules.end(), rule) !=
                operand.rules.end()) {
                walk(box, to);
            }
        }
        return;
    case Operand::Kind::Definition: break;
    default: return;
    }
    walk_from(Kind::Definition, operand.index);
    if (followed_[operand.index]) {
        return;
    }
    followed_[operand.index] = true;
    const auto box = boxes_.find({Kind::Definition, operand.index});
    if (box != boxes_.end()) {
        const Condition body = trace_definition(view, DefinitionId{operand.index});
        follow(view, {deciding_part(program_, body)}, box->second);
    }
}

/// Marks the arrow between the two, if there is one.
void Painter::walk(std::size_t from, std::size_t to, Arrow::Kind kind) {
    if (const auto found = arrows_.find({from, to, kind}); found != arrows_.end()) {
        picture_.arrows[found->second].on_path = true;
    }
}

} // namespace precept::drawing
