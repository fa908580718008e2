#include "interpreter/batch.hpp"

#include "interpreter/batch_builder.hpp"

#include <algorithm>
#include <tuple>

namespace precept {

std::size_t Batch::patient_of(ScopeId scope, std::size_t row) const {
    while (scope.index != 0) {
        row = scopes_[scope.index].parents[row];
        scope = scopes_[scope.index].parent;
    }
    return row;
}

CellState Batch::state(
    const Stored& stored,
    std::size_t rows,
    const std::vector<Exception>& exceptions,
    std::size_t row,
    std::size_t column
) const {
    const auto found = std::lower_bound(
        exceptions.begin(),
        exceptions.end(),
        std::tuple(row, column),
        [](const Exception& one, const auto& wanted) {
            return std::tuple<std::size_t, std::size_t>(one.row, one.column) < wanted;
        }
    );
    if (found != exceptions.end() && found->row == row && found->column == column) {
        return found->state;
    }
    const auto bit = [row](const std::uint64_t* bits) {
        return (bits[row / 64] >> (row % 64) & 1U) != 0;
    };
    if (stored.assumed != none && bit(words_.data() + stored.assumed)) {
        return CellState::Assumed;
    }
    const ConstColumn its = at(stored, rows);
    bool known = bit(its.bits(0));
    switch (stored.shape.type) {
    case ColumnType::Truth: known = known || bit(its.bits(1)); break;
    case ColumnType::Coded: known = !bit(its.bits(stored.shape.values)); break;
    default: break;
    }
    return known ? CellState::Given : CellState::Missing;
}

CellState Batch::state(FactId fact, std::size_t patient) const {
    return state(facts_[fact.index], patients_, exceptions_, patient, fact.index);
}

CellState
Batch::state(EventId event, std::uint32_t field, std::size_t patient, std::size_t record) const {
    const EventColumns& its = events_[event.index];
    const std::size_t row = its.offsets[patient] + record;
    return state(its.fields[field], its.offsets.back(), its.exceptions, row, field);
}

void Batch::make_scopes(const Program& program) {
    scopes_.resize(program.scopes.empty() ? 1 : program.scopes.size());
    scopes_[0].rows = patients_;
    // A scope is made after its parent, so its index is the larger one.
    for (std::size_t s = 1; s < scopes_.size(); ++s) {
        const Scope& scope = program.scopes[s];
        ScopeRows& its = scopes_[s];
        its.parent = scope.parent;
        its.offsets.clear();
        its.parents.clear();
        its.records.clear();
        const std::vector<std::uint32_t>& first = events_[scope.event.index].offsets;
        const std::size_t parent_rows = scopes_[scope.parent.index].rows;
        const bool nested = scope.parent.index != 0;
        its.offsets.reserve(parent_rows + 1);
        its.offsets.push_back(0);
        for (std::size_t row = 0; row < parent_rows; ++row) {
            const std::size_t patient = patient_of(scope.parent, row);
            for (std::uint32_t record = first[patient]; record < first[patient + 1]; ++record) {
                its.parents.push_back(static_cast<std::uint32_t>(row));
                if (nested) {
                    its.records.push_back(record);
                }
            }
            its.offsets.push_back(static_cast<std::uint32_t>(its.parents.size()));
        }
        its.rows = its.parents.size();
    }
}

Batch make_batch(const Program& program, std::span<const Patient> patients, Date today) {
    BatchBuilder builder(program, today);
    builder.clear();
    for (const Patient& patient : patients) {
        builder.add(patient);
    }
    Batch batch;
    builder.finish(batch);
    return batch;
}

} // namespace precept
