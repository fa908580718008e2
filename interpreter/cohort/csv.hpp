// CSV: a patient a row, whose columns are facts (table.hpp), and whose events stand in files of
// their own (events_file.hpp). A row means what the same record in JSON means to `read_patient`: an
// empty cell is a missing value.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/events_file.hpp"
#include "interpreter/cohort/reading_counts.hpp"
#include "interpreter/cohort/table.hpp"

#include <memory>
#include <vector>

namespace precept::cohort {

/// The files of events that are given with a cohort, one for each kind.
using EventsFiles = std::vector<std::unique_ptr<EventsFile>>;

/// All that is given must outlive the decoder.
[[nodiscard]] std::unique_ptr<Decoder> make_csv_decoder(
    const Program& program,
    const Table& table,
    const EventsFiles& events,
    Date today,
    ReadingCounts& counts
);

/// Adds to `patient` what the files have of him under his name; what is wrong goes to `reasons`.
void add_events(
    std::vector<std::unique_ptr<EventsReader>>& readers,
    const Program& program,
    Patient& patient,
    std::vector<RejectReason>& reasons
);

/// A reader for each of the files.
[[nodiscard]] std::vector<std::unique_ptr<EventsReader>> make_events_readers(
    const Program& program, const EventsFiles& files, Date today, ReadingCounts& counts
);

} // namespace precept::cohort
