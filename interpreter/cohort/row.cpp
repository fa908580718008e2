#include "interpreter/cohort/row.hpp"

#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::cohort {

RowReader::RowReader(const Program& program)
    : program_(program),
      search_(program),
      guidelines_(guidelines_of(program)),
      place_of_fact_(program.facts.size(), 0) {
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        opponents_.push_back(opponents(program, AdviceId{i}));
    }
}

const RowAnswer& RowReader::read(const PatientRow& row) {
    for (const MissingPart& part : answer_.missing) {
        if (part.kind == Operand::Kind::Fact) {
            place_of_fact_[part.index] = 0;
        }
    }
    answer_.applies.clear();
    answer_.rules.clear();
    answer_.undecided.clear();
    answer_.advice.clear();
    answer_.ensures.clear();
    place_of_other_.clear();
    answer_.missing.clear();
    answer_.waits.clear();
    answer_.by.clear();
    for (const ModuleId module : guidelines_) {
        answer_.applies.push_back(row.evaluation.applies(module, row.index));
    }
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
        const Status became = status(row, RuleId{i});
        answer_.rules.push_back(became);
        if (became == Status::Undecided) {
            answer_.undecided.push_back({RuleId{i}, note(search_.find(row, RuleId{i}))});
        }
    }
    for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
        if (answer_.rules[program_.advice[i].rule.index] == Status::Fired) {
            read_advice(row, AdviceId{i});
        }
    }
    for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
        answer_.ensures.push_back(state_of_ensure(row, i));
    }
    return answer_;
}

void RowReader::read_advice(const PatientRow& row, AdviceId advice) {
    AdviceRow made{.advice = advice, .state = state(row, advice), .by = {}, .waits = {}};
    made.by.first = static_cast<std::uint32_t>(answer_.by.size());
    if (made.state != AdviceState::Active) {
        // Where something certain stands against it, what is merely possible is beside the point.
        const Truth least = made.state == AdviceState::Provisional ? Truth::Unknown : Truth::Yes;
        for (const Opponent& other : opponents_[advice.index]) {
            const Truth holds = row.evaluation.active(other.advice, row.index);
            if (holds < least) {
                continue;
            }
            const RuleId rule = program_[other.advice].rule;
            const auto first = answer_.by.begin() + made.by.first;
            const auto same = std::find_if(first, answer_.by.end(), [&](const Opposition& one) {
                return one.rule == rule && one.overrides == other.overrides;
            });
            if (same == answer_.by.end()) {
                answer_.by.push_back({rule, other.overrides, holds});
            } else {
                same->holds = same->holds || holds;
            }
        }
    }
    made.by.count = static_cast<std::uint32_t>(answer_.by.size()) - made.by.first;
    if (made.state == AdviceState::Provisional) {
        made.waits = note(search_.find(row, advice));
    }
    answer_.advice.push_back(made);
}

Part RowReader::note(const std::vector<MissingPart>& parts) {
    const auto first = static_cast<std::uint32_t>(answer_.waits.size());
    for (const MissingPart& part : parts) {
        answer_.waits.push_back(place_of(part));
    }
    return {first, static_cast<std::uint32_t>(parts.size())};
}

std::uint32_t RowReader::place_of(const MissingPart& part) {
    const auto next = static_cast<std::uint32_t>(answer_.missing.size());
    if (part.kind == Operand::Kind::Fact) { // by far the most, in wide records thousands
        std::uint32_t& place = place_of_fact_[part.index];
        if (place == 0) {
            answer_.missing.push_back(part);
            place = next + 1;
        }
        return place - 1;
    }
    const auto [place, added] = place_of_other_.try_emplace(
        std::tuple(part.kind, part.index, part.record, part.field), next
    );
    if (added) {
        answer_.missing.push_back(part);
    }
    return place->second;
}

std::vector<ModuleId> guidelines_of(const Program& program) {
    std::vector<bool> has_rules(program.modules.size(), false);
    for (const Rule& rule : program.rules) {
        has_rules[rule.module.index] = true;
    }
    std::vector<ModuleId> found;
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        if (has_rules[i] || program.modules[i].applies.valid()) {
            found.push_back({i});
        }
    }
    return found;
}

std::string name_of(const Program& program, const Sources& sources, const MissingPart& part) {
    switch (part.kind) {
    case Operand::Kind::Fact: return program.facts[part.index].name;
    case Operand::Kind::Events: return program.events[part.index].name;
    case Operand::Kind::Field:
        return fmt::format(
            "{}.{}",
            event_name(program, {part.index}, part.record),
            program.events[part.index].fields[part.field].name
        );
    case Operand::Kind::Definition: return unique_name(program, DefinitionId{part.index});
    default: break;
    }
    return one_line(sources, program.nodes[part.index].span);
}

} // namespace precept::cohort
