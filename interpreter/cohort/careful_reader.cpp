#include "interpreter/cohort/careful_reader.hpp"

#include "interpreter/cohort/record_text.hpp"
#include "interpreter/cohort/table_reader.hpp"

#include <utility>

namespace precept::cohort {

CarefulReader::CarefulReader(
    const Program& program, Date today, Read read, const EventsReaders& events
)
    : program_(program),
      today_(today),
      read_(std::move(read)),
      events_(events) {}

std::optional<Patient> CarefulReader::read(
    std::uint64_t line, std::string_view record, std::vector<Reject>& rejects
) const {
    const auto reject = [&](std::vector<RejectReason> reasons) {
        rejects.push_back({line, std::string(record), std::move(reasons), line_end_behind(record)});
        return std::nullopt;
    };
    if (auto bad = find_bad_byte(record)) {
        return reject(reasons_of(record, line, {}, {std::move(*bad)}));
    }
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("record", std::string(record), sources, findings);
    std::optional<Patient> patient = file ? read_(line, sources, *file, findings) : std::nullopt;
    std::vector<RejectReason> reasons = reasons_of(record, line, {}, std::move(findings));
    if (patient) {
        add_events(events_, program_, *patient, reasons);
    }
    if (!patient || !reasons.empty()) {
        return reject(std::move(reasons));
    }
    settle(program_, today_, *patient);
    return patient;
}

} // namespace precept::cohort
