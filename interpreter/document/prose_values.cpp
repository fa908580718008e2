// Values, names and types in words.

#include "interpreter/document/prose.hpp"
#include "lang/building.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace precept::document {

namespace {

constexpr int loosest = 0;
constexpr int additive = 1;
constexpr int multiplicative = 2;
constexpr int tightest = 4;

std::string_view sign_of(ast::ArithmeticOp op) {
    switch (op) {
    case ast::ArithmeticOp::Add: return " + ";
    case ast::ArithmeticOp::Subtract: return " − ";
    case ast::ArithmeticOp::Multiply: return " × ";
    case ast::ArithmeticOp::Divide: return " ÷ ";
    case ast::ArithmeticOp::Power: break;
    }
    return " to the power of ";
}

int binding_of(ast::ArithmeticOp op) {
    switch (op) {
    case ast::ArithmeticOp::Add:
    case ast::ArithmeticOp::Subtract: return additive;
    case ast::ArithmeticOp::Multiply:
    case ast::ArithmeticOp::Divide: return multiplicative;
    case ast::ArithmeticOp::Power: break;
    }
    return tightest - 1;
}

} // namespace

Phrase Prose::fact(FactId id) const {
    return Phrase().link(program_[id].label, {Target::Kind::Fact, id.index});
}

Phrase Prose::definition(DefinitionId id) const {
    return Phrase().link(program_[id].label, {Target::Kind::Definition, id.index});
}

Phrase Prose::event(EventId id) const {
    const std::string& name = program_[id].name;
    return Phrase().link(
        words_of(name.substr(name.rfind('.') + 1)), {Target::Kind::Event, id.index}
    );
}

Phrase Prose::rule(RuleId id) const {
    return Phrase().link(program_[id].label, {Target::Kind::Rule, id.index});
}

Phrase Prose::term(TermId id) const {
    return Phrase().link(program_[id].label, {Target::Kind::Term, id.index});
}

Phrase Prose::regimen(const std::vector<TermId>& terms) const {
    std::vector<Phrase> names;
    names.reserve(terms.size());
    for (const TermId one : terms) {
        names.push_back(term(one));
    }
    return join(names, " + ", " + ");
}

Phrase Prose::constant(const Type& type, const Value& value) const {
    const auto* named = std::get_if<TermId>(&value);
    return named != nullptr ? term(*named) : Phrase(to_label(program_, type, value));
}

Phrase Prose::type(const Holds& holds) const {
    const Type& type = holds.type;
    switch (type.kind) {
    case TypeKind::Truth: return "yes or no";
    case TypeKind::Number: {
        const std::string unit = to_string(type.unit);
        Phrase phrase(unit.empty() ? "number" : "number in " + unit);
        if (holds.range) {
            const auto [low, high] = *holds.range;
            phrase.add(fmt::format(", {} to {}", number_text(low), number_text(high)));
        }
        return phrase;
    }
    case TypeKind::Date: return "date";
    case TypeKind::Coded:
        return Phrase("one of ").add(values(program_[type.domain], ~std::uint64_t{0}, " or "));
    case TypeKind::Set:
        return Phrase("any number of ")
            .add(values(program_[type.domain], ~std::uint64_t{0}, " and "));
    case TypeKind::Term:
        return type.root.valid() ? Phrase("one of the kind ").add(term(type.root)) : "a term";
    case TypeKind::Event: return Phrase("one ").add(event(type.event));
    case TypeKind::Invalid: break;
    }
    return "";
}

Phrase Prose::values(const Domain& domain, std::uint64_t bits, std::string_view last) const {
    std::vector<Phrase> labels;
    for (std::size_t i = 0; i < domain.values.size(); ++i) {
        if ((bits >> i & 1U) != 0) {
            labels.emplace_back(domain.values[i].label);
        }
    }
    return join(labels, ", ", last);
}

Phrase Prose::value(NodeId id) const {
    return value(id, loosest);
}

Phrase Prose::value(NodeId id, int binding) const {
    const Node& node = program_[id];
    if (const std::string unit = unit_taken(node); !unit.empty()) {
        Phrase taken = named_value(node);
        return taken.add(" in " + unit);
    }
    if (const auto* it = std::get_if<node::Arithmetic>(&node.kind)) {
        return arithmetic(*it, binding);
    }
    if (const auto* it = std::get_if<node::Negative>(&node.kind)) {
        return Phrase("−").add(value(it->operand, tightest));
    }
    if (const auto* it = std::get_if<node::Convert>(&node.kind)) {
        return value(it->operand, binding);
    }
    if (node.type.kind == TypeKind::Truth && !std::holds_alternative<node::Constant>(node.kind)) {
        return condition(id);
    }
    return named_value(node);
}

/// What has a name or words of its own, and needs no parentheses.
Phrase Prose::named_value(const Node& node) const {
    if (const auto* it = std::get_if<node::Constant>(&node.kind)) {
        return constant(node.type, it->value);
    }
    if (std::holds_alternative<node::Today>(node.kind)) {
        return "today";
    }
    if (const auto* it = std::get_if<node::FactRef>(&node.kind)) {
        return fact(it->fact);
    }
    if (const auto* it = std::get_if<node::DefinitionRef>(&node.kind)) {
        return definition(it->definition);
    }
    if (const auto* it = std::get_if<node::FieldRef>(&node.kind)) {
        const EventId event = program_[it->scope].event;
        return Phrase().link(
            program_[event].fields[it->field].label, {Target::Kind::Event, event.index}
        );
    }
    if (const auto* it = std::get_if<node::PickedField>(&node.kind)) {
        const EventId event = program_[it->event].type.event;
        return value(it->event).add(": " + program_[event].fields[it->field].label);
    }
    if (const auto* it = std::get_if<node::Convert>(&node.kind)) {
        return value(it->operand, tightest);
    }
    if (const auto* it = std::get_if<node::Function>(&node.kind)) {
        return function(*it);
    }
    if (const auto* it = std::get_if<node::Shift>(&node.kind)) {
        const CalendarSpan span{std::abs(it->span.count), it->span.unit};
        Phrase phrase(to_string(span) + (it->span.count < 0 ? " before " : " after "));
        return phrase.add(value(it->date));
    }
    if (const auto* it = std::get_if<node::Elapsed>(&node.kind)) {
        constexpr const char* units[] = {"days", "weeks", "months", "years"};
        Phrase phrase(fmt::format("whole {} from ", units[static_cast<std::size_t>(it->unit)]));
        return phrase.add(value(it->from)).add(" to ").add(value(it->to));
    }
    if (const auto* it = std::get_if<node::CountOf>(&node.kind)) {
        return Phrase("the number of times ").add(events(it->scope, it->where));
    }
    if (const auto* it = std::get_if<node::Pick>(&node.kind)) {
        const EventId event = program_[it->scope].event;
        Phrase phrase(it->latest ? "the latest " : "the earliest ");
        phrase.add(events(it->scope, it->where));
        return phrase.add(fmt::format(", by {}", program_[event].fields[it->by].label));
    }
    if (std::holds_alternative<node::Sum>(node.kind) ||
        std::holds_alternative<node::Cases>(node.kind)) {
        const auto index = static_cast<std::uint32_t>(&node - program_.nodes.data());
        return list_in_line(body(NodeId{index}));
    }
    return "";
}

std::string Prose::unit_taken(const Node& node) const {
    if (node.type.kind != TypeKind::Number || node.type.unit != Unit{}) {
        return {};
    }
    Unit before;
    if (const auto* convert = std::get_if<node::Convert>(&node.kind)) {
        before = program_[convert->operand].type.unit;
    } else if (const auto* fact = std::get_if<node::FactRef>(&node.kind)) {
        before = program_[fact->fact].holds.type.unit;
    } else if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
        before = program_[definition->definition].type.unit;
    } else if (const auto* field = std::get_if<node::FieldRef>(&node.kind)) {
        before = program_[program_[field->scope].event].fields[field->field].holds.type.unit;
    }
    const std::string_view text = sources_.text(node.span);
    const std::size_t in = text.rfind(" in ");
    if (before == Unit{} || in == std::string_view::npos) {
        return {};
    }
    std::string unit(text.substr(in + std::string_view(" in ").size()));
    unit.erase(0, unit.find_first_not_of(' '));
    return unit;
}

Phrase Prose::arithmetic(const node::Arithmetic& it, int binding) const {
    const int own = binding_of(it.op);
    const bool from_left = it.op != ast::ArithmeticOp::Power;
    Phrase phrase = value(it.left, from_left ? own : own + 1);
    phrase.add(sign_of(it.op)).add(value(it.right, from_left ? own + 1 : own));
    return own < binding ? Phrase("(").add(phrase).add(")") : phrase;
}

Phrase Prose::function(const node::Function& it) const {
    std::vector<Phrase> arguments;
    arguments.reserve(it.arguments.size());
    for (const NodeId argument : it.arguments) {
        arguments.push_back(value(argument));
    }
    const auto of = [&](const char* name) {
        return Phrase(name).add(" (").add(join(arguments, ", ", " and ")).add(")");
    };
    switch (it.name) {
    case ast::FunctionName::Min: return of("the smallest of");
    case ast::FunctionName::Max: return of("the largest of");
    case ast::FunctionName::Sqrt: return of("the square root of");
    case ast::FunctionName::Ln: return of("the natural logarithm of");
    case ast::FunctionName::Exp: return of("e to the power of");
    case ast::FunctionName::Abs: return of("the size, without sign, of");
    case ast::FunctionName::Floor: return of("the whole number at or below");
    case ast::FunctionName::Ceiling: return of("the whole number at or above");
    case ast::FunctionName::Round: break;
    }
    const std::string digits = arguments.back().plain();
    arguments.pop_back();
    return Phrase("(")
        .add(join(arguments, ", ", ", "))
        .add(fmt::format(
            ") rounded to {} decimal {}",
            digits == "0" ? "no" : digits,
            digits == "1" ? "place" : "places"
        ));
}

Phrase Prose::list_in_line(const Block& block) const {
    Phrase phrase = block.head;
    if (block.items.empty()) {
        return phrase;
    }
    std::vector<Phrase> items;
    for (const Block& item : block.items) {
        items.push_back(list_in_line(item));
    }
    return phrase.add(phrase.empty() ? "(" : " (").add(join(items, "; ", "; ")).add(")");
}

Block Prose::weighed(NodeId value_node, NodeId when, std::string_view always) const {
    Block block{Phrase().strong(value(value_node).plain()), {}, true};
    if (const Phrase said = value(value_node);
        std::any_of(said.pieces().begin(), said.pieces().end(), [](const Piece& piece) {
            return piece.target.has_value();
        })) {
        block.head = said;
    }
    if (!when.valid()) {
        block.head.add(always);
        return block;
    }
    Block condition = criteria(when);
    block.head.add(" if ").add(condition.head);
    block.items = std::move(condition.items);
    return block;
}

Block Prose::body(NodeId id) const {
    const Node& node = program_[id];
    if (node.type.kind == TypeKind::Truth) {
        return criteria(id);
    }
    if (const auto* cases = std::get_if<node::Cases>(&node.kind)) {
        Block block{"the first of these that applies:"};
        for (const node::Case& one : cases->cases) {
            block.items.push_back(weighed(one.value, one.when, " otherwise"));
        }
        return block;
    }
    if (const auto* sum = std::get_if<node::Sum>(&node.kind)) {
        Block block{"the sum of:"};
        for (const node::Summand& one : sum->summands) {
            block.items.push_back(weighed(one.value, one.when, ""));
        }
        return block;
    }
    return {value(id)};
}

std::string_view in_words(ast::Strength strength) {
    return strength == ast::Strength::Strong ? "strong" : "conditional";
}

std::string_view in_words(ast::Evidence evidence) {
    switch (evidence) {
    case ast::Evidence::High: return "high";
    case ast::Evidence::Moderate: return "moderate";
    case ast::Evidence::Low: return "low";
    case ast::Evidence::VeryLow: break;
    }
    return "very low";
}

std::string_view in_words(ast::ModuleStatus status) {
    switch (status) {
    case ast::ModuleStatus::Draft: return "draft";
    case ast::ModuleStatus::Active: return "active";
    case ast::ModuleStatus::Retired: break;
    }
    return "retired";
}

std::string_view heading_of(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "Recommend";
    case ast::Verb::Consider: return "Consider";
    case ast::Verb::Avoid: return "Avoid";
    case ast::Verb::Contraindicate: break;
    }
    return "Contraindicated";
}

} // namespace precept::document
