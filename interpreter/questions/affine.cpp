#include "interpreter/questions/affine.hpp"

#include "interpreter/questions/reach.hpp"
#include "interpreter/questions/thresholds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace precept {

namespace {

/// Which nodes are numbers that depend on the subject, and whether all of them are affine in it.
class Dependence {
public:
    Dependence(const Situation& situation, const Subject& subject)
        : situation_(situation),
          program_(situation.program),
          subject_(subject),
          marks_(program_.nodes.size(), Mark::New) {}

    /// The comparisons that depend on the subject; nothing when some use of it is not affine.
    std::optional<std::vector<NodeId>> comparisons() {
        std::vector<NodeId> found;
        for (std::uint32_t i = 0; i < program_.nodes.size(); ++i) {
            const Node& node = program_.nodes[i];
            bool any = false;
            for_each_operand(node.kind, [&](NodeId operand) { any = depends(operand) || any; });
            if (!any) {
                continue;
            }
            if (std::holds_alternative<node::Compare>(node.kind)) {
                found.push_back({i});
            } else if (!keeps_affine(node)) {
                return std::nullopt;
            }
        }
        for (const NodeId comparison : found) {
            if (stands_in_events(comparison) || jumps(comparison)) {
                return std::nullopt;
            }
        }
        return found;
    }

private:
    enum class Mark : std::uint8_t { New, Open, No, Yes };

    bool depends(NodeId id) {
        if (!id.valid() || program_[id].type.kind != TypeKind::Number) {
            return false;
        }
        Mark& mark = marks_[id.index];
        if (mark == Mark::New) {
            mark = Mark::Open; // definitions have no circles: never met again while open
            const Node::Kind& kind = program_[id].kind;
            bool any = false;
            if (const auto* fact = std::get_if<node::FactRef>(&kind)) {
                any = fact->fact.index == subject_.index;
            } else if (const auto* definition = std::get_if<node::DefinitionRef>(&kind)) {
                any = depends(program_[definition->definition].body);
            } else {
                for_each_operand(kind, [&](NodeId operand) { any = depends(operand) || any; });
            }
            marks_[id.index] = any ? Mark::Yes : Mark::No;
        }
        return marks_[id.index] == Mark::Yes;
    }

    bool keeps_affine(const Node& node) {
        if (const auto* it = std::get_if<node::Arithmetic>(&node.kind)) {
            switch (it->op) {
            case ast::ArithmeticOp::Add:
            case ast::ArithmeticOp::Subtract: return true;
            case ast::ArithmeticOp::Multiply: return depends(it->left) != depends(it->right);
            case ast::ArithmeticOp::Divide: return !depends(it->right);
            case ast::ArithmeticOp::Power: return false;
            }
        }
        return std::holds_alternative<node::Negative>(node.kind) ||
               std::holds_alternative<node::Convert>(node.kind) ||
               std::holds_alternative<node::Known>(node.kind);
    }

    /// Whether it looks at the fields of an event, and so has no one value for a patient.
    [[nodiscard]] bool stands_in_events(NodeId id) const {
        bool found = std::holds_alternative<node::FieldRef>(program_[id].kind);
        for_each_operand(program_[id].kind, [&](NodeId operand) {
            found = found || stands_in_events(operand);
        });
        return found;
    }

    /// Whether one of its numbers depends on the subject by a condition, too (a case that applies
    /// below 10 %), and so may jump.
    [[nodiscard]] bool jumps(NodeId comparison) const {
        std::vector<NodeId> open{comparison};
        std::set<NodeId> seen;
        Roots conditions;
        while (!open.empty()) {
            const NodeId next = open.back();
            open.pop_back();
            if (!next.valid() || !seen.insert(next).second) {
                continue;
            }
            const Node& node = program_[next];
            if (next != comparison && node.type.kind != TypeKind::Number) {
                conditions.nodes.push_back(next);
            } else if (const auto* it = std::get_if<node::DefinitionRef>(&node.kind)) {
                open.push_back(program_[it->definition].body);
            } else {
                for_each_operand(node.kind, [&](NodeId operand) { open.push_back(operand); });
            }
        }
        const auto reached = subjects_reached(situation_, conditions);
        return std::ranges::find(reached, subject_) != reached.end();
    }

    const Situation& situation_;
    const Program& program_;
    Subject subject_;
    std::vector<Mark> marks_;
};

/// A comparison, and about where it turns.
struct Turn {
    NodeId comparison;
    double at;
};

/// Where each comparison turns, to the side of the edge that evaluating it shows: the arithmetic of
/// doubles is right but for the last digits.
std::vector<AffineCut>
settle_edges(const Situation& situation, const Subject& subject, const std::vector<Turn>& turns) {
    std::vector<Hypothesis> hypotheses;
    for (const Turn& turn : turns) {
        const double near = 5e-10 * std::max(1.0, std::abs(turn.at));
        for (const double number : {turn.at - near, turn.at, turn.at + near}) {
            hypotheses.push_back({{subject, Value{number}, {}, {}}});
        }
    }
    std::vector<Truth> truths;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Everything,
        [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const NodeId comparison = turns[(first + row) / 3].comparison;
                truths.push_back(evaluation.truth(comparison, {ScopeId{0}, row}));
            }
            return true;
        }
    );
    std::vector<AffineCut> cuts;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (truths[3 * i] != truths[3 * i + 1]) {
            cuts.push_back({node::CompareOp::Less, turns[i].at});
        }
        if (truths[3 * i + 1] != truths[3 * i + 2]) {
            cuts.push_back({node::CompareOp::LessEqual, turns[i].at});
        }
    }
    return cuts;
}

} // namespace

std::optional<std::vector<AffineCut>>
affine_cuts(const Situation& situation, const Subject& subject) {
    const Program& program = situation.program;
    const auto comparisons = Dependence(situation, subject).comparisons();
    if (!comparisons) {
        return std::nullopt;
    }
    const Holds& holds = holds_of(program, subject);
    const auto [low, high] = holds.range.value_or(std::pair(1.0, 1000.0));
    const std::array<double, 3> tried = {low + (high - low) / 4, low + (high - low) / 2, high};
    std::vector<Hypothesis> hypotheses;
    for (const double number : tried) {
        hypotheses.push_back({{subject, Value{number}, {}, {}}});
    }
    std::vector<Turn> turns;
    bool affine = true;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Everything,
        [&](std::size_t, const Evaluation& evaluation, std::span<const Patient>) {
            for (const NodeId id : *comparisons) {
                const auto& compare = std::get<node::Compare>(program[id].kind);
                std::array<double, 3> gap{};
                bool known = true;
                for (std::size_t row = 0; row < tried.size(); ++row) {
                    const Place place{ScopeId{0}, row};
                    const Bounds left = evaluation.number(compare.left, place);
                    const Bounds right = evaluation.number(compare.right, place);
                    known = known && left.known() && right.known();
                    affine = affine && left.known() == std::isfinite(left.low) &&
                             right.known() == std::isfinite(right.low);
                    gap.at(row) = left.low - right.low;
                }
                if (!known || gap[0] == gap[2]) {
                    continue; // the same whatever the subject's value, as things are
                }
                const double slope = (gap[2] - gap[0]) / (tried[2] - tried[0]);
                const double middle = gap[0] + slope * (tried[1] - tried[0]);
                const double size = std::abs(gap[0]) + std::abs(gap[2]);
                affine = affine && std::abs(middle - gap[1]) <= 1e-9 * size;
                const double at = tried[0] - gap[0] / slope;
                const double close = 1e-13 * std::max(std::abs(tried[2]), std::abs(at));
                turns.push_back({id, roundest(at - close, at + close)});
            }
            return true;
        }
    );
    if (!affine) {
        return std::nullopt;
    }
    return settle_edges(situation, subject, turns);
}

} // namespace precept
