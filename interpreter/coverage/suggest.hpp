// Tests that would see what no test has seen: for each thing that is missing a smallest patient,
// of those as few as are needed, each as a `test` block with the outcome that the rules give today.
// Whether that outcome is right is for the author to say; a comment in each block asks. What
// nobody was found for is listed, and whether that is proved or the search came to its end.
#pragma once

#include "interpreter/coverage/coverage.hpp"
#include "lang/loader.hpp"
#include "lang/source.hpp"

#include <string>
#include <vector>

namespace precept::coverage {

/// A `test` block, ready for the end of a rule file.
struct SuggestedTest {
    ModuleId module;               ///< into whose file it can go
    std::vector<std::string> uses; ///< what that file has to `use` beside what it does: paths
    std::string text;
};

/// What no test was found for.
struct LeftOut {
    Aim aim;
    std::string why;
};

struct Suggestions {
    std::vector<SuggestedTest> tests; ///< in the order of the modules
    std::vector<LeftOut> left_out;
};

struct SuggestOptions {
    Date today;
    std::size_t patients = 60'000; ///< at most about so many are tried for one thing
};

/// `modules` are what the program was made of.
[[nodiscard]] Suggestions suggest(
    const Program& program,
    const LoadedModules& modules,
    const Coverage& coverage,
    const Sources& sources,
    const SuggestOptions& options
);

/// As text for rule files: under a comment with the name of each file, its tests; last, as
/// comments, what is left out.
[[nodiscard]] std::string render_suggestions(
    const Program& program,
    const Coverage& coverage,
    const Suggestions& suggestions,
    const Sources& sources
);

} // namespace precept::coverage
