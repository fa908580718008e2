// An exact fraction of whole numbers, for the factors between units. Products that outgrow 128 bits
// are no longer exact: such a ratio says so, and its user falls back on floating point.
#pragma once

#include <cstdint>

namespace precept {

class Ratio {
public:
    __extension__ using Whole = __int128;

    constexpr Ratio() = default;

    constexpr Ratio(Whole numerator, Whole denominator)
        : numerator_(numerator),
          denominator_(denominator) {
        reduce();
    }

    /// 10 to the power `exponent`, which lies in -38 to 38.
    [[nodiscard]] static constexpr Ratio power_of_ten(int exponent) {
        return Ratio(10, 1).power(exponent);
    }

    [[nodiscard]] constexpr bool exact() const { return exact_; }

    [[nodiscard]] constexpr Whole numerator() const { return numerator_; }

    [[nodiscard]] constexpr Whole denominator() const { return denominator_; }

    /// The nearest double; exact ratios whose parts a double holds are correctly rounded.
    [[nodiscard]] constexpr double value() const {
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    }

    [[nodiscard]] constexpr Ratio inverse() const {
        Ratio result = *this;
        result.numerator_ = denominator_;
        result.denominator_ = numerator_;
        return result;
    }

    [[nodiscard]] constexpr Ratio power(int exponent) const {
        const Ratio factor = exponent < 0 ? inverse() : *this;
        Ratio result;
        for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i) {
            result = result * factor;
        }
        return result;
    }

    friend constexpr Ratio operator*(Ratio left, Ratio right) {
        if (!left.exact_ || !right.exact_) {
            return inexact();
        }
        // Crosswise reduction first, so that only a result that is itself too large overflows.
        const Ratio first(left.numerator_, right.denominator_);
        const Ratio second(right.numerator_, left.denominator_);
        Whole above = 0;
        Whole below = 0;
        if (__builtin_mul_overflow(first.numerator_, second.numerator_, &above) ||
            __builtin_mul_overflow(first.denominator_, second.denominator_, &below)) {
            return inexact();
        }
        return {above, below};
    }

    friend constexpr Ratio operator/(Ratio left, Ratio right) { return left * right.inverse(); }

    friend constexpr Ratio operator-(Ratio left, Ratio right) {
        Whole first = 0;
        Whole second = 0;
        Whole below = 0;
        Whole above = 0;
        if (!left.exact_ || !right.exact_ ||
            __builtin_mul_overflow(left.numerator_, right.denominator_, &first) ||
            __builtin_mul_overflow(right.numerator_, left.denominator_, &second) ||
            __builtin_mul_overflow(left.denominator_, right.denominator_, &below) ||
            __builtin_sub_overflow(first, second, &above)) {
            return inexact();
        }
        return {above, below};
    }

private:
    static constexpr Ratio inexact() {
        Ratio result;
        result.exact_ = false;
        return result;
    }

    constexpr void reduce() {
        Whole a = numerator_ < 0 ? -numerator_ : numerator_;
        Whole b = denominator_;
        while (b != 0) {
            const Whole rest = a % b;
            a = b;
            b = rest;
        }
        if (a > 1) {
            numerator_ /= a;
            denominator_ /= a;
        }
    }

    Whole numerator_ = 1;
    Whole denominator_ = 1;
    bool exact_ = true;
};

} // namespace precept
