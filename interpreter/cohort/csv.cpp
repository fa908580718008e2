#include "interpreter/cohort/csv.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/table_reader.hpp"

#include <iterator>
#include <utility>

namespace precept::cohort {

namespace {

class CsvDecoder final : public Decoder {
public:
    CsvDecoder(
        const Program& program,
        const Table& table,
        const EventsFiles& events,
        Date today,
        ReadingCounts& counts
    )
        : table_(table),
          reader_(program, table, today, counts),
          events_(make_events_readers(program, events, today, counts)),
          builder_(program, today),
          rows_(table.delimiter) {}

    void start(const Block& block) override { rows_.start(block.text.view(), block.first_line); }

    bool next(std::size_t most, Decoded& into) override {
        into.rows.clear();
        into.rejects.clear();
        builder_.clear();
        while (builder_.rows() < most && builder_.records() < most_events &&
               into.rejects.size() < most_rejects && rows_.next(row_)) {
            patient(into);
        }
        const bool some = builder_.rows() > 0 || !into.rejects.empty();
        builder_.finish(into.batch);
        return some;
    }

private:
    void patient(Decoded& into) {
        reasons_.clear();
        const auto cells = reader_.read(row_, rows_.ascii());
        if (!reader_.findings().empty()) {
            reasons_ = reasons_of(row_.text, row_.line, {}, reader_.findings());
        }
        builder_.begin_row();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            set(FactId{table_.targets[i].target}, cells[i]);
        }
        const std::string_view name = patient_in(table_, row_);
        // Whose events they are is not known where the row has no name: so are they.
        for (const auto& events : events_) {
            if (!name.empty()) {
                set_events(*events, name);
            }
        }
        if (reasons_.empty()) {
            into.rows.push_back({row_.line, row_.text, name});
            return;
        }
        builder_.drop_row();
        into.rejects.push_back(
            {row_.line, std::string(row_.text), std::move(reasons_), line_end_behind(row_.text)}
        );
        reasons_ = {};
    }

    void set(FactId fact, const Cell& cell) {
        if (cell.state == CellState::Conflicting) {
            builder_.set_state(fact, cell.state);
        } else if (cell.state == CellState::Given) {
            if (cell.measured && builder_.out_of_date(fact, *cell.measured)) {
                builder_.set_state(fact, CellState::OutOfDate);
            } else {
                builder_.set(fact, cell.value);
            }
        }
    }

    void set_events(EventsReader& events, std::string_view name) {
        const EventId event = *events.table().event;
        const auto& targets = events.table().targets;
        builder_.begin_list(event);
        for (const auto& record : events.read(name, reasons_)) {
            builder_.begin_record(event);
            for (std::size_t i = 0; i < record.size(); ++i) {
                if (record[i].state == CellState::Given) {
                    builder_.set_field(event, targets[i].target, record[i].value);
                }
            }
        }
    }

    const Table& table_;
    TableReader reader_;
    std::vector<std::unique_ptr<EventsReader>> events_;
    BatchBuilder builder_;
    CsvRows rows_;
    CsvRow row_;
    std::vector<RejectReason> reasons_;
};

} // namespace

std::unique_ptr<Decoder> make_csv_decoder(
    const Program& program,
    const Table& table,
    const EventsFiles& events,
    Date today,
    ReadingCounts& counts
) {
    return std::make_unique<CsvDecoder>(program, table, events, today, counts);
}

std::vector<std::unique_ptr<EventsReader>> make_events_readers(
    const Program& program, const EventsFiles& files, Date today, ReadingCounts& counts
) {
    std::vector<std::unique_ptr<EventsReader>> readers;
    for (const auto& file : files) {
        readers.push_back(std::make_unique<EventsReader>(program, *file, today, counts));
    }
    return readers;
}

void add_events(
    std::vector<std::unique_ptr<EventsReader>>& readers,
    const Program& program,
    Patient& patient,
    std::vector<RejectReason>& reasons
) {
    for (const auto& reader : readers) {
        if (patient.name.empty()) {
            continue;
        }
        const EventId event = *reader->table().event;
        EventList& list = patient.events[event.index];
        list.known = true;
        for (const auto& cells : reader->read(patient.name, reasons)) {
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
