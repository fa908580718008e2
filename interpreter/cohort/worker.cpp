#include "interpreter/cohort/worker.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace precept::cohort {

std::size_t rows_at_once(const Program& program, const Plan& plan, Retain retain) {
    constexpr std::size_t memory = std::size_t{1} << 20U; // bytes: most second-level caches
    constexpr std::size_t least = 512;
    constexpr std::size_t most = 16'384;
    constexpr std::size_t sample = 64;
    std::size_t words = 0; // of 64 patients
    const auto add = [&](Shape shape) { words += size_in_words(shape, sample); };
    for (const Fact& fact : program.facts) {
        add(shape_of(program, fact.holds.type));
    }
    if (retain == Retain::Everything) {
        for (const Operation& operation : plan.operations) {
            add(operation.shape);
        }
    } else {
        for (const Plan::Slot& slot : plan.slots) {
            add(slot.shape);
        }
    }
    const std::size_t fit = memory / (sizeof(std::uint64_t) * std::max<std::size_t>(words, 1));
    return std::clamp(fit * sample, least, most);
}

Worker::Worker(const CohortPlan& what)
    : what_(what),
      retain_(what.count_missing ? Retain::Everything : what.retain),
      rows_at_once_(rows_at_once(what.program, what.plan, retain_)),
      decoder_(what.make_decoder()),
      writer_(what.make_writer ? what.make_writer() : nullptr),
      needed_(what.program, what.plan) {}

void Worker::evaluate() {
    if (evaluation_) {
        evaluation_->evaluate_next(decoded_.batch);
    } else {
        evaluation_.emplace(what_.program, what_.plan, decoded_.batch, retain_);
    }
}

void Worker::write(BlockResult& result) {
    const std::size_t all = decoded_.rows.size();
    if (!result.rejects.empty() || decoded_.rejects.empty()) {
        writer_->write(*evaluation_, decoded_, {0, all}, result.rows);
        return;
    }
    const auto reject = std::ranges::lower_bound(
        decoded_.rows, decoded_.rejects.front().line, std::less<>(), &RowOrigin::line
    );
    const auto before = static_cast<std::size_t>(reject - decoded_.rows.begin());
    writer_->write(*evaluation_, decoded_, {0, before}, result.rows);
    result.undisturbed = result.rows.size();
    writer_->write(*evaluation_, decoded_, {before, all}, result.rows);
}

BlockResult Worker::run(const Block& block) {
    BlockResult result{
        .number = block.number,
        .end_offset = block.offset + block.text.size(),
        .end_line = block.first_line + block.line_ends,
        .records = 0,
        .rows = {},
        .undisturbed = 0,
        .tally = Tally(what_.program),
        .rejects = {}};
    if (!block.text.empty() && block.text.view().back() != '\n') {
        ++result.end_line;
    }
    decoder_->start(block);
    while (decoder_->next(rows_at_once_, decoded_)) {
        evaluate();
        result.records += decoded_.batch.patients() + decoded_.rejects.size();
        result.tally.count(*evaluation_, decoded_);
        if (what_.count_missing && decoded_.batch.patients() > 0) {
            needed_.find(*evaluation_, what_.plan.fired);
            result.tally.count(needed_);
        }
        if (writer_) {
            write(result);
        }
        std::move(
            decoded_.rejects.begin(), decoded_.rejects.end(), std::back_inserter(result.rejects)
        );
    }
    return result;
}

} // namespace precept::cohort
