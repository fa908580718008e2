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

/// Blocks on their way, each in a place of its own that goes round: free, being worked on, done,
/// and when its result was taken in its turn, free again. The worker who decodes a block also reads
/// it: what was just read is then in the cache of the right core.
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
    enum class State : std::uint8_t { Free, Taken, Done };

    struct Place {
        State state = State::Free;
        Block block;
        std::optional<BlockResult> result;
    };

    Place& at(std::size_t number) { return places_[number % places_.size()]; }

    /// The next block, in its place; nothing at the end.
    Place* read() {
        const std::lock_guard reading(reading_);
        std::unique_lock lock(mutex_);
        Place& place = at(read_);
        free_.wait(lock, [&] { return stopped_ || place.state == State::Free; });
        if (stopped_ || ended_) {
            return nullptr;
        }
        lock.unlock();
        const bool more = source_.next(place.block);
        lock.lock();
        if (!more) {
            ended_ = true;
            lock.unlock();
            done_.notify_all();
            return nullptr;
        }
        place.state = State::Taken;
        ++read_;
        return &place;
    }

    void work() {
        Worker worker(what_);
        while (Place* place = read()) {
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
        done_.notify_all();
    }

    const CohortPlan& what_;
    BlockSource& source_;
    std::vector<Place> places_;
    std::mutex reading_; ///< for the source
    std::mutex mutex_;   ///< for all that follows, and the states of places
    std::condition_variable free_, done_;
    std::size_t read_ = 0; ///< blocks that were read
    bool ended_ = false;   ///< there are no more
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
