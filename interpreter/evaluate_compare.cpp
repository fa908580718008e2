#include "interpreter/kernels.hpp"
#include "interpreter/vectors.hpp"

#include <limits>

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
        compare_exact(
            vectors::best().less_numbers, inputs.numbers(left), inputs.numbers(right), to
        );
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
        compare_exact(
            vectors::best().equal_numbers, inputs.numbers(left), inputs.numbers(right), to
        );
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
