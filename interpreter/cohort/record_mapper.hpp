// Records of NDJSON whose keys are not the facts' names, or whose events stand in tables of their
// own: a record is read as a tree, its members become those that the mapping file says, and what
// results is read as any patient's file is. Slower than reading it into columns (mapped_facts.hpp),
// but whatever may be written is understood, and what is wrong has its place.
#pragma once

#include "interpreter/cohort/mapping.hpp"
#include "interpreter/cohort/patient_events.hpp"
#include "interpreter/cohort/reading_counts.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace precept::cohort {

/// What NDJSON comes with. All of it must outlive who is given it.
struct RecordSources {
    const Mapping& mapping;
    const EventsFiles& events;
    const std::string& file; ///< what the input is called in counts
    ReadingCounts& counts;
};

class RecordMapper {
public:
    /// `program` must outlive it.
    RecordMapper(const Program& program, FactsOptions options, const RecordSources& from);
    RecordMapper(const RecordMapper&) = delete;
    RecordMapper& operator=(const RecordMapper&) = delete;
    ~RecordMapper();

    /// The patient in `file`, which is line `line` of the input, without the events of tables;
    /// nothing when something was reported.
    [[nodiscard]] std::optional<Patient>
    read(std::uint64_t line, const Sources& sources, FileId file, Diagnostics& diagnostics);

private:
    class Members;

    const Program& program_;
    FactsOptions options_;
    std::unique_ptr<Members> members_;
};

} // namespace precept::cohort
