// A `test` block with a patient's facts and the present outcome, ready for a rule file.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/questions/hypothesis.hpp"
#include "lang/source.hpp"

#include <string>
#include <vector>

namespace precept::repl {

/// `label` is the test's. Expects which rules fire, do not, and are undecided where their guideline
/// applies or may, and what is recommended. Facts of which two records disagree cannot be given;
/// their names go to `left_out`.
[[nodiscard]] std::string test_of(
    const Situation& situation,
    const PatientView& view,
    const std::string& label,
    std::vector<std::string>& left_out
);

/// The header of a new file for such tests: a name, and a `use` for every module of the program
/// that can be reached from the folder of `path`; empty when one cannot.
[[nodiscard]] std::string
header_of_tests(const Program& program, const Sources& sources, const std::string& path);

} // namespace precept::repl
