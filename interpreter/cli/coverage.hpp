// What `precept test --coverage` prints, after the tests have run.
#pragma once

#include "interpreter/cli/subcommand.hpp"
#include "interpreter/testing/cases.hpp"
#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace precept::cli {

struct CoverageArguments {
    bool wanted = false;
    std::size_t least = 0;            ///< per cent; 0: nothing is demanded
    bool suggest = false;             ///< tests in place of a report
    std::vector<std::string> reports; ///< files to write it to: JSON or HTML by their names

    [[nodiscard]] bool any() const { return wanted || suggest || least != 0 || !reports.empty(); }
};

/// The options of `precept test` about coverage.
void add_coverage(Subcommand& command, CoverageArguments& arguments);

/// What is wrong with how the options stand together; empty: nothing. `text`: whether the tests'
/// results are printed as text, and coverage with them.
[[nodiscard]] std::string fault_in(const CoverageArguments& arguments, bool text);

/// Reports what these cases of tests have seen, on standard output where `text` is asked for and in
/// the files of --report; or prints tests that would see more. Findings where less than the least
/// is covered.
[[nodiscard]] Exit report_coverage(
    const CoverageArguments& arguments,
    const Common& common,
    bool text,
    const std::vector<testing::TestCase>& cases,
    const Program& program,
    const Sources& sources
);

} // namespace precept::cli
