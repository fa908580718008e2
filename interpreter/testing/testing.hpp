// Runs the cases of tests (see cases.hpp): those of one day together, many at a time, on as many
// threads as there are processors. Gives what became of each expectation as data, in the order of
// the program; render.hpp shows it to authors, programs and continuous integration.
#pragma once

#include "interpreter/reading.hpp"
#include "interpreter/testing/cases.hpp"
#include "lang/render.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace precept::testing {

/// One expectation that was not met.
struct Unmet {
    Span span;
    std::string expected;         ///< as written
    std::string instead;          ///< what came out: "`thp` did not fire"
    std::vector<std::string> why; ///< the conditions that decided it with their values, a line each
    std::vector<RuleId> rules;    ///< of which `why` tells
};

/// A property (`ensure`) that the test's patient refutes.
struct Refuted {
    std::size_t ensure = 0;       ///< index in `Program::ensures`
    std::vector<std::string> why; ///< as of an expectation
};

struct TestResult {
    std::size_t test = 0; ///< index in `Program::tests`
    std::vector<Unmet> unmet;
    std::vector<Refuted> refuted;
    double seconds = 0; ///< with its share of what was evaluated for many at once
};

/// Called now and then, from one thread at a time, with how many cases are done.
using Progress = std::function<void(std::size_t done)>;

/// What became of each case, in their order. Traces are laid out as `style` says.
[[nodiscard]] std::vector<TestResult> run_tests(
    const Program& program,
    const Sources& sources,
    const std::vector<TestCase>& cases,
    const Style& style,
    const Progress& progress = {}
);

/// One case, whose patient is `view`, which was evaluated by a plan that includes tests.
[[nodiscard]] TestResult
judge(const PatientView& view, const Sources& sources, std::size_t test, const Style& style);

/// Whether the test did as expected.
[[nodiscard]] bool passed(const TestResult& result);

} // namespace precept::testing
