// The findings of `precept check`: errors, what the text alone shows to be suspect (lang/lint.hpp),
// and what patients show: rules that never fire, cases that overlap or leave a gap, advice that is
// recommended and warned of at once. Each of these comes with a patient who was evaluated, or with
// a proof that there is none; what is not found within bounds is not reported.
#pragma once

#include "lang/checker.hpp"

#include <string>
#include <vector>

namespace precept {

/// Files that were checked in full.
struct Checked {
    LoadedModules modules;
    Program program; ///< not to be evaluated when there are errors
};

/// Loads and checks `paths` and, where there is no error, looks for what is suspect; leaves out
/// what comments allow. The findings are sorted.
[[nodiscard]] Checked check_in_full(
    const std::vector<std::string>& paths,
    Sources& sources,
    Date today,
    Diagnostics& findings,
    const Overlay& overlay = {}
);

/// Adds to the `findings` of a check what is suspect, where there is no error, leaves out what
/// comments allow, and sorts.
void add_suspicions(
    const LoadedModules& modules,
    const Program& program,
    const Sources& sources,
    Date today,
    Diagnostics& findings
);

/// The part of it for which patients are tried; appends warnings about a program without errors.
void lint_with_patients(const Program& program, Date today, Diagnostics& diagnostics);

} // namespace precept
