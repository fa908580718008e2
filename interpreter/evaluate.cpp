#include "interpreter/evaluate.hpp"

#include "interpreter/kernels.hpp"

#include <utility>

namespace precept {

namespace {

Kernel* kernel_of(Op op) {
    switch (op) {
    case Op::Constant:
    case Op::Today:
    case Op::Fact: return nullptr;
    case Op::Truth: return truth_constant;
    case Op::Field: return nested_field;
    case Op::PickedField: return picked_field;
    case Op::Spread: return spread;
    case Op::And: return all_of;
    case Op::AtLeast: return at_least;
    case Op::EventsThat: return events_that;
    case Op::CountEvents: return count_events;
    case Op::Pick: return pick_event;
    case Op::Less: return less;
    case Op::Equal: return equal;
    case Op::OneOf: return one_of;
    case Op::TermIs: return term_is;
    case Op::Includes: return includes;
    case Op::Known: return is_known;
    case Op::Cases: return cases;
    case Op::Settled: return settled;
    case Op::Sum: return sum;
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Power:
    case Op::Negative:
    case Op::Sqrt:
    case Op::Ln:
    case Op::Exp:
    case Op::Abs:
    case Op::Round:
    case Op::Floor:
    case Op::Ceiling:
    case Op::Min:
    case Op::Max:
    case Op::Convert: return number;
    case Op::Shift: return shift;
    case Op::Elapsed: return elapsed_between;
    }
    return nullptr;
}

/// Whether its column lies in the batch.
bool in_batch(const Operation& it) {
    return it.op == Op::Fact || (it.op == Op::Field && !it.stored());
}

/// Finds what is the same for all batches.
void prepare(const Plan& plan, bool everything, Columns& columns) {
    for (std::uint32_t i = 0; i < plan.operations.size(); ++i) {
        const Operation& it = plan.operations[i];
        if (in_batch(it)) {
            columns.given.push_back(i);
        } else if (it.stored() && (everything || plan.slot_of[i] != Plan::no_slot)) {
            columns.steps.push_back({i, kernel_of(it.op), {nullptr, 0, it.shape}});
        } else {
            continue;
        }
        for (std::uint32_t k = 0; it.op == Op::And && k < it.operands; ++k) {
            const std::uint32_t operand = it.first_operand + k;
            const bool given = in_batch(plan[plan.operands[operand]]);
            (given ? columns.given_operands : columns.made_operands).push_back(operand);
        }
    }
    columns.all.resize(plan.operations.size(), nullptr);
    columns.data.resize(plan.operations.size(), nullptr);
    columns.truths.resize(plan.operands.size(), {nullptr, nullptr});
}

void find_truths(const Plan& plan, const std::vector<std::uint32_t>& operands, Columns& columns) {
    for (const std::uint32_t operand : operands) {
        const Ref ref = plan.operands[operand];
        const std::uint64_t* yes = columns.all[ref.index()];
        const std::uint64_t* no = yes + words_for(columns.rows[plan[ref].scope.index]);
        columns.truths[operand] = ref.negated() ? vectors::From{no, yes} : vectors::From{yes, no};
    }
}

/// Gives every operation that writes a column its place in the columns' memory.
void lay_out(const Plan& plan, bool everything, Columns& columns) {
    columns.offsets.clear();
    std::size_t words = 0;
    const auto place = [&](Shape shape, ScopeId scope) {
        columns.offsets.push_back(words);
        words += size_in_words(shape, columns.rows[scope.index]);
    };
    if (everything) {
        for (const PlacedOperation& step : columns.steps) {
            place(step.to.shape, plan.operations[step.operation].scope);
        }
    } else {
        for (const Plan::Slot& slot : plan.slots) {
            place(slot.shape, slot.scope);
        }
    }
    std::uint64_t* memory = columns.arena.reserve(words);
    for (std::size_t i = 0; i < columns.steps.size(); ++i) {
        PlacedOperation& step = columns.steps[i];
        const std::uint32_t operation = step.operation;
        step.to.data = memory + columns.offsets[everything ? i : plan.slot_of[operation]];
        step.to.rows = columns.rows[plan.operations[operation].scope.index];
        columns.all[operation] = step.to.data;
        // What shares its memory is overwritten in the end.
        columns.data[operation] = everything || plan.kept[operation] ? step.to.data : nullptr;
    }
    find_truths(plan, columns.made_operands, columns);
}

/// Whether `columns` lie as they have to for `batch`; notes the sizes of this one.
bool fits(const Batch& batch, Columns& columns) {
    bool same = columns.rows.size() == batch.scopes();
    columns.rows.resize(batch.scopes());
    for (std::uint32_t scope = 0; scope < columns.rows.size(); ++scope) {
        const std::size_t rows = batch.rows(ScopeId{scope});
        same = std::exchange(columns.rows[scope], rows) == rows && same;
    }
    return same;
}

/// The columns that lie in the batch.
void take_given(const Plan& plan, const Batch& batch, bool everything, Columns& columns) {
    for (const std::uint32_t i : columns.given) {
        const Operation& it = plan.operations[i];
        columns.all[i] =
            it.op == Op::Fact ? batch.fact({it.index}).data : batch.field(it.kind, it.index).data;
        columns.data[i] = everything || plan.kept[i] ? columns.all[i] : nullptr;
    }
    find_truths(plan, columns.given_operands, columns);
}

} // namespace

void evaluate(const Plan& plan, const Batch& batch, Retain retain, Columns& columns) {
    const bool everything = retain == Retain::Everything;
    if (columns.all.empty()) {
        prepare(plan, everything, columns);
    }
    if (!fits(batch, columns)) {
        lay_out(plan, everything, columns);
    }
    take_given(plan, batch, everything, columns);
    const Inputs inputs{plan, batch, columns.all, columns.truths, vectors::best()};
    for (const PlacedOperation& step : columns.steps) {
        if (step.to.rows > 0) {
            step.kernel(inputs, plan.operations[step.operation], step.to);
        }
    }
}

Evaluation evaluate(const Program& program, const Plan& plan, const Batch& batch) {
    return {program, plan, batch};
}

} // namespace precept
