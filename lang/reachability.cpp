// Cases that those before them cover, found by plain enumeration: every fact in the conditions
// takes each of its values in turn, a number one value at and one on either side of each threshold.
// What can't be enumerated so counts as "may be either", so that a case is called unreachable only
// when it is.

#include "lang/building.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace precept {

namespace {

constexpr std::size_t most_combinations = 4096;

/// A value under which conditions are tried; `nothing` stands for an unknown fact.
struct Trial {
    bool known = true;
    double number = 0; ///< a number, the index of a coded value, or 1 and 0 for yes and no
};

enum class Verdict : std::uint8_t { No, Either, Yes };

/// What makes two references the same variable.
using Variable = std::pair<std::size_t, std::pair<std::uint32_t, std::uint32_t>>;

class Enumeration {
public:
    Enumeration(Building& building, const std::vector<node::Case>& cases)
        : building_(building),
          program_(building.program),
          cases_(cases) {}

    void run() {
        if (cases_.size() < 2) {
            return;
        }
        for (const node::Case& one : cases_) {
            if (one.when.valid()) {
                collect(one.when, false);
            }
        }
        std::size_t combinations = 1;
        for (Trials& trials : trials_) {
            complete(trials);
            combinations *= std::max<std::size_t>(trials.values.size(), 1);
            if (combinations > most_combinations ||
                combinations * cases_.size() > 64 * most_combinations) {
                return;
            }
        }
        index_references();
        std::vector<bool> reached(cases_.size(), false);
        for (std::size_t number = 0; number < combinations; ++number) {
            choose(number);
            try_cases(reached);
        }
        report(reached);
    }

private:
    struct Trials {
        Variable variable;
        TypeKind kind = TypeKind::Invalid;
        NodeId node;
        bool asked_known = false;
        std::vector<double> thresholds;
        std::vector<Trial> values;
        Trial now;
    };

    [[nodiscard]] std::optional<Variable> variable(NodeId id) const {
        const Node& node = program_[id];
        const bool fits = node.type.kind == TypeKind::Truth || node.type.kind == TypeKind::Coded ||
                          node.type.kind == TypeKind::Number;
        if (!fits) {
            return std::nullopt;
        }
        if (const auto* fact = std::get_if<node::FactRef>(&node.kind)) {
            return Variable{0, {fact->fact.index, node.type.unit.id}};
        }
        if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
            return Variable{1, {definition->definition.index, node.type.unit.id}};
        }
        if (const auto* field = std::get_if<node::PickedField>(&node.kind)) {
            if (const auto* event =
                    std::get_if<node::DefinitionRef>(&program_[field->event].kind)) {
                return Variable{2 + event->definition.index, {field->field, node.type.unit.id}};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<double> number(NodeId id) const {
        const auto* constant = std::get_if<node::Constant>(&program_[id].kind);
        return constant != nullptr && std::holds_alternative<double>(constant->value)
                   ? std::optional(std::get<double>(constant->value))
                   : std::nullopt;
    }

    /// The place of the variable's trials, of which there are few.
    std::uint32_t trials_of(const Variable& variable) {
        const auto found = std::ranges::find(trials_, variable, &Trials::variable);
        if (found != trials_.end()) {
            return static_cast<std::uint32_t>(found - trials_.begin());
        }
        trials_.emplace_back().variable = variable;
        return static_cast<std::uint32_t>(trials_.size() - 1);
    }

    void refer(NodeId id, std::uint32_t place, bool asked_known) {
        Trials& trials = trials_[place];
        references_.emplace_back(id.index, place);
        trials.kind = program_[id].type.kind;
        trials.node = id;
        trials.asked_known = trials.asked_known || asked_known;
    }

    void collect(NodeId id, bool asked_known) {
        const Node& node = program_[id];
        if (const auto seen = variable(id)) {
            refer(id, trials_of(*seen), asked_known);
            return;
        }
        if (std::holds_alternative<node::Quantified>(node.kind) ||
            std::holds_alternative<node::CountOf>(node.kind)) {
            return; // about many events: not one variable
        }
        if (const auto* compare = std::get_if<node::Compare>(&node.kind)) {
            for (const auto& [side, other] :
                 {std::pair(compare->left, compare->right),
                  std::pair(compare->right, compare->left)}) {
                const auto seen = variable(side);
                const auto threshold = number(other);
                if (seen && threshold) {
                    const std::uint32_t place = trials_of(*seen);
                    refer(side, place, false);
                    trials_[place].thresholds.push_back(*threshold);
                }
            }
            return;
        }
        const bool known = std::holds_alternative<node::Known>(node.kind);
        for_each_operand(node.kind, [&](NodeId operand) { collect(operand, known); });
    }

    /// What was made of one definition stands side by side in the program.
    void index_references() {
        const auto [first, last] = std::ranges::minmax_element(references_);
        if (first == references_.end()) {
            return;
        }
        first_node_ = first->first;
        by_node_.assign(last->first - first_node_ + 1, nothing);
        for (const auto& [node, place] : references_) {
            by_node_[node - first_node_] = place;
        }
    }

    void complete(Trials& trials) const {
        switch (trials.kind) {
        case TypeKind::Truth: trials.values = {{true, 0}, {true, 1}}; break;
        case TypeKind::Coded:
            for (std::size_t i = 0; i < program_[program_[trials.node].type.domain].values.size();
                 ++i) {
                trials.values.push_back({true, static_cast<double>(i)});
            }
            break;
        default: number_trials(trials); break;
        }
        if (trials.asked_known) {
            trials.values.push_back({false, 0});
        }
    }

    void number_trials(Trials& trials) const {
        auto& thresholds = trials.thresholds;
        std::sort(thresholds.begin(), thresholds.end());
        thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
        constexpr double far = std::numeric_limits<double>::max();
        double low = -far;
        double high = far;
        if (trials.variable.first == 0) {
            const Holds& holds = program_[FactId{trials.variable.second.first}].holds;
            if (holds.range && holds.type.unit == program_[trials.node].type.unit) {
                std::tie(low, high) = *holds.range;
            }
        }
        const auto add = [&](double value) {
            if (value >= low && value <= high) {
                trials.values.push_back({true, value});
            }
        };
        add(low);
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            add(thresholds[i]);
            if (i + 1 < thresholds.size()) {
                add(thresholds[i] + (thresholds[i + 1] - thresholds[i]) / 2);
            }
        }
        if (!thresholds.empty()) {
            add(std::max(low, std::min(high, thresholds.front() - 1)));
            add(std::max(low, std::min(high, thresholds.back() + 1)));
        }
        add(high);
    }

    void choose(std::size_t number) {
        for (Trials& trials : trials_) {
            if (!trials.values.empty()) {
                trials.now = trials.values[number % trials.values.size()];
                number /= trials.values.size();
            }
        }
    }

    void try_cases(std::vector<bool>& reached) const {
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            const NodeId when = cases_[i].when;
            const Verdict verdict = when.valid() ? judge(when) : Verdict::Yes;
            if (verdict != Verdict::No) {
                reached[i] = true;
            }
            if (verdict == Verdict::Yes) {
                return;
            }
        }
    }

    [[nodiscard]] const Trial* trial(NodeId id) const {
        const std::size_t at = id.index - first_node_; // before the first: beyond the last
        if (at >= by_node_.size() || by_node_[at] == nothing) {
            return nullptr;
        }
        const Trials& trials = trials_[by_node_[at]];
        return trials.values.empty() ? nullptr : &trials.now;
    }

    static Verdict verdict(bool yes) { return yes ? Verdict::Yes : Verdict::No; }

    [[nodiscard]] Verdict judge(NodeId id) const {
        const Node& node = program_[id];
        if (const Trial* now = trial(id)) {
            return now->known ? verdict(now->number != 0) : Verdict::Either;
        }
        if (const auto* constant = std::get_if<node::Constant>(&node.kind)) {
            return verdict(std::get<bool>(constant->value));
        }
        if (const auto* negation = std::get_if<node::Not>(&node.kind)) {
            return static_cast<Verdict>(2 - static_cast<int>(judge(negation->operand)));
        }
        if (const auto* junction = std::get_if<node::Junction>(&node.kind)) {
            return judge(*junction);
        }
        if (const auto* one_of = std::get_if<node::OneOf>(&node.kind)) {
            const Trial* now = trial(one_of->subject);
            return now == nullptr || !now->known
                       ? Verdict::Either
                       : verdict((one_of->values >> static_cast<unsigned>(now->number) & 1U) != 0);
        }
        if (const auto* known = std::get_if<node::Known>(&node.kind)) {
            const Trial* now = trial(known->subject);
            return now == nullptr ? Verdict::Either : verdict(now->known);
        }
        if (const auto* compare = std::get_if<node::Compare>(&node.kind)) {
            return judge(*compare);
        }
        return Verdict::Either;
    }

    [[nodiscard]] Verdict judge(const node::Junction& junction) const {
        std::size_t yes = 0;
        std::size_t open = 0;
        for (const NodeId operand : junction.operands) {
            const Verdict one = judge(operand);
            yes += one == Verdict::Yes ? 1 : 0;
            open += one == Verdict::Either ? 1 : 0;
        }
        const std::size_t size = junction.operands.size();
        const auto within = [&](std::size_t low, std::size_t high) {
            // The number of true operands lies from `yes` to `yes + open`.
            return yes >= low && yes + open <= high ? Verdict::Yes
                   : yes > high || yes + open < low ? Verdict::No
                                                    : Verdict::Either;
        };
        switch (junction.quantity) {
        case ast::Quantity::All: return within(size, size);
        case ast::Quantity::Any: return within(1, size);
        case ast::Quantity::None: return within(0, 0);
        case ast::Quantity::AtLeast: return within(junction.count, size);
        case ast::Quantity::Exactly: return within(junction.count, junction.count);
        case ast::Quantity::AtMost: return within(0, junction.count);
        }
        return Verdict::Either;
    }

    [[nodiscard]] Verdict judge(const node::Compare& compare) const {
        const auto side = [&](NodeId id) -> std::optional<double> {
            if (const auto constant = number(id)) {
                return constant;
            }
            const Trial* now = trial(id);
            return now != nullptr && now->known ? std::optional(now->number) : std::nullopt;
        };
        const auto left = side(compare.left);
        const auto right = side(compare.right);
        // Two facts against each other: their trial values were not chosen for that.
        const bool constant = number(compare.left) || number(compare.right);
        if (!left || !right || !constant) {
            return Verdict::Either;
        }
        switch (compare.op) {
        case node::CompareOp::Less: return verdict(*left < *right);
        case node::CompareOp::LessEqual: return verdict(*left <= *right);
        case node::CompareOp::Greater: return verdict(*left > *right);
        case node::CompareOp::GreaterEqual: return verdict(*left >= *right);
        case node::CompareOp::Equal: return verdict(*left == *right);
        }
        return Verdict::Either;
    }

    void report(const std::vector<bool>& reached) {
        for (std::size_t i = 1; i < reached.size(); ++i) {
            const node::Case& one = cases_[i];
            // A last `otherwise` is a safe habit, not a mistake.
            if (reached[i] || !one.when.valid()) {
                continue;
            }
            const Span value = program_[one.value].span;
            const Span when = program_[one.when].span;
            building_.report(
                Code::UnreachableCase,
                value.begin < when.begin ? join(value, when) : join(when, value),
                "this case is never reached: the cases before it cover all that it could apply to",
                "remove it, or narrow one of the cases above"
            );
        }
    }

    Building& building_;
    const Program& program_;
    const std::vector<node::Case>& cases_;
    std::vector<Trials> trials_;
    /// Nodes that refer to a variable, and the place of its trials.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> references_;
    static constexpr std::uint32_t nothing = NodeId::nothing;
    std::size_t first_node_ = 0;
    std::vector<std::uint32_t> by_node_; ///< the same, by node from the first on
};

} // namespace

void report_unreachable(Building& building) {
    for (const Definition& definition : building.program.definitions) {
        if (!definition.body.valid()) {
            continue;
        }
        if (const auto* cases = std::get_if<node::Cases>(&building.program[definition.body].kind)) {
            Enumeration(building, cases->cases).run();
        }
    }
}

} // namespace precept
