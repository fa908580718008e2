// The blocks of an input with the fingerprint of everything up to the end of each, so that a run
// that is gone on with can tell whether what it read before is still the same.
#pragma once

#include "interpreter/cohort/journal.hpp"
#include "interpreter/cohort/pipeline.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace precept::cohort {

class WatchedBlocks final : public BlockSource {
public:
    explicit WatchedBlocks(BlockSource& blocks) : blocks_(blocks) {}

    /// Reads blocks, and leaves them out, up to `offset` of the input. False when no block ends
    /// there.
    bool skip_to(std::uint64_t offset);

    /// The fingerprint of what was left out.
    [[nodiscard]] std::string skipped() const { return fingerprint_.digits(); }

    bool next(Block& into) override;

    void cancel() override { blocks_.cancel(); }

    [[nodiscard]] std::optional<std::string> failure() const override { return blocks_.failure(); }

    /// The fingerprint up to the end of block `number`; to be asked once for each, in their order.
    [[nodiscard]] std::string up_to(std::size_t number);

private:
    BlockSource& blocks_;
    Fingerprint fingerprint_;
    std::size_t left_out_ = 0;
    std::mutex mutex_;
    std::deque<std::string> ends_; ///< of the blocks on their way
    std::size_t first_ = 0;        ///< number of the first of them
};

} // namespace precept::cohort
