// Many cases at a time, on many threads.

#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/testing/testing.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace precept::testing {

namespace {

using Clock = std::chrono::steady_clock;

/// Cases of one day that are evaluated together: as many as a word of truth values has bits.
struct Portion {
    Date today;
    std::vector<std::size_t> cases;
};

std::vector<Portion> portions(const std::vector<TestCase>& cases) {
    constexpr std::size_t most = 64;
    std::vector<Portion> all;
    for (const Day& day : by_day(cases)) {
        for (std::size_t begin = 0; begin < day.cases.size(); begin += most) {
            const std::size_t end = std::min(begin + most, day.cases.size());
            Portion& portion = all.emplace_back();
            portion.today = day.today;
            portion.cases.assign(
                day.cases.begin() + static_cast<std::ptrdiff_t>(begin),
                day.cases.begin() + static_cast<std::ptrdiff_t>(end)
            );
        }
    }
    return all;
}

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

class Run {
public:
    Run(const Program& program,
        const Sources& sources,
        const std::vector<TestCase>& cases,
        const Style& style,
        const Progress& progress)
        : program_(program),
          sources_(sources),
          cases_(cases),
          style_(style),
          progress_(progress),
          plan_(plan(program, {.tests = true})),
          portions_(portions(cases)),
          results_(cases.size()) {}

    std::vector<TestResult> take() && {
        const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t helpers = std::min(processors, portions_.size());
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < helpers; ++i) {
            threads.emplace_back([this] { work(); });
        }
        work();
        for (std::thread& thread : threads) {
            thread.join();
        }
        return std::move(results_);
    }

private:
    void work() {
        for (std::size_t at = next_++; at < portions_.size(); at = next_++) {
            run(portions_[at]);
        }
    }

    void run(const Portion& portion) {
        const auto begin = Clock::now();
        std::vector<Patient> patients;
        for (const std::size_t one : portion.cases) {
            patients.push_back(cases_[one].patient);
        }
        const Batch batch = make_batch(program_, patients, portion.today);
        const Evaluation evaluation = evaluate(program_, plan_, batch);
        const double share = seconds_since(begin) / static_cast<double>(patients.size());
        for (std::size_t row = 0; row < patients.size(); ++row) {
            const auto judging = Clock::now();
            const std::size_t one = portion.cases[row];
            const PatientView view{evaluation, row, patients[row], portion.today};
            results_[one] = judge(view, sources_, cases_[one].test, style_);
            results_[one].seconds = share + seconds_since(judging);
        }
        if (progress_) {
            const std::scoped_lock lock(reporting_);
            done_ += portion.cases.size();
            progress_(done_);
        }
    }

    const Program& program_;
    const Sources& sources_;
    const std::vector<TestCase>& cases_;
    const Style& style_;
    const Progress& progress_;
    Plan plan_;
    std::vector<Portion> portions_;
    std::vector<TestResult> results_; ///< each written by the one thread that has its portion
    std::atomic<std::size_t> next_ = 0;
    std::mutex reporting_;
    std::size_t done_ = 0;
};

} // namespace

std::vector<TestResult> run_tests(
    const Program& program,
    const Sources& sources,
    const std::vector<TestCase>& cases,
    const Style& style,
    const Progress& progress
) {
    return Run(program, sources, cases, style, progress).take();
}

bool passed(const TestResult& result) {
    return result.unmet.empty() && result.refuted.empty();
}

} // namespace precept::testing
