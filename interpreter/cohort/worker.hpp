// One worker of a cohort: takes a block, gives its result. Everything that costs memory is kept
// from block to block.
#pragma once

#include "interpreter/cohort/pipeline.hpp"

namespace precept::cohort {

class Worker {
public:
    explicit Worker(const CohortPlan& what);

    [[nodiscard]] BlockResult run(const Block& block);

private:
    void evaluate();
    void write(BlockResult& result);

    const CohortPlan& what_;
    Retain retain_;
    std::size_t rows_at_once_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<RowWriter> writer_;
    Decoded decoded_;
    std::optional<Evaluation> evaluation_;
    Needed needed_;
};

/// How many patients are best evaluated at once: as many as have their columns in the processor's
/// own memory, but no fewer than make an operation worth starting.
[[nodiscard]] std::size_t rows_at_once(const Program& program, const Plan& plan, Retain retain);

} // namespace precept::cohort
