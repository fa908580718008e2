#include "interpreter/kernels.hpp"

#include <bit>
#include <limits>

namespace precept {

namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

template <typename T, typename Where>
void copy_values(const ConstColumn& from, const Column& to, Where&& where) {
    T* values = to.values<T>();
    for (std::size_t row = 0; row < to.rows; ++row) {
        const std::size_t source = where(row);
        values[row] = source == nowhere ? T{} : from.values<T>()[source];
    }
}

/// `to` is the rows `where(row)` of `from`, unknown where that is `nowhere`.
template <typename Where>
void gather(const ConstColumn& from, const Column& to, Where&& where) {
    // Unknown is all possible for coded values and none of the bits for all others.
    const bool absent = from.shape.type == ColumnType::Coded;
    for (std::size_t index = 0; index < bit_sets(from.shape); ++index) {
        pack_all(to.rows, to.bits(index), [&](std::size_t row) {
            const std::size_t source = where(row);
            return source == nowhere ? absent : from.bit(index, source);
        });
    }
    switch (from.shape.type) {
    case ColumnType::Number: copy_values<double>(from, to, where); break;
    case ColumnType::Date: copy_values<std::int32_t>(from, to, where); break;
    case ColumnType::Term:
    case ColumnType::Event: copy_values<std::uint32_t>(from, to, where); break;
    case ColumnType::Bounds:
        for (std::size_t row = 0; row < to.rows; ++row) {
            to.low()[row] = from.low()[where(row)];
            to.high()[row] = from.high()[where(row)];
        }
        break;
    case ColumnType::Truth:
    case ColumnType::Coded:
    case ColumnType::Set: break;
    }
}

/// How many bits of `[first, last)` are set.
std::size_t count_bits(const std::uint64_t* bits, std::size_t first, std::size_t last) {
    std::size_t count = 0;
    while (first < last) {
        const std::size_t end = std::min(last, (first / 64 + 1) * 64);
        const std::size_t length = end - first;
        const std::uint64_t word = bits[first / 64] >> (first % 64);
        const std::uint64_t mask =
            length == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << length) - 1;
        count += static_cast<std::size_t>(std::popcount(word & mask));
        first = end;
    }
    return count;
}

/// Whether any bit of `[first, last)` is `set`.
bool any_bit(const std::uint64_t* bits, std::size_t first, std::size_t last, bool set) {
    const std::uint64_t flip = set ? 0 : ~std::uint64_t{0};
    while (first < last) {
        const std::size_t end = std::min(last, (first / 64 + 1) * 64);
        // To the top of the word, without those after the end.
        const std::uint64_t word = ((bits[first / 64] ^ flip) >> (first % 64))
                                   << (64 - (end - first));
        if (word != 0) {
            return true;
        }
        first = end;
    }
    return false;
}

/// The events of each row of a scope, and how many of them meet a condition.
class Lists {
public:
    Lists(const Inputs& inputs, const Operation& operation, std::span<const Ref> condition)
        : batch_(inputs.batch),
          scope_(operation.scope),
          offsets_(inputs.batch.offsets(operation.over)) {
        if (!condition.empty()) {
            where_ = inputs.truths(condition.front());
        }
    }

    [[nodiscard]] std::size_t first(std::size_t row) const { return offsets_[row]; }

    [[nodiscard]] std::size_t last(std::size_t row) const { return offsets_[row + 1]; }

    [[nodiscard]] bool known(EventId event, std::size_t row) const {
        return batch_.list_known(event, scope_.index == 0 ? row : batch_.patient_of(scope_, row));
    }

    [[nodiscard]] std::uint64_t
    known_word(EventId event, std::size_t word, std::size_t first, std::size_t count) const {
        return scope_.index == 0
                   ? batch_.lists_known(event)[word]
                   : pack(first, count, [&](std::size_t row) { return known(event, row); });
    }

    [[nodiscard]] std::size_t certain(std::size_t row) const {
        return where_.yes == nullptr ? last(row) - first(row)
                                     : count_bits(where_.yes, first(row), last(row));
    }

    [[nodiscard]] std::size_t possible(std::size_t row) const {
        const std::size_t all = last(row) - first(row);
        return where_.no == nullptr ? all : all - count_bits(where_.no, first(row), last(row));
    }

    [[nodiscard]] bool some_certain(std::size_t row) const {
        return where_.yes == nullptr ? last(row) > first(row)
                                     : any_bit(where_.yes, first(row), last(row), true);
    }

    [[nodiscard]] bool some_possible(std::size_t row) const {
        return where_.no == nullptr ? last(row) > first(row)
                                    : any_bit(where_.no, first(row), last(row), false);
    }

    [[nodiscard]] Truth holds(std::size_t event) const {
        return where_.yes == nullptr ? Truth::Yes : where_.at(event);
    }

private:
    const Batch& batch_;
    ScopeId scope_;
    std::span<const std::uint32_t> offsets_;
    Truths where_{nullptr, nullptr};
};

} // namespace

void nested_field(const Inputs& inputs, const Operation& operation, const Column& to) {
    const auto records = inputs.batch.records(operation.scope);
    gather(
        inputs.batch.field(operation.kind, operation.index),
        to,
        [&](std::size_t row) -> std::size_t { return records[row]; }
    );
}

void picked_field(const Inputs& inputs, const Operation& operation, const Column& to) {
    const ConstColumn events = inputs.column(inputs.operands(operation)[0]);
    const auto first = inputs.batch.first_records(operation.kind);
    gather(
        inputs.batch.field(operation.kind, operation.index),
        to,
        [&](std::size_t row) -> std::size_t {
            if (!events.bit(0, row)) {
                return nowhere;
            }
            const std::size_t patient = inputs.batch.patient_of(operation.scope, row);
            return std::size_t{first[patient]} + events.values<std::uint32_t>()[row];
        }
    );
}

void spread(const Inputs& inputs, const Operation& operation, const Column& to) {
    const auto parents = inputs.batch.parents(operation.scope);
    gather(inputs.column(inputs.operands(operation)[0]), to, [&](std::size_t row) -> std::size_t {
        return parents[row];
    });
}

namespace {

/// `certain` and `possible`: whether enough events of a row are, or may be, as wanted.
template <typename Certain, typename Possible>
void fold(
    const Lists& lists, EventId event, const Column& to, Certain&& certain, Possible&& possible
) {
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        const std::uint64_t known = lists.known_word(event, word, first, count);
        to.bits(0)[word] = known & pack(first, count, certain);
        to.bits(1)[word] = known & ~pack(first, count, possible);
    });
}

} // namespace

void events_that(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Lists lists(inputs, operation, inputs.operands(operation));
    if (operation.bits == 1) {
        fold(
            lists,
            operation.kind,
            to,
            [&](std::size_t row) { return lists.some_certain(row); },
            [&](std::size_t row) { return lists.some_possible(row); }
        );
        return;
    }
    fold(
        lists,
        operation.kind,
        to,
        [&](std::size_t row) { return lists.certain(row) >= operation.bits; },
        [&](std::size_t row) { return lists.possible(row) >= operation.bits; }
    );
}

void count_events(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Lists lists(inputs, operation, inputs.operands(operation));
    for (std::size_t row = 0; row < to.rows; ++row) {
        const bool known = lists.known(operation.kind, row);
        to.low()[row] = known ? static_cast<double>(lists.certain(row)) : 0;
        to.high()[row] = known ? static_cast<double>(lists.possible(row))
                               : std::numeric_limits<double>::infinity();
    }
}

namespace {

/// The best event of one row: its record number; see "Meaning" in lang/README.md.
Picked
best_event(const Lists& lists, const Values<std::int32_t>& by, bool latest, std::size_t row) {
    std::size_t best = nowhere;
    for (std::size_t event = lists.first(row); event < lists.last(row); ++event) {
        if (lists.holds(event) == Truth::No) {
            continue;
        }
        if (!by.is_known(event)) {
            return {};
        }
        // Of two events of one day the later in the record is the later.
        if (best == nowhere || (latest ? by[event] >= by[best] : by[event] < by[best])) {
            best = event;
        }
    }
    if (best == nowhere) {
        return {Picked::State::None, 0};
    }
    if (lists.holds(best) != Truth::Yes) {
        return {};
    }
    return {Picked::State::Event, static_cast<std::uint32_t>(best - lists.first(row))};
}

} // namespace

void pick_event(const Inputs& inputs, const Operation& operation, const Column& to) {
    const auto operands = inputs.operands(operation);
    const Values<std::int32_t> by = inputs.days(operands[0]);
    const Lists lists(inputs, operation, operands.subspan(1));
    std::fill_n(to.bits(0), to.words(), 0);
    std::fill_n(to.bits(1), to.words(), 0);
    for (std::size_t row = 0; row < to.rows; ++row) {
        const Picked picked = lists.known(operation.kind, row)
                                  ? best_event(lists, by, operation.flag, row)
                                  : Picked{};
        to.values<std::uint32_t>()[row] = picked.record;
        if (picked.state != Picked::State::Unknown) {
            const std::size_t index = picked.state == Picked::State::Event ? 0 : 1;
            to.bits(index)[row / 64] |= std::uint64_t{1} << (row % 64);
        }
    }
}

} // namespace precept
