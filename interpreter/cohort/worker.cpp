#include "interpreter/cohort/worker.hpp"

#include <algorithm>
#include <functional>
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

namespace {

/// About how much memory it takes.
std::size_t size_of(const Reject& reject) {
    std::size_t bytes = sizeof(Reject) + reject.text.size();
    for (const RejectReason& reason : reject.reasons) {
        bytes += sizeof(RejectReason) + reason.finding.message.size() + reason.finding.help.size();
    }
    return bytes;
}

} // namespace

/// Gives the part that is being made to `take`, if there is anything in it.
bool Worker::hand_over(const TakePart& take) {
    if (part_.rows.empty() && part_.rejects.empty()) {
        return true;
    }
    part_.bytes += part_.rows.size();
    return take(std::exchange(part_, {.number = part_.number}));
}

bool Worker::write_rows(RowRange rows, const TakePart& take) {
    constexpr std::size_t at_once = 64;
    for (std::size_t i = rows.first; writer_ && i < rows.last; i += at_once) {
        const RowRange some{i, std::min(i + at_once, rows.last)};
        writer_->write(*evaluation_, decoded_, some, part_.rows);
        if (part_.rows.size() + part_.bytes >= what_.part && !hand_over(take)) {
            return false;
        }
    }
    return true;
}

bool Worker::write_batch(const TakePart& take) {
    const std::size_t all = decoded_.rows.size();
    std::size_t first = 0;
    if (undisturbed_ && !decoded_.rejects.empty()) {
        const auto reject = std::ranges::lower_bound(
            decoded_.rows, decoded_.rejects.front().line, std::less<>(), &RowOrigin::line
        );
        first = static_cast<std::size_t>(reject - decoded_.rows.begin());
        if (!write_rows({0, first}, take) || !hand_over(take)) {
            return false;
        }
        undisturbed_ = false;
    }
    for (Reject& reject : decoded_.rejects) {
        part_.bytes += size_of(reject);
        part_.rejects.push_back(std::move(reject));
    }
    return write_rows({first, all}, take) && (part_.bytes < what_.part || hand_over(take));
}

bool Worker::run(const Block& block, const TakePart& take) {
    BlockEnd end{
        .offset = block.offset + block.text.size(),
        .line = block.first_line + block.line_ends,
        .tally = Tally(what_.program)};
    if (!block.text.empty() && block.text.view().back() != '\n') {
        ++end.line;
    }
    part_ = {.number = block.number};
    undisturbed_ = true;
    decoder_->start(block);
    while (decoder_->next(rows_at_once_, decoded_)) {
        evaluate();
        end.tally.count(*evaluation_, decoded_);
        if (what_.count_missing && decoded_.batch.patients() > 0) {
            needed_.find(*evaluation_, what_.plan.fired);
            end.tally.count(needed_);
        }
        if (!write_batch(take)) {
            return false;
        }
    }
    part_.bytes += part_.rows.size();
    part_.end = std::move(end);
    return take(std::move(part_));
}

} // namespace precept::cohort
