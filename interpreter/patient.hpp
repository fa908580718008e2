// One patient's facts, read and valid, each with the place it came from. What the readers in facts/
// make, and what a batch of columns is made of.
#pragma once

#include "lang/program.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept {

/// Why a fact has no usable value, or that it has one.
enum class CellState : std::uint8_t {
    Missing,
    Given,
    Assumed,     ///< not given; the declaration's `assume` holds
    OutOfDate,   ///< measured too long ago: `value` is what it was
    Conflicting, ///< two records of one day disagree: `value` is the first
};

struct Cell {
    CellState state = CellState::Missing;
    Value value{};
    std::optional<Date> measured{};
    /// Where it was given; where it was not, an empty span of file 0.
    Span origin{};
    bool has_origin = false;
};

struct EventRecord {
    std::vector<Cell> fields; ///< by field index
    Span origin{};
};

struct EventList {
    bool known = false; ///< a known list is complete
    std::vector<EventRecord> records{};
    Span origin{};
};

struct Patient {
    std::string name;              ///< the file or the record's id, for messages
    std::vector<Cell> facts;       ///< by FactId
    std::vector<EventList> events; ///< by EventId
};

/// A patient of whom nothing is known.
[[nodiscard]] Patient unknown_patient(const Program& program, std::string name = {});

/// Applies `assume` to what is missing and `valid for` to what was measured before `today`.
/// Idempotent.
void settle(const Program& program, Date today, Patient& patient);

/// Puts what is given into `patient`: facts take the place of what was there, and events are added
/// to its list unless `no EVENT` came first. To be settled afterwards.
void give(const Program& program, const Givens& givens, Patient& patient);

/// The patient that a test gives, not settled.
[[nodiscard]] Patient patient_of(const Program& program, const Test& test);

} // namespace precept
