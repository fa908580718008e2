// The findings of `precept check`: errors, what the text alone shows to be suspect (lang/lint.hpp),
// and what patients show: rules that never fire, cases that overlap or leave a gap, advice that is
// recommended and warned of at once. Each of these comes with a patient who was evaluated, or with
// a proof that there is none; what is not found within bounds is not reported, and what was not
// looked at, because there is too much of it, is counted.
#pragma once

#include "lang/checker.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace precept {

/// How many values may be worked out to try patients: a few seconds of one processor.
inline constexpr std::size_t most_lint_values = 1'000'000'000;

/// How much may be done to find what patients show.
struct LintEffort {
    std::size_t most_values = most_lint_values; ///< 0: no patients are tried at all
    /// Whether further files belong to the guideline (`is_part`), whose rules may give advice, too.
    bool part = false;
    /// Asked now and then; once it says so, no more is looked at, and the findings are not whole.
    std::function<bool()> stop{};
};

/// What no patients were tried for, as there is too much of it.
struct NotLookedAt {
    std::size_t rules = 0;
    std::size_t definitions = 0;

    /// A sentence for people, with its end of line; empty where all was looked at.
    [[nodiscard]] std::string sentence() const;
};

/// Files that were checked in full.
struct Checked {
    LoadedModules modules;
    Program program; ///< not to be evaluated when there are errors
    NotLookedAt not_looked_at;
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
NotLookedAt add_suspicions(
    const LoadedModules& modules,
    const Program& program,
    const Sources& sources,
    Date today,
    Diagnostics& findings,
    const LintEffort& effort = {}
);

/// The part of it for which patients are tried; appends warnings about a program without errors.
NotLookedAt lint_with_patients(
    const Program& program, Date today, Diagnostics& diagnostics, const LintEffort& effort = {}
);

} // namespace precept
