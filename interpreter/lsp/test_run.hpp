// The tests of a snapshot, run a few at a time, so that an author who types on is never waited for;
// and which of them concern a rule. Results are those of `precept test`.
#pragma once

#include "interpreter/lsp/snapshot.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/testing/testing.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace precept::lsp {

class TestRun {
public:
    /// Runs nothing yet. The rules must have no errors, and outlive this. `patients` are the texts
    /// of patient files that stand in for what is on the disk, by path.
    TestRun(const Snapshot& rules, Overlay patients)
        : rules_(rules),
          patients_(std::move(patients)) {}

    TestRun(const TestRun&) = delete;
    TestRun& operator=(const TestRun&) = delete;

    /// Runs the next few; false when there are none left.
    bool step();

    [[nodiscard]] bool done() const { return begun_ && next_ == portions_.size(); }

    /// What became of a test, by its index in `Program::tests`; null where it could not be run.
    [[nodiscard]] const testing::TestResult* result(std::size_t test) const;

    /// The tests whose expectations name the rule or what it advises, in their order.
    [[nodiscard]] const std::vector<std::size_t>& concerning(RuleId rule) const {
        return concerning_[rule.index];
    }

    /// Why tests could not be run: patient files that are missing or unsound.
    [[nodiscard]] const Diagnostics& findings() const { return findings_; }

    /// Those of the rules, and the patient files of tests.
    [[nodiscard]] const Sources& sources() const { return *sources_; }

    /// Whether some test reads its patient from a file, so that its results hang on that, too.
    [[nodiscard]] bool reads_files() const;
    /// Whether it is the file at `path`.
    [[nodiscard]] bool reads(const std::string& path) const;

private:
    void begin();

    const Snapshot& rules_;
    Overlay patients_;
    bool begun_ = false;
    std::optional<Sources> sources_;
    Diagnostics findings_;
    std::vector<testing::TestCase> cases_;
    Plan plan_;
    std::vector<testing::Day> portions_; ///< of few cases each
    std::size_t next_ = 0;
    std::vector<std::optional<testing::TestResult>> results_; ///< by test
    std::vector<std::vector<std::size_t>> concerning_;        ///< by rule
};

} // namespace precept::lsp
