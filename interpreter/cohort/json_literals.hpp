// `true`, `false`, `null` and numbers of JSON where they stand in a text, without a copy. What is
// there need not be sound, but eight bytes have to be readable past it. Takes less than is allowed:
// what is refused here may still be JSON. Every reader gives where the value ends, or null.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace precept::cohort {

/// Whether a value that ends before `byte` ends there for sure.
[[nodiscard]] constexpr bool ends_value(char byte) {
    return byte == ',' || byte == '}' || byte == ']' || byte == ' ' || byte == '\t' ||
           byte == '\r' || byte == '\n';
}

/// `text + length`, if a value ends there for sure.
[[nodiscard]] inline const char* ended(const char* text, std::size_t length) {
    return ends_value(text[length]) ? text + length : nullptr;
}

[[nodiscard]] inline const char* skip_null(const char* text) {
    return std::memcmp(text, "null", 4) == 0 ? ended(text, 4) : nullptr;
}

/// The eight bytes at `text`, the first lowest.
[[nodiscard]] inline std::uint64_t eight_bytes(const char* text) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

constexpr std::uint64_t first_four = 0xFFFF'FFFFU;
constexpr std::uint64_t first_five = 0xFF'FFFF'FFFFU;
constexpr std::uint64_t true_bytes = 0x6575'7274U;
constexpr std::uint64_t null_bytes = 0x6C6C'756EU;
constexpr std::uint64_t false_bytes = 0x65'736C'6166U;

[[nodiscard]] inline const char* read_truth(const char* text, bool& truth) {
    // Which of the two it is, is as good as by chance: no jump depends on it.
    const std::uint64_t bytes = eight_bytes(text);
    truth = (bytes & first_four) == true_bytes;
    const bool sound = truth || (bytes & first_five) == false_bytes;
    return sound ? ended(text, truth ? 4 : 5) : nullptr;
}

/// How many bytes are before the first whose highest bit is set: 7 at most, so that none is no case
/// of its own.
[[nodiscard]] inline std::size_t bytes_before(std::uint64_t marked) {
    constexpr std::uint64_t last = std::uint64_t{1} << 63U;
    return static_cast<unsigned>(std::countr_zero(marked | last)) / 8;
}

/// Digits at the beginning of eight bytes.
struct Digits {
    std::uint64_t values; ///< of the bytes, where those are digits
    std::size_t count;    ///< 7 at most, where there are more too
    bool sound;           ///< as a whole number: at least one, without zeros before others
};

[[nodiscard]] inline Digits find_digits(std::uint64_t bytes) {
    bytes ^= 0x3030'3030'3030'3030U; // a digit becomes what it stands for
    const std::uint64_t others =
        ((bytes + 0x7676'7676'7676'7676U) | bytes) & 0x8080'8080'8080'8080U;
    const std::size_t count = bytes_before(others);
    // 1 to 7, and 1 where the first is a zero; without a jump.
    const std::size_t most = (bytes & 0xFFU) == 0 ? 1 : 7;
    return {bytes, count, count - 1 < most};
}

/// What a short value may be by its first byte.
struct ShortValue {
    std::uint64_t literal = 0; ///< the bytes of `true`, `false` or `null`
    std::uint64_t mask = 0;    ///< of those that count
    std::uint32_t literal_length = 0;
    std::uint16_t most_digits = 0;
    std::uint16_t most_text = 0; ///< characters, and one more
};

constexpr std::array<ShortValue, 256> short_values = [] {
    std::array<ShortValue, 256> made{};
    made['t'] = {true_bytes, first_four, 4, 0, 0};
    made['f'] = {false_bytes, first_five, 5, 0, 0};
    made['n'] = {null_bytes, first_four, 4, 0, 0};
    made['0'].most_digits = 1; // no zeros before others
    for (std::size_t digit = '1'; digit <= '9'; ++digit) {
        made[digit].most_digits = 7;
    }
    made['"'].most_text = 7;
    return made;
}();

/// The length of what begins eight bytes: `true`, `false`, `null`, a whole number of up to seven
/// digits, or a text of up to six characters with its quotation marks, if there is no backslash in
/// it; 0 where it is none of these. No jump depends on which of them it is, as that is as good as
/// by chance.
[[nodiscard]] inline std::size_t short_length(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    const ShortValue& its = short_values[bytes & 0xFFU];
    const auto only_if = [](bool is, std::size_t length) {
        return length & (std::size_t{0} - static_cast<std::size_t>(is));
    };
    const std::size_t digits = find_digits(bytes).count;
    const std::uint64_t behind = (bytes >> 8U) ^ (ones * '"');
    // The lowest byte that is marked is a quotation mark; those above may be marked in error.
    const std::size_t text = bytes_before((behind - ones) & ~behind & (ones << 7U));
    return only_if(((bytes ^ its.literal) & its.mask) == 0, its.literal_length) |
           only_if(digits - 1 < its.most_digits, digits) | only_if(text < its.most_text, text + 2);
}

/// A number without exponent and of at most 15 digits: both it and the power of ten by which it is
/// divided are exact, so that the result is rounded once (W. D. Clinger, How to read floating-point
/// numbers accurately, PLDI 1990).
[[nodiscard]] inline const char* read_decimal(const char* text, double& number) {
    constexpr std::size_t most = 15;
    constexpr std::array<double, most + 1> powers{
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = *text == '-';
    text += negative ? 1 : 0;
    const auto digit = [&] { return static_cast<unsigned>(*text) - '0' < 10U; };
    const char* const begin = text;
    std::int64_t digits = 0;
    for (; digit() && text - begin <= static_cast<std::ptrdiff_t>(most); ++text) {
        digits = 10 * digits + (*text - '0');
    }
    auto count = static_cast<std::size_t>(text - begin);
    if (count == 0 || count > most || (*begin == '0' && count > 1)) {
        return nullptr;
    }
    if (*text != '.') {
        number = static_cast<double>(negative ? -digits : digits);
        return ended(text, 0);
    }
    const char* const fraction = ++text;
    for (; digit() && count <= most; ++text, ++count) {
        digits = 10 * digits + (*text - '0');
    }
    const auto places = static_cast<std::size_t>(text - fraction);
    if (places == 0 || count > most) {
        return nullptr;
    }
    const double whole = static_cast<double>(digits) / powers[places];
    number = negative ? -whole : whole;
    return ended(text, 0);
}

/// The same; for whole numbers of up to seven digits, as most are, without a jump that depends on
/// how many those are: the eight bytes are digits side by side, which are joined to twos, fours and
/// eight (D. Lemire, Quickly parsing eight digits, 2018).
[[nodiscard]] inline const char* read_number(const char* text, double& number) {
    const Digits its = find_digits(eight_bytes(text));
    if (!its.sound || !ends_value(text[its.count])) {
        return read_decimal(text, number);
    }
    std::uint64_t digits = its.values << (64 - 8 * its.count);
    digits = digits * 10 + (digits >> 8U);
    digits = ((digits & 0xFF'0000'00FFU) * 0xF'4240'0000'0064U +
              ((digits >> 16U) & 0xFF'0000'00FFU) * 0x2710'0000'0001U) >>
             32U;
    number = static_cast<double>(static_cast<std::uint32_t>(digits));
    return text + its.count;
}

} // namespace precept::cohort
