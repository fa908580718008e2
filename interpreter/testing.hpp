// Runs the `test` blocks of rule files: every test is a patient, all tests of one day are one
// batch. Gives what became of each expectation, as data; `render_tests` makes the text for authors.
#pragma once

#include "lang/program.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace precept {

/// One expectation that was not met.
struct Unmet {
    Span span;
    std::string expected;         ///< as written
    std::string instead;          ///< what came out: "not fired", "unknown"
    std::vector<std::string> why; ///< the facts and conditions behind it, a line each
};

struct TestResult {
    std::size_t test = 0; ///< index in `Program::tests`
    std::vector<Unmet> unmet;
    std::vector<std::string> violated; ///< names of `ensure`s that the test's patient refutes
};

/// Runs the tests whose label contains `filter` (all of them when it is empty); `today` is the day
/// for those that give none. In the order of the program.
[[nodiscard]] std::vector<TestResult>
run_tests(const Program& program, const Sources& sources, Date today, const std::string& filter);

/// Whether the test did as expected.
[[nodiscard]] bool passed(const TestResult& result);

/// Failures with what happened instead, and a closing line of counts.
[[nodiscard]] std::string render_tests(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    const Style& style
);

} // namespace precept
