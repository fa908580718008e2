// Fills the columns of a batch row by row, with no object for each patient: what readers of cohorts
// decode into. Values have to be ones that the declarations allow; `assume` is applied here to what
// was not set. The memory is used again for the next batch.
#pragma once

#include "interpreter/batch.hpp"

#include <cstddef>
#include <cstdint>

namespace precept {

class BatchBuilder {
public:
    BatchBuilder(const Program& program, Date today);

    /// Begins a new batch of at most `most` patients.
    void clear(std::size_t most);

    [[nodiscard]] std::size_t rows() const;

    /// A new patient, of whom nothing is known.
    void begin_row();
    /// Takes the patient that was begun last out again.
    void drop_row();

    // ---- facts of the patient begun last; a second call for one fact replaces the first

    void set_truth(FactId fact, bool value);
    void set_number(FactId fact, double value); ///< in the declared unit
    void set_date(FactId fact, Date value);
    void set_coded(FactId fact, std::uint8_t value);
    void set_members(FactId fact, std::uint64_t members);
    void set_term(FactId fact, TermId value);
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
    Cell& cell(FactId fact) { return patients_.back().facts[fact.index]; }

    const Program& program_;
    Date today_;
    std::vector<Patient> patients_;
};

} // namespace precept
