// A cohort through a guideline: workers take turns to cut the next block off the input, then
// decode, evaluate, count and write it, and the results come out in the order of the input. Memory
// is bounded by the blocks and the rows on their way, whatever the cohort's size and however much
// is written for each patient.
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

/// What is known of a block once all of it was decoded.
struct BlockEnd {
    std::uint64_t offset = 0; ///< in the input, after decompression: where the next one begins
    std::uint64_t line = 0;   ///< the line number there
    Tally tally;
};

/// Some of what became of one block. All parts of a block come one after another. The rows of a
/// part come after the first of its rejects, if it has any.
struct BlockPart {
    std::size_t number = 0; ///< of the block
    std::string rows{};     ///< what the RowWriter wrote
    std::vector<Reject> rejects{};
    std::size_t bytes = 0;         ///< that both take, about
    std::optional<BlockEnd> end{}; ///< with the last part
};

/// Is given all parts, in the order of the input; false from it stops the run.
using TakePart = std::function<bool(BlockPart&&)>;

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
    /// How many bytes of rows and rejects are handed over at once, and how many may wait for their
    /// turn in all; about.
    std::size_t part = std::size_t{1} << 20U;
    std::size_t waiting = std::size_t{16} << 20U;
};

/// Runs all blocks of `source`. `take` is called on the calling thread; with one job all happens on
/// it. What `source` fails with is to be asked of it afterwards.
void run_cohort(const CohortPlan& what, BlockSource& source, const TakePart& take);

} // namespace precept::cohort
