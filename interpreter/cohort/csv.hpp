// CSV: a patient a row, whose columns are facts (table.hpp), and whose events stand in files of
// their own (events_file.hpp). A row means what the same record in JSON means to `read_patient`: an
// empty cell is a missing value.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/patient_events.hpp"
#include "interpreter/cohort/reading_counts.hpp"
#include "interpreter/cohort/table.hpp"

#include <memory>

namespace precept::cohort {

/// All that is given must outlive the decoder.
[[nodiscard]] std::unique_ptr<Decoder> make_csv_decoder(
    const Program& program,
    const Table& table,
    const EventsFiles& events,
    Date today,
    ReadingCounts& counts
);

} // namespace precept::cohort
