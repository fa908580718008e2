#include "interpreter/coverage/seek.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace precept::coverage {

namespace {

/// The date that a comparison or an elapsed time sets beside today, where no fact says it.
std::optional<Date> beside_today(const Program& program, const Node& node) {
    const auto* compare = std::get_if<node::Compare>(&node.kind);
    const auto* elapsed = std::get_if<node::Elapsed>(&node.kind);
    if (compare == nullptr && elapsed == nullptr) {
        return std::nullopt;
    }
    std::optional<Date> date;
    bool today = false;
    for (const NodeId side : compare != nullptr ? std::array{compare->left, compare->right}
                                                : std::array{elapsed->from, elapsed->to}) {
        const auto* shift = std::get_if<node::Shift>(&program[side].kind);
        const Node& plain = program[shift != nullptr ? shift->date : side];
        today = today || std::holds_alternative<node::Today>(plain.kind);
        if (const auto* constant = std::get_if<node::Constant>(&plain.kind)) {
            if (const auto* value = std::get_if<Date>(&constant->value)) {
                date = shift == nullptr ? *value : add(*value, shift->span);
            }
        }
    }
    return today ? date : std::nullopt;
}

} // namespace

std::vector<Date> turning_days(const Program& program) {
    std::vector<Date> days;
    for (const Node& node : program.nodes) {
        if (const auto date = beside_today(program, node)) {
            days.push_back({date->days - 1});
            days.push_back(*date);
            days.push_back({date->days + 1});
        }
    }
    std::ranges::sort(days, {}, &Date::days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

bool depends_on_day(const Program& program, const Owner& owner) {
    std::vector<NodeId> open;
    std::vector<bool> seen(program.nodes.size());
    std::vector<bool> rules(program.rules.size());
    const auto push = [&](NodeId id) {
        if (id.valid() && !seen[id.index]) {
            seen[id.index] = true;
            open.push_back(id);
        }
    };
    const auto push_rule = [&](RuleId id) {
        if (!rules[id.index]) {
            rules[id.index] = true;
            push(program[program[id].module].applies);
            push(program[id].when);
            for (const Unless& unless : program[id].unless) {
                push(unless.condition);
            }
        }
    };
    switch (owner.kind) {
    case Owner::Kind::Definition: push(program.definitions[owner.index].body); break;
    case Owner::Kind::Rule: push_rule({owner.index}); break;
    case Owner::Kind::Ensure: push(program.ensures[owner.index].whenever); break;
    case Owner::Kind::Guideline:
        push(program.modules[owner.index].applies);
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            if (program.rules[i].module.index == owner.index) {
                push_rule({i});
            }
        }
        break;
    }
    while (!open.empty()) {
        const Node& node = program[open.back()];
        open.pop_back();
        if (beside_today(program, node)) {
            return true;
        }
        if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
            push(program[definition->definition].body);
        } else if (const auto* fires = std::get_if<node::RuleFires>(&node.kind)) {
            push_rule(fires->rule);
        } else if (std::holds_alternative<node::TermOutcome>(node.kind) || std::holds_alternative<node::AnyAdvice>(node.kind)) {
            // Of any rule that has to do with it, and what stands against that one.
            return !turning_days(program).empty();
        }
        for_each_operand(node.kind, push);
    }
    return false;
}

} // namespace precept::coverage
