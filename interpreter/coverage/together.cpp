#include "interpreter/coverage/together.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace precept::coverage {

namespace {

constexpr std::size_t most_combinations = 4096; ///< of one proof
constexpr std::size_t most_values = 8;          ///< of a domain of which all subsets are tried

/// A fact or a definition.
using Subject = std::pair<bool, std::uint32_t>;

/// What is known of a subject: its possible values, or where a number lies among the thresholds
/// that it is compared with (on the first is 1, between it and the second 2, and so on).
struct State {
    Possible values;
    std::optional<std::size_t> place;
};

bool holds(node::CompareOp op, std::size_t left, std::size_t right) {
    switch (op) {
    case node::CompareOp::Less: return left < right;
    case node::CompareOp::LessEqual: return left <= right;
    case node::CompareOp::Greater: return left > right;
    case node::CompareOp::GreaterEqual: return left >= right;
    case node::CompareOp::Equal: break;
    }
    return left == right;
}

/// Reads conditions that say something of one subject alone.
class Reader {
public:
    explicit Reader(const Program& program) : program_(program) {}

    /// Finds what the condition speaks of; false where it does so in another way than is read here.
    bool find(NodeId id) {
        const Node::Kind& kind = program_[id].kind;
        if (const auto* junction = std::get_if<node::Junction>(&kind)) {
            return std::ranges::all_of(junction->operands, [&](NodeId part) { return find(part); });
        }
        if (const auto* negation = std::get_if<node::Not>(&kind)) {
            return find(negation->operand);
        }
        if (const auto* one_of = std::get_if<node::OneOf>(&kind)) {
            return speaks_of(one_of->subject);
        }
        if (const auto* known = std::get_if<node::Known>(&kind)) {
            return speaks_of(known->subject);
        }
        const auto* compare = std::get_if<node::Compare>(&kind);
        const double* threshold = compare != nullptr ? number(compare->right) : nullptr;
        if (threshold == nullptr || !speaks_of(compare->left) || !subject->first) {
            return false; // a number that is worked out can be known to lie in a range
        }
        thresholds.insert(*threshold);
        return true;
    }

    /// Of a condition that `find` has read.
    [[nodiscard]] Truth truth(NodeId id, const State& state) const {
        const Node::Kind& kind = program_[id].kind;
        if (const auto* junction = std::get_if<node::Junction>(&kind)) {
            return joined(*junction, [&](NodeId part) { return truth(part, state); });
        }
        if (const auto* negation = std::get_if<node::Not>(&kind)) {
            return !truth(negation->operand, state);
        }
        if (const auto* one_of = std::get_if<node::OneOf>(&kind)) {
            const bool in = (state.values.values & one_of->values) != 0;
            const bool out = (state.values.values & ~one_of->values) != 0;
            const bool none = (state.values.values & Possible::no_value) != 0;
            return none || in == out ? Truth::Unknown : in ? Truth::Yes : Truth::No;
        }
        if (std::holds_alternative<node::Known>(kind)) {
            return state.place || state.values.known() ? Truth::Yes : Truth::No;
        }
        const auto& compare = std::get<node::Compare>(kind);
        if (!state.place) {
            return Truth::Unknown;
        }
        const auto at = std::distance(thresholds.begin(), thresholds.find(*number(compare.right)));
        const auto place = 2 * static_cast<std::size_t>(at) + 1;
        return holds(compare.op, *state.place, place) ? Truth::Yes : Truth::No;
    }

    /// All that can be known of the subject; empty where that is too much.
    [[nodiscard]] std::vector<State> states() const {
        std::vector<State> all;
        if (domain) {
            const std::size_t count = program_[*domain].values.size();
            if (count > most_values) {
                return {};
            }
            for (std::uint64_t values = 1; values < std::uint64_t{1} << count; ++values) {
                all.push_back({{values}, {}});
            }
        }
        all.push_back({}); // no value, or none known
        for (std::size_t place = 0; !domain && place <= 2 * thresholds.size(); ++place) {
            all.push_back({{}, place});
        }
        return all;
    }

    std::optional<Subject> subject;
    std::optional<DomainId> domain; ///< of a coded subject
    std::set<double> thresholds;

private:
    bool speaks_of(NodeId id) {
        const Node& node = program_[id];
        std::optional<Subject> found;
        if (const auto* fact = std::get_if<node::FactRef>(&node.kind)) {
            found = {true, fact->fact.index};
        } else if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
            found = {false, definition->definition.index};
        }
        const bool coded = node.type.kind == TypeKind::Coded;
        if (!found || (subject && subject != found) ||
            (!coded && node.type.kind != TypeKind::Number)) {
            return false;
        }
        subject = found;
        if (coded) {
            domain = node.type.domain;
        }
        return true;
    }

    [[nodiscard]] const double* number(NodeId id) const {
        const auto* constant = std::get_if<node::Constant>(&program_[id].kind);
        return constant != nullptr ? std::get_if<double>(&constant->value) : nullptr;
    }

    const Program& program_;
};

/// Conditions that speak of one subject, and which truths they can have together.
struct Group {
    std::vector<std::size_t> conditions; ///< numbers
    std::vector<std::vector<Truth>> truths;
};

/// The conditions that a decision is made of.
class Together {
public:
    Together(const Program& program, const Decision& decision) : program_(program) {
        for (const NodeId part : decision.parts) {
            collect(part);
        }
        std::map<Subject, std::pair<Reader, std::vector<std::size_t>>> by_subject;
        for (std::size_t i = 0; i < conditions_.size(); ++i) {
            Reader reader(program);
            if (!reader.find(conditions_[i]) || !reader.subject) {
                groups_.push_back({{i}, alone(conditions_[i])});
                continue;
            }
            auto& its = by_subject.try_emplace(*reader.subject, Reader(program), 0).first->second;
            its.first.find(conditions_[i]);
            its.second.push_back(i);
        }
        for (const auto& [subject, its] : by_subject) {
            add(its.first, its.second);
        }
    }

    /// How many combinations there are; at most `most` and one more.
    [[nodiscard]] std::size_t combinations(std::size_t most) const {
        std::size_t product = 1;
        for (const Group& group : groups_) {
            product = std::min(product * group.truths.size(), most + 1);
        }
        return product;
    }

    /// Whether the condition may decide alone on a side.
    [[nodiscard]] bool decides(const Outcomes& outcomes, NodeId condition, Truth side) const {
        std::vector<Truth> truths(conditions_.size());
        std::vector<std::size_t> chosen(groups_.size());
        const auto number = static_cast<std::size_t>(
            std::ranges::find(conditions_, condition) - conditions_.begin()
        );
        const TruthOf truth_of = [&](NodeId id) {
            return truths[static_cast<std::size_t>(
                std::ranges::find(conditions_, id) - conditions_.begin()
            )];
        };
        do {
            for (std::size_t i = 0; i < groups_.size(); ++i) {
                for (std::size_t j = 0; j < groups_[i].conditions.size(); ++j) {
                    truths[groups_[i].conditions[j]] = groups_[i].truths[chosen[i]][j];
                }
            }
            if (truths[number] == side) {
                const auto now = outcomes.of(truth_of);
                truths[number] = !side;
                if (outcomes.of(truth_of) != now) {
                    return true;
                }
            }
        } while (next(chosen));
        return false;
    }

private:
    void collect(NodeId id) {
        if (!id.valid()) {
            return;
        }
        if (joins(program_[id])) {
            for_each_operand(program_[id].kind, [&](NodeId part) { collect(part); });
        } else {
            conditions_.push_back(id);
        }
    }

    /// The truths of a condition of which nothing is read.
    [[nodiscard]] std::vector<std::vector<Truth>> alone(NodeId id) const {
        if (const auto* constant = std::get_if<node::Constant>(&program_[id].kind)) {
            return {{constant->value == Value{true} ? Truth::Yes : Truth::No}};
        }
        return {{Truth::Yes}, {Truth::No}, {Truth::Unknown}};
    }

    void add(const Reader& reader, const std::vector<std::size_t>& conditions) {
        std::set<std::vector<Truth>> different;
        for (const State& state : reader.states()) {
            std::vector<Truth> truths;
            truths.reserve(conditions.size());
            for (const std::size_t one : conditions) {
                truths.push_back(reader.truth(conditions_[one], state));
            }
            different.insert(std::move(truths));
        }
        if (!different.empty()) {
            groups_.push_back({conditions, {different.begin(), different.end()}});
            return;
        }
        for (const std::size_t one : conditions) {
            groups_.push_back({{one}, alone(conditions_[one])});
        }
    }

    [[nodiscard]] bool next(std::vector<std::size_t>& chosen) const {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (++chosen[i] < groups_[i].truths.size()) {
                return true;
            }
            chosen[i] = 0;
        }
        return false;
    }

    const Program& program_;
    std::vector<NodeId> conditions_;
    std::vector<Group> groups_;
};

bool is_part(const Program& program, NodeId whole, NodeId condition) {
    bool found = whole == condition;
    if (whole.valid() && !found && joins(program[whole])) {
        for_each_operand(program[whole].kind, [&](NodeId part) {
            found = found || is_part(program, part, condition);
        });
    }
    return found;
}

/// The decision as far as the condition bears on it: later cases only pass on what it changed.
Decision up_to(const Program& program, Decision decision, NodeId condition) {
    if (decision.kind == Decision::Kind::Cases) {
        const auto its = std::ranges::find_if(decision.parts, [&](NodeId part) {
            return is_part(program, part, condition);
        });
        decision.parts.erase(std::next(its), decision.parts.end());
    }
    return decision;
}

} // namespace

std::vector<bool> never_alone(
    const Program& program,
    const Conditions& conditions,
    const std::vector<Aim>& aims,
    std::size_t most
) {
    std::vector<bool> proved(aims.size());
    for (std::size_t i = 0; i < aims.size(); ++i) {
        if (aims[i].kind != Aim::Kind::Alone) {
            continue;
        }
        const Condition& condition = conditions.conditions[aims[i].index];
        const Decision decision = up_to(program, conditions.decision_of(condition), condition.node);
        const Together together(program, decision);
        const std::size_t limit = std::min(most, most_combinations);
        const std::size_t count = together.combinations(limit);
        if (count <= limit) {
            most -= count;
            const auto side = static_cast<Truth>(aims[i].which);
            proved[i] = !together.decides(Outcomes(program, decision), condition.node, side);
        }
    }
    return proved;
}

} // namespace precept::coverage
