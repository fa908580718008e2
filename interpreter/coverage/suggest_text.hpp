// A patient who shows something as a `test` block. Part of suggest.hpp.
#pragma once

#include "interpreter/coverage/suggest.hpp"
#include "interpreter/reading.hpp"

#include <set>
#include <string>
#include <vector>

namespace precept::coverage {

/// A `test` block, and whose names it has.
struct WrittenTest {
    std::string text;  ///< empty: there is nothing to expect
    std::string given; ///< in one line
    std::set<ModuleId> modules;
};

/// `patient` as given; `view` shows it settled. Expects what becomes of the items that `aims`
/// belong to. Says which day it is where the facts are dated, or `with_day`. The label becomes one
/// of `labels`, and was none before.
[[nodiscard]] WrittenTest write_test(
    const Conditions& conditions,
    const std::vector<Aim>& aims,
    const Patient& patient,
    const PatientView& view,
    const Sources& sources,
    bool with_day,
    std::set<std::string>& labels
);

} // namespace precept::coverage
