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
template <bool left_constant, bool right_constant>
std::uint64_t less_64(const Values<double>& left, const Values<double>& right, std::size_t first) {
    const __m128d left_value = _mm_set1_pd(*left.values);
    const __m128d right_value = _mm_set1_pd(*right.values);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 64; i += 8) {
        int eight = 0;
        for (std::size_t pair = 0; pair < 8; pair += 2) {
            const std::size_t row = first + i + pair;
            const __m128d a = left_constant ? left_value : _mm_loadu_pd(left.values + row);
            const __m128d b = right_constant ? right_value : _mm_loadu_pd(right.values + row);
            eight |= _mm_movemask_pd(_mm_cmplt_pd(a, b)) << pair;
        }
        bits |= static_cast<std::uint64_t>(static_cast<unsigned>(eight)) << i;
    }
    return bits;
}

template <>
std::uint64_t less_word(
    const Values<double>& left, const Values<double>& right, std::size_t first, std::size_t count
) {
    if (count < 64) {
        return pack(first, count, [&](std::size_t row) { return left[row] < right[row]; });
    }
    if (left.step == 0) {
        return right.step == 0 ? less_64<true, true>(left, right, first)
                               : less_64<true, false>(left, right, first);
    }
    return right.step == 0 ? less_64<false, true>(left, right, first)
                           : less_64<false, false>(left, right, first);
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
