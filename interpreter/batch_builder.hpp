// Fills the columns of a batch row by row, with no object for each patient: what readers of cohorts
// decode into. Values have to be ones that the declarations allow; `assume` is applied here to what
// was not set. The memory is used again for the next batch.
#pragma once

#include "interpreter/batch.hpp"
#include "interpreter/raw_column.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace precept {

class BatchBuilder {
public:
    BatchBuilder(const Program& program, Date today);

    void clear(); ///< begins a new batch

    [[nodiscard]] std::size_t rows() const { return rows_; }

    /// How many events the batch has, of all kinds: readers end a batch when they become many.
    [[nodiscard]] std::size_t records() const { return records_; }

    /// A new patient, of whom nothing is known.
    void begin_row();

    /// Makes room for `rows` rows at once, where that is known before.
    void reserve(std::size_t rows);
    /// Takes the patient that was begun last out again.
    void drop_row();

    // ---- facts of the patient begun last; a second call for one fact replaces the first

    void set_truth(FactId fact, bool value) { at<std::uint8_t>(fact) = value ? 1 : 0; }

    /// In the declared unit; finite.
    void set_number(FactId fact, double value) { at<double>(fact) = value; }

    void set_date(FactId fact, Date value) { at<std::uint32_t>(fact) = RawColumn::encoded(value); }

    void set_coded(FactId fact, std::uint8_t value) { at<std::uint8_t>(fact) = value; }

    void set_members(FactId fact, std::uint64_t members) { at<std::uint64_t>(fact) = members; }

    void set_term(FactId fact, TermId value) { at<std::uint32_t>(fact) = value.index; }

    void set(FactId fact, const Value& value);
    /// Not usable, for that reason: Missing (`assume` then counts), OutOfDate or Conflicting.
    void set_state(FactId fact, CellState state);
    /// Whether a value of `fact` that was measured on `day` is out of date.
    [[nodiscard]] bool out_of_date(FactId fact, Date day) const;

    // ---- events

    /// The list of `event` is known; empty until records are begun.
    void begin_list(EventId event);
    void begin_record(EventId event);
    /// A field of the record begun last.
    void set_field(EventId event, std::uint32_t field, const Value& value);

    /// A whole patient that was read and settled otherwise.
    void add(const Patient& patient);

    /// The batch of all rows; the builder is empty afterwards, until `clear`.
    void finish(Batch& into);

private:
    struct List {
        std::vector<RawColumn> fields;
        std::vector<std::uint32_t> offsets; ///< of the rows before the last, and the last
        std::vector<std::uint64_t> known;
        std::vector<Batch::Exception> exceptions;
        std::size_t records = 0;
        std::size_t capacity = 0;
    };

    template <typename T>
    T& at(FactId fact) {
        return static_cast<T*>(values_[fact.index])[rows_ - 1];
    }

    void add(EventId event, const EventList& list);
    void add(std::size_t fact, const Cell& cell);
    void lay_out(Batch& into) const;
    void write_facts(Batch& into);
    std::size_t narrow(std::size_t fact, std::size_t first, Batch& into) const;
    void write_lists(Batch& into);
    void assume(Batch& into);
    void write_exceptions(Batch& into);

    const Program& program_;
    Date today_;
    std::size_t rows_ = 0;
    std::size_t records_ = 0;
    std::size_t capacity_ = 0; ///< rows for which there is room; whole words
    std::vector<RawColumn> facts_;
    std::vector<void*> values_; ///< of each fact
    std::vector<List> lists_;
    std::vector<Batch::Exception> exceptions_;
    std::vector<std::size_t> assumed_; ///< facts with `assume`
};

} // namespace precept
