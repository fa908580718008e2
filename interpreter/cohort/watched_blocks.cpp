#include "interpreter/cohort/watched_blocks.hpp"

#include <utility>

namespace precept::cohort {

bool WatchedBlocks::skip_to(std::uint64_t offset) {
    Block block;
    std::uint64_t reached = 0;
    while (reached < offset && blocks_.next(block)) {
        fingerprint_.add(block.text.view());
        reached = block.offset + block.text.size();
        ++left_out_;
    }
    return reached == offset;
}

bool WatchedBlocks::next(Block& into) {
    if (!blocks_.next(into)) {
        return false;
    }
    into.number -= left_out_;
    fingerprint_.add(into.text.view());
    const std::lock_guard lock(mutex_);
    ends_.push_back(fingerprint_.digits());
    return true;
}

std::string WatchedBlocks::up_to(std::size_t number) {
    const std::lock_guard lock(mutex_);
    while (first_ < number) {
        ends_.pop_front();
        ++first_;
    }
    std::string end = std::move(ends_.front());
    ends_.pop_front();
    ++first_;
    return end;
}

} // namespace precept::cohort
