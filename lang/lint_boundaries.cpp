// Thresholds at which `<` and `>` both miss the boundary value: something holds below 50 %, and
// something else above it, and nothing says what is at 50 %. A condition under `not` or in `unless`
// says the opposite: `unless lvef < 50 %` takes the boundary in.

#include "lang/lint.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>
#include <utility>

namespace precept {

namespace {

/// In which sense a condition counts where it stands.
enum class Sense : std::uint8_t { AsIs, Opposite };

Sense opposite(Sense sense) {
    return sense == Sense::AsIs ? Sense::Opposite : Sense::AsIs;
}

/// What makes two references the same number: a fact, a definition, or a field; in its unit.
using Variable = std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::uint32_t>;

struct Threshold {
    Span below{}, above{}; ///< where each was said first; empty: nowhere
    bool covered = false;  ///< something takes the boundary in
    NodeId variable;
    Value value;
};

class Thresholds {
public:
    explicit Thresholds(const Program& program)
        : program_(program),
          seen_(2 * program.nodes.size()) {
        for (const Module& module : program.modules) {
            walk(module.applies, Sense::AsIs);
        }
        for (const Rule& rule : program.rules) {
            walk(rule.when, Sense::AsIs);
            for (const Unless& unless : rule.unless) {
                walk(unless.condition, Sense::Opposite);
            }
        }
        for (const Ensure& ensure : program.ensures) {
            walk(ensure.whenever, Sense::AsIs);
            walk(ensure.claim, Sense::AsIs);
        }
        for (const Definition& definition : program.definitions) {
            const std::size_t cell = definition.body.index;
            if (definition.type.kind != TypeKind::Truth ||
                !(seen(cell, Sense::AsIs) || seen(cell, Sense::Opposite))) {
                walk(definition.body, Sense::AsIs);
            }
        }
    }

    [[nodiscard]] std::vector<MissedBoundary> missed() const {
        std::vector<MissedBoundary> all;
        for (const auto& [key, one] : found_) {
            if (one.covered || one.below.end == 0 || one.above.end == 0) {
                continue;
            }
            const Type& type = program_[one.variable].type;
            const std::string value = to_source(program_, type, one.value);
            const bool below_first = one.below.begin < one.above.begin;
            Diagnostic finding{
                .code = Code::BoundaryMissed,
                .span = below_first ? one.above : one.below,
                .message = fmt::format(
                    "{} itself is on neither side: one condition is for less, the other for more",
                    value
                ),
                .notes = {{below_first ? one.below : one.above, "the other one"}},
                .help = "let one of them take it in: `<=` or `>=`"};
            all.push_back({std::move(finding), one.variable, one.value});
        }
        return all;
    }

private:
    [[nodiscard]] bool seen(std::size_t node, Sense sense) const {
        return seen_[2 * node + static_cast<std::size_t>(sense)];
    }

    void walk(NodeId id, Sense sense) {
        if (!id.valid() || seen(id.index, sense)) {
            return;
        }
        seen_[2 * std::size_t{id.index} + static_cast<std::size_t>(sense)] = true;
        const Node& node = program_[id];
        std::visit([&](const auto& it) { look_at(it, node, sense); }, node.kind);
    }

    void both(NodeId id) {
        walk(id, Sense::AsIs);
        walk(id, Sense::Opposite);
    }

    void look_at(const node::Not& it, const Node& /*node*/, Sense sense) {
        walk(it.operand, opposite(sense));
    }

    void look_at(const node::Junction& it, const Node& /*node*/, Sense sense) {
        for (const NodeId operand : it.operands) {
            switch (it.quantity) {
            case ast::Quantity::All:
            case ast::Quantity::Any:
            case ast::Quantity::AtLeast: walk(operand, sense); break;
            case ast::Quantity::None:
            case ast::Quantity::AtMost: walk(operand, opposite(sense)); break;
            case ast::Quantity::Exactly: both(operand); break;
            }
        }
    }

    void look_at(const node::DefinitionRef& it, const Node& node, Sense sense) {
        if (node.type.kind == TypeKind::Truth) {
            walk(program_[it.definition].body, sense);
        }
    }

    void look_at(const node::RuleFires& it, const Node& /*node*/, Sense sense) {
        walk(program_[it.rule].when, sense);
    }

    void look_at(const node::Quantified& it, const Node& /*node*/, Sense sense) {
        switch (it.quantity) {
        case ast::EventQuantity::None: walk(it.where, opposite(sense)); break;
        case ast::EventQuantity::Exactly: both(it.where); break;
        default: walk(it.where, sense); break;
        }
    }

    void look_at(const node::CountOf& it, const Node& /*node*/, Sense /*sense*/) { both(it.where); }

    /// What `otherwise` takes up is what the cases before it leave.
    void look_at(const node::Cases& it, const Node& /*node*/, Sense /*sense*/) {
        const bool otherwise = !it.cases.empty() && !it.cases.back().when.valid();
        for (const node::Case& one : it.cases) {
            walk(one.value, Sense::AsIs);
            walk(one.when, Sense::AsIs);
            if (otherwise) {
                walk(one.when, Sense::Opposite);
            }
        }
    }

    void look_at(const node::Compare& it, const Node& /*node*/, Sense sense) {
        compare(it.left, it.right, it.op, sense);
        compare(it.right, it.left, turned(it.op), sense);
    }

    template <typename Other>
    void look_at(const Other& /*it*/, const Node& node, Sense sense) {
        for_each_operand(node.kind, [&](NodeId operand) { walk(operand, sense); });
    }

    /// `5 < x` is `x > 5`.
    static node::CompareOp turned(node::CompareOp op) {
        switch (op) {
        case node::CompareOp::Less: return node::CompareOp::Greater;
        case node::CompareOp::LessEqual: return node::CompareOp::GreaterEqual;
        case node::CompareOp::Greater: return node::CompareOp::Less;
        case node::CompareOp::GreaterEqual: return node::CompareOp::LessEqual;
        case node::CompareOp::Equal: break;
        }
        return node::CompareOp::Equal;
    }

    [[nodiscard]] std::optional<Variable> variable(NodeId id) const {
        const Node& node = program_[id];
        const std::uint32_t unit = node.type.kind == TypeKind::Number ? node.type.unit.id : 0;
        const std::size_t kind = node.kind.index();
        if (const auto* fact = std::get_if<node::FactRef>(&node.kind)) {
            return Variable{kind, fact->fact.index, 0, unit};
        }
        if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
            return Variable{kind, definition->definition.index, 0, unit};
        }
        if (const auto* field = std::get_if<node::FieldRef>(&node.kind)) {
            return Variable{kind, program_[field->scope].event.index, field->field, unit};
        }
        return std::nullopt;
    }

    void compare(NodeId side, NodeId other, node::CompareOp op, Sense sense) {
        const auto its = variable(side);
        const auto* constant = std::get_if<node::Constant>(&program_[other].kind);
        if (!its || constant == nullptr) {
            return;
        }
        const Span span = program_[side].span.begin < program_[other].span.begin
                              ? join(program_[side].span, program_[other].span)
                              : join(program_[other].span, program_[side].span);
        // Files of their own may cut where they like.
        Threshold& one =
            found_[{span.file, *its, to_source(program_, program_[side].type, constant->value)}];
        one.variable = side;
        one.value = constant->value;
        const bool strict = op == node::CompareOp::Less || op == node::CompareOp::Greater;
        if (op == node::CompareOp::Equal || strict != (sense == Sense::AsIs)) {
            one.covered = true;
        } else {
            // `not x <= 50` is for more than 50.
            const bool less =
                (op == node::CompareOp::Less) || (op == node::CompareOp::GreaterEqual);
            Span& place = less ? one.below : one.above;
            place = place.end == 0 ? span : place;
        }
    }

    const Program& program_;
    std::vector<bool> seen_;
    std::map<std::tuple<FileId, Variable, std::string>, Threshold> found_;
};

} // namespace

std::vector<MissedBoundary> missed_boundaries(const Program& program) {
    return Thresholds(program).missed();
}

} // namespace precept
