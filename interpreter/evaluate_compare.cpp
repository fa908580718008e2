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

/// `number` as a byte above `base`, where it is one.
std::optional<std::uint8_t> byte(std::int32_t number, std::int32_t base) {
    const std::int32_t above = number - base; // both are far from the ends of their type
    if (above < 0 || above > std::numeric_limits<std::uint8_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>(above);
}

std::optional<std::int16_t> small(std::int32_t number) {
    if (number < std::numeric_limits<std::int16_t>::min() ||
        number > std::numeric_limits<std::int16_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::int16_t>(number);
}

/// Compares a fact with a whole threshold (see Op::Less) by the loop for what its values are stored
/// as; false where that is as numbers of any kind.
template <typename ByteLoop, typename SmallLoop>
bool compare_whole(
    const Inputs& inputs,
    const Operation& operation,
    Ref fact,
    ByteLoop* byte_loop,
    SmallLoop* small_loop,
    const Column& to,
    vectors::To result
) {
    const FactId id{inputs.plan[fact].index};
    const Batch::Bytes bytes = inputs.batch.bytes(id);
    if (bytes.values != nullptr) {
        const auto threshold = byte(operation.days, bytes.base);
        if (threshold) {
            byte_loop(bytes.values, *threshold, bytes.known, to.words(), result);
        }
        return threshold.has_value();
    }
    const std::int16_t* values = inputs.batch.small_numbers(id);
    const auto threshold = small(operation.days);
    if (values == nullptr || !threshold) {
        return false;
    }
    small_loop(values, *threshold, inputs.batch.fact(id).bits(), to.rows, result);
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
    if (operation.flag) {
        const bool fact_first = inputs.constant(right);
        const vectors::To straight{to.bits(0), to.bits(1)};
        const vectors::To turned{to.bits(1), to.bits(0)};
        if (compare_whole(
                inputs,
                operation,
                fact_first ? left : right,
                inputs.loops.less_bytes,
                inputs.loops.less_small,
                to,
                fact_first ? straight : turned
            )) {
            return;
        }
    }
    switch (kind_of(inputs, left, right)) {
    case Kind::Dates:
        compare_exact(inputs.loops.less_days, inputs.days(left), inputs.days(right), to);
        break;
    case Kind::Exact:
        compare_exact(inputs.loops.less_numbers, inputs.numbers(left), inputs.numbers(right), to);
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
    if (operation.flag && compare_whole(
                              inputs,
                              operation,
                              inputs.constant(right) ? left : right,
                              inputs.loops.equal_bytes,
                              inputs.loops.equal_small,
                              to,
                              {to.bits(0), to.bits(1)}
                          )) {
        return;
    }
    switch (kind_of(inputs, left, right)) {
    case Kind::Dates:
        compare_exact(inputs.loops.equal_days, inputs.days(left), inputs.days(right), to);
        break;
    case Kind::Exact:
        compare_exact(inputs.loops.equal_numbers, inputs.numbers(left), inputs.numbers(right), to);
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
