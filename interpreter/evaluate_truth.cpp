#include "interpreter/kernels.hpp"
#include "interpreter/vectors.hpp"

#include <array>
#include <bit>

namespace precept {

void truth_constant(const Inputs& /*inputs*/, const Operation& operation, const Column& to) {
    const std::uint64_t no = operation.bits == 0 ? ~std::uint64_t{0} : 0;
    std::fill_n(to.bits(0), to.words(), 0);
    std::fill_n(to.bits(1), to.words(), no);
}

void all_of(const Inputs& inputs, const Operation& operation, const Column& to) {
    const vectors::From* first = inputs.operand_truths.data() + operation.first_operand;
    inputs.loops.all_of({first, operation.operands}, to.words(), {to.bits(0), to.bits(1)});
}

namespace {

/// 64 counters side by side: bit i of plane p is bit p of counter i.
class Counters {
public:
    explicit Counters(std::size_t highest)
        : planes_(static_cast<std::size_t>(std::bit_width(highest))) {}

    void add(std::uint64_t ones) {
        for (std::size_t p = 0; p < planes_ && ones != 0; ++p) {
            const std::uint64_t carry = bits_[p] & ones;
            bits_[p] ^= ones;
            ones = carry;
        }
    }

    [[nodiscard]] std::uint64_t at_least(std::uint64_t count) const {
        std::uint64_t above = 0;
        std::uint64_t equal = ~std::uint64_t{0};
        for (std::size_t p = planes_; p-- > 0;) {
            if ((count >> p & 1U) != 0) {
                equal &= bits_[p];
            } else {
                above |= equal & bits_[p];
                equal &= ~bits_[p];
            }
        }
        return above | equal;
    }

private:
    std::size_t planes_;
    std::array<std::uint64_t, 64> bits_{};
};

} // namespace

void at_least(const Inputs& inputs, const Operation& operation, const Column& to) {
    const auto operands = inputs.operands(operation);
    for (std::size_t word = 0; word < to.words(); ++word) {
        Counters certain(operands.size());
        Counters possible(operands.size());
        for (const Ref ref : operands) {
            const Truths truths = inputs.truths(ref);
            certain.add(truths.yes[word]);
            possible.add(~truths.no[word]);
        }
        to.bits(0)[word] = certain.at_least(operation.bits);
        to.bits(1)[word] = ~possible.at_least(operation.bits);
    }
}

namespace {

/// The bit-sets of a column from number `first` on whose bit is set in `chosen`.
class ChosenSets {
public:
    ChosenSets(const ConstColumn& column, std::size_t first, std::uint64_t chosen) {
        const std::size_t values = column.shape.values;
        chosen &= values < 64 ? (std::uint64_t{1} << values) - 1 : ~std::uint64_t{0};
        for (; chosen != 0; chosen &= chosen - 1) {
            const auto value = static_cast<std::size_t>(std::countr_zero(chosen));
            sets_[count_++] = column.bits(first + value);
        }
    }

    [[nodiscard]] std::span<const std::uint64_t* const> sets() const {
        return {sets_.data(), count_};
    }

private:
    std::array<const std::uint64_t*, 64> sets_;
    std::size_t count_ = 0;
};

} // namespace

void one_of(const Inputs& inputs, const Operation& operation, const Column& to) {
    const ConstColumn subject = inputs.column(inputs.operands(operation)[0]);
    const std::uint64_t* none = subject.bits(subject.shape.values);
    const ChosenSets listed(subject, 0, operation.bits);
    const vectors::To result{to.bits(0), to.bits(1)};
    if (operation.flag) {
        inputs.loops.fact_one_of(listed.sets(), none, to.words(), result);
    } else {
        const ChosenSets others(subject, 0, ~operation.bits);
        inputs.loops.one_of(listed.sets(), others.sets(), none, to.words(), result);
    }
}

void term_is(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Values<std::uint32_t> subject = inputs.terms(inputs.operands(operation)[0]);
    const std::vector<std::uint64_t>& set = inputs.plan.term_sets[operation.index];
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        const std::uint64_t known = subject.known_word(word);
        // Only what is known is an index.
        const std::uint64_t in = pack(first, count, [&](std::size_t row) {
            const std::uint32_t term = (known >> (row % 64) & 1U) != 0 ? subject[row] : 0;
            return set[term / 64] >> (term % 64) & 1U;
        });
        to.bits(0)[word] = known & in;
        to.bits(1)[word] = known & ~in;
    });
}

void includes(const Inputs& inputs, const Operation& operation, const Column& to) {
    const ConstColumn subject = inputs.column(inputs.operands(operation)[0]);
    const ChosenSets members(subject, 1, operation.bits);
    const vectors::To result{to.bits(0), to.bits(1)};
    if (operation.flag) {
        inputs.loops.holds_all(members.sets(), subject.bits(), to.words(), result);
    } else {
        inputs.loops.holds_some(members.sets(), subject.bits(), to.words(), result);
    }
}

namespace {

std::uint64_t one_possibility(const ConstColumn& subject, std::size_t word) {
    std::uint64_t once = 0;
    std::uint64_t again = 0;
    for (std::size_t value = 0; value < subject.shape.values; ++value) {
        const std::uint64_t possible = subject.bits(value)[word];
        again |= once & possible;
        once |= possible;
    }
    return once & ~again & ~subject.bits(subject.shape.values)[word];
}

} // namespace

void is_known(const Inputs& inputs, const Operation& operation, const Column& to) {
    const ConstColumn subject = inputs.column(inputs.operands(operation)[0]);
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        std::uint64_t known = 0;
        switch (subject.shape.type) {
        case ColumnType::Truth: known = subject.bits(0)[word] | subject.bits(1)[word]; break;
        case ColumnType::Bounds:
            known = pack(first, count, [&](std::size_t row) {
                return subject.low()[row] == subject.high()[row];
            });
            break;
        case ColumnType::Coded: known = one_possibility(subject, word); break;
        case ColumnType::Number:
        case ColumnType::Date:
        case ColumnType::Set:
        case ColumnType::Term:
        case ColumnType::Event: known = subject.bits()[word]; break;
        }
        to.bits(0)[word] = known;
        to.bits(1)[word] = operation.flag ? 0 : ~known;
    });
}

} // namespace precept
