#include "interpreter/cohort/patient_events.hpp"

#include <utility>

namespace precept::cohort {

namespace {

/// As names stand in tables: without blanks around them.
std::string_view in_tables(std::string_view name) {
    const std::size_t begin = name.find_first_not_of(" \t");
    return begin == std::string_view::npos
               ? std::string_view()
               : name.substr(begin, name.find_last_not_of(" \t") - begin + 1);
}

} // namespace

EventsReaders make_events_readers(
    const Program& program, const EventsFiles& files, Date today, ReadingCounts& counts
) {
    EventsReaders readers;
    for (const auto& file : files) {
        readers.push_back(std::make_unique<EventsReader>(program, *file, today, counts));
    }
    return readers;
}

void set_events(
    const EventsReaders& readers,
    std::string_view name,
    BatchBuilder& builder,
    std::vector<RejectReason>& reasons
) {
    name = in_tables(name);
    for (const auto& reader : readers) {
        if (name.empty()) {
            continue;
        }
        const EventId event = *reader->table().event;
        const auto& targets = reader->table().targets;
        builder.begin_list(event);
        for (const auto& record : reader->read(name, reasons)) {
            builder.begin_record(event);
            for (std::size_t i = 0; i < record.size(); ++i) {
                if (record[i].state == CellState::Given) {
                    builder.set_field(event, targets[i].target, record[i].value);
                }
            }
        }
    }
}

void add_events(
    const EventsReaders& readers,
    const Program& program,
    Patient& patient,
    std::vector<RejectReason>& reasons
) {
    const std::string_view name = in_tables(patient.name);
    for (const auto& reader : readers) {
        if (name.empty()) {
            continue;
        }
        const EventId event = *reader->table().event;
        EventList& list = patient.events[event.index];
        list.known = true;
        for (const auto& cells : reader->read(name, reasons)) {
            EventRecord record;
            record.fields.resize(program[event].fields.size());
            for (std::size_t i = 0; i < cells.size(); ++i) {
                Cell& cell = record.fields[reader->table().targets[i].target];
                cell = cells[i];
                cell.origin = {};
                cell.has_origin = false; // its text is registered nowhere
            }
            list.records.push_back(std::move(record));
        }
    }
}

} // namespace precept::cohort
