#include "interpreter/facts/agreement.hpp"

namespace precept {

void take_in(Cell& cell, const Cell& next) {
    if (next.state == CellState::Missing) {
        return;
    }
    if (cell.state == CellState::Missing) {
        cell = next;
        return;
    }
    const bool other_day = cell.measured && next.measured && *cell.measured != *next.measured;
    if (other_day) {
        cell = *next.measured > *cell.measured ? next : cell;
        return;
    }
    if (next.state == CellState::Conflicting || cell.value != next.value) {
        cell.state = CellState::Conflicting;
    } else if (!next.measured) {
        cell.measured.reset();
    }
}

} // namespace precept
