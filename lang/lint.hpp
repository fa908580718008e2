// What is legal but suspect, as far as the text tells: advice without strength or evidence, labels
// that are missing, names against the convention, facts and terms that nothing uses, thresholds
// whose own value is on neither side. What needs patients to show is in interpreter/lint/.
#pragma once

#include "lang/loader.hpp"
#include "lang/program.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace precept {

/// Appends warnings about `program`, which `modules` were checked to and which has no errors.
void lint(const Program& program, const LoadedModules& modules, Diagnostics& diagnostics);

/// A name as names are written: `HER2Status` as `her2_status`.
[[nodiscard]] std::string conventional_name(std::string_view name);

/// A name as the beginning of a label: `her2_status` as `Her2 status`.
[[nodiscard]] std::string label_in_words(std::string_view name);

/// A threshold of which both sides leave out the value itself.
struct MissedBoundary {
    Diagnostic finding;
    NodeId variable; ///< a fact, a definition or a field of an event
    Value value;     ///< of the type of `variable`
};

/// The part of it about thresholds (lint_boundaries.cpp).
[[nodiscard]] std::vector<MissedBoundary> missed_boundaries(const Program& program);

} // namespace precept
