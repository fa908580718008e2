// The inside of `evaluate`: what the operations do, each a loop over the rows of its scope that
// writes one column. Operands are read through small views, in which a constant is an array of step
// 0 and negated truth has its two bit-sets exchanged.
#pragma once

#include "interpreter/batch.hpp"
#include "interpreter/columns.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/truth.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace precept {

struct Truths {
    const std::uint64_t* yes;
    const std::uint64_t* no;

    [[nodiscard]] Truth at(std::size_t row) const {
        const auto bit = [row](const std::uint64_t* bits) {
            return static_cast<int>(bits[row / 64] >> (row % 64) & 1U);
        };
        return static_cast<Truth>(1 + bit(yes) - bit(no));
    }
};

/// Numbers, dates or terms; all are known where `known` is null.
template <typename T>
struct Values {
    const T* values;
    std::size_t step;
    const std::uint64_t* known;

    [[nodiscard]] T operator[](std::size_t row) const { return values[row * step]; }

    [[nodiscard]] std::uint64_t known_word(std::size_t word) const {
        return known == nullptr ? ~std::uint64_t{0} : known[word];
    }

    [[nodiscard]] bool is_known(std::size_t row) const {
        return (known_word(row / 64) >> (row % 64) & 1U) != 0;
    }
};

/// What kernels read: the plan, the batch, and the columns made so far.
struct Inputs {
    const Plan& plan;
    const Batch& batch;
    const std::vector<const std::uint64_t*>& data;
    const std::vector<vectors::From>& operand_truths; ///< see Columns::truths
    const vectors::Loops& loops;

    [[nodiscard]] std::span<const Ref> operands(const Operation& operation) const {
        return plan.operands_of(operation);
    }

    [[nodiscard]] ConstColumn column(Ref ref) const {
        const Operation& it = plan[ref];
        return {data[ref.index()], batch.rows(it.scope), it.shape};
    }

    [[nodiscard]] bool constant(Ref ref) const { return plan[ref].op == Op::Constant; }

    [[nodiscard]] Truths truths(Ref ref) const {
        const ConstColumn it = column(ref);
        return ref.negated() ? Truths{it.bits(1), it.bits(0)} : Truths{it.bits(0), it.bits(1)};
    }

    [[nodiscard]] Values<double> numbers(Ref ref) const {
        if (constant(ref)) {
            return {&plan[ref].number, 0, nullptr};
        }
        const ConstColumn it = column(ref);
        return {it.values<double>(), 1, it.bits()};
    }

    [[nodiscard]] Values<std::int32_t> days(Ref ref) const {
        const Operation& operation = plan[ref];
        if (operation.op == Op::Constant) {
            return {&operation.days, 0, nullptr};
        }
        if (operation.op == Op::Today) {
            return {&batch.today().days, 0, nullptr};
        }
        const ConstColumn it = column(ref);
        return {it.values<std::int32_t>(), 1, it.bits()};
    }

    [[nodiscard]] Values<std::uint32_t> terms(Ref ref) const {
        if (constant(ref)) {
            return {&plan[ref].index, 0, nullptr};
        }
        const ConstColumn it = column(ref);
        return {it.values<std::uint32_t>(), 1, it.bits()};
    }

    /// Numbers as bounds, whether they are exact or not.
    [[nodiscard]] Bounds bounds(Ref ref, std::size_t row) const;
};

/// Calls `make(word, first, count)` for every 64 rows, or what is left of them.
template <typename Make>
void for_each_word(std::size_t rows, Make&& make) {
    for (std::size_t word = 0; word * 64 < rows; ++word) {
        make(word, word * 64, std::min<std::size_t>(64, rows - word * 64));
    }
}

/// A word with bit i set where `test(first + i)` holds.
template <typename Test>
std::uint64_t pack(std::size_t first, std::size_t count, Test&& test) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        bits |= static_cast<std::uint64_t>(static_cast<bool>(test(first + i))) << i;
    }
    return bits;
}

template <typename Test>
void pack_all(std::size_t rows, std::uint64_t* to, Test&& test) {
    for_each_word(rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        to[word] = pack(first, count, test);
    });
}

// evaluate_truth.cpp
Kernel truth_constant, all_of, at_least, one_of, term_is, includes, is_known;
// evaluate_compare.cpp
Kernel less, equal;
// evaluate_events.cpp
Kernel nested_field, picked_field, spread, events_that, count_events, pick_event;
// evaluate_cases.cpp
Kernel cases, sum, settled;
// evaluate_numbers.cpp
Kernel number, shift, elapsed_between;

} // namespace precept
