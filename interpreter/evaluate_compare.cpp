#include "interpreter/kernels.hpp"
#include "interpreter/vectors.hpp"

#include <limits>
#include <optional>

namespace precept {

Bounds Inputs::bounds(Ref ref, std::size_t row) const {
    if (plan[ref].shape.type == ColumnType::Bounds) {
        const ConstColumn it = column(ref);
        return {it.low()[row], it.high()[row]};
    }
    const Values<double> exact = numbers(ref);
    if (exact.is_known(row)) {
        return {exact[row], exact[row]};
    }
    constexpr double endless = std::numeric_limits<double>::infinity();
    return {-endless, endless};
}

namespace {

/// Where both operands are known, as one bit-set; in `scratch` unless one of them has it already.
template <typename T>
const std::uint64_t* known_in_both(
    const Values<T>& left, const Values<T>& right, std::uint64_t* scratch, std::size_t words
) {
    if (left.known != nullptr && right.known == nullptr) {
        return left.known;
    }
    if (left.known == nullptr && right.known != nullptr) {
        return right.known;
    }
    for (std::size_t word = 0; word < words; ++word) {
        scratch[word] = left.known_word(word) & right.known_word(word);
    }
    return scratch;
}

template <typename T, typename Loop>
void compare_exact(Loop* loop, const Values<T>& left, const Values<T>& right, const Column& to) {
    const std::uint64_t* known = known_in_both(left, right, to.bits(0), to.words());
    loop(
        {left.values, left.step},
        {right.values, right.step},
        known,
        to.rows,
        {to.bits(0), to.bits(1)}
    );
}

/// The greatest whole number that is not above `number`; nothing for what is beyond all small ones.
/// (`std::floor` is a call where the oldest processors are compiled for.)
std::optional<std::int32_t> whole_below(double number) {
    constexpr double beyond = 1e6;
    if (!(number > -beyond && number < beyond)) {
        return std::nullopt;
    }
    const auto towards_zero = static_cast<std::int32_t>(number);
    return towards_zero > number ? towards_zero - 1 : towards_zero;
}

std::optional<std::int16_t> small(std::int32_t number) {
    if (number < std::numeric_limits<std::int16_t>::min() ||
        number > std::numeric_limits<std::int16_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::int16_t>(number);
}

/// `number`, as a byte above `base`.
std::optional<std::uint8_t> byte(std::int32_t number, double base) {
    const double above = number - base;
    if (!(above >= 0 && above <= 255) || above != static_cast<std::uint8_t>(above)) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(above);
}

/// A threshold on a fact whose values are small whole numbers; false where this is none. Between
/// whole numbers every threshold is as good as the next whole one.
bool less_small(const Inputs& inputs, Ref left, Ref right, const Column& to) {
    const bool fact_first = inputs.constant(right);
    const Ref fact = fact_first ? left : right;
    const Ref constant = fact_first ? right : left;
    if (!inputs.constant(constant) || inputs.constant(fact)) {
        return false;
    }
    const double threshold = inputs.plan[constant].number;
    const auto below = whole_below(threshold);
    if (!below) {
        return false;
    }
    // x < c is x < the whole number that is not below c; c < x is not x < that after c.
    const bool is_whole = *below == threshold;
    const std::int32_t limit = fact_first && is_whole ? *below : *below + 1;
    const vectors::To straight{to.bits(0), to.bits(1)};
    const vectors::To turned{to.bits(1), to.bits(0)};
    const Batch::Bytes bytes = inputs.bytes(fact);
    if (const auto its = byte(limit, bytes.base); bytes.values != nullptr && its) {
        vectors::best().less_bytes(
            bytes.values,
            *its,
            inputs.column(fact).bits(),
            to.words(),
            fact_first ? straight : turned
        );
        return true;
    }
    const std::int16_t* values = inputs.small_numbers(fact);
    const auto its = small(limit);
    if (values == nullptr || !its) {
        return false;
    }
    vectors::best().less_small(
        values, *its, inputs.column(fact).bits(), to.rows, fact_first ? straight : turned
    );
    return true;
}

bool equal_small(const Inputs& inputs, Ref left, Ref right, const Column& to) {
    const Ref fact = inputs.constant(right) ? left : right;
    const Ref constant = inputs.constant(right) ? right : left;
    if (!inputs.constant(constant) || inputs.constant(fact)) {
        return false;
    }
    const double number = inputs.plan[constant].number;
    const auto whole = whole_below(number);
    if (!whole || *whole != number) {
        return false;
    }
    const Batch::Bytes bytes = inputs.bytes(fact);
    if (const auto same = byte(*whole, bytes.base); bytes.values != nullptr && same) {
        vectors::best().equal_bytes(
            bytes.values, *same, inputs.column(fact).bits(), to.words(), {to.bits(0), to.bits(1)}
        );
        return true;
    }
    const std::int16_t* values = inputs.small_numbers(fact);
    const auto wanted = small(*whole);
    if (values == nullptr || !wanted) {
        return false;
    }
    vectors::best().equal_small(
        values, *wanted, inputs.column(fact).bits(), to.rows, {to.bits(0), to.bits(1)}
    );
    return true;
}

enum class Kind : std::uint8_t { Dates, Exact, Open };

Kind kind_of(const Inputs& inputs, Ref left, Ref right) {
    const ColumnType first = inputs.plan[left].shape.type;
    const ColumnType second = inputs.plan[right].shape.type;
    if (first == ColumnType::Date) {
        return Kind::Dates;
    }
    return first == ColumnType::Bounds || second == ColumnType::Bounds ? Kind::Open : Kind::Exact;
}

} // namespace

void less(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Ref left = inputs.operands(operation)[0];
    const Ref right = inputs.operands(operation)[1];
    switch (kind_of(inputs, left, right)) {
    case Kind::Dates:
        compare_exact(vectors::best().less_days, inputs.days(left), inputs.days(right), to);
        break;
    case Kind::Exact:
        if (!less_small(inputs, left, right, to)) {
            compare_exact(
                vectors::best().less_numbers, inputs.numbers(left), inputs.numbers(right), to
            );
        }
        break;
    case Kind::Open:
        pack_all(to.rows, to.bits(0), [&](std::size_t row) {
            return inputs.bounds(left, row).high < inputs.bounds(right, row).low;
        });
        pack_all(to.rows, to.bits(1), [&](std::size_t row) {
            return inputs.bounds(left, row).low >= inputs.bounds(right, row).high;
        });
        break;
    }
}

void equal(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Ref left = inputs.operands(operation)[0];
    const Ref right = inputs.operands(operation)[1];
    switch (kind_of(inputs, left, right)) {
    case Kind::Dates:
        compare_exact(vectors::best().equal_days, inputs.days(left), inputs.days(right), to);
        break;
    case Kind::Exact:
        if (!equal_small(inputs, left, right, to)) {
            compare_exact(
                vectors::best().equal_numbers, inputs.numbers(left), inputs.numbers(right), to
            );
        }
        break;
    case Kind::Open:
        pack_all(to.rows, to.bits(0), [&](std::size_t row) {
            const Bounds a = inputs.bounds(left, row);
            const Bounds b = inputs.bounds(right, row);
            return a.known() && b.known() && a.low == b.low;
        });
        pack_all(to.rows, to.bits(1), [&](std::size_t row) {
            const Bounds a = inputs.bounds(left, row);
            const Bounds b = inputs.bounds(right, row);
            return a.high < b.low || b.high < a.low;
        });
        break;
    }
}

} // namespace precept
