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

/// Gives every operation that writes a column its place in the columns' memory.
void lay_out(const Plan& plan, const Batch& batch, bool everything, Columns& columns) {
    std::vector<std::size_t> offsets;
    std::size_t words = 0;
    const auto place = [&](Shape shape, ScopeId scope) {
        offsets.push_back(words);
        words += size_in_words(shape, batch.rows(scope));
    };
    for (const Plan::Slot& slot : plan.slots) {
        if (!everything) {
            place(slot.shape, slot.scope);
        }
    }
    columns.made.clear();
    columns.given.clear();
    columns.all.assign(plan.operations.size(), nullptr);
    for (std::uint32_t i = 0; i < plan.operations.size(); ++i) {
        const Operation& it = plan.operations[i];
        if (it.op == Op::Fact || (it.op == Op::Field && !it.stored())) {
            columns.given.push_back(i);
        } else if (it.stored() && everything) {
            columns.made.push_back(i);
            place(it.shape, it.scope);
        } else if (it.stored() && plan.slot_of[i] != Plan::no_slot) {
            columns.made.push_back(i);
        }
    }
    std::uint64_t* memory = columns.arena.reserve(words);
    for (std::size_t i = 0; i < columns.made.size(); ++i) {
        const std::uint32_t operation = columns.made[i];
        columns.all[operation] = memory + offsets[everything ? i : plan.slot_of[operation]];
    }
    columns.data = columns.all;
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        if (!everything && !plan.kept[i]) {
            columns.data[i] = nullptr; // what shares its memory is overwritten in the end
        }
    }
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

/// Begins to bring the start of a column into the cache, from where the processor goes on by
/// itself.
void fetch(const void* column) {
    constexpr std::size_t lines = 8;
    constexpr std::size_t line = 64; // bytes
    if (column == nullptr) {         // of nobody
        return;
    }
    for (std::size_t i = 0; i < lines; ++i) {
        __builtin_prefetch(static_cast<const char*>(column) + i * line, 0, 2);
    }
}

/// The columns that lie in the batch.
void take_given(const Plan& plan, const Batch& batch, bool everything, Columns& columns) {
    for (const std::uint32_t i : columns.given) {
        const Operation& it = plan.operations[i];
        columns.all[i] =
            it.op == Op::Fact ? batch.fact({it.index}).data : batch.field(it.kind, it.index).data;
        fetch(columns.all[i]);
        columns.data[i] = everything || plan.kept[i] ? columns.all[i] : nullptr;
    }
}

} // namespace

void evaluate(const Plan& plan, const Batch& batch, Retain retain, Columns& columns) {
    const bool everything = retain == Retain::Everything;
    if (!fits(batch, columns)) {
        lay_out(plan, batch, everything, columns);
    }
    take_given(plan, batch, everything, columns);
    const Inputs inputs{plan, batch, columns.all};
    for (const std::uint32_t i : columns.made) {
        const Operation& it = plan.operations[i];
        const std::size_t rows = columns.rows[it.scope.index];
        if (rows == 0) {
            continue;
        }
        // The arena is this evaluation's own; others only read it.
        auto* data = const_cast<std::uint64_t*>(columns.all[i]);
        kernel_of(it.op)(inputs, it, {data, rows, it.shape});
    }
}

Evaluation evaluate(const Program& program, const Plan& plan, const Batch& batch) {
    return {program, plan, batch};
}

} // namespace precept
