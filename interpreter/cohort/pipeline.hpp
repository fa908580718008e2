// A cohort through a guideline: workers take turns to cut the next block off the input, then
// decode, evaluate, count and write it, and the results come out in the order of the input. Memory
// is bounded by the blocks on their way, whatever the cohort's size.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/tally.hpp"
#include "interpreter/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace precept::cohort {

/// Gives the input's blocks, one after another; nothing at the end. Called by one thread at a time.
class BlockSource {
public:
    BlockSource() = default;
    BlockSource(const BlockSource&) = delete;
    BlockSource& operator=(const BlockSource&) = delete;
    virtual ~BlockSource() = default;

    /// Fills `into`, whose memory is used again. False at the end, or when reading failed.
    virtual bool next(Block& into) = 0;

    /// Ends a `next` that waits for input on another thread, as soon as may be; it then gives
    /// false. For a run that is stopped early. May also be called when none waits.
    virtual void cancel() {}

    /// Why reading failed; nothing where the input came to its end.
    [[nodiscard]] virtual std::optional<std::string> failure() const = 0;
};

/// Rows of a batch, from one on and up to another.
struct RowRange {
    std::size_t first = 0, last = 0;
};

/// Writes patients of an evaluated batch as text, a line each. One serves one worker.
class RowWriter {
public:
    RowWriter() = default;
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;
    virtual ~RowWriter() = default;

    virtual void
    write(const Evaluation& evaluation, const Decoded& decoded, RowRange rows, std::string& to) = 0;
};

/// What became of one block.
struct BlockResult {
    std::size_t number = 0;
    std::uint64_t end_offset = 0; ///< in the input, after decompression: where the next one begins
    std::uint64_t end_line = 0;   ///< the line number there
    std::uint64_t records = 0;    ///< patients and rejects
    std::string rows;             ///< what the RowWriter wrote
    std::size_t undisturbed = 0; ///< how much of it stands before the first reject, if there is one
    Tally tally;
    std::vector<Reject> rejects;
};

struct CohortPlan {
    const Program& program;
    const Plan& plan;
    std::size_t jobs = 1; ///< workers
    std::function<std::unique_ptr<Decoder>()> make_decoder;
    std::function<std::unique_ptr<RowWriter>()> make_writer{}; ///< empty: no rows are written
    /// Count what is missing (`Tally::facts` and those after it).
    bool count_missing = true;
    /// What a RowWriter may look at, at least: counting what is missing keeps everything.
    Retain retain = Retain::Results;
};

/// Runs all blocks of `source`. `take` is called for each result, in the order of the input and
/// on the calling thread; false from it stops the run. With one job all happens on that thread.
/// What `source` fails with is to be asked of it afterwards.
void run_cohort(
    const CohortPlan& what, BlockSource& source, const std::function<bool(BlockResult&&)>& take
);

} // namespace precept::cohort
