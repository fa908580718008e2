#include "tests/unit/batches/batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace precept::batches {

namespace {

/// The one value that is possible; nothing where all are.
std::optional<Value> coded_at(const ConstColumn& column, std::size_t row) {
    std::optional<Value> found;
    std::size_t possible = 0;
    for (std::uint8_t value = 0; value < column.shape.values; ++value) {
        if (column.bit(value, row)) {
            found = CodedValue{value};
            ++possible;
        }
    }
    const bool none = column.bit(column.shape.values, row);
    if (!none && possible == 1) {
        return found;
    }
    // What is not known is to be altogether open.
    return none && possible == column.shape.values ? std::nullopt
                                                   : std::optional<Value>(CodedValue{0xFF});
}

bool usable(const Cell& cell) {
    const auto* number = std::get_if<double>(&cell.value);
    return (cell.state == CellState::Given || cell.state == CellState::Assumed) &&
           (number == nullptr || std::isfinite(*number));
}

std::string different(
    const std::string& what,
    const ConstColumn& column,
    std::size_t row,
    CellState state,
    const Cell& cell
) {
    if (state != cell.state) {
        return fmt::format("{}: the state of row {}", what, row);
    }
    const auto value = value_at(column, row);
    const bool same = usable(cell) ? value && *value == cell.value : !value;
    return same ? "" : fmt::format("{}: the value of row {}", what, row);
}

} // namespace

std::optional<Value> value_at(const ConstColumn& column, std::size_t row) {
    switch (column.shape.type) {
    case ColumnType::Truth:
        if (column.bit(0, row) || column.bit(1, row)) {
            return column.bit(0, row);
        }
        return std::nullopt;
    case ColumnType::Coded: return coded_at(column, row);
    default: break;
    }
    if (!column.bit(0, row)) {
        return std::nullopt;
    }
    switch (column.shape.type) {
    case ColumnType::Number: return column.values<double>()[row];
    case ColumnType::Date: return Date{column.values<std::int32_t>()[row]};
    case ColumnType::Term: return TermId{column.values<std::uint32_t>()[row]};
    case ColumnType::Set: {
        SetValue set;
        for (std::size_t value = 0; value < column.shape.values; ++value) {
            set.members |= std::uint64_t{column.bit(1 + value, row)} << value;
        }
        return set;
    }
    default: std::abort();
    }
}

std::string
disagreement(const Program& program, const Batch& batch, const std::vector<Patient>& patients) {
    if (batch.patients() != patients.size()) {
        return fmt::format("{} patients", batch.patients());
    }
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const FactId fact{i};
        const ConstColumn column = batch.fact(fact);
        const std::int16_t* small = batch.small_numbers(fact);
        const Batch::Bytes bytes = batch.bytes(fact);
        for (std::size_t row = 0; row < patients.size(); ++row) {
            const Cell& cell = patients[row].facts[i];
            const std::string found =
                different(program.facts[i].name, column, row, batch.state(fact, row), cell);
            if (!found.empty()) {
                return found;
            }
            if (small != nullptr && usable(cell) && small[row] != std::get<double>(cell.value)) {
                return fmt::format("{}: the small number of row {}", program.facts[i].name, row);
            }
            if (bytes.values != nullptr &&
                (((bytes.known[row / 64] >> (row % 64) & 1U) != 0) != usable(cell) ||
                 (usable(cell) && bytes.base + bytes.values[row] != std::get<double>(cell.value))
                )) {
                return fmt::format("{}: the byte of row {}", program.facts[i].name, row);
            }
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        const EventId event{i};
        const std::string& name = program.events[i].name;
        for (std::size_t row = 0; row < patients.size(); ++row) {
            const EventList& list = patients[row].events[i];
            const std::size_t first = batch.first_records(event)[row];
            const std::size_t count = batch.first_records(event)[row + 1] - first;
            if (batch.list_known(event, row) != list.known || count != list.records.size()) {
                return fmt::format("{}: the list of row {}", name, row);
            }
            for (std::size_t record = 0; record < count; ++record) {
                for (std::uint32_t field = 0; field < program.events[i].fields.size(); ++field) {
                    const std::string found = different(
                        name,
                        batch.field(event, field),
                        first + record,
                        batch.state(event, field, row, record),
                        list.records[record].fields[field]
                    );
                    if (!found.empty()) {
                        return found;
                    }
                }
            }
        }
    }
    return "";
}

} // namespace precept::batches
