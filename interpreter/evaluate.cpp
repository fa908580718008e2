#include "interpreter/evaluate.hpp"

#include "interpreter/kernels.hpp"

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

/// Gives every operation of the plan its place in the columns' memory, or in the batch.
void lay_out(const Plan& plan, const Batch& batch, Retain retain, Columns& columns) {
    std::vector<std::size_t> offsets;
    std::size_t words = 0;
    const auto place = [&](Shape shape, ScopeId scope) {
        offsets.push_back(words);
        words += size_in_words(shape, batch.rows(scope));
    };
    const bool everything = retain == Retain::Everything;
    offsets.reserve(everything ? plan.operations.size() : plan.slots.size());
    if (everything) {
        for (const Operation& it : plan.operations) {
            if (it.stored()) {
                place(it.shape, it.scope);
            } else {
                offsets.push_back(words);
            }
        }
    } else {
        for (const Plan::Slot& slot : plan.slots) {
            place(slot.shape, slot.scope);
        }
    }
    std::uint64_t* memory = columns.arena.reserve(words);
    columns.data.assign(plan.operations.size(), nullptr);
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        const Operation& it = plan.operations[i];
        if (it.op == Op::Fact) {
            columns.data[i] = batch.fact({it.index}).data;
        } else if (it.op == Op::Field && !it.stored()) {
            columns.data[i] = batch.field(it.kind, it.index).data;
        } else if (it.stored() && (everything || plan.slot_of[i] != Plan::no_slot)) {
            columns.data[i] = memory + offsets[everything ? i : plan.slot_of[i]];
        }
    }
}

} // namespace

void evaluate(const Plan& plan, const Batch& batch, Retain retain, Columns& columns) {
    lay_out(plan, batch, retain, columns);
    const Inputs inputs{plan, batch, columns.data};
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        const Operation& it = plan.operations[i];
        const std::size_t rows = batch.rows(it.scope);
        if (rows == 0 || !it.stored() || columns.data[i] == nullptr) {
            continue;
        }
        // The arena is this evaluation's own; others only read it.
        auto* data = const_cast<std::uint64_t*>(columns.data[i]);
        kernel_of(it.op)(inputs, it, {data, rows, it.shape});
    }
    if (retain == Retain::Results) {
        // What shared its memory is overwritten by now.
        for (std::size_t i = 0; i < plan.operations.size(); ++i) {
            columns.data[i] = plan.kept[i] ? columns.data[i] : nullptr;
        }
    }
}

Evaluation evaluate(const Program& program, const Plan& plan, const Batch& batch) {
    return {program, plan, batch};
}

} // namespace precept
