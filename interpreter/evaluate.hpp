// Plan × Batch → columns: each operation once, for all patients, in the order of the plan. Pure:
// the same plan and batch give the same columns, on any thread.
#pragma once

#include "interpreter/evaluation.hpp"

namespace precept {

/// Evaluates into `columns`, whose memory is used again: a worker that goes through many batches
/// keeps one, always with the same plan and `retain`. Constants, and what `retain` does not keep,
/// have no column.
void evaluate(const Plan& plan, const Batch& batch, Retain retain, Columns& columns);

/// Evaluates and gives the answer as data. All three must outlive it.
[[nodiscard]] Evaluation evaluate(const Program& program, const Plan& plan, const Batch& batch);

} // namespace precept
