#include "interpreter/text_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace precept {

namespace {

constexpr std::size_t most_events = 8;

Tint tint_of(Truth truth) {
    return truth == Truth::Yes ? Tint::Yes : truth == Truth::No ? Tint::No : Tint::Open;
}

/// Which of many events a reader wants to see first: those that match or may.
std::vector<std::size_t> chosen_events(const std::vector<Condition>& events) {
    std::vector<std::size_t> chosen;
    for (const bool matching : {true, false}) {
        for (std::size_t i = 0; i < events.size() && chosen.size() < most_events; ++i) {
            if ((events[i].truth != Truth::No) == matching) {
                chosen.push_back(i);
            }
        }
    }
    std::ranges::sort(chosen);
    return chosen;
}

} // namespace

Text mark_of(Truth truth, bool unicode) {
    constexpr std::array<std::string_view, 3> signs = {"✗", "?", "✓"};
    constexpr std::array<std::string_view, 3> words = {"no ", "?  ", "yes"};
    const auto index = static_cast<std::size_t>(truth);
    return Text().keep(unicode ? signs.at(index) : words.at(index), tint_of(truth));
}

bool says_more(std::string_view label, std::string_view name) {
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    return !label.empty() && label != words;
}

void TraceWriter::condition(std::string_view introduction, const Condition& condition) {
    write(2, Text(introduction, Tint::Dim), extent(condition));
}

Condition TraceWriter::extent(Condition condition) const {
    return extent_ == Extent::Whole ? std::move(condition)
                                    : deciding_part(program_, std::move(condition));
}

void TraceWriter::rule(RuleId id) {
    const Rule& rule = program_[id];
    const Status became = status(view_, id);
    const Truth truth = view_.evaluation.fired(id, view_.index);
    Text left = mark_of(truth, page_.unicode());
    left.add(unique_name(program_, id), Tint::Bold);
    if (says_more(rule.label, rule.name)) {
        left.add(fmt::format("\"{}\"", rule.label));
    }
    page_.blank();
    page_.columns(
        0,
        step(),
        left,
        {Text(in_words(became), tint_of(truth)).aside(show_place(sources_, rule.span))}
    );
    const RuleTrace trace = trace_rule(view_, id);
    const Truth applies = view_.evaluation.applies(rule.module, view_.index);
    if (trace.applies && (became == Status::NotApplicable ||
                          (became == Status::Undecided && applies == Truth::Unknown))) {
        condition("applies when", *trace.applies);
    }
    condition("when", trace.when);
    for (const Condition& unless : trace.unless) {
        condition("unless", unless);
    }
}

void TraceWriter::definition(DefinitionId definition) {
    unfolded_[definition.index] = Unfolded::Above;
    body(0, definition);
}

void TraceWriter::rest() {
    if (later_.empty()) {
        return;
    }
    page_.heading("DEFINITIONS THAT THE TRACE REFERS TO");
    while (!later_.empty()) {
        const DefinitionId next = later_.front();
        later_.pop_front();
        if (unfolded_[next.index] == Unfolded::Below) {
            page_.blank();
            definition(next);
        }
    }
}

Text TraceWriter::mark(const Condition& condition) const {
    if (condition.reading) {
        const bool known = condition.reading->reason == Reason::None;
        const std::string_view sign = known ? "=" : "?";
        return Text().keep(
            page_.unicode() ? std::string(sign) : fmt::format("{:3}", sign),
            known ? Tint::Plain : Tint::Open
        );
    }
    return mark_of(condition.truth, page_.unicode());
}

Text TraceWriter::head(const Condition& condition) const {
    return Text(show_condition(program_, sources_, condition));
}

std::string TraceWriter::place(std::size_t indent, const Operand& operand) {
    if (operand.kind == Operand::Kind::Definition) {
        if (const auto found = unfolded_.find(operand.index); found != unfolded_.end()) {
            return found->second == Unfolded::Above ? "shown above" : "shown below";
        }
        if (too_deep(indent)) {
            unfolded_[operand.index] = Unfolded::Below;
            later_.push_back({operand.index});
            return "shown below";
        }
    }
    std::string text = show_origin(sources_, operand);
    for (const RuleId rule : operand.rules) {
        text += (text.empty() ? "rule " : ", ") + unique_name(program_, rule);
    }
    return text;
}

Text TraceWriter::value(std::size_t indent, const Operand& operand, bool named) {
    Text text;
    const std::string origin = place(indent, operand);
    std::string name = show_name(sources_, operand);
    if (!event_.empty() && name.starts_with(event_)) {
        name.erase(0, event_.size());
    }
    const std::string reason = show_reason(program_, operand);
    const std::string shown = show(program_, operand.reading);
    if (operand.kind == Operand::Kind::Events && reason.empty()) {
        text.add(name).attach(":").add(shown == "0" ? "none given" : shown + " given");
    } else if (reason.empty()) {
        if (named) {
            text.add(name).add("=");
        }
        text.keep(shown);
    } else {
        const bool partly = shown != "unknown" && shown != "undecided";
        const bool empty = operand.reading.reason == Reason::NoCaseApplies ||
                           operand.reading.reason == Reason::NoSuchEvent;
        text.add(named ? name : "");
        text.add(
            partly   ? fmt::format("= {},", shown)
            : !named ? ""
            : empty  ? "has no value:"
                     : "is"
        );
        text.add(reason, Tint::Open);
    }
    text.aside(origin);
    return text;
}

std::vector<Text> TraceWriter::values(std::size_t indent, const Condition& condition) {
    std::vector<Text> lines;
    const bool alone = condition.operands.size() == 1 && !condition.value &&
                       condition.shape == Condition::Shape::Leaf && condition.node.valid() &&
                       condition.operands[0].name == show_condition(program_, sources_, condition);
    for (const Operand& operand : condition.operands) {
        lines.push_back(value(indent, operand, !alone));
    }
    return lines;
}

void TraceWriter::write(std::size_t indent, const Text& introduction, const Condition& condition) {
    Text left = mark(condition);
    left.add(introduction).add(head(condition));
    if (condition.reading && introduction.empty()) {
        left.add("=").keep(show(program_, *condition.reading)); // else its name has it already
    }
    page_.columns(indent, indent + step(), left, values(indent, condition));
    unfold(indent + step(), condition);
    parts(indent + step(), condition);
}

void TraceWriter::unfold(std::size_t indent, const Condition& condition) {
    for (const Operand& operand : condition.operands) {
        if (operand.kind == Operand::Kind::Definition &&
            unfolded_.try_emplace(operand.index, Unfolded::Above).second) {
            body(indent, {operand.index});
        }
    }
}

/// Whether the cases are a table: rows of cells.
bool TraceWriter::is_table(const Condition& condition) const {
    bool any_cell = false;
    const auto is_row = [&](const Condition& row) {
        const bool leaf = row.shape == Condition::Shape::Leaf && row.children.empty();
        const bool cells = row.shape == Condition::Shape::Junction &&
                           std::ranges::all_of(row.children, [](const Condition& cell) {
                               return cell.shape == Condition::Shape::Leaf && cell.children.empty();
                           });
        any_cell = any_cell || is_table_cell(program_, sources_, row) ||
                   std::ranges::any_of(row.children, [&](const Condition& cell) {
                       return is_table_cell(program_, sources_, cell);
                   });
        return (leaf || cells) && row.value_parts.empty();
    };
    return condition.shape == Condition::Shape::Cases &&
           std::ranges::all_of(condition.children, is_row) && any_cell;
}

/// The columns' values once, at the head, and each row on one line with a mark for each cell.
void TraceWriter::table(std::size_t indent, const Text& introduction, const Condition& condition) {
    DistinctOperands operands;
    const auto add = [&](const Condition& cell) {
        for (const Operand& operand : cell.operands) {
            operands.add(operand);
        }
    };
    add(condition);
    for (const Condition& row : condition.children) {
        add(row);
        std::ranges::for_each(row.children, add);
    }
    Condition columns = condition;
    columns.children.clear();
    columns.operands = operands.take();
    Text left = mark(condition);
    left.add(introduction).add(head(condition));
    page_.columns(indent, indent + step(), left, values(indent, columns));
    unfold(indent + step(), columns);
    for (const Condition& row : condition.children) {
        table_row(indent + step(), row);
    }
    left_out(indent + step(), condition);
}

void TraceWriter::table_row(std::size_t indent, const Condition& row) {
    Text left = mark_of(row.truth, page_.unicode());
    left.add(one_line(sources_, program_[row.value_node].span)).add("when", Tint::Dim);
    const bool single = row.shape == Condition::Shape::Leaf;
    for (std::size_t i = 0; i < (single ? 1 : row.children.size()); ++i) {
        const Condition& cell = single ? row : row.children[i];
        left.add(mark_of(cell.truth, page_.unicode())).add(head(cell));
        if (!single && i + 1 < row.children.size()) {
            left.attach(",");
        }
    }
    std::vector<Text> right;
    if (row.decides) {
        right.push_back(Text("gives", Tint::Bold).keep(show(program_, *row.value), Tint::Bold));
    }
    page_.columns(indent, indent + step(), left, right);
}

void TraceWriter::body(std::size_t indent, DefinitionId id) {
    const Definition& definition = program_[id];
    Text name(unique_name(program_, id), Tint::Dim);
    if (says_more(definition.label, definition.name)) {
        name.keep(fmt::format("({})", definition.label), Tint::Dim);
    }
    const Condition tree = extent(trace_definition(view_, id));
    name.add(tree.reading ? "=" : "when", Tint::Dim);
    is_table(tree) ? table(indent, name, tree) : write(indent, name, tree);
}

void TraceWriter::parts(std::size_t indent, const Condition& condition) {
    switch (condition.shape) {
    case Condition::Shape::Leaf:
    case Condition::Shape::Junction:
    case Condition::Shape::Not:
        for (const Condition& child : condition.children) {
            write(indent, {}, child);
        }
        break;
    case Condition::Shape::Cases:
    case Condition::Shape::Sum:
        for (const Condition& child : condition.children) {
            part(indent, child, condition.shape);
        }
        break;
    case Condition::Shape::Events: events(indent, condition); break;
    }
    left_out(indent, condition);
}

void TraceWriter::left_out(std::size_t indent, const Condition& condition) {
    const std::size_t count = condition.left_out;
    if (count == 0 || condition.shape == Condition::Shape::Junction) {
        return; // that some parts of a junction suffice is what its name says
    }
    const std::string_view what = condition.shape == Condition::Shape::Events ? "event" : "case";
    page_.paragraph(
        indent,
        indent + step(),
        Text(fmt::format("({} other {}{})", count, what, count == 1 ? "" : "s"), Tint::Dim)
    );
}

void TraceWriter::part(std::size_t indent, const Condition& condition, Condition::Shape parent) {
    Text left = mark_of(condition.truth, page_.unicode());
    left.add(one_line(sources_, program_[condition.value_node].span));
    std::vector<Text> right;
    const std::string value = show(program_, *condition.value);
    if (parent == Condition::Shape::Cases) {
        if (condition.node.valid()) {
            left.add("when", Tint::Dim).add(head(condition));
        } else {
            left.add("otherwise", Tint::Dim);
        }
        if (condition.decides) {
            right.push_back(Text("gives", Tint::Bold).keep(value, Tint::Bold));
        }
    } else {
        if (condition.node.valid()) {
            left.add("when", Tint::Dim).add(head(condition));
        }
        const bool counts = condition.truth == Truth::Yes;
        const bool never = condition.truth == Truth::No;
        right.push_back(
            never    ? Text("counts 0")
            : counts ? Text("counts " + value, Tint::Bold)
                     : Text("may count " + value)
        );
    }
    for (Text& line : values(indent, condition)) {
        right.push_back(std::move(line));
    }
    page_.columns(indent, indent + step(), left, right);
    unfold(indent + step(), condition);
    parts(indent + step(), condition);
    for (const Condition& inner : condition.value_parts) {
        write(indent + step(), {}, inner);
    }
}

void TraceWriter::events(std::size_t indent, const Condition& condition) {
    const std::vector<std::size_t> chosen = chosen_events(condition.children);
    const auto* pick = std::get_if<node::Pick>(&program_[condition.node].kind);
    const EventId event =
        condition.operands.empty() ? EventId{} : EventId{condition.operands[0].index};
    for (const std::size_t i : chosen) {
        const Condition& child = condition.children[i];
        Text left = mark_of(child.truth, page_.unicode());
        left.add(event_name(program_, event, child.record));
        if (child.node.valid() && child.shape != Condition::Shape::Leaf) {
            left.add("where", Tint::Dim).add(head(child));
        }
        std::vector<Text> right;
        if (child.decides && pick != nullptr) {
            right.emplace_back(pick->latest ? "the latest" : "the earliest", Tint::Bold);
        }
        event_ = event_name(program_, event, child.record) + ".";
        for (Text& line : values(indent, child)) {
            right.push_back(std::move(line));
        }
        event_.clear();
        if (right.empty() && child.record_span) {
            right.emplace_back(show_place(sources_, *child.record_span), Tint::Dim);
        }
        page_.columns(indent, indent + step(), left, right);
        unfold(indent + step(), child);
        parts(indent + step(), child);
    }
    if (chosen.size() < condition.children.size()) {
        const auto matching = std::ranges::count(condition.children, Truth::Yes, &Condition::truth);
        const std::size_t more = condition.children.size() - chosen.size();
        page_.paragraph(
            indent,
            indent + step(),
            Text(
                fmt::format(
                    "and {} more (of all {}, {} match)", more, condition.children.size(), matching
                ),
                Tint::Dim
            )
        );
    }
}

} // namespace precept
