#include "interpreter/batch_builder.hpp"

#include "interpreter/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace precept {

namespace {

std::size_t whole_words(std::size_t rows) {
    return words_for(rows) * 64;
}

/// Of numbers as bytes, and which of them are known.
std::size_t words_of_bytes(std::size_t rows) {
    return words_for(rows) + whole_words(rows) / sizeof(std::uint64_t);
}

void set_bit(std::uint64_t* bits, std::size_t row) {
    bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

void clear_bit(std::uint64_t* bits, std::size_t row) {
    bits[row / 64] &= ~(std::uint64_t{1} << (row % 64));
}

} // namespace

// ---- rows

BatchBuilder::BatchBuilder(const Program& program, Date today)
    : program_(program),
      today_(today),
      values_(program.facts.size()),
      lists_(program.events.size()) {
    for (std::size_t fact = 0; fact < program.facts.size(); ++fact) {
        facts_.emplace_back(shape_of(program, program.facts[fact].holds.type));
        if (program.facts[fact].assume) {
            assumed_.push_back(fact);
        }
    }
    for (std::size_t event = 0; event < program.events.size(); ++event) {
        for (const Field& field : program.events[event].fields) {
            lists_[event].fields.emplace_back(shape_of(program, field.holds.type));
        }
    }
}

void BatchBuilder::clear() {
    while (rows_ > 0) {
        drop_row();
    }
    for (List& list : lists_) {
        list.offsets.clear(); // those of a batch that was used again
    }
}

void BatchBuilder::reserve(std::size_t rows) {
    if (rows <= capacity_) {
        return;
    }
    capacity_ = whole_words(rows);
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
        facts_[fact].reserve(capacity_);
        values_[fact] = facts_[fact].values<std::byte>();
    }
    for (List& list : lists_) {
        list.known.resize(words_for(capacity_), 0);
    }
}

void BatchBuilder::begin_row() {
    if (rows_ == capacity_) { // most batches of a program that answers for one patient hold one
        reserve(std::max<std::size_t>(1, 2 * capacity_));
    }
    for (List& list : lists_) {
        list.offsets.push_back(static_cast<std::uint32_t>(list.records));
    }
    ++rows_;
}

void BatchBuilder::drop_row() {
    const std::size_t row = rows_ - 1;
    for (RawColumn& column : facts_) {
        column.unset_row(row);
    }
    while (!exceptions_.empty() && exceptions_.back().row == row) {
        exceptions_.pop_back();
    }
    for (List& list : lists_) {
        const std::size_t first = list.offsets.back();
        list.offsets.pop_back();
        clear_bit(list.known.data(), row);
        while (!list.exceptions.empty() && list.exceptions.back().row >= first) {
            list.exceptions.pop_back();
        }
        records_ -= list.records - first;
        while (list.records > first) {
            --list.records;
            for (RawColumn& column : list.fields) {
                column.unset_row(list.records);
            }
        }
    }
    --rows_;
}

void BatchBuilder::set(FactId fact, const Value& value) {
    facts_[fact.index].set(rows_ - 1, value);
}

void BatchBuilder::set_state(FactId fact, CellState state) {
    const std::size_t row = rows_ - 1;
    facts_[fact.index].unset_row(row);
    for (std::size_t i = exceptions_.size(); i-- > 0 && exceptions_[i].row == row;) {
        if (exceptions_[i].column == fact.index) {
            exceptions_.erase(exceptions_.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
    }
    if (state != CellState::Missing) {
        exceptions_.push_back({static_cast<std::uint32_t>(row), fact.index, state});
    }
}

bool BatchBuilder::out_of_date(FactId fact, Date day) const {
    const auto& valid_for = program_[fact].valid_for;
    return valid_for && precept::add(day, *valid_for) < today_;
}

void BatchBuilder::begin_list(EventId event) {
    set_bit(lists_[event.index].known.data(), rows_ - 1);
}

void BatchBuilder::begin_record(EventId event) {
    List& list = lists_[event.index];
    if (list.records == list.capacity) {
        constexpr std::size_t least = 256;
        list.capacity = std::max(least, 2 * list.capacity);
        for (RawColumn& column : list.fields) {
            column.reserve(list.capacity);
        }
    }
    ++list.records;
    ++records_;
}

void BatchBuilder::set_field(EventId event, std::uint32_t field, const Value& value) {
    List& list = lists_[event.index];
    list.fields[field].set(list.records - 1, value);
}

// ---- whole patients

namespace {

bool usable(const Cell& cell) {
    return cell.state == CellState::Given || cell.state == CellState::Assumed;
}

/// A number that is none cannot be worked with, though it was given.
bool finite(const Cell& cell) {
    const auto* number = std::get_if<double>(&cell.value);
    return number == nullptr || std::isfinite(*number);
}

} // namespace

void BatchBuilder::add(std::size_t fact, const Cell& cell) {
    const std::size_t row = rows_ - 1;
    const auto& assume = program_.facts[fact].assume;
    if (usable(cell) && finite(cell)) {
        facts_[fact].set(row, cell.value);
    }
    // What a cell is without being told: missing or assumed where it has no value, else given.
    const CellState plain = usable(cell) && finite(cell) ? CellState::Given : CellState::Missing;
    if (cell.state != plain || (plain == CellState::Missing && assume)) {
        exceptions_.push_back(
            {static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(fact), cell.state}
        );
    }
}

void BatchBuilder::add(EventId event, const EventList& list) {
    if (!list.known) {
        return;
    }
    begin_list(event);
    List& its = lists_[event.index];
    for (const EventRecord& record : list.records) {
        begin_record(event);
        const std::size_t row = its.records - 1;
        for (std::uint32_t field = 0; field < its.fields.size(); ++field) {
            const Cell cell = field < record.fields.size() ? record.fields[field] : Cell{};
            if (usable(cell) && finite(cell)) {
                its.fields[field].set(row, cell.value);
            }
            const bool plain = cell.state == CellState::Missing ||
                               (cell.state == CellState::Given && finite(cell));
            if (!plain) {
                its.exceptions.push_back({static_cast<std::uint32_t>(row), field, cell.state});
            }
        }
    }
}

void BatchBuilder::add(const Patient& patient) {
    begin_row();
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
        add(fact, patient.facts[fact]);
    }
    for (std::uint32_t event = 0; event < lists_.size(); ++event) {
        add(EventId{event}, patient.events[event]);
    }
}

// ---- the batch

void BatchBuilder::lay_out(Batch& into) const {
    std::size_t words = 0;
    const auto place = [&](Shape shape, std::size_t rows) {
        Batch::Stored stored;
        stored.shape = shape;
        stored.data = words;
        words += size_in_words(shape, rows);
        return stored;
    };
    // Numbers last: as a rule they are read as bytes, and what is read then lies together.
    into.facts_.resize(facts_.size());
    for (const bool numbers : {false, true}) {
        for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
            const Shape shape = facts_[fact].shape();
            if ((shape.type == ColumnType::Number) == numbers) {
                into.facts_[fact] = place(shape, rows_);
            }
        }
    }
    for (const std::size_t fact : assumed_) {
        into.facts_[fact].assumed = words;
        words += words_for(rows_);
    }
    into.events_.resize(lists_.size());
    for (std::size_t event = 0; event < lists_.size(); ++event) {
        const List& list = lists_[event];
        Batch::EventColumns& its = into.events_[event];
        its.known = words;
        words += words_for(rows_);
        its.fields.clear();
        for (const RawColumn& column : list.fields) {
            its.fields.push_back(place(column.shape(), list.records));
        }
    }
    into.words_.resize(words);
}

void BatchBuilder::write_facts(Batch& into) {
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
        Batch::Stored& stored = into.facts_[fact];
        const Column to{into.words_.data() + stored.data, rows_, stored.shape};
        facts_[fact].write(rows_, to);
    }
    assume(into);
    into.small_.clear();
    const auto numbers = std::ranges::count_if(facts_, [](const RawColumn& column) {
        return column.shape().type == ColumnType::Number;
    });
    into.bytes_.reserve(static_cast<std::size_t>(numbers) * words_of_bytes(rows_));
    std::size_t narrowed = 0; // words
    for (std::size_t fact = 0; fact < facts_.size(); ++fact) {
        if (facts_[fact].shape().type == ColumnType::Number) {
            narrowed += narrow(fact, narrowed, into);
        }
    }
}

namespace {

/// What the bytes of a fact's numbers count from.
std::int32_t base_of(const Fact& fact) {
    constexpr double beyond = 1e6;
    const double least = fact.holds.range ? fact.holds.range->first : 0;
    return std::floor(least) == least && std::abs(least) < beyond ? static_cast<std::int32_t>(least)
                                                                  : 0;
}

} // namespace

/// The numbers once more as smaller ones, where they are such; as bytes from word `first` on. How
/// many words those take.
std::size_t BatchBuilder::narrow(std::size_t fact, std::size_t first, Batch& into) const {
    const double* from = facts_[fact].values<double>();
    const std::size_t rows = whole_words(rows_);
    const std::size_t words = words_for(rows_);
    Batch::Stored& stored = into.facts_[fact];
    stored.base = base_of(program_.facts[fact]);
    const std::size_t taken = words_of_bytes(rows_);
    if (into.bytes_.size() < first + taken) {
        into.bytes_.resize(first + taken);
    }
    std::uint64_t* known = into.bytes_.data() + first;
    auto* bytes = reinterpret_cast<std::uint8_t*>(known + words);
    if (vectors::best().narrow_more(from, stored.base, rows, bytes)) {
        std::copy_n(into.words_.data() + stored.data, words, known);
        stored.bytes = first;
        return taken;
    }
    const std::size_t first_small = into.small_.size();
    into.small_.resize(first_small + rows);
    if (vectors::best().narrow(from, rows, into.small_.data() + first_small)) {
        stored.small = first_small;
    } else {
        into.small_.resize(first_small);
    }
    return 0;
}

/// Puts the value that a declaration says to assume wherever nothing else was said.
void BatchBuilder::assume(Batch& into) {
    for (const std::size_t fact : assumed_) {
        const Batch::Stored& stored = into.facts_[fact];
        std::uint64_t* assumed = into.words_.data() + stored.assumed;
        RawColumn& raw = facts_[fact];
        const Column to{into.words_.data() + stored.data, rows_, stored.shape};
        const std::uint64_t* known = to.bits();
        const std::uint64_t* also = stored.shape.type == ColumnType::Truth ? to.bits(1) : known;
        for (std::size_t word = 0; word < to.words(); ++word) {
            assumed[word] = stored.shape.type == ColumnType::Coded
                                ? to.bits(stored.shape.values)[word]
                                : ~(known[word] | also[word]);
        }
        for (const Batch::Exception& one : exceptions_) {
            if (one.column == fact) {
                clear_bit(assumed, one.row);
            }
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            if ((assumed[row / 64] >> (row % 64) & 1U) != 0) {
                raw.set(row, *program_.facts[fact].assume);
            }
        }
        raw.write(rows_, to);
    }
}

void BatchBuilder::write_lists(Batch& into) {
    for (std::size_t event = 0; event < lists_.size(); ++event) {
        List& list = lists_[event];
        Batch::EventColumns& its = into.events_[event];
        std::copy_n(list.known.data(), words_for(rows_), into.words_.data() + its.known);
        list.offsets.push_back(static_cast<std::uint32_t>(list.records));
        its.offsets.swap(list.offsets);
        its.exceptions.swap(list.exceptions);
        for (std::size_t field = 0; field < list.fields.size(); ++field) {
            RawColumn& raw = list.fields[field];
            raw.reserve(whole_words(list.records));
            const Batch::Stored& stored = its.fields[field];
            raw.write(list.records, {into.words_.data() + stored.data, list.records, stored.shape});
            raw.unset(list.records);
        }
        list.exceptions.clear();
        list.records = 0;
        std::fill(list.known.begin(), list.known.end(), 0);
    }
}

void BatchBuilder::write_exceptions(Batch& into) {
    into.exceptions_.clear();
    std::erase_if(exceptions_, [&](const Batch::Exception& one) {
        const bool usable = one.state == CellState::Given || one.state == CellState::Assumed;
        return !usable && into.state(FactId{one.column}, one.row) != CellState::Missing;
    });
    std::sort(exceptions_.begin(), exceptions_.end(), [](const auto& left, const auto& right) {
        return std::tuple(left.row, left.column) < std::tuple(right.row, right.column);
    });
    into.exceptions_.swap(exceptions_);
    exceptions_.clear();
}

void BatchBuilder::finish(Batch& into) {
    into.patients_ = rows_;
    into.today_ = today_;
    lay_out(into);
    write_facts(into);
    write_exceptions(into);
    write_lists(into);
    into.make_scopes(program_);
    for (RawColumn& column : facts_) {
        column.unset(rows_);
    }
    rows_ = 0;
    records_ = 0;
}

} // namespace precept
