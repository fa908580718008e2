// Many patients as columns: one for each fact, and for each kind of event the offsets of every
// patient's list and a column for each field (the Arrow layout). Also the rows of every `where`
// scope: one for each event of each row of the parent scope. Makes no judgement of its own:
// patients have to be settled (patient.hpp) before; what is then Given or Assumed is known, all
// else unknown.
#pragma once

#include "interpreter/column.hpp"
#include "interpreter/patient.hpp"
#include "lang/program.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace precept {

class Batch {
public:
    [[nodiscard]] std::size_t patients() const { return patients_; }

    [[nodiscard]] const Date& today() const { return today_; }

    /// How many scopes there are.
    [[nodiscard]] std::size_t scopes() const { return scopes_.size(); }

    /// How many rows a scope has; of scope 0 the patients.
    [[nodiscard]] std::size_t rows(ScopeId scope) const { return scopes_[scope.index].rows; }

    [[nodiscard]] ScopeId parent(ScopeId scope) const { return scopes_[scope.index].parent; }

    /// The rows of `scope` that belong to row r of its parent are `[offsets[r], offsets[r + 1])`.
    [[nodiscard]] std::span<const std::uint32_t> offsets(ScopeId scope) const {
        return scopes_[scope.index].offsets;
    }

    /// The row of the parent scope, by row of `scope`.
    [[nodiscard]] std::span<const std::uint32_t> parents(ScopeId scope) const {
        return scopes_[scope.index].parents;
    }

    /// Where each row of `scope` stands in the columns of its event's fields; empty where the two
    /// are the same, as in every scope of whole patients.
    [[nodiscard]] std::span<const std::uint32_t> records(ScopeId scope) const {
        return scopes_[scope.index].records;
    }

    /// Where each patient's events begin in the columns of the event's fields.
    [[nodiscard]] std::span<const std::uint32_t> first_records(EventId event) const {
        return events_[event.index].offsets;
    }

    [[nodiscard]] std::size_t patient_of(ScopeId scope, std::size_t row) const;

    [[nodiscard]] ConstColumn fact(FactId fact) const { return at(facts_[fact.index], patients_); }

    /// The same numbers as small whole ones, where all that are known are such; null where not.
    /// They take a quarter of the memory, and thresholds on them a quarter of the time.
    [[nodiscard]] const std::int16_t* small_numbers(FactId fact) const {
        const std::size_t at = facts_[fact.index].small;
        return at == none ? nullptr : small_.data() + at;
    }

    /// The same as bytes above a base, where they all fit: half the memory and time again. There
    /// are whole words of rows. What is known of them stands once more beside them, and those of
    /// all facts one after another, as they are read. Facts have either these or small numbers.
    struct Bytes {
        const std::uint8_t* values;
        const std::uint64_t* known;
        std::int32_t base;
    };

    [[nodiscard]] Bytes bytes(FactId fact) const {
        const Stored& its = facts_[fact.index];
        if (its.bytes == none) {
            return {nullptr, nullptr, 0};
        }
        const std::uint64_t* known = bytes_.data() + its.bytes;
        const std::uint64_t* values = known + words_for(patients_);
        return {reinterpret_cast<const std::uint8_t*>(values), known, its.base};
    }

    [[nodiscard]] ConstColumn field(EventId event, std::uint32_t field) const {
        const EventColumns& its = events_[event.index];
        return at(its.fields[field], its.offsets.back());
    }

    /// Bit i: whether the list of patient i is known.
    [[nodiscard]] const std::uint64_t* lists_known(EventId event) const {
        return words_.data() + events_[event.index].known;
    }

    [[nodiscard]] bool list_known(EventId event, std::size_t patient) const {
        return (lists_known(event)[patient / 64] >> (patient % 64) & 1U) != 0;
    }

    /// Why a fact is known or unknown.
    [[nodiscard]] CellState state(FactId fact, std::size_t patient) const;

    /// The same for a field of the patient's record number `record`.
    [[nodiscard]] CellState
    state(EventId event, std::uint32_t field, std::size_t patient, std::size_t record) const;

private:
    friend class BatchBuilder;

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    struct Stored {
        Shape shape{};
        std::size_t data = 0;       ///< in `words_`
        std::size_t small = none;   ///< in `small_`
        std::size_t bytes = none;   ///< in `bytes_`
        std::int32_t base = 0;      ///< of the bytes
        std::size_t assumed = none; ///< in `words_`: for whom the declaration's `assume` holds
    };

    /// A cell that is not simply given or missing; sorted by row and column.
    struct Exception {
        std::uint32_t row, column;
        CellState state;
    };

    struct EventColumns {
        std::vector<std::uint32_t> offsets;
        std::vector<Stored> fields;
        std::vector<Exception> exceptions;
        std::size_t known = 0; ///< in `words_`
    };

    struct ScopeRows {
        ScopeId parent;
        std::size_t rows = 0;
        std::vector<std::uint32_t> offsets, parents, records;
    };

    [[nodiscard]] ConstColumn at(const Stored& stored, std::size_t rows) const {
        return {words_.data() + stored.data, rows, stored.shape};
    }

    [[nodiscard]] CellState state(
        const Stored& stored,
        std::size_t rows,
        const std::vector<Exception>& exceptions,
        std::size_t row,
        std::size_t column
    ) const;
    void make_scopes(const Program& program);

    std::size_t patients_ = 0;
    Date today_{};
    std::vector<Stored> facts_;
    std::vector<Exception> exceptions_;
    std::vector<EventColumns> events_;
    std::vector<ScopeRows> scopes_;
    std::vector<std::uint64_t> words_;
    std::vector<std::int16_t> small_;
    std::vector<std::uint64_t> bytes_;
};

/// The columns of settled patients (see `settle`), each made for `program`, in their order. At most
/// 4,294,967,295 events of one kind, and rows of one scope.
[[nodiscard]] Batch
make_batch(const Program& program, std::span<const Patient> patients, Date today);

} // namespace precept
