// Syntax trees to a checked program: names, types and units, circles, and what a guideline must
// have (citations, actions, a review that is not overdue). Reports everything it finds in one run.
#pragma once

#include "lang/loader.hpp"
#include "lang/program.hpp"

namespace precept {

class Occurrences;

struct CheckOptions {
    Date today; ///< for overdue reviews
    /// Whether to look for cases that are never reached: a warning for authors, found by trying
    /// the values that conditions name. Who only runs the rules need not wait for it.
    bool unreachable_cases = true;
    /// Where to note each name that is resolved, for editors; see occurrences.hpp.
    Occurrences* occurrences = nullptr;
    /// Whether to leave out what comments allow; see allowances.hpp.
    bool allowances = true;
};

/// Checks `modules`. When `diagnostics` holds errors afterwards, the program is for editors only,
/// not to be evaluated.
[[nodiscard]] Program check(
    const LoadedModules& modules,
    const Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics
);

/// The whole way from files to a program: load, check, sort the findings.
[[nodiscard]] Program compile(
    const std::vector<std::string>& paths,
    Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics,
    const Overlay& overlay = {}
);

/// The same for one text that uses no other module, named `path` in messages.
[[nodiscard]] Program compile_text(
    std::string path,
    std::string text,
    Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics
);

} // namespace precept
