#include "interpreter/evaluation.hpp"

#include "interpreter/evaluate.hpp"

#include <bit>
#include <limits>

namespace precept {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// A column's value of `Value`'s alternative `T` at `row`, where it is known.
template <typename T, typename Stored>
std::optional<T> known_value(const ConstColumn& column, std::size_t row) {
    if (!column.bit(0, row)) {
        return std::nullopt;
    }
    return T{column.values<Stored>()[row]};
}

} // namespace

Evaluation::Evaluation(const Program& program, const Plan& plan, const Batch& batch, Retain retain)
    : program_(&program),
      plan_(&plan),
      batch_(&batch),
      retain_(retain) {
    precept::evaluate(plan, batch, retain, columns_);
}

void Evaluation::evaluate_next(const Batch& batch) {
    batch_ = &batch;
    precept::evaluate(*plan_, batch, retain_, columns_);
}

std::size_t Evaluation::row_in(ScopeId scope, Place place) const {
    // What does not depend on an event has one row for all of them, further out.
    while (place.scope != scope && place.scope.index != 0) {
        place.row = batch_->parents(place.scope)[place.row];
        place.scope = batch_->parent(place.scope);
    }
    return place.row;
}

std::optional<std::pair<ConstColumn, std::size_t>> Evaluation::cell(Ref ref, Place place) const {
    if (!ref.valid() || columns_.data[ref.index()] == nullptr) {
        return std::nullopt;
    }
    const Operation& it = (*plan_)[ref];
    const ConstColumn column{columns_.data[ref.index()], batch_->rows(it.scope), it.shape};
    return std::pair(column, row_in(it.scope, place));
}

// ---- by node

Truth Evaluation::truth(Ref ref, Place place) const {
    const auto found = cell(ref, place);
    if (!found) {
        return Truth::Unknown;
    }
    const auto& [column, row] = *found;
    const Truth plain = column.bit(0, row)   ? Truth::Yes
                        : column.bit(1, row) ? Truth::No
                                             : Truth::Unknown;
    return ref.negated() ? !plain : plain;
}

Truth Evaluation::truth(NodeId node, Place place) const {
    return truth(ref(node), place);
}

Bounds Evaluation::number(NodeId node, Place place) const {
    const Ref its = ref(node);
    if (its.valid() && (*plan_)[its].op == Op::Constant) {
        const double number = (*plan_)[its].number;
        return {number, number};
    }
    const auto found = cell(its, place);
    if (!found) {
        return {-endless, endless};
    }
    const auto& [column, row] = *found;
    if (column.shape.type == ColumnType::Bounds) {
        return {column.low()[row], column.high()[row]};
    }
    const auto number = known_value<double, double>(column, row);
    return number ? Bounds{*number, *number} : Bounds{-endless, endless};
}

std::optional<Date> Evaluation::date(NodeId node, Place place) const {
    const Ref its = ref(node);
    if (its.valid() && (*plan_)[its].op == Op::Constant) {
        return Date{(*plan_)[its].days};
    }
    if (its.valid() && (*plan_)[its].op == Op::Today) {
        return batch_->today();
    }
    const auto found = cell(its, place);
    return found ? known_value<Date, std::int32_t>(found->first, found->second) : std::nullopt;
}

Possible Evaluation::coded(NodeId node, Place place) const {
    const Ref its = ref(node);
    if (its.valid() && (*plan_)[its].op == Op::Constant) {
        return {(*plan_)[its].bits};
    }
    const auto found = cell(its, place);
    if (!found) {
        return {};
    }
    const auto& [column, row] = *found;
    Possible possible{0};
    for (std::size_t value = 0; value < column.shape.values; ++value) {
        possible.values |= static_cast<std::uint64_t>(column.bit(value, row)) << value;
    }
    possible.values |= column.bit(column.shape.values, row) ? Possible::no_value : 0;
    return possible;
}

std::optional<SetValue> Evaluation::set(NodeId node, Place place) const {
    const Ref its = ref(node);
    if (its.valid() && (*plan_)[its].op == Op::Constant) {
        return SetValue{(*plan_)[its].bits};
    }
    const auto found = cell(its, place);
    if (!found || !found->first.bit(0, found->second)) {
        return std::nullopt;
    }
    SetValue set;
    for (std::size_t value = 0; value < found->first.shape.values; ++value) {
        set.members |= static_cast<std::uint64_t>(found->first.bit(1 + value, found->second))
                       << value;
    }
    return set;
}

std::optional<TermId> Evaluation::term(NodeId node, Place place) const {
    const Ref its = ref(node);
    if (its.valid() && (*plan_)[its].op == Op::Constant) {
        return TermId{(*plan_)[its].index};
    }
    const auto found = cell(its, place);
    return found ? known_value<TermId, std::uint32_t>(found->first, found->second) : std::nullopt;
}

Picked Evaluation::picked(NodeId node, Place place) const {
    const auto found = cell(ref(node), place);
    if (!found) {
        return {};
    }
    const auto& [column, row] = *found;
    if (column.bit(0, row)) {
        return {Picked::State::Event, column.values<std::uint32_t>()[row]};
    }
    return {column.bit(1, row) ? Picked::State::None : Picked::State::Unknown, 0};
}

std::optional<Value> Evaluation::value(NodeId node, Place place) const {
    const auto as_value = [](const auto& known) {
        return known ? std::optional<Value>(*known) : std::nullopt;
    };
    switch ((*program_)[node].type.kind) {
    case TypeKind::Invalid:
    case TypeKind::Event: return std::nullopt;
    case TypeKind::Truth: {
        const Truth its = truth(node, place);
        return its == Truth::Unknown ? std::nullopt : std::optional<Value>(its == Truth::Yes);
    }
    case TypeKind::Number: {
        const Bounds its = number(node, place);
        return its.known() ? std::optional<Value>(its.low) : std::nullopt;
    }
    case TypeKind::Date: return as_value(date(node, place));
    case TypeKind::Coded: {
        const Possible its = coded(node, place);
        return its.known() ? std::optional<Value>(CodedValue{
                                 static_cast<std::uint8_t>(std::countr_zero(its.values))})
                           : std::nullopt;
    }
    case TypeKind::Set: return as_value(set(node, place));
    case TypeKind::Term: return as_value(term(node, place));
    }
    return std::nullopt;
}

// ---- outcomes

Truth Evaluation::fired(RuleId rule, std::size_t patient) const {
    return truth(plan_->fired[rule.index], {ScopeId{0}, patient});
}

Truth Evaluation::applies(ModuleId module, std::size_t patient) const {
    return truth(plan_->applies[module.index], {ScopeId{0}, patient});
}

Truth Evaluation::active(AdviceId advice, std::size_t patient) const {
    return truth(plan_->active[advice.index], {ScopeId{0}, patient});
}

Truth Evaluation::blocked(AdviceId advice, std::size_t patient) const {
    return truth(plan_->blocked[advice.index], {ScopeId{0}, patient});
}

Truth Evaluation::overridden(RuleId rule, std::size_t patient) const {
    return truth(plan_->overridden[rule.index], {ScopeId{0}, patient});
}

Truth Evaluation::outcome(TermId term, ast::Verb verb, std::size_t patient) const {
    const Outcomes& outcomes = plan_->outcomes[static_cast<std::size_t>(verb)];
    return truth(outcomes[term.index], {ScopeId{0}, patient});
}

TruthBits Evaluation::bits(Ref ref) const {
    const ConstColumn column{columns_.data[ref.index()], patients(), {ColumnType::Truth, 0}};
    const auto copy = [&](const std::uint64_t* from) {
        std::vector<std::uint64_t> bits(from, from + column.words());
        if (patients() % 64 != 0) {
            bits.back() &= (std::uint64_t{1} << (patients() % 64)) - 1;
        }
        return bits;
    };
    TruthBits plain{copy(column.bits(0)), copy(column.bits(1))};
    return ref.negated() ? TruthBits{std::move(plain.no), std::move(plain.yes)} : plain;
}

TruthBits Evaluation::fired_bits(RuleId rule) const {
    return bits(plan_->fired[rule.index]);
}

TruthBits Evaluation::active_bits(AdviceId advice) const {
    return bits(plan_->active[advice.index]);
}

// ---- events

std::pair<std::size_t, std::size_t> Evaluation::events(ScopeId scope, Place parent) const {
    const std::size_t row = row_in(batch_->parent(scope), parent);
    const auto offsets = batch_->offsets(scope);
    return {offsets[row], offsets[row + 1]};
}

bool Evaluation::list_known(EventId event, std::size_t patient) const {
    return batch_->list_known(event, patient);
}

std::size_t Evaluation::patient_of(Place place) const {
    return batch_->patient_of(place.scope, place.row);
}

} // namespace precept
