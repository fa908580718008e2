// What is legal but suspect, as far as the text tells: advice without strength or evidence, labels
// that are missing, names against the convention, facts and terms that nothing uses, thresholds
// whose own value is on neither side. What needs patients to show is in interpreter/lint/.
#pragma once

#include "lang/loader.hpp"
#include "lang/program.hpp"

namespace precept {

/// Appends warnings about `program`, which `modules` were checked to and which has no errors.
void lint(const Program& program, const LoadedModules& modules, Diagnostics& diagnostics);

/// The part of it about thresholds (lint_boundaries.cpp).
void lint_boundaries(const Program& program, Diagnostics& diagnostics);

} // namespace precept
