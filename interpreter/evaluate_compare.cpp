#include "interpreter/kernels.hpp"

#include <limits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

template <typename T>
std::uint64_t
less_word(const Values<T>& left, const Values<T>& right, std::size_t first, std::size_t count) {
    return pack(first, count, [&](std::size_t row) { return left[row] < right[row]; });
}

#ifdef __SSE2__
// Thresholds on measured values are the commonest comparison by far, and compilers do not turn the
// packing of bits into vector instructions by themselves.
template <>
std::uint64_t less_word(
    const Values<double>& left, const Values<double>& right, std::size_t first, std::size_t count
) {
    const auto load = [first](const Values<double>& from, std::size_t i) {
        return from.step == 0 ? _mm_set1_pd(*from.values) : _mm_loadu_pd(from.values + first + i);
    };
    std::uint64_t bits = 0;
    std::size_t i = 0;
    for (; i + 2 <= count; i += 2) {
        const int both = _mm_movemask_pd(_mm_cmplt_pd(load(left, i), load(right, i)));
        bits |= static_cast<std::uint64_t>(both) << i;
    }
    if (i < count) {
        bits |= static_cast<std::uint64_t>(left[first + i] < right[first + i]) << i;
    }
    return bits;
}
#endif

template <typename T>
void less_exact(const Values<T>& left, const Values<T>& right, const Column& to) {
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        const std::uint64_t known = left.known_word(word) & right.known_word(word);
        const std::uint64_t holds = less_word(left, right, first, count);
        to.bits(0)[word] = known & holds;
        to.bits(1)[word] = known & ~holds;
    });
}

template <typename T>
void equal_exact(const Values<T>& left, const Values<T>& right, const Column& to) {
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        const std::uint64_t known = left.known_word(word) & right.known_word(word);
        const std::uint64_t holds =
            pack(first, count, [&](std::size_t row) { return left[row] == right[row]; });
        to.bits(0)[word] = known & holds;
        to.bits(1)[word] = known & ~holds;
    });
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
    case Kind::Dates: less_exact(inputs.days(left), inputs.days(right), to); break;
    case Kind::Exact: less_exact(inputs.numbers(left), inputs.numbers(right), to); break;
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
    case Kind::Dates: equal_exact(inputs.days(left), inputs.days(right), to); break;
    case Kind::Exact: equal_exact(inputs.numbers(left), inputs.numbers(right), to); break;
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
