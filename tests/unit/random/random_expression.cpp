#include "tests/unit/random/random_expression.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace precept::random {

namespace {

constexpr std::array<std::string_view, 5> signs{"<", "<=", ">", ">=", "is"};
constexpr std::array<std::string_view, 4> units{"days", "weeks", "months", "years"};

bool refers(const Node& node) {
    return std::holds_alternative<node::FactRef>(node.kind) ||
           std::holds_alternative<node::FieldRef>(node.kind) ||
           std::holds_alternative<node::PickedField>(node.kind) ||
           std::holds_alternative<node::DefinitionRef>(node.kind);
}

bool is_constant(const Node& node) {
    return std::holds_alternative<node::Constant>(node.kind);
}

} // namespace

DomainId Expressions::domain_of(TypeKind kind) {
    std::vector<DomainId> found;
    for (const Fact& fact : program_.facts) {
        if (fact.holds.type.kind == kind) {
            found.push_back(fact.holds.type.domain);
        }
    }
    for (const Definition& definition : program_.definitions) {
        if (definition.type.kind == kind) {
            found.push_back(definition.type.domain);
        }
    }
    for (std::size_t depth = 1; depth < scopes_.size(); ++depth) {
        for (const Field& field : program_[program_[scopes_[depth]].event].fields) {
            if (field.holds.type.kind == kind) {
                found.insert(found.end(), 4, field.holds.type.domain);
            }
        }
    }
    return random_.pick(found);
}

Made Expressions::coded(DomainId domain, int depth) {
    const Type type{.kind = TypeKind::Coded, .domain = domain};
    if (!shape_.textual && depth > 0 && random_.chance(20)) {
        return cases(type, depth - 1);
    }
    const auto found = reference([&](const Type& one) {
        return one.kind == TypeKind::Coded && one.domain == domain;
    });
    return found ? *found : constant(type);
}

Made Expressions::set(DomainId domain) {
    const auto found = reference([&](const Type& one) {
        return one.kind == TypeKind::Set && one.domain == domain;
    });
    return found ? *found : constant({.kind = TypeKind::Set, .domain = domain});
}

Made Expressions::term() {
    const auto found = reference([](const Type& one) { return one.kind == TypeKind::Term; });
    return found ? *found : constant({.kind = TypeKind::Term, .root = TermId{0}});
}

Made Expressions::value_of(const Type& type, int depth) {
    switch (type.kind) {
    case TypeKind::Number: return number(type.unit, depth);
    case TypeKind::Date: return date(depth);
    case TypeKind::Set: return set(type.domain);
    case TypeKind::Truth: return truth(depth);
    case TypeKind::Term: {
        const auto found = reference([&](const Type& one) {
            return one.kind == TypeKind::Term && one.root == type.root;
        });
        return found && !shape_.textual && random_.chance(40) ? *found : constant(type);
    }
    default: {
        const bool another = !shape_.textual && random_.chance(30);
        return another ? coded(type.domain, depth) : constant(type);
    }
    }
}

Made Expressions::numbers_compared(int depth) {
    const Unit unit = random_.pick(random_units());
    const auto op = static_cast<node::CompareOp>(random_.below(5));
    Made left = number(unit, depth - 1);
    for (int attempt = 0; attempt < 5 && is_constant(program_[left.node]); ++attempt) {
        left = number(unit, depth - 1);
    }
    if (op == node::CompareOp::Equal && shape_.textual) {
        const Made right = constant({.kind = TypeKind::Number, .unit = unit});
        return {
            truth_node(node::Compare{op, left.node, right.node}),
            fmt::format("({} is {})", left.text, right.text)};
    }
    const Unit other = random_.pick(random_units());
    const auto convert = conversion(other, unit);
    Made right = number(unit, depth - 1);
    if (convert && !convert->identity() && !is_constant(program_[left.node])) {
        const Made foreign = number(other, 0);
        if (refers(program_[foreign.node])) {
            right = {
                add(node::Convert{foreign.node, *convert},
                    {.kind = TypeKind::Number, .unit = unit}),
                foreign.text};
        }
    }
    return {
        truth_node(node::Compare{op, left.node, right.node}),
        fmt::format("({} {} {})", left.text, signs.at(static_cast<std::size_t>(op)), right.text)};
}

Made Expressions::dates_compared(int depth) {
    using enum node::CompareOp;
    const Made left = date(depth - 1);
    const Made right = date(depth - 1);
    const bool before = random_.chance(50);
    const std::string_view side = before ? "before" : "after";
    const std::size_t form = random_.below(4);
    if (form == 0) {
        return {
            truth_node(node::Compare{before ? Less : Greater, left.node, right.node}),
            fmt::format("({} is {} {})", left.text, side, right.text)};
    }
    const int count = random_.between(1, 13);
    const auto unit = static_cast<CalendarUnit>(random_.below(4));
    const NodeId edge =
        add(node::Shift{right.node, {before ? -count : count, unit}}, {.kind = TypeKind::Date});
    const std::string amount =
        fmt::format("{} {}", count, units.at(static_cast<std::size_t>(unit)));
    if (form == 1) {
        return {
            truth_node(node::Compare{before ? Less : Greater, left.node, edge}),
            fmt::format("({} is more than {} {} {})", left.text, amount, side, right.text)};
    }
    const bool strict = form == 2;
    const auto beyond = before ? (strict ? Greater : GreaterEqual) : (strict ? Less : LessEqual);
    const NodeId first = truth_node(node::Compare{beyond, left.node, edge});
    const NodeId second =
        truth_node(node::Compare{before ? LessEqual : GreaterEqual, left.node, right.node});
    return {
        truth_node(node::Junction{ast::Quantity::All, 0, {first, second}}),
        fmt::format(
            "({} is {} {} {} {})",
            left.text,
            strict ? "less than" : "within",
            amount,
            side,
            right.text
        )};
}

Made Expressions::one_of(int depth) {
    const DomainId domain = domain_of(TypeKind::Coded);
    Made subject = coded(domain, depth - 1);
    if (is_constant(program_[subject.node]) && shape_.textual) {
        return leaf();
    }
    const auto& values = program_[domain].values;
    const std::size_t first = random_.below(values.size());
    std::uint64_t wanted = std::uint64_t{1} << first;
    std::string text = value_text(values[first].name);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != first && random_.chance(30)) {
            wanted |= std::uint64_t{1} << i;
            text += ", " + value_text(values[i].name);
        }
    }
    const NodeId node = truth_node(node::OneOf{subject.node, wanted});
    const bool one = (wanted & (wanted - 1)) == 0;
    if (random_.chance(30)) {
        return {
            truth_node(node::Not{node}),
            fmt::format("({} is not {}{})", subject.text, one ? "" : "one of ", text)};
    }
    return {node, fmt::format("({} is {}{})", subject.text, one ? "" : "one of ", text)};
}

Made Expressions::term_is() {
    const Made subject = term();
    if (is_constant(program_[subject.node]) && shape_.textual) {
        return leaf();
    }
    const TermId root = program_[subject.node].type.root;
    const std::vector<TermId> all = at_or_below(program_, root);
    const bool below = random_.chance(60);
    std::vector<TermId> terms{random_.pick(all)};
    std::string text = program_[terms[0]].name;
    if (!below && random_.chance(40)) {
        terms.push_back(random_.pick(all));
        text += ", " + program_[terms[1]].name;
    }
    const std::string_view form = below ? "is in" : terms.size() == 1 ? "is" : "is one of";
    return {
        truth_node(node::TermIs{subject.node, terms, below}),
        fmt::format("({} {} {})", subject.text, form, text)};
}

Made Expressions::includes() {
    const DomainId domain = domain_of(TypeKind::Set);
    const Made subject = set(domain);
    if (is_constant(program_[subject.node]) && shape_.textual) {
        return leaf();
    }
    const auto& values = program_[domain].values;
    const std::size_t first = random_.below(values.size());
    std::uint64_t wanted = std::uint64_t{1} << first;
    std::string text = value_text(values[first].name);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != first && random_.chance(30)) {
            wanted |= std::uint64_t{1} << i;
            text += ", " + value_text(values[i].name);
        }
    }
    const bool all = random_.chance(50);
    return {
        truth_node(node::Includes{subject.node, wanted, all}),
        fmt::format("({} includes {} of {})", subject.text, all ? "all" : "any", text)};
}

Made Expressions::known(int depth) {
    const auto found = reference([](const Type&) { return true; });
    Made subject = found ? *found : leaf();
    if (!shape_.textual && random_.chance(40)) {
        subject =
            random_.chance(50) ? truth(depth - 1) : number(random_.pick(random_units()), depth - 1);
    }
    const NodeId node = truth_node(node::Known{subject.node});
    return random_.chance(50)
               ? Made{node, fmt::format("({} is known)", subject.text)}
               : Made{truth_node(node::Not{node}), fmt::format("({} is unknown)", subject.text)};
}

std::pair<NodeId, std::string> Expressions::where(EventId event, ScopeId inside, int depth) {
    if (random_.chance(15)) {
        return {NodeId{}, program_[event].name};
    }
    scopes_.push_back(inside);
    const Made condition = truth(depth - 1);
    scopes_.pop_back();
    return {condition.node, program_[event].name + " where " + condition.text};
}

Made Expressions::quantified(int depth) {
    using enum ast::EventQuantity;
    static constexpr std::array<std::string_view, 6> words{
        "any", "no", "every", "at least", "exactly", "at most"};
    const EventId event{static_cast<std::uint32_t>(random_.below(program_.events.size()))};
    const ScopeId inside = scope(event, scopes_.back());
    auto quantity = static_cast<ast::EventQuantity>(random_.below(6));
    const auto [condition, text] = where(event, inside, depth);
    if (quantity == Every && !condition.valid()) {
        quantity = Any;
    }
    std::string head(words.at(static_cast<std::size_t>(quantity)));
    std::uint32_t count = 0;
    if (quantity == AtLeast || quantity == Exactly || quantity == AtMost) {
        count = static_cast<std::uint32_t>(random_.between(shape_.textual ? 1 : 0, 3));
        head += fmt::format(" {}", count);
    }
    return {
        truth_node(node::Quantified{quantity, count, inside, condition}),
        fmt::format("({} {})", head, text)};
}

Made Expressions::joined(int depth) {
    const bool all = random_.chance(50);
    std::vector<NodeId> operands;
    std::string text;
    for (std::size_t i = 2 + random_.below(2); i > 0; --i) {
        const Made one = truth(depth - 1);
        operands.push_back(one.node);
        text += (text.empty() ? "" : all ? " and " : " or ") + one.text;
    }
    const auto quantity = all ? ast::Quantity::All : ast::Quantity::Any;
    return {truth_node(node::Junction{quantity, 0, std::move(operands)}), "(" + text + ")"};
}

Made Expressions::outcome() {
    if (program_.rules.empty()) {
        return leaf();
    }
    if (random_.chance(40)) {
        const auto rule = static_cast<std::uint32_t>(random_.below(program_.rules.size()));
        if (needs_.need(owners_, {Step::Kind::Fired, rule})) {
            return {
                truth_node(node::RuleFires{RuleId{rule}}),
                fmt::format("({} fires)", program_.rules[rule].name)};
        }
        return leaf();
    }
    static constexpr std::array<std::string_view, 4> words{
        "recommended", "considered", "avoided", "contraindicated"};
    const TermId term{static_cast<std::uint32_t>(random_.below(program_.terms.size()))};
    const auto verb = static_cast<ast::Verb>(random_.below(4));
    if (!needs_.need(owners_, {Step::Kind::TermOutcome, term.index, verb})) {
        return leaf();
    }
    return {
        truth_node(node::TermOutcome{term, verb}),
        fmt::format("({} is {})", program_[term].name, words.at(static_cast<std::size_t>(verb)))};
}

Made Expressions::any_advice() {
    if (needs_.need(owners_, {Step::Kind::AnyAdvice, 0})) {
        return {truth_node(node::AnyAdvice{}), "some advice is given"};
    }
    return leaf();
}

Made Expressions::claim(int depth) {
    return random_.chance(30) ? any_advice() : truth(depth);
}

Made Expressions::leaf() {
    if (!shape_.textual && random_.chance(5)) {
        return constant({.kind = TypeKind::Truth});
    }
    const auto found = reference([](const Type& one) { return one.kind == TypeKind::Truth; });
    return found ? *found : Made{truth_node(node::FactRef{FactId{0}}), program_.facts[0].name};
}

Made Expressions::truth(int depth) {
    if (depth <= 0) {
        return random_.chance(70) ? leaf() : one_of(0);
    }
    switch (random_.below(16)) {
    case 0:
    case 1: return leaf();
    case 2:
    case 3: return numbers_compared(depth);
    case 4:
    case 5: return dates_compared(depth);
    case 6: return one_of(depth);
    case 7: return term_is();
    case 8: return includes();
    case 9: return shape_.monotone ? leaf() : known(depth);
    case 10:
    case 11: return quantified(depth);
    case 12: {
        const Made operand = truth(depth - 1);
        return {truth_node(node::Not{operand.node}), "(not " + operand.text + ")"};
    }
    case 13: return outcome();
    case 14: return shape_.textual || random_.chance(80) ? outcome() : any_advice();
    default: return joined(depth);
    }
}

Made Expressions::block(int depth, int indent) {
    if (depth <= 0 || random_.chance(50)) {
        return truth(depth);
    }
    using enum ast::Quantity;
    static constexpr std::array<std::string_view, 6> heads{
        "all of", "any of", "none of", "at least {} of", "exactly {} of", "at most {} of"};
    const auto quantity = static_cast<ast::Quantity>(random_.below(6));
    const std::size_t size = 2 + random_.below(3);
    const auto count = static_cast<std::uint32_t>(1 + random_.below(size - 1));
    const bool counted = quantity == AtLeast || quantity == Exactly || quantity == AtMost;
    std::string text =
        fmt::format(fmt::runtime(heads.at(static_cast<std::size_t>(quantity))), count);
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i < size; ++i) {
        const Made one = block(depth - 1, indent + 2);
        operands.push_back(one.node);
        text += fmt::format("\n{:{}}- {}", "", indent, one.text);
    }
    return {truth_node(node::Junction{quantity, counted ? count : 0, std::move(operands)}), text};
}

} // namespace precept::random
