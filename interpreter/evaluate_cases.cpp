#include "interpreter/kernels.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

namespace precept {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// One case (or summand) in turn: its value and its condition, which may be missing.
struct Case {
    Ref value;
    bool always;
    Truths when;

    [[nodiscard]] Truth holds(std::size_t row) const { return always ? Truth::Yes : when.at(row); }

    [[nodiscard]] std::uint64_t yes(std::size_t word) const {
        return always ? ~std::uint64_t{0} : when.yes[word];
    }

    [[nodiscard]] std::uint64_t no(std::size_t word) const { return always ? 0 : when.no[word]; }
};

std::vector<Case> cases_of(const Inputs& inputs, const Operation& operation) {
    const auto operands = inputs.operands(operation);
    std::vector<Case> all;
    all.reserve(operands.size() / 2);
    for (std::size_t i = 0; i < operands.size(); i += 2) {
        const Ref when = operands[i + 1];
        all.push_back(
            {operands[i],
             !when.valid(),
             when.valid() ? inputs.truths(when) : Truths{nullptr, nullptr}}
        );
    }
    return all;
}

/// Coded values: what each case that may be reached adds to what is possible.
void coded_cases(const Inputs& inputs, const std::vector<Case>& all, const Column& to) {
    const std::size_t none = to.shape.values;
    for (std::size_t word = 0; word < to.words(); ++word) {
        for (std::size_t value = 0; value <= none; ++value) {
            to.bits(value)[word] = 0;
        }
        std::uint64_t open = ~std::uint64_t{0};
        for (const Case& one : all) {
            const std::uint64_t reached = open & ~one.no(word);
            open &= ~one.yes(word);
            if (inputs.constant(one.value)) {
                const auto value = std::countr_zero(inputs.plan[one.value].bits);
                to.bits(static_cast<std::size_t>(value))[word] |= reached;
                continue;
            }
            const ConstColumn its = inputs.column(one.value);
            for (std::size_t value = 0; value <= none; ++value) {
                to.bits(value)[word] |= reached & its.bits(value)[word];
            }
        }
        to.bits(none)[word] |= open;
    }
}

/// The same with the two values yes and no.
void truth_cases(const Inputs& inputs, const std::vector<Case>& all, const Column& to) {
    for (std::size_t word = 0; word < to.words(); ++word) {
        std::uint64_t open = ~std::uint64_t{0};
        std::uint64_t may_be_yes = 0;
        std::uint64_t may_be_no = 0;
        for (const Case& one : all) {
            const std::uint64_t reached = open & ~one.no(word);
            const Truths its = inputs.truths(one.value);
            may_be_yes |= reached & ~its.no[word];
            may_be_no |= reached & ~its.yes[word];
            open &= ~one.yes(word);
        }
        to.bits(0)[word] = ~open & ~may_be_no;
        to.bits(1)[word] = ~open & ~may_be_yes;
    }
}

/// Sets: known where every case that may be reached gives the same known set.
void set_cases(const Inputs& inputs, const std::vector<Case>& all, const Column& to) {
    for (std::size_t word = 0; word < to.words(); ++word) {
        std::uint64_t open = ~std::uint64_t{0};
        std::uint64_t some = 0;
        std::uint64_t doubt = 0;
        for (std::size_t index = 0; index <= to.shape.values; ++index) {
            to.bits(index)[word] = 0;
        }
        for (const Case& one : all) {
            const std::uint64_t reached = open & ~one.no(word);
            const bool constant = inputs.constant(one.value);
            doubt |= constant ? 0 : reached & ~inputs.column(one.value).bits()[word];
            for (std::size_t value = 0; value < to.shape.values; ++value) {
                const std::uint64_t listed =
                    (inputs.plan[one.value].bits >> value & 1U) != 0 ? ~std::uint64_t{0} : 0;
                const std::uint64_t member =
                    constant ? listed : inputs.column(one.value).bits(1 + value)[word];
                doubt |= reached & some & (member ^ to.bits(1 + value)[word]);
                to.bits(1 + value)[word] |= reached & ~some & member;
            }
            some |= reached;
            open &= ~one.yes(word);
        }
        to.bits(0)[word] = ~open & ~doubt;
    }
}

/// Any other type, row by row: the same rule. `read(i, row)` is the value of case i, if it is
/// known.
template <typename Read>
auto agreed(const std::vector<Case>& all, std::size_t row, Read&& read)
    -> decltype(read(row, row)) {
    decltype(read(row, row)) result;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Truth holds = all[i].holds(row);
        if (holds == Truth::No) {
            continue;
        }
        const auto value = read(i, row);
        if (!value || (result && *result != *value)) {
            return {};
        }
        result = value;
        if (holds == Truth::Yes) {
            return result;
        }
    }
    return {};
}

template <typename T, typename View>
void value_cases(const std::vector<Case>& all, const Column& to, View&& view) {
    std::vector<Values<T>> views;
    views.reserve(all.size());
    for (const Case& one : all) {
        views.push_back(view(one.value));
    }
    pack_all(to.rows, to.bits(), [&](std::size_t row) {
        const auto read = [&](std::size_t i, std::size_t at) -> std::optional<T> {
            return views[i].is_known(at) ? std::optional(views[i][at]) : std::nullopt;
        };
        const std::optional<T> value = agreed(all, row, read);
        to.values<T>()[row] = value.value_or(T{});
        return value.has_value();
    });
}

void event_cases(const Inputs& inputs, const std::vector<Case>& all, const Column& to) {
    // "No event" is a known answer; here it is the record before the first.
    const auto read = [&](std::size_t i, std::size_t row) -> std::optional<std::int64_t> {
        const ConstColumn its = inputs.column(all[i].value);
        if (its.bit(0, row)) {
            return its.values<std::uint32_t>()[row];
        }
        return its.bit(1, row) ? std::optional<std::int64_t>(-1) : std::nullopt;
    };
    std::fill_n(to.bits(0), to.words(), 0);
    std::fill_n(to.bits(1), to.words(), 0);
    for (std::size_t row = 0; row < to.rows; ++row) {
        const std::optional<std::int64_t> record = agreed(all, row, read);
        to.values<std::uint32_t>()[row] =
            static_cast<std::uint32_t>(std::max<std::int64_t>(record.value_or(0), 0));
        if (record) {
            to.bits(*record >= 0 ? 0 : 1)[row / 64] |= std::uint64_t{1} << (row % 64);
        }
    }
}

} // namespace

void cases(const Inputs& inputs, const Operation& operation, const Column& to) {
    const std::vector<Case> all = cases_of(inputs, operation);
    switch (to.shape.type) {
    case ColumnType::Truth: truth_cases(inputs, all, to); break;
    case ColumnType::Coded: coded_cases(inputs, all, to); break;
    case ColumnType::Set: set_cases(inputs, all, to); break;
    case ColumnType::Event: event_cases(inputs, all, to); break;
    case ColumnType::Number:
        value_cases<double>(all, to, [&](Ref value) { return inputs.numbers(value); });
        break;
    case ColumnType::Date:
        value_cases<std::int32_t>(all, to, [&](Ref value) { return inputs.days(value); });
        break;
    case ColumnType::Term:
        value_cases<std::uint32_t>(all, to, [&](Ref value) { return inputs.terms(value); });
        break;
    case ColumnType::Bounds: break; // cases give exact numbers
    }
}

// ---- sums

namespace {

/// What a summand adds where it counts for certain, does not, or may.
Bounds part(Truth counts, Bounds value) {
    switch (counts) {
    case Truth::No: return {0, 0};
    case Truth::Yes: return value;
    case Truth::Unknown: break;
    }
    return {std::min(0.0, value.low), std::max(0.0, value.high)};
}

/// Adds the summand of one constant value: the commonest, as scores are made of points.
void add_points(const Case& one, double points, const Column& to) {
    const std::array<double, 3> low{std::min(0.0, points), 0, points};
    const std::array<double, 3> high{std::max(0.0, points), 0, points};
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        const std::uint64_t yes = one.yes(word);
        const std::uint64_t no = one.no(word);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t state = 2 * (yes >> i & 1U) + (no >> i & 1U);
            to.low()[first + i] += low[state];
            to.high()[first + i] += high[state];
        }
    });
}

} // namespace

void sum(const Inputs& inputs, const Operation& operation, const Column& to) {
    std::fill_n(to.low(), to.rows, 0.0);
    std::fill_n(to.high(), to.rows, 0.0);
    for (const Case& one : cases_of(inputs, operation)) {
        if (inputs.constant(one.value)) {
            add_points(one, inputs.plan[one.value].number, to);
            continue;
        }
        for (std::size_t row = 0; row < to.rows; ++row) {
            const Bounds added = part(one.holds(row), inputs.bounds(one.value, row));
            to.low()[row] += added.low;
            to.high()[row] += added.high;
        }
    }
    for (std::size_t row = 0; row < to.rows; ++row) {
        // Beyond all numbers: as unknown as any other result that is not a number.
        if (!(to.low()[row] < endless) || !(to.high()[row] > -endless)) {
            to.low()[row] = -endless;
            to.high()[row] = endless;
        }
    }
}

void settled(const Inputs& inputs, const Operation& operation, const Column& to) {
    const ConstColumn from = inputs.column(inputs.operands(operation)[0]);
    std::copy_n(from.low(), to.rows, to.values<double>());
    pack_all(to.rows, to.bits(), [&](std::size_t row) {
        return from.low()[row] == from.high()[row];
    });
}

} // namespace precept
