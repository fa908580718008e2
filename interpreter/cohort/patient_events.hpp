// The events that patients of a cohort have in tables of their own (events_file.hpp). Whose they
// are is not known of a patient without a name, and neither are they then.
#pragma once

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/events_file.hpp"
#include "interpreter/cohort/reading_counts.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// The files of events that are given with a cohort, one for each kind.
using EventsFiles = std::vector<std::unique_ptr<EventsFile>>;

using EventsReaders = std::vector<std::unique_ptr<EventsReader>>;

/// A reader for each of the files, for one worker.
[[nodiscard]] EventsReaders make_events_readers(
    const Program& program, const EventsFiles& files, Date today, ReadingCounts& counts
);

/// Puts what the files have of the patient called `name` into the row that was begun last; what is
/// wrong goes to `reasons`.
void set_events(
    const EventsReaders& readers,
    std::string_view name,
    BatchBuilder& builder,
    std::vector<RejectReason>& reasons
);

/// The same for a patient by himself.
void add_events(
    const EventsReaders& readers,
    const Program& program,
    Patient& patient,
    std::vector<RejectReason>& reasons
);

} // namespace precept::cohort
