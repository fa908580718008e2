// A `test` block with a patient's facts and the present outcome, ready for a rule file.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/questions/hypothesis.hpp"
#include "lang/source.hpp"

#include <set>
#include <string>
#include <vector>

namespace precept::repl {

struct SavedTest {
    std::string text;
    std::set<ModuleId> modules;        ///< whose names it has
    std::vector<std::string> left_out; ///< what a test cannot give
};

/// `label` is the test's. Expects which rules fire, do not, and are undecided where their guideline
/// applies or may, and what is recommended. Facts of which two records disagree cannot be given.
[[nodiscard]] SavedTest
test_of(const Situation& situation, const PatientView& view, const std::string& label);

/// The header of a new file for such tests: a name, and a `use` for each of `modules`; empty when
/// one of them cannot be reached from the folder of `path`.
[[nodiscard]] std::string header_of_tests(
    const Program& program,
    const std::set<ModuleId>& modules,
    const Sources& sources,
    const std::string& path
);

} // namespace precept::repl
