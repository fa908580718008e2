#include "interpreter/batch.hpp"

#include <cmath>
#include <cstdlib>

namespace precept {

namespace {

bool usable(const Cell* cell) {
    return cell != nullptr &&
           (cell->state == CellState::Given || cell->state == CellState::Assumed);
}

void set_bit(std::uint64_t* bits, std::size_t row) {
    bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

/// Every column starts as zeros, which is "unknown" for all types but coded values: there
/// everything is possible.
void write_unknown(const Column& column, std::size_t row) {
    if (column.shape.type == ColumnType::Coded) {
        for (std::size_t i = 0; i <= column.shape.values; ++i) {
            set_bit(column.bits(i), row);
        }
    }
}

void write_value(const Column& column, std::size_t row, const Value& value) {
    switch (column.shape.type) {
    case ColumnType::Truth: set_bit(column.bits(std::get<bool>(value) ? 0 : 1), row); break;
    case ColumnType::Number:
        column.values<double>()[row] = std::get<double>(value);
        if (std::isfinite(std::get<double>(value))) {
            set_bit(column.bits(), row);
        }
        break;
    case ColumnType::Date:
        column.values<std::int32_t>()[row] = std::get<Date>(value).days;
        set_bit(column.bits(), row);
        break;
    case ColumnType::Coded: set_bit(column.bits(std::get<CodedValue>(value).index), row); break;
    case ColumnType::Set:
        set_bit(column.bits(), row);
        for (std::size_t i = 0; i < column.shape.values; ++i) {
            if ((std::get<SetValue>(value).members >> i & 1U) != 0) {
                set_bit(column.bits(1 + i), row);
            }
        }
        break;
    case ColumnType::Term:
        column.values<std::uint32_t>()[row] = std::get<TermId>(value).index;
        set_bit(column.bits(), row);
        break;
    case ColumnType::Bounds:
    case ColumnType::Event: std::abort(); // no fact or field is of these types
    }
}

} // namespace

std::size_t Batch::patient_of(ScopeId scope, std::size_t row) const {
    while (scope.index != 0) {
        row = scopes_[scope.index].parents[row];
        scope = scopes_[scope.index].parent;
    }
    return row;
}

void Batch::lay_out(const Program& program, std::span<const Patient> patients) {
    std::size_t words = 0;
    std::size_t states = 0;
    const auto place = [&](const Type& type, std::size_t rows) {
        const Shape shape = shape_of(program, type);
        const Stored stored{shape, words, states, none};
        words += size_in_words(shape, rows);
        states += rows;
        return stored;
    };
    facts_.reserve(program.facts.size());
    for (const Fact& fact : program.facts) {
        facts_.push_back(place(fact.holds.type, patients_));
    }
    events_.resize(program.events.size());
    for (std::size_t e = 0; e < program.events.size(); ++e) {
        EventColumns& its = events_[e];
        its.known = words;
        words += words_for(patients_);
        its.offsets.reserve(patients_ + 1);
        its.offsets.push_back(0);
        std::uint32_t total = 0;
        for (const Patient& patient : patients) {
            const EventList& list = patient.events[e];
            total += list.known ? static_cast<std::uint32_t>(list.records.size()) : 0;
            its.offsets.push_back(total);
        }
        its.fields.reserve(program.events[e].fields.size());
        for (const Field& field : program.events[e].fields) {
            its.fields.push_back(place(field.holds.type, total));
        }
    }
    words_.assign(words, 0);
    states_.assign(states, CellState::Missing);
}

void Batch::fill(const Stored& stored, std::size_t rows, std::size_t row, const Cell* cell) {
    const Column column{words_.data() + stored.data, rows, stored.shape};
    if (cell != nullptr) {
        states_[stored.states + row] = cell->state;
    }
    if (usable(cell)) {
        write_value(column, row, cell->value);
    } else {
        write_unknown(column, row);
    }
}

void Batch::fill_lists(const Program& program, std::span<const Patient> patients) {
    for (std::size_t e = 0; e < program.events.size(); ++e) {
        const EventColumns& its = events_[e];
        for (std::size_t patient = 0; patient < patients.size(); ++patient) {
            const EventList& list = patients[patient].events[e];
            if (!list.known) {
                continue;
            }
            set_bit(words_.data() + its.known, patient);
            for (std::size_t record = 0; record < list.records.size(); ++record) {
                const std::vector<Cell>& cells = list.records[record].fields;
                for (std::size_t field = 0; field < its.fields.size(); ++field) {
                    const Cell* cell = field < cells.size() ? &cells[field] : nullptr;
                    fill(
                        its.fields[field], its.offsets.back(), its.offsets[patient] + record, cell
                    );
                }
            }
        }
    }
}

void Batch::make_scopes(const Program& program) {
    scopes_.resize(program.scopes.empty() ? 1 : program.scopes.size());
    scopes_[0].rows = patients_;
    // A scope is made after its parent, so its index is the larger one.
    for (std::size_t s = 1; s < scopes_.size(); ++s) {
        const Scope& scope = program.scopes[s];
        ScopeRows& its = scopes_[s];
        its.parent = scope.parent;
        const std::vector<std::uint32_t>& first = events_[scope.event.index].offsets;
        const std::size_t parent_rows = scopes_[scope.parent.index].rows;
        const bool nested = scope.parent.index != 0;
        its.offsets.reserve(parent_rows + 1);
        its.offsets.push_back(0);
        for (std::size_t row = 0; row < parent_rows; ++row) {
            const std::size_t patient = patient_of(scope.parent, row);
            for (std::uint32_t record = first[patient]; record < first[patient + 1]; ++record) {
                its.parents.push_back(static_cast<std::uint32_t>(row));
                if (nested) {
                    its.records.push_back(record);
                }
            }
            its.offsets.push_back(static_cast<std::uint32_t>(its.parents.size()));
        }
        its.rows = its.parents.size();
    }
}

void Batch::copy_small_numbers() {
    constexpr double least = std::numeric_limits<std::int16_t>::min();
    constexpr double most = std::numeric_limits<std::int16_t>::max();
    for (Stored& fact : facts_) {
        if (fact.shape.type != ColumnType::Number) {
            continue;
        }
        const ConstColumn column = at(fact, patients_);
        const double* values = column.values<double>();
        const std::size_t first = small_.size();
        small_.resize(first + patients_);
        bool all = true;
        for (std::size_t row = 0; row < patients_ && all; ++row) {
            const double value = column.bit(0, row) ? values[row] : 0;
            const bool fits = value >= least && value <= most;
            small_[first + row] = fits ? static_cast<std::int16_t>(value) : std::int16_t{0};
            all = fits && small_[first + row] == value;
        }
        if (all) {
            fact.small = first;
        } else {
            small_.resize(first);
        }
    }
}

Batch make_batch(const Program& program, std::span<const Patient> patients, Date today) {
    Batch batch;
    batch.patients_ = patients.size();
    batch.today_ = today;
    batch.lay_out(program, patients);
    for (std::size_t fact = 0; fact < program.facts.size(); ++fact) {
        for (std::size_t row = 0; row < patients.size(); ++row) {
            batch.fill(batch.facts_[fact], patients.size(), row, &patients[row].facts[fact]);
        }
    }
    batch.fill_lists(program, patients);
    batch.make_scopes(program);
    batch.copy_small_numbers();
    return batch;
}

} // namespace precept
