// What stands above rules, tests and the head of a file in an editor: how many tests there are and
// whether they pass, and the patient whom the rules are tried on; each a command to be clicked on.
#pragma once

#include "interpreter/lsp/consultation.hpp"
#include "interpreter/lsp/test_run.hpp"

namespace precept::lsp {

/// The lenses of a file. Without `run` nothing is said of results; `patient` is null where none is
/// chosen, and `sound` says whether it could be evaluated.
[[nodiscard]] Json code_lenses(
    const Snapshot& view, FileId file, const TestRun* run, const PatientFile* patient, bool sound
);

} // namespace precept::lsp
