#include "interpreter/cohort/pipeline.hpp"

#include "interpreter/cohort/worker.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace precept::cohort {

namespace {

void run_alone(const CohortPlan& what, BlockSource& source, const TakePart& take) {
    Worker worker(what);
    Block block;
    while (source.next(block) && worker.run(block, take)) {
    }
}

/// Blocks on their way, each in a place of its own that goes round: free, taken by a worker, and
/// when its last part was taken in its turn, free again. The worker who decodes a block also reads
/// it: what was just read is then in the cache of the right core. Workers who are ahead wait once
/// there is much that waits for its turn.
class Line {
public:
    Line(const CohortPlan& what, BlockSource& source)
        : what_(what),
          source_(source),
          places_(what.jobs + 2) { // one whose result is being taken, and one in between
        threads_.reserve(what.jobs);
        for (std::size_t i = 0; i < what.jobs; ++i) {
            threads_.emplace_back([this] { guard([this] { work(); }); });
        }
    }

    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    ~Line() {
        stop();
        source_.cancel();
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }

    /// Hands over the parts in their order, until `take` has enough.
    void take_all(const TakePart& take) {
        while (true) {
            std::unique_lock lock(mutex_);
            Place& place = at(turn_);
            made_.wait(lock, [&] {
                return stopped_ || !place.parts.empty() || (ended_ && turn_ == read_);
            });
            if (fault_ != nullptr) {
                std::rethrow_exception(fault_);
            }
            if (stopped_ || place.parts.empty()) {
                return;
            }
            BlockPart part = std::move(place.parts.front());
            place.parts.pop_front();
            waiting_ -= part.bytes;
            lock.unlock();
            room_.notify_all();
            const bool last = part.end.has_value();
            if (!take(std::move(part))) {
                return;
            }
            if (last) {
                lock.lock();
                place.free = true;
                ++turn_;
                lock.unlock();
                room_.notify_all();
            }
        }
    }

private:
    struct Place {
        bool free = true;
        Block block;
        std::deque<BlockPart> parts; ///< that were made and not taken
    };

    Place& at(std::size_t number) { return places_[number % places_.size()]; }

    /// The number of the next block, which is then in its place; nothing at the end.
    std::optional<std::size_t> read() {
        const std::lock_guard reading(reading_);
        std::unique_lock lock(mutex_);
        Place& place = at(read_);
        room_.wait(lock, [&] { return stopped_ || place.free; });
        if (stopped_ || ended_) {
            return std::nullopt;
        }
        lock.unlock();
        const bool more = source_.next(place.block);
        lock.lock();
        if (!more) {
            ended_ = true;
            lock.unlock();
            made_.notify_all();
            return std::nullopt;
        }
        place.free = false;
        return read_++;
    }

    /// Adds a part of block `number`, when there is room for it. False when the run was stopped.
    bool add(std::size_t number, BlockPart&& part) {
        std::unique_lock lock(mutex_);
        Place& place = at(number);
        room_.wait(lock, [&] {
            const bool awaited = number == turn_ && place.parts.empty();
            return stopped_ || awaited || waiting_ < what_.waiting;
        });
        if (stopped_) {
            return false;
        }
        waiting_ += part.bytes;
        place.parts.push_back(std::move(part));
        lock.unlock();
        made_.notify_one();
        return true;
    }

    void work() {
        Worker worker(what_);
        while (const auto number = read()) {
            const auto take = [&](BlockPart&& part) { return add(*number, std::move(part)); };
            if (!worker.run(at(*number).block, take)) {
                return;
            }
        }
    }

    /// An exception is a fault of the program itself: the run ends, and whoever asked for it gets
    /// it.
    template <typename Run>
    void guard(const Run& run) {
        try {
            run();
        } catch (...) {
            {
                const std::lock_guard lock(mutex_);
                fault_ = std::current_exception();
            }
            stop();
        }
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        room_.notify_all();
        made_.notify_all();
    }

    const CohortPlan& what_;
    BlockSource& source_;
    std::vector<Place> places_;
    std::mutex reading_;           ///< for the source
    std::mutex mutex_;             ///< for all that follows, and the states of places
    std::condition_variable room_; ///< for another block, or another part
    std::condition_variable made_; ///< a part
    std::size_t read_ = 0;         ///< blocks that were read
    std::size_t turn_ = 0;         ///< the block whose parts are being taken
    std::size_t waiting_ = 0;      ///< bytes of parts that were made and not taken
    bool ended_ = false;           ///< there are no more blocks
    bool stopped_ = false;
    std::exception_ptr fault_;
    std::vector<std::thread> threads_;
};

} // namespace

void run_cohort(const CohortPlan& what, BlockSource& source, const TakePart& take) {
    if (what.jobs <= 1) {
        run_alone(what, source, take);
    } else {
        Line(what, source).take_all(take);
    }
}

} // namespace precept::cohort
