// NDJSON whose keys are not the facts' names, or whose events stand in files of their own: each
// line is read as a tree, its members become those that the mapping file says, and what results is
// read as any patient's file is. Slower than plain NDJSON, which has no need of a tree.
#pragma once

#include "interpreter/cohort/csv.hpp"
#include "interpreter/cohort/mapping.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <memory>
#include <string>

namespace precept::cohort {

struct MappedNdjsonOptions {
    FactsOptions facts; ///< with `id_field`
    std::string file;   ///< what the input is called in counts
};

/// All that is given must outlive the decoder.
[[nodiscard]] std::unique_ptr<Decoder> make_mapped_ndjson_decoder(
    const Program& program,
    const Mapping& mapping,
    const EventsFiles& events,
    const MappedNdjsonOptions& options,
    ReadingCounts& counts
);

/// The patient in `file`, a line, by the mapping; nothing when something was reported.
[[nodiscard]] std::optional<Patient> read_mapped_patient(
    const Program& program,
    const Mapping& mapping,
    const EventsFiles& events,
    const MappedNdjsonOptions& options,
    std::uint64_t line,
    ReadingCounts& counts,
    const Sources& sources,
    FileId file,
    Diagnostics& diagnostics
);

} // namespace precept::cohort
