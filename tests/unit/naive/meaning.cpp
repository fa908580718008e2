#include "tests/unit/naive/meaning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace precept::naive {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// "NaN or infinite results are not computable = unknown."
Bounds computed(double result) {
    return std::isfinite(result) ? Bounds{result, result} : Bounds{-infinity, infinity};
}

std::uint64_t bit(std::size_t index) {
    return std::uint64_t{1} << index;
}

} // namespace

Answer Meaning::unknown_of(const Program& program, const Type& type) {
    switch (type.kind) {
    case TypeKind::Number: return Bounds{-infinity, infinity};
    case TypeKind::Date: return std::optional<Date>();
    case TypeKind::Coded: {
        Possible all;
        for (std::size_t i = 0; i < program[type.domain].values.size(); ++i) {
            all.values |= bit(i);
        }
        return all;
    }
    case TypeKind::Set: return std::optional<SetValue>();
    case TypeKind::Term: return std::optional<TermId>();
    case TypeKind::Event: return Picked{};
    case TypeKind::Truth:
    case TypeKind::Invalid: break;
    }
    return Truth::Unknown;
}

const EventList& Meaning::list_of(EventId event) const {
    return evaluator_.patient_.events[event.index];
}

Answer Meaning::cell(const Cell& cell) const {
    if (cell.state != CellState::Given && cell.state != CellState::Assumed) {
        return unknown();
    }
    return (*this)(node::Constant{cell.value});
}

std::optional<double> Meaning::number(NodeId node) const {
    const auto bounds = std::get<Bounds>(value(node));
    return bounds.known() ? std::optional(bounds.low) : std::nullopt;
}

std::optional<Date> Meaning::date(NodeId node) const {
    return std::get<std::optional<Date>>(value(node));
}

// ---- what stands for itself

Answer Meaning::operator()(const node::Invalid&) const {
    return unknown();
}

Answer Meaning::operator()(const node::Constant& it) const {
    struct Visitor {
        Answer operator()(bool truth) const { return truth ? Truth::Yes : Truth::No; }

        Answer operator()(double number) const { return computed(number); }

        Answer operator()(Date date) const { return std::optional(date); }

        Answer operator()(CodedValue coded) const { return Possible{bit(coded.index)}; }

        Answer operator()(SetValue set) const { return std::optional(set); }

        Answer operator()(TermId term) const { return std::optional(term); }
    };

    return std::visit(Visitor{}, it.value);
}

Answer Meaning::operator()(const node::Today&) const {
    return std::optional(evaluator_.today_);
}

Answer Meaning::operator()(const node::FactRef& it) const {
    return cell(evaluator_.patient_.facts[it.fact.index]);
}

Answer Meaning::operator()(const node::FieldRef& it) const {
    const Within* at = where_;
    while (at->scope != it.scope) {
        at = at->outer;
    }
    return cell(list_of(program()[it.scope].event).records[at->record].fields[it.field]);
}

Answer Meaning::operator()(const node::DefinitionRef& it) const {
    return evaluator_.value(it.definition);
}

Answer Meaning::operator()(const node::PickedField& it) const {
    const auto picked = std::get<Picked>(value(it.event));
    if (picked.state != Picked::State::Event) {
        return unknown();
    }
    const EventId event = program()[it.event].type.event;
    return cell(list_of(event).records[picked.record].fields[it.field]);
}

// ---- values

Answer Meaning::operator()(const node::Arithmetic& it) const {
    const auto left = number(it.left);
    const auto right = number(it.right);
    if (!left || !right) {
        return unknown();
    }
    switch (it.op) {
    case ast::ArithmeticOp::Add: return computed(*left + *right);
    case ast::ArithmeticOp::Subtract: return computed(*left - *right);
    case ast::ArithmeticOp::Multiply: return computed(*left * *right);
    case ast::ArithmeticOp::Divide: return computed(*left / *right);
    case ast::ArithmeticOp::Power: return computed(std::pow(*left, *right));
    }
    return unknown();
}

Answer Meaning::operator()(const node::Negative& it) const {
    const auto operand = number(it.operand);
    return operand ? computed(-*operand) : unknown();
}

Answer Meaning::operator()(const node::Function& it) const {
    using enum ast::FunctionName;
    std::vector<double> of;
    for (const NodeId argument : it.arguments) {
        const auto one = number(argument);
        if (!one) {
            return unknown();
        }
        of.push_back(*one);
    }
    switch (it.name) {
    case Min: return computed(*std::min_element(of.begin(), of.end()));
    case Max: return computed(*std::max_element(of.begin(), of.end()));
    case Sqrt: return computed(std::sqrt(of[0]));
    case Ln: return computed(std::log(of[0]));
    case Exp: return computed(std::exp(of[0]));
    case Abs: return computed(std::abs(of[0]));
    case Floor: return computed(std::floor(of[0]));
    case Ceiling: return computed(std::ceil(of[0]));
    case Round: {
        const double steps = std::pow(10.0, of[1]);
        return computed(std::round(of[0] * steps) / steps);
    }
    }
    return unknown();
}

Answer Meaning::operator()(const node::Convert& it) const {
    const auto operand = number(it.operand);
    return operand ? computed(it.conversion(*operand)) : unknown();
}

Answer Meaning::operator()(const node::Shift& it) const {
    const auto start = date(it.date);
    return start ? std::optional(add(*start, it.span)) : std::nullopt;
}

Answer Meaning::operator()(const node::Elapsed& it) const {
    const auto from = date(it.from);
    const auto to = date(it.to);
    return from && to ? computed(elapsed(*from, *to, it.unit)) : unknown();
}

// "A summand: yes → its value; no → 0; unknown → [min(0,v), max(0,v)]; value unknown and condition
// not no → unbounded." A summand that is itself an open sum or count adds its bounds.
Answer Meaning::operator()(const node::Sum& it) const {
    Bounds sum;
    for (const node::Summand& summand : it.summands) {
        const Truth counts = summand.when.valid() ? truth(summand.when) : Truth::Yes;
        if (counts == Truth::No) {
            continue;
        }
        const auto amount = std::get<Bounds>(value(summand.value));
        sum.low += counts == Truth::Yes ? amount.low : std::min(0.0, amount.low);
        sum.high += counts == Truth::Yes ? amount.high : std::max(0.0, amount.high);
    }
    const bool computable = sum.low < infinity && sum.high > -infinity;
    return computable ? Answer(sum) : unknown();
}

Answer Meaning::operator()(const node::CountOf& it) const {
    const Tally count = tally(it.scope, it.where);
    const auto low = static_cast<double>(count.yes);
    return Bounds{low, count.open_ended ? infinity : low + static_cast<double>(count.unknown)};
}

// "Events with c=no are ignored. If any other event has unknown F → unknown. None left → no event.
// Best among yes and unknown ones (ties: later in record wins; for `earliest` the earlier in record
// wins); best is a yes-event → it; else unknown."
Answer Meaning::operator()(const node::Pick& it) const {
    const EventList& list = list_of(program()[it.scope].event);
    if (!list.known) {
        return Picked{};
    }

    struct Candidate {
        Date day;
        std::size_t record;
        Truth matches;
    };

    std::vector<Candidate> candidates;
    for (std::size_t record = 0; record < list.records.size(); ++record) {
        const Truth matches = holds_for(it.scope, record, it.where);
        if (matches == Truth::No) {
            continue;
        }
        const Cell& day = list.records[record].fields[it.by];
        if (day.state != CellState::Given) {
            return Picked{};
        }
        candidates.push_back({std::get<Date>(day.value), record, matches});
    }
    if (candidates.empty()) {
        return Picked{Picked::State::None, 0};
    }
    const auto earlier = [](const Candidate& a, const Candidate& b) {
        return std::tie(a.day, a.record) < std::tie(b.day, b.record);
    };
    const Candidate best = it.latest
                               ? *std::max_element(candidates.begin(), candidates.end(), earlier)
                               : *std::min_element(candidates.begin(), candidates.end(), earlier);
    if (best.matches != Truth::Yes) {
        return Picked{};
    }
    return Picked{Picked::State::Event, static_cast<std::uint32_t>(best.record)};
}

// "From the top, rows still open; a case that is yes closes; unknown adds its possibilities and
// goes on; when rows are left open at the end 'no value' is added."
Answer Meaning::coded_cases(const node::Cases& it) const {
    Possible possible{0};
    for (const node::Case& one : it.cases) {
        const Truth when = one.when.valid() ? truth(one.when) : Truth::Yes;
        if (when != Truth::No) {
            possible.values |= std::get<Possible>(value(one.value)).values;
        }
        if (when == Truth::Yes) {
            return possible;
        }
    }
    possible.values |= Possible::no_value;
    return possible;
}

// "Known iff every case that could still apply gives the same known value; else unknown."
Answer Meaning::operator()(const node::Cases& it) const {
    if (type_.kind == TypeKind::Coded) {
        return coded_cases(it);
    }
    std::optional<Answer> agreed;
    for (const node::Case& one : it.cases) {
        const Truth when = one.when.valid() ? truth(one.when) : Truth::Yes;
        if (when == Truth::No) {
            continue;
        }
        const Answer answer = value(one.value);
        if (!known(answer) || (agreed && !same(*agreed, answer))) {
            return unknown();
        }
        agreed = answer;
        if (when == Truth::Yes) {
            return *agreed;
        }
    }
    return unknown(); // no case applies, or none may
}

// ---- conditions

Answer Meaning::operator()(const node::Not& it) const {
    return !truth(it.operand);
}

Truth Meaning::at_least(std::size_t count, const Tally& tally) {
    if (tally.yes >= count) {
        return Truth::Yes;
    }
    const bool may = tally.open_ended || tally.yes + tally.unknown >= count;
    return may ? Truth::Unknown : Truth::No;
}

Truth Meaning::at_most(std::size_t count, const Tally& tally) {
    return !at_least(count + 1, tally);
}

Answer Meaning::operator()(const node::Junction& it) const {
    Tally tally;
    for (const NodeId operand : it.operands) {
        const Truth one = truth(operand);
        tally.yes += one == Truth::Yes;
        tally.unknown += one == Truth::Unknown;
    }
    switch (it.quantity) {
    case ast::Quantity::All: return at_least(it.operands.size(), tally);
    case ast::Quantity::Any: return at_least(1, tally);
    case ast::Quantity::None: return at_most(0, tally);
    case ast::Quantity::AtLeast: return at_least(it.count, tally);
    case ast::Quantity::AtMost: return at_most(it.count, tally);
    case ast::Quantity::Exactly: return at_least(it.count, tally) && at_most(it.count, tally);
    }
    return Truth::Unknown;
}

Truth Meaning::holds_for(ScopeId scope, std::size_t record, NodeId where) const {
    if (!where.valid()) {
        return Truth::Yes;
    }
    const Within inside{scope, record, where_};
    return std::get<Truth>(evaluator_.value(where, &inside));
}

Meaning::Tally Meaning::tally(ScopeId scope, NodeId where) const {
    const EventList& list = list_of(program()[scope].event);
    Tally tally;
    tally.open_ended = !list.known;
    for (std::size_t record = 0; list.known && record < list.records.size(); ++record) {
        const Truth one = holds_for(scope, record, where);
        tally.yes += one == Truth::Yes;
        tally.unknown += one == Truth::Unknown;
    }
    return tally;
}

Answer Meaning::operator()(const node::Quantified& it) const {
    const Tally found = tally(it.scope, it.where);
    switch (it.quantity) {
    case ast::EventQuantity::Any: return at_least(1, found);
    case ast::EventQuantity::None: return at_most(0, found);
    case ast::EventQuantity::Every: {
        const EventList& list = list_of(program()[it.scope].event);
        return list.known ? at_least(list.records.size(), found) : Truth::Unknown;
    }
    case ast::EventQuantity::AtLeast: return at_least(it.count, found);
    case ast::EventQuantity::AtMost: return at_most(it.count, found);
    case ast::EventQuantity::Exactly: return at_least(it.count, found) && at_most(it.count, found);
    }
    return Truth::Unknown;
}

Answer Meaning::operator()(const node::Compare& it) const {
    Bounds left;
    Bounds right;
    if (program()[it.left].type.kind == TypeKind::Date) {
        const auto first = date(it.left);
        const auto second = date(it.right);
        if (!first || !second) {
            return Truth::Unknown;
        }
        left = computed(first->days);
        right = computed(second->days);
    } else {
        left = std::get<Bounds>(value(it.left));
        right = std::get<Bounds>(value(it.right));
    }
    // Yes when every pair of numbers within the bounds compares so, no when none does.
    const auto decide = [](bool all, bool none) {
        return all ? Truth::Yes : none ? Truth::No : Truth::Unknown;
    };
    switch (it.op) {
    case node::CompareOp::Less: return decide(left.high < right.low, left.low >= right.high);
    case node::CompareOp::LessEqual: return decide(left.high <= right.low, left.low > right.high);
    case node::CompareOp::Greater: return decide(left.low > right.high, left.high <= right.low);
    case node::CompareOp::GreaterEqual:
        return decide(left.low >= right.high, left.high < right.low);
    case node::CompareOp::Equal:
        return decide(
            left.known() && right.known() && left.low == right.low,
            left.high < right.low || right.high < left.low
        );
    }
    return Truth::Unknown;
}

// "Yes iff 'no value' is impossible, the set is not empty and ⊆ list; no iff disjoint from the list
// and 'no value' is impossible; else unknown."
Answer Meaning::operator()(const node::OneOf& it) const {
    const std::uint64_t possible = std::get<Possible>(value(it.subject)).values;
    if ((possible & Possible::no_value) != 0 || possible == 0) {
        return Truth::Unknown;
    }
    if ((possible & ~it.values) == 0) {
        return Truth::Yes;
    }
    return (possible & it.values) == 0 ? Truth::No : Truth::Unknown;
}

Answer Meaning::operator()(const node::TermIs& it) const {
    const auto term = std::get<std::optional<TermId>>(value(it.subject));
    if (!term) {
        return Truth::Unknown;
    }
    const bool found = std::any_of(it.terms.begin(), it.terms.end(), [&](TermId one) {
        return it.below ? is_below(program(), *term, one) : *term == one;
    });
    return found ? Truth::Yes : Truth::No;
}

Answer Meaning::operator()(const node::Includes& it) const {
    const auto set = std::get<std::optional<SetValue>>(value(it.subject));
    if (!set) {
        return Truth::Unknown;
    }
    const std::uint64_t shared = set->members & it.values;
    return (it.all ? shared == it.values : shared != 0) ? Truth::Yes : Truth::No;
}

Answer Meaning::operator()(const node::Known& it) const {
    return known(value(it.subject)) ? Truth::Yes : Truth::No;
}

Answer Meaning::operator()(const node::RuleFires& it) const {
    return evaluator_.fired(it.rule);
}

Answer Meaning::operator()(const node::TermOutcome& it) const {
    return evaluator_.outcome(it.term, it.verb);
}

Answer Meaning::operator()(const node::AnyAdvice&) const {
    return evaluator_.any_advice();
}

} // namespace precept::naive
