// Conditions in words: one line each, or as lists of criteria.

#include "interpreter/answer.hpp"
#include "interpreter/document/prose.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace precept::document {

namespace {

using ast::Quantity;
using node::CompareOp;

CompareOp opposite(CompareOp op) {
    switch (op) {
    case CompareOp::Less: return CompareOp::GreaterEqual;
    case CompareOp::LessEqual: return CompareOp::Greater;
    case CompareOp::Greater: return CompareOp::LessEqual;
    case CompareOp::GreaterEqual: return CompareOp::Less;
    case CompareOp::Equal: break;
    }
    return CompareOp::Equal;
}

std::string_view sign_of(CompareOp op, bool date) {
    switch (op) {
    case CompareOp::Less: return date ? "before " : "< ";
    case CompareOp::LessEqual: return date ? "on or before " : "≤ ";
    case CompareOp::Greater: return date ? "after " : "> ";
    case CompareOp::GreaterEqual: return date ? "on or after " : "≥ ";
    case CompareOp::Equal: break;
    }
    return "";
}

/// "all of", "fewer than 2 of": how many of a list have to hold, or for the negation must not.
std::string how_many(const node::Junction& it, bool negated) {
    switch (it.quantity) {
    case Quantity::All: return negated ? "not all of" : "all of";
    case Quantity::Any: return negated ? "none of" : "at least one of";
    case Quantity::None: return negated ? "at least one of" : "none of";
    case Quantity::AtLeast:
        return fmt::format("{} {} of", negated ? "fewer than" : "at least", it.count);
    case Quantity::Exactly:
        return fmt::format("{} {} of", negated ? "not exactly" : "exactly", it.count);
    case Quantity::AtMost: break;
    }
    return fmt::format("{} {} of", negated ? "more than" : "at most", it.count);
}

std::string how_many(const node::Quantified& it, bool negated) {
    switch (it.quantity) {
    case ast::EventQuantity::Any: return negated ? "no " : "at least one ";
    case ast::EventQuantity::None: return negated ? "at least one " : "no ";
    case ast::EventQuantity::Every: return negated ? "not every " : "every ";
    case ast::EventQuantity::AtLeast:
        return fmt::format("{} {} ", negated ? "fewer than" : "at least", it.count);
    case ast::EventQuantity::Exactly:
        return fmt::format("{} {} ", negated ? "not exactly" : "exactly", it.count);
    case ast::EventQuantity::AtMost: break;
    }
    return fmt::format("{} {} ", negated ? "more than" : "at most", it.count);
}

std::string_view where_of(const node::Quantified& it) {
    return it.quantity == ast::EventQuantity::Every ? " has " : " where ";
}

bool within(Span inner, Span outer) {
    return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

/// The first thing that an expression looks at.
std::optional<NodeId> first_operand(const Node& node) {
    std::optional<NodeId> first;
    for_each_operand(node.kind, [&](NodeId id) { first = first ? first : std::optional(id); });
    return first;
}

} // namespace

Phrase Prose::condition(NodeId node) const {
    return condition(node, false, Subject::Named);
}

Block Prose::criteria(NodeId node) const {
    return criteria(node, false);
}

Block Prose::criteria(NodeId id, bool negated) const {
    const Node& node = program_[id];
    if (const auto* it = std::get_if<node::Not>(&node.kind)) {
        return criteria(it->operand, !negated);
    }
    if (const auto* it = std::get_if<node::Junction>(&node.kind); it != nullptr && !node.atom) {
        Block block{Phrase().strong(how_many(*it, negated)).add(" the following:")};
        for (const NodeId operand : it->operands) {
            block.items.push_back(criteria(operand, false));
        }
        return block;
    }
    if (const auto* it = std::get_if<node::Quantified>(&node.kind);
        it != nullptr && it->where.valid()) {
        Block where = criteria(it->where, false);
        if (!where.items.empty()) {
            where.head = Phrase()
                             .strong(how_many(*it, negated))
                             .add(event(program_[it->scope].event))
                             .add(where_of(*it))
                             .add(where.head);
            return where;
        }
    }
    return {condition(id, negated, Subject::Named)};
}

Phrase Prose::condition(NodeId id, bool negated, Subject subject) const {
    const Node& node = program_[id];
    if (const auto* it = std::get_if<node::Not>(&node.kind)) {
        return condition(it->operand, !negated, subject);
    }
    if (const auto* it = std::get_if<node::Junction>(&node.kind)) {
        return junction(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::Compare>(&node.kind)) {
        return compared(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::OneOf>(&node.kind)) {
        return one_of(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::TermIs>(&node.kind)) {
        return term_is(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::Includes>(&node.kind)) {
        return includes(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::Known>(&node.kind)) {
        return known(*it, negated, subject);
    }
    if (const auto* it = std::get_if<node::Quantified>(&node.kind)) {
        return quantified(*it, negated);
    }
    if (const auto* it = std::get_if<node::Constant>(&node.kind)) {
        return std::get<bool>(it->value) != negated ? "always" : "never";
    }
    if (std::holds_alternative<node::RuleFires>(node.kind) ||
        std::holds_alternative<node::TermOutcome>(node.kind) ||
        std::holds_alternative<node::AnyAdvice>(node.kind)) {
        return outcome(node.kind, negated);
    }
    return yes_no(id, negated, subject);
}

Phrase Prose::yes_no(NodeId id, bool negated, Subject subject) const {
    if (subject == Subject::Column) {
        return negated ? "no" : "yes";
    }
    Phrase phrase;
    if (negated) {
        phrase.strong("not: ");
    }
    return phrase.add(named_value(program_[id]));
}

Phrase Prose::junction(const node::Junction& it, bool negated, Subject subject) const {
    if (const auto said = range(it, negated, subject)) {
        return *said;
    }
    if (const auto said = any_number(it, negated, subject)) {
        return *said;
    }
    std::vector<Phrase> parts;
    for (const NodeId operand : it.operands) {
        const bool nested = std::holds_alternative<node::Junction>(program_[operand].kind) &&
                            !program_[operand].atom;
        const Phrase part = condition(operand, false, subject);
        parts.push_back(nested ? Phrase("(").add(part).add(")") : part);
    }
    const bool all = it.quantity == Quantity::All;
    if (all || it.quantity == Quantity::Any) {
        const std::string_view between = all ? " and " : " or ";
        const Phrase list = join(parts, between, between);
        return negated ? Phrase().strong("not: ").add("(").add(list).add(")") : list;
    }
    return Phrase().strong(how_many(it, negated)).add(" (").add(join(parts, "; ", "; ")).add(")");
}

std::optional<Phrase> Prose::range(const node::Junction& it, bool negated, Subject subject) const {
    if (it.quantity != Quantity::All || it.operands.size() != 2) {
        return std::nullopt;
    }
    const auto* first = std::get_if<node::Compare>(&program_[it.operands[0]].kind);
    const auto* second = std::get_if<node::Compare>(&program_[it.operands[1]].kind);
    const bool one_thing =
        first != nullptr && second != nullptr &&
        program_[it.operands[0]].span.begin == program_[it.operands[1]].span.begin &&
        value(first->left).plain() == value(second->left).plain();
    if (!one_thing) {
        return std::nullopt;
    }
    Phrase phrase = is(first->left, negated, subject);
    const auto* shift = std::get_if<node::Shift>(&program_[first->right].kind);
    if (shift != nullptr && shift->date == second->right) {
        const bool strict = first->op == CompareOp::Less || first->op == CompareOp::Greater;
        return phrase.add(strict ? "less than " : "within ").add(value(first->right));
    }
    if (first->op == CompareOp::GreaterEqual && second->op == CompareOp::LessEqual) {
        phrase.add(subject == Subject::Named ? "from " : "");
        return phrase.add(value(first->right)).add(" to ").add(value(second->right));
    }
    return std::nullopt;
}

std::optional<Phrase>
Prose::any_number(const node::Junction& it, bool negated, Subject subject) const {
    std::vector<Phrase> numbers;
    std::optional<NodeId> what;
    for (const NodeId operand : it.operands) {
        const auto* compare = std::get_if<node::Compare>(&program_[operand].kind);
        const bool fits = it.quantity == Quantity::Any && compare != nullptr &&
                          compare->op == CompareOp::Equal &&
                          (!what || value(*what).plain() == value(compare->left).plain());
        if (!fits) {
            return std::nullopt;
        }
        what = compare->left;
        numbers.push_back(value(compare->right));
    }
    return what ? std::optional(is(*what, negated, subject).add(join(numbers, ", ", " or ")))
                : std::nullopt;
}

Phrase Prose::is(NodeId subject, bool negated, Subject how) const {
    Phrase phrase;
    if (how == Subject::Named) {
        phrase = value(subject).add(" is ");
    }
    if (negated) {
        phrase.strong("not ");
    }
    return phrase;
}

Phrase Prose::compared(const node::Compare& it, bool negated, Subject subject) const {
    const bool date = program_[it.left].type.kind == TypeKind::Date;
    const auto* shift = std::get_if<node::Shift>(&program_[it.right].kind);
    const bool beyond = shift != nullptr && (shift->span.count < 0 ? it.op == CompareOp::Less
                                                                   : it.op == CompareOp::Greater);
    if (beyond) {
        return is(it.left, negated, subject).add("more than ").add(value(it.right));
    }
    if (it.op == CompareOp::Equal) {
        return is(it.left, negated, subject).add(value(it.right));
    }
    const std::string_view sign = sign_of(negated ? opposite(it.op) : it.op, date);
    Phrase phrase;
    if (subject == Subject::Named) {
        phrase.add(value(it.left)).add(date ? " is " : " ");
    }
    return phrase.add(sign).add(value(it.right));
}

Phrase Prose::one_of(const node::OneOf& it, bool negated, Subject subject) const {
    const Domain& domain = program_[program_[it.subject].type.domain];
    return is(it.subject, negated, subject).add(values(domain, it.values, " or "));
}

Phrase Prose::term_is(const node::TermIs& it, bool negated, Subject subject) const {
    std::vector<Phrase> names;
    for (const TermId one : it.terms) {
        Phrase name = term(one);
        const bool has_kinds = it.below && !program_[one].children.empty();
        names.push_back(has_kinds ? name.add(" or a kind of it") : name);
    }
    return is(it.subject, negated, subject).add(join(names, ", ", " or "));
}

Phrase Prose::includes(const node::Includes& it, bool negated, Subject subject) const {
    Phrase phrase;
    if (subject == Subject::Named) {
        phrase.add(value(it.subject)).add(": ");
    }
    if (negated) {
        phrase.strong("not ");
    }
    const Domain& domain = program_[program_[it.subject].type.domain];
    return phrase.add("including ").add(values(domain, it.values, it.all ? " and " : " or "));
}

Phrase Prose::known(const node::Known& it, bool negated, Subject subject) const {
    if (subject == Subject::Column) {
        return negated ? "unknown" : "known";
    }
    const TypeKind kind = program_[it.subject].type.kind;
    Phrase phrase = value(it.subject);
    if (kind == TypeKind::Event) {
        return phrase.add(negated ? ": there is " : ": there is one")
            .add(negated ? Phrase().strong("none") : Phrase());
    }
    phrase.add(kind == TypeKind::Truth ? ": " : " is ");
    if (negated) {
        phrase.strong("not ");
    }
    return phrase.add("known");
}

Phrase Prose::events(ScopeId scope, NodeId where) const {
    Phrase phrase = event(program_[scope].event);
    return where.valid() ? phrase.add(" where ").add(condition(where)) : phrase;
}

Phrase Prose::quantified(const node::Quantified& it, bool negated) const {
    Phrase phrase = Phrase().strong(how_many(it, negated)).add(event(program_[it.scope].event));
    return it.where.valid() ? phrase.add(where_of(it)).add(condition(it.where)) : phrase;
}

Phrase Prose::outcome(const Node::Kind& kind, bool negated) const {
    if (const auto* it = std::get_if<node::RuleFires>(&kind)) {
        Phrase phrase = Phrase("the rule ").add(rule(it->rule));
        return negated ? phrase.strong(" does not fire") : phrase.add(" fires");
    }
    Phrase phrase;
    std::string_view state = "given";
    if (const auto* it = std::get_if<node::TermOutcome>(&kind)) {
        phrase.add(term(it->term));
        state = precept::in_words(it->verb);
    } else {
        phrase.add("some advice");
    }
    phrase.add(" is ");
    if (negated) {
        phrase.strong("not ");
    }
    return phrase.add(state);
}

// ---- expectations of tests

Phrase Prose::expectation(const Expectation& it, RuleId about) const {
    if (const auto* status_wanted = std::get_if<ExpectStatus>(&it.kind)) {
        return status(*status_wanted, about);
    }
    if (const auto* wanted = std::get_if<ExpectAdviceState>(&it.kind)) {
        Phrase phrase = term(wanted->term).add(" is ");
        if (wanted->negated) {
            phrase.strong("not ");
        }
        switch (wanted->state) {
        case ast::Outcome::Blocked: return phrase.add("blocked");
        case ast::Outcome::Overridden: return phrase.add("overridden");
        default: return phrase.add("provisional");
        }
    }
    const NodeId expected = std::get<ExpectCondition>(it.kind).condition;
    // `thp fires` is a condition too.
    const auto* negation = std::get_if<node::Not>(&program_[expected].kind);
    const Node& said = program_[negation != nullptr ? negation->operand : expected];
    const auto* fires = std::get_if<node::RuleFires>(&said.kind);
    if (fires != nullptr && fires->rule == about) {
        return negation != nullptr ? Phrase().strong("does not fire") : Phrase("fires");
    }
    return condition(expected);
}

Phrase Prose::status(const ExpectStatus& it, RuleId about) const {
    Phrase phrase;
    if (it.rule != about) {
        phrase.add("the rule ").add(rule(it.rule)).add(" ");
    }
    switch (it.status) {
    case ast::RuleStatus::Fires: return phrase.add("fires");
    case ast::RuleStatus::DoesNotFire: return phrase.strong("does not fire");
    case ast::RuleStatus::NotApplicable: return phrase.strong("is not applicable");
    case ast::RuleStatus::Undecided: break;
    }
    phrase.strong("is undecided");
    std::vector<Phrase> wanted;
    for (const FactId one : it.facts_wanted) {
        wanted.push_back(fact(one));
    }
    for (const EventId one : it.events_wanted) {
        wanted.push_back(event(one));
    }
    return wanted.empty() ? phrase : phrase.add(" for want of ").add(join(wanted, ", ", " and "));
}

// ---- tables

std::optional<NodeId> Prose::column_of(NodeId cell) const {
    std::optional<NodeId> at = first_operand(program_[cell]);
    while (at && within(program_[*at].span, program_[cell].span)) {
        at = first_operand(program_[*at]);
    }
    return at;
}

std::optional<CaseTable> Prose::table(NodeId id) const {
    const auto* cases = std::get_if<node::Cases>(&program_[id].kind);
    if (cases == nullptr) {
        return std::nullopt;
    }
    using Cells = std::vector<std::pair<std::uint32_t, NodeId>>; // by where its column stands
    std::vector<Cells> rows;
    std::map<std::uint32_t, NodeId> columns;
    for (const node::Case& one : cases->cases) {
        if (!one.when.valid()) {
            return std::nullopt;
        }
        Cells cells;
        const Node& when = program_[one.when];
        const auto* whole = std::get_if<node::Junction>(&when.kind);
        const bool several = whole != nullptr && !when.atom && whole->quantity == Quantity::All;
        const bool anyone = std::holds_alternative<node::Constant>(when.kind);
        for (const NodeId cell : several  ? whole->operands
                                 : anyone ? std::vector<NodeId>{}
                                          : std::vector<NodeId>{one.when}) {
            const auto column = column_of(cell);
            if (!column) {
                return std::nullopt;
            }
            columns.emplace(program_[*column].span.begin, *column);
            cells.emplace_back(program_[*column].span.begin, cell);
        }
        rows.push_back(std::move(cells));
    }
    CaseTable table;
    for (const auto& [place, column] : columns) {
        table.columns.push_back(value(column));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CaseTable::Row row{std::vector<Phrase>(columns.size()), value(cases->cases[i].value)};
        for (const auto& [place, cell] : rows[i]) {
            const auto at = std::distance(columns.begin(), columns.find(place));
            row.cells[static_cast<std::size_t>(at)] = condition(cell, false, Subject::Column);
        }
        table.rows.push_back(std::move(row));
    }
    return columns.empty() ? std::nullopt : std::optional(table);
}

} // namespace precept::document
