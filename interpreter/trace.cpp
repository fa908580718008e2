#include "interpreter/trace.hpp"

#include <algorithm>
#include <utility>

namespace precept {

namespace {

/// Builds the trees. Recursion follows the nesting of one expression, which the parser bounds; it
/// does not follow definitions.
class Builder {
public:
    explicit Builder(const PatientView& view) : view_(view), program_(view.program()) {}

    Condition build(NodeId id, Place place) {
        Condition made{.node = id};
        const Node& node = program_[id];
        if (node.type.kind == TypeKind::Truth) {
            made.truth = view_.evaluation.truth(id, place);
        } else {
            made.reading = read(view_, id, place);
        }
        if (node.atom && !has_list(node.kind)) {
            look_into(id, place, made);
        } else {
            std::visit([&](const auto& it) { shape(it, place, made); }, node.kind);
        }
        return made;
    }

private:
    template <typename Kind>
    void shape(const Kind&, Place place, Condition& made) {
        look_into(made.node, place, made);
    }

    void shape(const node::Junction& it, Place place, Condition& made) {
        made.shape = Condition::Shape::Junction;
        for (const NodeId operand : it.operands) {
            made.children.push_back(build(operand, place));
        }
    }

    void shape(const node::Not& it, Place place, Condition& made) {
        Condition inner = build(it.operand, place);
        if (inner.shape == Condition::Shape::Leaf) {
            made.operands = std::move(inner.operands);
            made.children = std::move(inner.children);
            return;
        }
        made.shape = Condition::Shape::Not;
        made.children.push_back(std::move(inner));
    }

    void shape(const node::Quantified& it, Place place, Condition& made) {
        events(it.scope, it.where, place, made);
    }

    void shape(const node::CountOf& it, Place place, Condition& made) {
        events(it.scope, it.where, place, made);
    }

    void shape(const node::Pick& it, Place place, Condition& made) {
        events(it.scope, it.where, place, made);
        const Picked picked = view_.evaluation.picked(made.node, place);
        for (Condition& child : made.children) {
            child.decides = picked.state == Picked::State::Event && picked.record == child.record;
            const EventId event = program_[it.scope].event;
            add_operand(child, read_field(view_, event, child.record, it.by));
        }
    }

    void shape(const node::Cases& it, Place place, Condition& made) {
        made.shape = Condition::Shape::Cases;
        Truth open = Truth::Yes; // whether none of the cases so far applies
        for (const node::Case& one : it.cases) {
            Condition child = part(one.value, one.when, place);
            if (!one.when.valid()) {
                child.truth = open;
            }
            child.decides = open == Truth::Yes && child.truth == Truth::Yes;
            open = open && !child.truth;
            made.children.push_back(std::move(child));
        }
    }

    void shape(const node::Sum& it, Place place, Condition& made) {
        made.shape = Condition::Shape::Sum;
        for (const node::Summand& one : it.summands) {
            made.children.push_back(part(one.value, one.when, place));
        }
    }

    /// A case or a summand.
    Condition part(NodeId value, NodeId when, Place place) {
        Condition made = when.valid() ? build(when, place) : Condition{};
        made.value_node = value;
        made.value = read(view_, value, place);
        Condition looked_into;
        look_into(value, place, looked_into);
        for (Operand& operand : looked_into.operands) {
            add_operand(made, std::move(operand));
        }
        made.value_parts = std::move(looked_into.children);
        return made;
    }

    void events(ScopeId scope, NodeId where, Place place, Condition& made) {
        made.shape = Condition::Shape::Events;
        const EventId event = program_[scope].event;
        made.operands.push_back(read_events(view_, event));
        if (made.operands.back().reading.reason != Reason::None) {
            return;
        }
        const auto [first, last] = view_.evaluation.events(scope, place);
        for (std::size_t row = first; row < last; ++row) {
            Condition child = where.valid() ? build(where, {scope, row}) : Condition{};
            child.record = static_cast<std::uint32_t>(row - first);
            child.record_span = view_.patient.events[event.index].records[child.record].origin;
            made.children.push_back(std::move(child));
        }
    }

    /// Adds to `leaf` what the expression `root` refers to, in the order of the text; parts with
    /// lists of their own become children. Chains of `+` may be long: no recursion.
    void look_into(NodeId root, Place place, Condition& leaf) {
        std::vector<NodeId> open{root};
        while (!open.empty()) {
            const NodeId id = open.back();
            open.pop_back();
            if (refer(id, place, leaf)) {
                continue;
            }
            if (has_list(program_[id].kind)) {
                leaf.children.push_back(build(id, place));
                continue;
            }
            const std::size_t mark = open.size();
            for_each_operand(program_[id].kind, [&](NodeId operand) { open.push_back(operand); });
            std::reverse(open.begin() + static_cast<std::ptrdiff_t>(mark), open.end());
        }
    }

    static bool has_list(const Node::Kind& kind) {
        return std::holds_alternative<node::Quantified>(kind) ||
               std::holds_alternative<node::CountOf>(kind) ||
               std::holds_alternative<node::Pick>(kind) ||
               std::holds_alternative<node::Cases>(kind) || std::holds_alternative<node::Sum>(kind);
    }

    /// Whether `id` refers to something, which is then added.
    bool refer(NodeId id, Place place, Condition& leaf) {
        const Node::Kind& kind = program_[id].kind;
        if (const auto* fact = std::get_if<node::FactRef>(&kind)) {
            add_operand(leaf, read_fact(view_, fact->fact));
        } else if (const auto* field = std::get_if<node::FieldRef>(&kind)) {
            const std::uint32_t record = record_of(view_, field->scope, place);
            const EventId event = program_[field->scope].event;
            add_operand(leaf, read_field(view_, event, record, field->field));
        } else if (const auto* definition = std::get_if<node::DefinitionRef>(&kind)) {
            add_operand(leaf, read_definition(view_, definition->definition));
        } else if (const auto* picked = std::get_if<node::PickedField>(&kind)) {
            refer_picked(id, *picked, place, leaf);
        } else if (std::holds_alternative<node::Today>(kind)) {
            Operand today{.kind = Operand::Kind::Today, .name = "today", .label = "Today"};
            today.reading = {.type = {.kind = TypeKind::Date}, .value = view_.today};
            today.origin.kind = Origin::Kind::Asked;
            add_operand(leaf, std::move(today));
        } else if (const auto* rule = std::get_if<node::RuleFires>(&kind)) {
            add_operand(leaf, read_rule(view_, rule->rule));
        } else if (const auto* outcome = std::get_if<node::TermOutcome>(&kind)) {
            add_operand(leaf, read_outcome(view_, outcome->term, outcome->verb));
        } else if (std::holds_alternative<node::AnyAdvice>(kind)) {
            add_operand(leaf, any_advice(id));
        } else {
            return false;
        }
        return true;
    }

    /// A field of the event that a definition gives, and that definition; of an inline `latest`,
    /// the list is a child.
    void refer_picked(NodeId id, const node::PickedField& it, Place place, Condition& leaf) {
        const EventId event = program_[it.event].type.event;
        const Picked picked = view_.evaluation.picked(it.event, place);
        Operand field{.kind = Operand::Kind::Field, .index = event.index, .field = it.field};
        if (picked.state == Picked::State::Event) {
            field = read_field(view_, event, picked.record, it.field);
        } else {
            field.name = program_[event].fields[it.field].name;
            field.label = program_[event].fields[it.field].label;
            field.reading = read(view_, id, place);
        }
        const auto* definition = std::get_if<node::DefinitionRef>(&program_[it.event].kind);
        if (definition == nullptr) {
            add_operand(leaf, std::move(field));
            leaf.children.push_back(build(it.event, place));
            return;
        }
        field.name = unique_name(program_, definition->definition) + "." +
                     program_[event].fields[it.field].name;
        add_operand(leaf, std::move(field));
        add_operand(leaf, read_definition(view_, definition->definition));
    }

    Operand any_advice(NodeId id) {
        Operand operand{.kind = Operand::Kind::AnyAdvice, .name = "some advice is given"};
        operand.reading = read(view_, id, view_.place());
        operand.origin.kind = Origin::Kind::Rules;
        for (const Advice& advice : program_.advice) {
            const auto index = static_cast<std::uint32_t>(&advice - program_.advice.data());
            const bool counts =
                advice.verb == ast::Verb::Recommend || advice.verb == ast::Verb::Consider;
            if (counts && view_.evaluation.active({index}, view_.index) != Truth::No &&
                std::ranges::find(operand.rules, advice.rule) == operand.rules.end()) {
                operand.rules.push_back(advice.rule);
            }
        }
        return operand;
    }

    static void add_operand(Condition& leaf, Operand operand) {
        const bool again = std::ranges::any_of(leaf.operands, [&](const Operand& other) {
            return other.kind == operand.kind && other.name == operand.name;
        });
        if (!again) {
            leaf.operands.push_back(std::move(operand));
        }
    }

    const PatientView& view_;
    const Program& program_;
};

/// Of a junction or of events: the truth of those parts that made the whole what it is; nothing
/// where all of them did.
std::optional<Truth> deciding_truth(const Program& program, const Condition& condition) {
    if (condition.reading || !condition.node.valid()) {
        return std::nullopt;
    }
    const Node::Kind& kind = program[condition.node].kind;
    if (const auto* junction = std::get_if<node::Junction>(&kind)) {
        switch (junction->quantity) {
        case ast::Quantity::All:
        case ast::Quantity::Any:
        case ast::Quantity::AtLeast: return condition.truth;
        case ast::Quantity::None: return !condition.truth;
        default: return std::nullopt;
        }
    }
    if (const auto* quantified = std::get_if<node::Quantified>(&kind)) {
        switch (quantified->quantity) {
        case ast::EventQuantity::Any:
        case ast::EventQuantity::Every:
        case ast::EventQuantity::AtLeast: return condition.truth;
        case ast::EventQuantity::None: return !condition.truth;
        default: return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace

RuleTrace trace_rule(const PatientView& view, RuleId id) {
    const Rule& rule = view.program()[id];
    const NodeId applies = view.program()[rule.module].applies;
    Builder builder(view);
    RuleTrace made{
        .rule = id, .applies = {}, .when = builder.build(rule.when, view.place()), .unless = {}};
    if (applies.valid()) {
        made.applies = builder.build(applies, view.place());
    }
    for (const Unless& unless : rule.unless) {
        made.unless.push_back(builder.build(unless.condition, view.place()));
    }
    return made;
}

Condition trace_definition(const PatientView& view, DefinitionId definition) {
    return trace_node(view, view.program()[definition].body);
}

Condition trace_node(const PatientView& view, NodeId node) {
    return Builder(view).build(node, view.place());
}

Condition deciding_part(const Program& program, Condition condition) {
    const auto keep = [&](const auto& wanted) {
        if (std::ranges::any_of(condition.children, wanted)) {
            condition.left_out = condition.children.size();
            std::erase_if(condition.children, [&](const Condition& child) {
                return !wanted(child);
            });
            condition.left_out -= condition.children.size();
        }
    };
    const auto open = [](const Condition& child) { return child.truth != Truth::No; };
    const auto decides = [](const Condition& child) { return child.decides; };
    if (const auto chosen = std::ranges::find_if(condition.children, decides);
        chosen != condition.children.end()) {
        // `otherwise` has no condition of its own: that no other case applies is its reason.
        const bool otherwise = condition.shape == Condition::Shape::Cases && !chosen->node.valid();
        if (!otherwise) {
            keep(decides);
        }
    } else if (condition.reading && condition.shape != Condition::Shape::Sum) {
        keep(open);
    }
    if (const auto wanted = deciding_truth(program, condition)) {
        keep([&](const Condition& child) { return child.truth == *wanted; });
    }
    for (Condition& child : condition.children) {
        child = deciding_part(program, std::move(child));
    }
    return condition;
}

} // namespace precept
