#include "interpreter/questions/compare.hpp"

#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace precept {

namespace {

std::string shown(const Program& program, const Operand& operand) {
    const std::string value = show(program, operand.reading);
    const std::string reason = show_reason(program, operand);
    return reason.empty() ? value : fmt::format("unknown ({})", reason);
}

std::string record_text(const Program& program, const Event& event, const EventRecord& record) {
    std::string text;
    for (std::size_t i = 0; i < event.fields.size(); ++i) {
        if (record.fields[i].state == CellState::Given) {
            text += fmt::format(
                "{}{} {}",
                text.empty() ? "" : ", ",
                event.fields[i].name,
                to_string(program, event.fields[i].holds.type, record.fields[i].value)
            );
        }
    }
    return text.empty() ? "of which nothing is known" : text;
}

std::string list_text(const PatientView& view, EventId id) {
    const EventList& list = view.patient.events[id.index];
    if (!list.known) {
        return "unknown";
    }
    std::string text;
    for (const EventRecord& record : list.records) {
        text +=
            (text.empty() ? "" : "; ") + record_text(view.program(), view.program()[id], record);
    }
    return text.empty() ? "none" : text;
}

/// Finds where two patients part, from the top of a condition down to the parts that tell them
/// apart; through definitions, each once.
class Partings {
public:
    Partings(const PatientView& left, const PatientView& right, std::vector<Parting>& found)
        : left_(left),
          right_(right),
          program_(left.program()),
          found_(found) {}

    void of(RuleId rule) {
        rule_ = rule;
        seen_.clear();
        const Rule& its = program_[rule];
        visit(program_[its.module].applies);
        visit(its.when);
        for (const Unless& unless : its.unless) {
            visit(unless.condition);
        }
    }

private:
    /// Whether the two part in `node`, and that was noted.
    bool visit(NodeId node) {
        if (!node.valid() || !seen_.insert(node.index).second) {
            return false;
        }
        const Node& its = program_[node];
        const bool condition = its.type.kind == TypeKind::Truth;
        const Truth left = condition ? left_.evaluation.truth(node, left_.place()) : Truth::Unknown;
        const Truth right =
            condition ? right_.evaluation.truth(node, right_.place()) : Truth::Unknown;
        if (condition && left == right) {
            return false;
        }
        bool noted = false;
        if (const auto* definition = std::get_if<node::DefinitionRef>(&its.kind)) {
            noted = visit(program_[definition->definition].body);
        } else if (!its.atom && is_patients(its.kind)) {
            for_each_operand(its.kind, [&](NodeId operand) {
                if (program_[operand].type.kind == TypeKind::Truth) {
                    noted = visit(operand) || noted;
                }
            });
        }
        if (!noted && condition) {
            found_.push_back({rule_, node, left, right});
            noted = true;
        }
        return noted;
    }

    /// Whether the operands stand in the patient's scope, too.
    [[nodiscard]] static bool is_patients(const Node::Kind& kind) {
        return !std::holds_alternative<node::Quantified>(kind) &&
               !std::holds_alternative<node::CountOf>(kind) &&
               !std::holds_alternative<node::Pick>(kind);
    }

    const PatientView& left_;
    const PatientView& right_;
    const Program& program_;
    std::vector<Parting>& found_;
    RuleId rule_;
    std::set<std::uint32_t> seen_;
};

std::vector<Opposition> opposition_in(const Answer& answer, AdviceId advice) {
    const auto found = std::ranges::find(answer.advice, advice, &AdviceAnswer::advice);
    return found == answer.advice.end() ? std::vector<Opposition>{} : found->by;
}

} // namespace

Comparison compare(const PatientView& left, const PatientView& right) {
    const Program& program = left.program();
    Comparison comparison;
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const Operand one = read_fact(left, FactId{i});
        const std::string other = shown(program, read_fact(right, FactId{i}));
        if (shown(program, one) != other) {
            comparison.facts.push_back({one.name, shown(program, one), other});
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        const std::string one = list_text(left, EventId{i});
        const std::string other = list_text(right, EventId{i});
        if (one != other) {
            comparison.facts.push_back({program.events[i].name, one, other});
        }
    }
    comparison.difference = difference(left, right);
    Partings partings(left, right, comparison.partings);
    for (const StatusChange& one : comparison.difference.rules) {
        partings.of(one.rule);
    }
    const Answer of_left = answer(left);
    const Answer of_right = answer(right);
    for (const AdviceChange& one : comparison.difference.advice) {
        if (one.before && one.after) {
            comparison.oppositions.push_back(
                {one.advice,
                 opposition_in(of_left, one.advice),
                 opposition_in(of_right, one.advice)}
            );
        }
    }
    return comparison;
}

} // namespace precept
