// The patients of `test` blocks: what each gives, on top of the file that it names, if any. Files
// are read as `precept run` reads them, by the same strict reader; what is wrong with one is
// reported with a note at the test that names it.
#pragma once

#include "interpreter/patient.hpp"
#include "lang/diagnostic.hpp"
#include "lang/loader.hpp"
#include "lang/program.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace precept::testing {

/// One patient of one test; a table of cases is a test for each row.
struct TestCase {
    std::size_t test = 0; ///< index in `Program::tests`
    Patient patient;      ///< settled
    Date today;
};

struct CaseOptions {
    Date today;                  ///< for tests that give no day
    std::string filter{};        ///< only tests that have this in their label
    bool ignore_unknown = false; ///< leave out facts of a file that no rule file declares
    Overlay texts{};             ///< of patient files that are open in an editor, by canonical path
};

/// Where the file lies from which a test starts.
[[nodiscard]] std::string patient_path(const Sources& sources, const GivenPatient& given);

/// The patients of the tests, in the order of the program. A test whose file cannot be used, or
/// that gives a measurement of a later day than it asks about, is reported and left out.
[[nodiscard]] std::vector<TestCase> test_cases(
    const Program& program, Sources& sources, const CaseOptions& options, Diagnostics& diagnostics
);

/// Those of one day, to be one batch: indices into the cases, days and cases in order.
struct Day {
    Date today;
    std::vector<std::size_t> cases;
};

[[nodiscard]] std::vector<Day> by_day(const std::vector<TestCase>& cases);

/// The patients' files that the tests name, whichever of them are run.
[[nodiscard]] std::vector<std::string>
patient_files(const Program& program, const Sources& sources);

/// Whether a test has `filter` in its label, in small letters or capitals.
[[nodiscard]] bool is_wanted(const Test& test, const std::string& filter);

} // namespace precept::testing
