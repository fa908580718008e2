#include "interpreter/cohort/pipeline.hpp"

#include "interpreter/cohort/worker.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace precept::cohort {

namespace {

using Take = std::function<bool(BlockResult&&)>;

void run_alone(const CohortPlan& what, BlockSource& source, const Take& take) {
    Worker worker(what);
    Block block;
    while (source.next(block)) {
        if (!take(worker.run(block))) {
            return;
        }
    }
}

/// Blocks on their way, each in a place of its own that goes round: free, filled by the reader,
/// turned into a result by a worker, taken in its turn, and free again.
class Line {
public:
    Line(const CohortPlan& what, BlockSource& source)
        : what_(what),
          source_(source),
          places_(what.jobs + 3) { // one being read, one being taken, and one in between
        threads_.reserve(what.jobs + 1);
        threads_.emplace_back([this] { guard([this] { read(); }); });
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

    /// Hands over the results in their order, until `take` has enough.
    void take_all(const Take& take) {
        for (std::size_t next = 0;; ++next) {
            Place& place = at(next);
            std::unique_lock lock(mutex_);
            done_.wait(lock, [&] {
                return stopped_ || place.state == State::Done || (ended_ && next == read_);
            });
            if (fault_ != nullptr) {
                std::rethrow_exception(fault_);
            }
            if (stopped_ || place.state != State::Done) {
                return;
            }
            lock.unlock();
            if (!take(std::move(*place.result))) {
                return;
            }
            lock.lock();
            place.result.reset();
            place.state = State::Free;
            lock.unlock();
            free_.notify_one();
        }
    }

private:
    enum class State : std::uint8_t { Free, Filled, Done };

    struct Place {
        State state = State::Free;
        Block block;
        std::optional<BlockResult> result;
    };

    Place& at(std::size_t number) { return places_[number % places_.size()]; }

    void read() {
        for (;;) {
            Place& place = at(read_); // no other thread changes `read_`
            {
                std::unique_lock lock(mutex_);
                free_.wait(lock, [&] { return stopped_ || place.state == State::Free; });
                if (stopped_) {
                    return;
                }
            }
            const bool more = source_.next(place.block);
            {
                const std::lock_guard lock(mutex_);
                if (more) {
                    place.state = State::Filled;
                    ++read_;
                } else {
                    ended_ = true;
                }
            }
            if (!more) {
                filled_.notify_all();
                done_.notify_all();
                return;
            }
            filled_.notify_one();
        }
    }

    void work() {
        Worker worker(what_);
        for (;;) {
            Place* place = nullptr;
            {
                std::unique_lock lock(mutex_);
                filled_.wait(lock, [&] { return stopped_ || started_ < read_ || ended_; });
                if (stopped_ || started_ == read_) {
                    return;
                }
                place = &at(started_++);
            }
            place->result.emplace(worker.run(place->block));
            {
                const std::lock_guard lock(mutex_);
                place->state = State::Done;
            }
            done_.notify_one();
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
        free_.notify_all();
        filled_.notify_all();
        done_.notify_all();
    }

    const CohortPlan& what_;
    BlockSource& source_;
    std::vector<Place> places_;
    std::mutex mutex_; ///< for all that follows, and the states of places
    std::condition_variable free_, filled_, done_;
    std::size_t read_ = 0;    ///< blocks that were filled
    std::size_t started_ = 0; ///< blocks that a worker has begun
    bool ended_ = false;      ///< there are no more
    bool stopped_ = false;
    std::exception_ptr fault_;
    std::vector<std::thread> threads_;
};

} // namespace

void run_cohort(const CohortPlan& what, BlockSource& source, const Take& take) {
    if (what.jobs <= 1) {
        run_alone(what, source, take);
    } else {
        Line(what, source).take_all(take);
    }
}

} // namespace precept::cohort
