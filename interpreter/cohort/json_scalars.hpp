// Single JSON values where they stand in a text, without a copy. What is there need not be sound,
// but eight bytes have to be readable past it. Takes less than is allowed: what is refused here may
// still be JSON.
#pragma once

#include "interpreter/cohort/meanings.hpp"
#include "lang/date.hpp"

#include <array>
#include <cstring>
#include <string_view>

namespace precept::cohort {

/// Whether a value that ends before `byte` ends there for sure.
[[nodiscard]] constexpr bool ends_value(char byte) {
    return byte == ',' || byte == '}' || byte == ']' || byte == ' ' || byte == '\t' ||
           byte == '\r' || byte == '\n';
}

[[nodiscard]] inline bool is_null(const char* text) {
    return std::memcmp(text, "null", 4) == 0 && ends_value(text[4]);
}

[[nodiscard]] inline bool read_truth(const char* text, bool& truth) {
    truth = text[0] == 't';
    return truth ? std::memcmp(text, "true", 4) == 0 && ends_value(text[4])
                 : std::memcmp(text, "false", 5) == 0 && ends_value(text[5]);
}

/// A number without exponent and of at most 15 digits: both it and the power of ten by which it is
/// divided are exact, so that the result is rounded once (W. D. Clinger, How to read floating-point
/// numbers accurately, PLDI 1990).
[[nodiscard]] inline bool read_number(const char* text, double& number) {
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
    std::size_t count = static_cast<std::size_t>(text - begin);
    if (count == 0 || count > most || (*begin == '0' && count > 1)) {
        return false;
    }
    if (*text != '.') {
        number = static_cast<double>(negative ? -digits : digits);
        return ends_value(*text);
    }
    const char* const fraction = ++text;
    for (; digit() && count <= most; ++text, ++count) {
        digits = 10 * digits + (*text - '0');
    }
    const auto places = static_cast<std::size_t>(text - fraction);
    if (places == 0 || count > most) {
        return false;
    }
    const double whole = static_cast<double>(digits) / powers[places];
    number = negative ? -whole : whole;
    return ends_value(*text);
}

/// The text between quotes, if it has no escapes, and no colon behind it: the parser takes a text
/// with one for a key, wherever that stands.
[[nodiscard]] inline bool read_text(const char* text, Word& word) {
    if (*text != '"') {
        return false;
    }
    word = quoted_word(text + 1);
    if (word.text == nullptr) {
        return false;
    }
    constexpr int most_blanks = 7; // so that no more is read than may be
    const auto blank = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; };
    const char* behind = word.text + word.length + 1;
    for (int blanks = 0; blank(*behind) && blanks < most_blanks; ++blanks) {
        ++behind;
    }
    return *behind != ':' && !blank(*behind);
}

[[nodiscard]] inline bool read_date(const char* text, Date& date) {
    Word word{};
    if (!read_text(text, word)) {
        return false;
    }
    const auto parsed = parse_date({word.text, word.length});
    date = parsed.value_or(Date{});
    return parsed.has_value();
}

/// The number of a value, member or term; `WordTable::none` where there is none.
[[nodiscard]] inline std::uint32_t read_word(const Meaning& meaning, const char* text) {
    Word word{};
    return read_text(text, word) ? meaning.word(word) : WordTable::none;
}

/// Reads a value that is neither a list nor an object, nor null, and gives it to `take`. Whether a
/// number is in range is not looked at.
template <typename Take>
[[nodiscard]] bool read_scalar(const Meaning& meaning, const char* text, const Take& take) {
    const auto taken = [&](bool sound, auto value) {
        if (sound) {
            take(value);
        }
        return sound;
    };
    switch (meaning.kind()) {
    case TypeKind::Truth: {
        bool truth = false;
        const bool sound = read_truth(text, truth);
        return taken(sound, truth);
    }
    case TypeKind::Number: {
        double number = 0;
        const bool sound = read_number(text, number);
        return taken(sound, number);
    }
    case TypeKind::Coded: {
        const std::uint32_t index = read_word(meaning, text);
        return taken(index != WordTable::none, CodedValue{static_cast<std::uint8_t>(index)});
    }
    case TypeKind::Term: {
        const std::uint32_t index = read_word(meaning, text);
        return taken(index != WordTable::none, TermId{index});
    }
    case TypeKind::Date: {
        Date date;
        const bool sound = read_date(text, date);
        return taken(sound, date);
    }
    case TypeKind::Set:
    case TypeKind::Event:
    case TypeKind::Invalid: break;
    }
    return false;
}

} // namespace precept::cohort
