// Reads one record at a time, slowly, as `precept run` would read it: with all findings, each with
// its place.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/patient_events.hpp"
#include "interpreter/patient.hpp"
#include "lang/source.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace precept::cohort {

class CarefulReader {
public:
    /// The patient in a file, which is a line of the input; nothing when something was reported.
    using Read =
        std::function<std::optional<Patient>(std::uint64_t, const Sources&, FileId, Diagnostics&)>;

    /// `events` are added to what was read. All that is given has to outlive the reader.
    CarefulReader(const Program& program, Date today, Read read, const EventsReaders& events);

    /// The settled patient in `record`, which stands in line `line`; or what is wrong with it, at
    /// the end of `rejects`.
    std::optional<Patient>
    read(std::uint64_t line, std::string_view record, std::vector<Reject>& rejects) const;

private:
    const Program& program_;
    Date today_;
    Read read_;
    const EventsReaders& events_;
};

} // namespace precept::cohort
