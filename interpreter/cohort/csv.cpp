#include "interpreter/cohort/csv.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/table_reader.hpp"

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
        set_events(events_, name, builder_, reasons_);
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

    const Table& table_;
    TableReader reader_;
    EventsReaders events_;
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

} // namespace precept::cohort
