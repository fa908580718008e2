#include "interpreter/cohort/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::size_t rows_at_once = 4096;

std::uint64_t lines_of(std::string_view text) {
    const auto ends = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    return ends + (!text.empty() && text.back() != '\n' ? 1 : 0);
}

/// What one worker needs to turn blocks into results, kept from block to block.
class Worker {
public:
    explicit Worker(const CohortPlan& what)
        : what_(what),
          decoder_(what.make_decoder()),
          writer_(what.make_writer ? what.make_writer() : nullptr) {}

    BlockResult run(const Block& block) {
        BlockResult result{
            .number = block.number,
            .end_offset = block.offset + block.text.size(),
            .end_line = block.first_line + lines_of(block.text),
            .records = 0,
            .rows = {},
            .tally = Tally(what_.program),
            .rejects = {}};
        decoder_->start(block);
        while (decoder_->next(rows_at_once, decoded_)) {
            if (evaluation_) {
                evaluation_->evaluate_next(decoded_.batch);
            } else {
                evaluation_.emplace(what_.program, what_.plan, decoded_.batch, what_.retain);
            }
            result.records += decoded_.batch.patients() + decoded_.rejects.size();
            result.tally.count(*evaluation_, decoded_);
            if (writer_) {
                writer_->write(*evaluation_, decoded_, result.rows);
            }
            std::move(
                decoded_.rejects.begin(), decoded_.rejects.end(), std::back_inserter(result.rejects)
            );
        }
        return result;
    }

private:
    const CohortPlan& what_;
    std::unique_ptr<Decoder> decoder_;
    std::unique_ptr<RowWriter> writer_;
    Decoded decoded_;
    std::optional<Evaluation> evaluation_;
};

} // namespace

void run_cohort(
    const CohortPlan& what, BlockSource& source, const std::function<bool(BlockResult&&)>& take
) {
    Worker worker(what);
    Block block;
    while (source.next(block)) {
        if (!take(worker.run(block))) {
            return;
        }
    }
}

} // namespace precept::cohort
