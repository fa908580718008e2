// Whom a change of the rules concerns: the patients whose advice or rules come out otherwise in one
// version than in the other.
#pragma once

#include "interpreter/facts/json_facts.hpp"
#include "interpreter/versions/changes.hpp"
#include "interpreter/versions/outcome.hpp"

#include <string>
#include <vector>

namespace precept::versions {

struct PatientChange {
    std::string name; ///< of the file
    std::vector<Otherwise> otherwise;
};

struct PatientChanges {
    std::size_t patients = 0; ///< all that were asked about
    std::vector<PatientChange> changed;
};

/// Asks both versions about the patients in `files` (JSON). Facts that only one version knows are
/// left out for the other; what neither knows, and other faults, are reported, and the patient is
/// not counted.
[[nodiscard]] PatientChanges patient_changes(
    const Version& before,
    const Version& after,
    const std::vector<std::string>& files,
    const FactsOptions& options,
    Sources& facts,
    Diagnostics& diagnostics
);

[[nodiscard]] std::string render_text(const PatientChanges& changes, const Style& style);

} // namespace precept::versions
