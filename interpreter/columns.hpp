// The memory of an evaluation: the columns of a plan's operations, and how they lie. What can be
// found once for batches of the same sizes is kept here, so that an operation costs little more
// than its loop.
#pragma once

#include "interpreter/column.hpp"
#include "interpreter/vectors.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace precept {

struct Inputs;
struct Operation;

/// What an operation does: a loop over the rows of its scope that writes one column.
using Kernel = void(const Inputs& inputs, const Operation& operation, const Column& to);

/// Memory for many columns, kept when it is used again for the next batch.
class Arena {
public:
    /// At least `words` words, with arbitrary content; what was there before is gone.
    std::uint64_t* reserve(std::size_t words) {
        if (words > capacity_) {
            data_.reset();
            // NOLINTNEXTLINE(modernize-avoid-c-arrays): as declared
            data_ = std::make_unique_for_overwrite<std::uint64_t[]>(words);
            capacity_ = words;
        }
        return data_.get();
    }

private:
    // A vector would first set to zero what is about to be written.
    std::unique_ptr<std::uint64_t[]> data_; // NOLINT(modernize-avoid-c-arrays)
    std::size_t capacity_ = 0;
};

/// An operation that writes a column, and where.
struct PlacedOperation {
    std::uint32_t operation;
    Kernel* kernel;
    Column to; ///< no rows where its scope has none
};

/// The columns of an evaluated plan, by operation; null for constants and for what was not kept.
struct Columns {
    Arena arena;
    std::vector<const std::uint64_t*> data;

    // What is the same for all batches.
    std::vector<PlacedOperation> steps; ///< in the order of the plan
    std::vector<std::uint32_t> given;   ///< operations whose columns lie in the batch
    /// The operands of conjunctions, by their place in Plan::operands: of columns made here, and of
    /// those that lie in the batch.
    std::vector<std::uint32_t> made_operands, given_operands;

    // How the columns lie, which is the same for batches of the same sizes.
    std::vector<std::size_t> rows;         ///< of each scope
    std::vector<std::size_t> offsets;      ///< in the arena, of each slot or step
    std::vector<const std::uint64_t*> all; ///< also of what is not kept
    /// The truth columns of those operands, of a negated one exchanged; by Plan::operands.
    std::vector<vectors::From> truths;
};

} // namespace precept
