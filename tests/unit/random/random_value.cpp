#include "tests/unit/random/random_expression.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace precept::random {

namespace {

constexpr std::array<double, 10> numbers{0, 1, 2, 3, 5, 10, 0.5, 2.5, 100, 1000};
constexpr std::array<std::string_view, 8> days{
    "2024-02-29",
    "2025-02-28",
    "2025-12-31",
    "2026-01-31",
    "2026-02-28",
    "2026-03-31",
    "2026-03-01",
    "2025-03-31"};

Type number_type(Unit unit = {}) {
    return {.kind = TypeKind::Number, .unit = unit};
}

std::string with_unit(double number, Unit unit) {
    const std::string text = number_text(number);
    const std::string spelling = to_string(unit);
    return spelling.empty() ? text : text + " " + spelling;
}

std::optional<CalendarUnit> calendar_unit_of(Unit unit) {
    return calendar_unit(to_string(unit));
}

std::string_view words(CalendarUnit unit) {
    static constexpr std::array<std::string_view, 4> all{"days", "weeks", "months", "years"};
    return all.at(static_cast<std::size_t>(unit));
}

} // namespace

std::vector<Unit> random_units() {
    std::vector<Unit> units;
    for (const char* spelling : {"1", "%", "mg", "g", "years", "months"}) {
        units.push_back(*parse_unit(spelling));
    }
    return units;
}

NodeId Expressions::add(Node::Kind kind, Type type) {
    program_.nodes.push_back({std::move(kind), type, {}, false});
    return NodeId{static_cast<std::uint32_t>(program_.nodes.size() - 1)};
}

ScopeId Expressions::scope(EventId event, ScopeId parent) {
    for (std::uint32_t i = 1; i < program_.scopes.size(); ++i) {
        if (program_.scopes[i].event == event && program_.scopes[i].parent == parent) {
            return ScopeId{i};
        }
    }
    program_.scopes.push_back({event, parent});
    return ScopeId{static_cast<std::uint32_t>(program_.scopes.size() - 1)};
}

void Expressions::add_fields(std::vector<Reference>& found) const {
    for (std::size_t depth = scopes_.size(); depth-- > 1;) {
        const EventId of = program_[scopes_[depth]].event;
        const Event& event = program_[of];
        for (std::uint32_t i = 0; i < event.fields.size(); ++i) {
            bool bare = true;
            bool hidden = false;
            for (std::size_t inner = depth + 1; inner < scopes_.size(); ++inner) {
                const EventId nearer = program_[scopes_[inner]].event;
                hidden = hidden || nearer == of;
                for (const Field& field : program_[nearer].fields) {
                    bare = bare && field.name != event.fields[i].name;
                }
            }
            if (bare || !hidden || !shape_.textual) {
                const std::string& name = event.fields[i].name;
                found.push_back(
                    {node::FieldRef{scopes_[depth], i},
                     event.fields[i].holds.type,
                     bare ? name : event.name + "." + name,
                     std::nullopt}
                );
            }
        }
    }
}

std::vector<Expressions::Reference> Expressions::references() const {
    std::vector<Reference> found;
    add_fields(found);
    add_fields(found); // likelier than what stands outside
    for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
        const Fact& fact = program_.facts[i];
        found.push_back({node::FactRef{FactId{i}}, fact.holds.type, fact.name, std::nullopt});
    }
    for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
        const Definition& it = program_.definitions[i];
        const Step step{Step::Kind::Definition, i};
        found.push_back({node::DefinitionRef{DefinitionId{i}}, it.type, it.name, step});
        if (it.type.kind == TypeKind::Event) {
            const std::vector<Field>& fields = program_[it.type.event].fields;
            for (std::uint32_t j = 0; j < fields.size(); ++j) {
                found.push_back(
                    {node::PickedField{{}, j},
                     fields[j].holds.type,
                     it.name + "." + fields[j].name,
                     step}
                );
            }
        }
    }
    return found;
}

std::optional<Made> Expressions::reference(const std::function<bool(const Type&)>& fits) {
    std::vector<Reference> found = references();
    std::erase_if(found, [&](const Reference& one) { return !fits(one.type); });
    while (!found.empty()) {
        const std::size_t chosen = random_.below(found.size());
        Reference one = found[chosen];
        if (one.step && !needs_.need(owners_, *one.step)) {
            found.erase(found.begin() + static_cast<std::ptrdiff_t>(chosen));
            continue;
        }
        if (auto* picked = std::get_if<node::PickedField>(&one.kind)) {
            const DefinitionId definition{one.step->index};
            picked->event = add(node::DefinitionRef{definition}, program_[definition].type);
        }
        return Made{add(std::move(one.kind), one.type), one.text};
    }
    return std::nullopt;
}

Made Expressions::constant(const Type& type) {
    switch (type.kind) {
    case TypeKind::Number: {
        const double number = numbers.at(random_.below(numbers.size()));
        const bool negative = number != 0 && random_.chance(15);
        const std::string text = with_unit(number, type.unit);
        return {
            add(node::Constant{negative ? -number : number}, type),
            negative ? "(-" + text + ")" : text};
    }
    case TypeKind::Date: {
        const std::string day(days.at(random_.below(days.size())));
        return {add(node::Constant{*parse_date(day)}, type), day};
    }
    case TypeKind::Coded: {
        const auto& values = program_[type.domain].values;
        const auto index = static_cast<std::uint8_t>(random_.below(values.size()));
        return {add(node::Constant{CodedValue{index}}, type), value_text(values[index].name)};
    }
    case TypeKind::Set: {
        const std::size_t all = std::size_t{1} << program_[type.domain].values.size();
        return {add(node::Constant{SetValue{random_.below(all)}}, type), ""};
    }
    case TypeKind::Term: {
        const TermId term = random_.pick(at_or_below(program_, type.root));
        return {add(node::Constant{term}, type), program_[term].name};
    }
    default: {
        const bool yes = random_.chance(50);
        return {add(node::Constant{yes}, type), yes ? "yes" : "no"};
    }
    }
}

Made Expressions::number(Unit unit, int depth) {
    const auto fits = [&](const Type& type) {
        return type.kind == TypeKind::Number && type.unit == unit;
    };
    const std::size_t form = depth <= 0 ? random_.below(3) : random_.below(10);
    if (form <= 3) {
        const auto found = reference(fits);
        return form != 0 && found ? *found : constant(number_type(unit));
    }
    if (form == 4 && calendar_unit_of(unit)) {
        const CalendarUnit calendar = *calendar_unit_of(unit);
        const Made from = date(depth - 1);
        const Made to = date(depth - 1);
        return {
            add(node::Elapsed{calendar, from.node, to.node}, number_type(unit)),
            fmt::format("({} between {} and {})", words(calendar), from.text, to.text)};
    }
    if (form <= 5 && unit == Unit{}) {
        return count(depth);
    }
    if (form == 6 && !shape_.textual) {
        return random_.chance(50) ? sum(unit, depth - 1, 0) : cases(number_type(unit), depth - 1);
    }
    return form <= 7 ? function(unit, depth) : arithmetic(unit, depth);
}

Made Expressions::count(int depth) {
    if (random_.chance(40)) { // `x in UNIT`: the bare number
        const Unit to = random_.pick(random_units());
        const Unit from = random_.pick(random_units());
        const auto convert = conversion(from, to);
        if (convert && to != Unit{}) {
            const Made operand = number(from, 0);
            const bool as_is = convert->identity();
            const bool fixed = std::holds_alternative<node::Constant>(program_[operand.node].kind);
            if (!as_is && !fixed) {
                return {
                    add(node::Convert{operand.node, *convert}, number_type()),
                    fmt::format("({} in {})", operand.text, to_string(to))};
            }
        }
    }
    const EventId event{static_cast<std::uint32_t>(random_.below(program_.events.size()))};
    const ScopeId inside = scope(event, scopes_.back());
    const auto [condition, text] = where(event, inside, depth);
    return {
        add(node::CountOf{inside, condition}, number_type()), fmt::format("(count of {})", text)};
}

Made Expressions::arithmetic(Unit unit, int depth) {
    using enum ast::ArithmeticOp;
    const auto make = [&](ast::ArithmeticOp op, const Made& left, const Made& right) {
        constexpr std::string_view signs = "+-*/^";
        return Made{
            add(node::Arithmetic{op, left.node, right.node}, number_type(unit)),
            fmt::format("({} {} {})", left.text, signs[static_cast<std::size_t>(op)], right.text)};
    };
    const Made left = number(unit, depth - 1);
    switch (random_.below(6)) {
    case 0: return make(Add, left, number(unit, depth - 1));
    case 1: return make(Subtract, left, number(unit, depth - 1));
    case 2: return make(Multiply, left, number({}, depth - 1));
    case 3: return make(Divide, left, number({}, depth - 1));
    case 4:
        if (unit == Unit{}) {
            return make(Power, left, number({}, 0));
        }
        return make(Add, left, number(unit, 0));
    default:
        if (std::holds_alternative<node::Constant>(program_[left.node].kind)) {
            return make(Add, left, number(unit, 0)); // the checker folds a negated constant
        }
        return {add(node::Negative{left.node}, number_type(unit)), "(-" + left.text + ")"};
    }
}

Made Expressions::function(Unit unit, int depth) {
    using enum ast::FunctionName;
    static constexpr std::array<std::string_view, 9> names{
        "min of", "max of", "sqrt", "ln", "exp", "abs", "round", "floor", "ceiling"};
    const bool bare = unit == Unit{};
    const std::size_t which = bare ? random_.below(9) : random_.below(3);
    const auto name = static_cast<ast::FunctionName>(!bare && which == 2 ? 5 : which);
    const Made first = number(unit, depth - 1);
    node::Function function{name, {first.node}};
    std::string text = fmt::format("({} {}", names.at(static_cast<std::size_t>(name)), first.text);
    if (name == Min || name == Max) {
        for (std::size_t more = 1 + random_.below(2); more > 0; --more) {
            const Made next = number(unit, depth - 1);
            function.arguments.push_back(next.node);
            text += ", " + next.text;
        }
    } else if (name == Round) {
        const int digits = random_.between(0, 3);
        function.arguments.push_back(add(node::Constant{double(digits)}, number_type()));
        text += fmt::format(" to {}", digits);
    }
    return {add(std::move(function), number_type(unit)), text + ")"};
}

Made Expressions::sum(Unit unit, int depth, int indent) {
    node::Sum sum;
    std::string text = "sum of";
    const std::size_t count = 1 + random_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        const Made value = random_.chance(70) ? constant(number_type(unit)) : number(unit, depth);
        node::Summand summand{value.node, {}};
        text += fmt::format("\n{:{}}- {}", "", indent, value.text);
        if (random_.chance(80)) {
            const Made when = truth(depth);
            summand.when = when.node;
            text += " when " + when.text;
        }
        sum.summands.push_back(summand);
    }
    return {add(std::move(sum), number_type(unit)), text};
}

Made Expressions::date(int depth) {
    const Type type{.kind = TypeKind::Date};
    const auto found = reference([](const Type& one) { return one.kind == TypeKind::Date; });
    if (!shape_.textual && depth > 0 && random_.chance(20)) {
        const Made moved = date(depth - 1);
        const auto unit = static_cast<CalendarUnit>(random_.below(4));
        return {add(node::Shift{moved.node, {random_.between(-14, 14), unit}}, type), ""};
    }
    if (!shape_.textual && depth > 0 && random_.chance(10)) {
        return cases(type, depth - 1);
    }
    if (found && random_.chance(70)) {
        return *found;
    }
    return random_.chance(50) ? Made{add(node::Today{}, type), "today"} : constant(type);
}

Made Expressions::event(EventId event, int depth) {
    const ScopeId inside = scope(event, ScopeId{0});
    const std::vector<Field>& fields = program_[event].fields;
    std::uint32_t by = 0;
    do {
        by = static_cast<std::uint32_t>(random_.below(fields.size()));
    } while (fields[by].holds.type.kind != TypeKind::Date);
    const bool latest = random_.chance(50);
    auto [condition, text] = where(event, inside, depth);
    text.insert(program_[event].name.size(), " by " + fields[by].name);
    return {
        add(node::Pick{inside, latest, by, condition}, {.kind = TypeKind::Event, .event = event}),
        (latest ? "latest " : "earliest ") + text};
}

Made Expressions::cases(const Type& type, int depth) {
    node::Cases cases;
    std::string text;
    const std::size_t count = 1 + random_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        const Made value = value_of(type, random_.chance(70) ? 0 : depth);
        const bool otherwise = i > 0 && i + 1 == count && random_.chance(40);
        const Made when = otherwise ? Made{} : truth(depth);
        cases.cases.push_back({value.node, when.node});
        text += fmt::format("\n  {} {}", value.text, otherwise ? "otherwise" : "when " + when.text);
    }
    return {add(std::move(cases), type), text};
}

} // namespace precept::random
