// The words for values, reasons, origins and conditions, shared by text and JSON.

#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace precept {

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += i == 0 ? "" : i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ";
        text += parts[i];
    }
    return text;
}

std::string show_bounds(const Program& program, const Type& type, Bounds bounds) {
    const bool low = std::isfinite(bounds.low);
    const bool high = std::isfinite(bounds.high);
    if (low && high) {
        return fmt::format(
            "{} to {}", number_text(bounds.low), to_string(program, type, Value{bounds.high})
        );
    }
    if (low) {
        return to_string(program, type, Value{bounds.low}) + " or more";
    }
    return high ? to_string(program, type, Value{bounds.high}) + " or less" : "unknown";
}

std::string show_possible(const Program& program, const Type& type, Possible possible) {
    const std::vector<DomainValue>& values = program[type.domain].values;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if ((possible.values >> i & 1U) != 0) {
            names.push_back(values[i].name);
        }
    }
    if (names.empty() || names.size() == values.size()) {
        return "unknown";
    }
    if ((possible.values & Possible::no_value) != 0) {
        names.emplace_back("no value");
    }
    return joined(names, "or");
}

std::string show_junction(const node::Junction& junction) {
    switch (junction.quantity) {
    case ast::Quantity::All: return "all of";
    case ast::Quantity::Any: return "any of";
    case ast::Quantity::None: return "none of";
    case ast::Quantity::AtLeast: return fmt::format("at least {} of", junction.count);
    case ast::Quantity::Exactly: return fmt::format("exactly {} of", junction.count);
    case ast::Quantity::AtMost: break;
    }
    return fmt::format("at most {} of", junction.count);
}

NodeId where_of(const Node::Kind& kind) {
    if (const auto* quantified = std::get_if<node::Quantified>(&kind)) {
        return quantified->where;
    }
    if (const auto* count = std::get_if<node::CountOf>(&kind)) {
        return count->where;
    }
    const auto* pick = std::get_if<node::Pick>(&kind);
    return pick != nullptr ? pick->where : NodeId{};
}

/// `no therapy where all of`: the conditions themselves stand below.
std::string
show_events(const Program& program, const Sources& sources, const Condition& condition) {
    const Node& node = program[condition.node];
    const NodeId where = where_of(node.kind);
    if (where.valid() && !program[where].atom) {
        if (const auto* junction = std::get_if<node::Junction>(&program[where].kind)) {
            const std::uint32_t end = program[where].span.begin;
            std::string text = one_line(sources, {node.span.file, node.span.begin, end});
            text.resize(text.find_last_not_of(" (") + 1);
            return text + " " + show_junction(*junction);
        }
    }
    return one_line(sources, node.span);
}

/// A cell of a table says what its column must be, and not which column: `her2_ihc: 3+`.
std::string show_leaf(const Program& program, const Sources& sources, const Condition& condition) {
    const std::string text = one_line(sources, program[condition.node].span);
    return is_table_cell(program, sources, condition)
               ? fmt::format("{}: {}", condition.operands.front().name, text)
               : text;
}

std::string show_unused(const Program& program, const Operand& operand) {
    return operand.origin.unused ? to_string(program, operand.reading.type, *operand.origin.unused)
                                 : std::string("a value");
}

} // namespace

std::string one_line(const Sources& sources, Span span) {
    std::string line;
    bool quoted = false;
    bool comment = false;
    char before = ' ';
    for (const char c : sources.text(span)) {
        quoted = !comment && (c == '"' && before != '\\' ? !quoted : quoted && c != '\n');
        comment = c != '\n' && (comment || (c == '#' && !quoted));
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        before = c;
        if (comment) {
            continue;
        }
        if (!blank || quoted) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    line.resize(line.find_last_not_of(' ') + 1);
    return line;
}

bool is_table_cell(const Program& program, const Sources& sources, const Condition& condition) {
    if (condition.shape != Condition::Shape::Leaf || !condition.node.valid() ||
        condition.operands.empty()) {
        return false;
    }
    const std::string_view text = sources.text(program[condition.node].span);
    return std::ranges::none_of(condition.operands, [&](const Operand& operand) {
        const std::string_view name = operand.name;
        const bool nameable = operand.kind == Operand::Kind::Fact ||
                              operand.kind == Operand::Kind::Definition ||
                              operand.kind == Operand::Kind::Field;
        return !nameable || text.find(name.substr(name.rfind('.') + 1)) != std::string_view::npos;
    });
}

std::string show_place(const Sources& sources, Span span) {
    const std::string_view path = sources[span.file].path();
    const auto name_of = [](std::string_view of) { return of.substr(of.rfind('/') + 1); };
    const std::string_view name = name_of(path);
    for (FileId other = 0; other < sources.size(); ++other) {
        if (sources[other].path() != path && name_of(sources[other].path()) == name) {
            return sources.place(span);
        }
    }
    return fmt::format("{}:{}", name, sources[span.file].position(span.begin).line);
}

std::string show(const Program& program, const Reading& reading) {
    if (reading.value) {
        return to_string(program, reading.type, *reading.value);
    }
    switch (reading.type.kind) {
    case TypeKind::Truth: return reading.reason == Reason::Depends ? "undecided" : "unknown";
    case TypeKind::Number: return show_bounds(program, reading.type, reading.bounds);
    case TypeKind::Coded: return show_possible(program, reading.type, reading.possible);
    case TypeKind::Event:
        switch (reading.picked.state) {
        case Picked::State::Event:
            return event_name(program, reading.type.event, reading.picked.record);
        case Picked::State::None: return "no such event";
        case Picked::State::Unknown: break;
        }
        return "unknown";
    default: break;
    }
    return "unknown";
}

std::string show_reason(const Program& program, const Operand& operand) {
    const Origin& origin = operand.origin;
    switch (operand.reading.reason) {
    case Reason::None: return {};
    case Reason::Missing: return operand.kind == Operand::Kind::Events ? "not given" : "missing";
    case Reason::OutOfDate: {
        std::string text = "out of date";
        if (origin.stale_since) {
            text += " since " + to_string(*origin.stale_since);
        }
        text += ": " + show_unused(program, operand);
        if (origin.measured) {
            text += ", measured " + to_string(*origin.measured);
        }
        if (origin.valid_for) {
            text += ", valid for " + to_string(*origin.valid_for);
        }
        return text;
    }
    case Reason::Conflicting:
        return fmt::format(
            "conflicting: {} and another value{}",
            show_unused(program, operand),
            origin.measured ? ", both of " + to_string(*origin.measured) : ""
        );
    case Reason::NotComputable: return "not computable: " + operand.reading.why;
    case Reason::NoCaseApplies: return "no case applies";
    case Reason::NoSuchEvent: return "no such event";
    case Reason::Depends: break;
    }
    return "undecided";
}

std::string show_origin(const Sources& sources, const Operand& operand) {
    const Origin& origin = operand.origin;
    std::string place =
        origin.span && origin.span->file < sources.size() ? show_place(sources, *origin.span) : "";
    switch (origin.kind) {
    case Origin::Kind::None: return {};
    case Origin::Kind::Assumed: return place.empty() ? "assumed" : "assumed, " + place;
    case Origin::Kind::Asked: return "the day asked for";
    case Origin::Kind::Rules: return place;
    case Origin::Kind::Given: break;
    }
    const bool fresh = operand.reading.reason == Reason::None && origin.measured.has_value();
    const std::string day = fresh ? "measured " + to_string(*origin.measured) : "";
    return place + (place.empty() || day.empty() ? "" : ", ") + day;
}

std::string
show_condition(const Program& program, const Sources& sources, const Condition& condition) {
    if (!condition.node.valid()) {
        return {};
    }
    const Node& node = program[condition.node];
    switch (condition.shape) {
    case Condition::Shape::Leaf: return show_leaf(program, sources, condition);
    case Condition::Shape::Junction: return show_junction(std::get<node::Junction>(node.kind));
    case Condition::Shape::Not: return "not";
    case Condition::Shape::Events: return show_events(program, sources, condition);
    case Condition::Shape::Cases: return "the first that applies of";
    case Condition::Shape::Sum: break;
    }
    return "sum of";
}

std::string show_name(const Sources& sources, const Operand& operand) {
    return operand.name.empty() && operand.origin.span ? one_line(sources, *operand.origin.span)
                                                       : operand.name;
}

std::string show_terms(const Program& program, const Advice& advice) {
    std::string text;
    for (const TermId term : advice.terms) {
        text += (text.empty() ? "" : " + ") + program[term].label;
    }
    return text;
}

} // namespace precept
