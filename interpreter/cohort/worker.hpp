// One worker of a cohort: takes a block, gives what became of it. Everything that costs memory is
// kept from block to block.
#pragma once

#include "interpreter/cohort/pipeline.hpp"

namespace precept::cohort {

class Worker {
public:
    explicit Worker(const CohortPlan& what);

    /// Gives all parts of the block to `take`. False when that said so.
    [[nodiscard]] bool run(const Block& block, const TakePart& take);

private:
    void evaluate();
    bool write_batch(const TakePart& take);
    bool write_rows(RowRange rows, const TakePart& take);
    bool hand_over(const TakePart& take);

    const CohortPlan& what_;
    Retain retain_;
    std::size_t rows_at_once_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<RowWriter> writer_;
    Decoded decoded_;
    BlockPart part_; ///< that is being made; its `bytes` are those of its rejects till then
    bool undisturbed_ = true; ///< the block had no reject yet
    std::optional<Evaluation> evaluation_;
    Needed needed_;
};

/// How many patients are best evaluated at once: as many as have their columns in the processor's
/// own memory, but no fewer than make an operation worth starting.
[[nodiscard]] std::size_t rows_at_once(const Program& program, const Plan& plan, Retain retain);

} // namespace precept::cohort
