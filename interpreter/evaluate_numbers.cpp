#include "interpreter/kernels.hpp"

#include <cmath>
#include <functional>

namespace precept {

namespace {

/// A result is known where its operands are and it is a finite number: 1 / 0 and the root of -1 are
/// not computable.
template <typename Known>
void keep_finite(const Column& to, Known&& known_word) {
    const double* values = to.values<double>();
    for_each_word(to.rows, [&](std::size_t word, std::size_t first, std::size_t count) {
        to.bits()[word] = known_word(word) & pack(first, count, [&](std::size_t row) {
                              return std::isfinite(values[row]);
                          });
    });
}

template <typename Function>
void unary(const Values<double>& operand, const Column& to, Function&& function) {
    double* values = to.values<double>();
    for (std::size_t row = 0; row < to.rows; ++row) {
        values[row] = function(operand[row]);
    }
    keep_finite(to, [&](std::size_t word) { return operand.known_word(word); });
}

template <typename Function>
void binary(
    const Values<double>& left, const Values<double>& right, const Column& to, Function&& function
) {
    double* values = to.values<double>();
    for (std::size_t row = 0; row < to.rows; ++row) {
        values[row] = function(left[row], right[row]);
    }
    keep_finite(to, [&](std::size_t word) {
        return left.known_word(word) & right.known_word(word);
    });
}

/// `better(a, b)`: whether a is to be taken rather than b.
template <typename Better>
void extreme(
    const Inputs& inputs, std::span<const Ref> operands, const Column& to, Better&& better
) {
    double* values = to.values<double>();
    std::fill_n(to.bits(), to.words(), ~std::uint64_t{0});
    for (std::size_t i = 0; i < operands.size(); ++i) {
        const Values<double> its = inputs.numbers(operands[i]);
        for (std::size_t row = 0; row < to.rows; ++row) {
            values[row] = i == 0 || better(its[row], values[row]) ? its[row] : values[row];
        }
        for (std::size_t word = 0; word < to.words(); ++word) {
            to.bits()[word] &= its.known_word(word);
        }
    }
}

/// To `digits` decimal places (tens, hundreds … where negative); half away from zero.
double rounded(double value, double digits) {
    const double scale = std::pow(10.0, std::abs(digits));
    return digits < 0 ? std::round(value / scale) * scale : std::round(value * scale) / scale;
}

} // namespace

void number(const Inputs& inputs, const Operation& operation, const Column& to) {
    const auto operands = inputs.operands(operation);
    const auto one = [&](auto&& function) { unary(inputs.numbers(operands[0]), to, function); };
    const auto two = [&](auto&& function) {
        binary(inputs.numbers(operands[0]), inputs.numbers(operands[1]), to, function);
    };
    switch (operation.op) {
    case Op::Add: two([](double a, double b) { return a + b; }); break;
    case Op::Subtract: two([](double a, double b) { return a - b; }); break;
    case Op::Multiply: two([](double a, double b) { return a * b; }); break;
    case Op::Divide: two([](double a, double b) { return a / b; }); break;
    case Op::Power: two([](double a, double b) { return std::pow(a, b); }); break;
    case Op::Round: two(rounded); break;
    case Op::Negative: one([](double a) { return -a; }); break;
    case Op::Sqrt: one([](double a) { return std::sqrt(a); }); break;
    case Op::Ln: one([](double a) { return std::log(a); }); break;
    case Op::Exp: one([](double a) { return std::exp(a); }); break;
    case Op::Abs: one([](double a) { return std::abs(a); }); break;
    case Op::Floor: one([](double a) { return std::floor(a); }); break;
    case Op::Ceiling: one([](double a) { return std::ceil(a); }); break;
    case Op::Convert: one(inputs.plan.conversions[operation.index]); break;
    case Op::Min: extreme(inputs, operands, to, std::less<>()); break;
    case Op::Max: extreme(inputs, operands, to, std::greater<>()); break;
    default: break; // the others give no number
    }
}

void shift(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Values<std::int32_t> date = inputs.days(inputs.operands(operation)[0]);
    const CalendarSpan span{operation.days, operation.unit};
    for (std::size_t row = 0; row < to.rows; ++row) {
        to.values<std::int32_t>()[row] = date.is_known(row) ? add({date[row]}, span).days : 0;
    }
    for (std::size_t word = 0; word < to.words(); ++word) {
        to.bits()[word] = date.known_word(word);
    }
}

void elapsed_between(const Inputs& inputs, const Operation& operation, const Column& to) {
    const Values<std::int32_t> from = inputs.days(inputs.operands(operation)[0]);
    const Values<std::int32_t> until = inputs.days(inputs.operands(operation)[1]);
    for (std::size_t row = 0; row < to.rows; ++row) {
        const bool known = from.is_known(row) && until.is_known(row);
        to.values<double>()[row] = known ? elapsed({from[row]}, {until[row]}, operation.unit) : 0.0;
    }
    for (std::size_t word = 0; word < to.words(); ++word) {
        to.bits()[word] = from.known_word(word) & until.known_word(word);
    }
}

} // namespace precept
