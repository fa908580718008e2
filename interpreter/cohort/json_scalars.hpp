// Single JSON values, by what a fact or a field may hold, where they stand in a text; on the same
// terms as json_literals.hpp.
#pragma once

#include "interpreter/cohort/json_literals.hpp"
#include "interpreter/cohort/meanings.hpp"
#include "lang/date.hpp"

#include <cstdint>

namespace precept::cohort {

/// The text between quotes, if it has no escapes. What may stand behind it is not looked at.
[[nodiscard]] inline const char* read_text(const char* text, Word& word) {
    if (*text != '"') {
        return nullptr;
    }
    word = quoted_word(text + 1);
    return word.text == nullptr ? nullptr : word.text + word.length + 1;
}

[[nodiscard]] inline const char* read_date(const char* text, Date& date) {
    Word word{};
    const char* const end = read_text(text, word);
    if (end == nullptr) {
        return nullptr;
    }
    const auto parsed = parse_date({word.text, word.length});
    date = parsed.value_or(Date{});
    return parsed ? end : nullptr;
}

/// The number of a value, member or term.
[[nodiscard]] inline const char*
read_word(const Meaning& meaning, const char* text, std::uint32_t& number) {
    Word word{};
    const char* const end = read_text(text, word);
    number = end == nullptr ? WordTable::none : meaning.word(word);
    return number == WordTable::none ? nullptr : end;
}

/// Reads a value that is neither a list nor an object, nor null, and gives it to `take`. Whether a
/// number is in range is not looked at.
template <typename Take>
[[nodiscard]] const char* read_scalar(const Meaning& meaning, const char* text, const Take& take) {
    const auto taken = [&](const char* end, auto value) {
        if (end != nullptr) {
            take(value);
        }
        return end;
    };
    switch (meaning.kind()) {
    case TypeKind::Truth: {
        bool truth = false;
        const char* end = read_truth(text, truth);
        return taken(end, truth);
    }
    case TypeKind::Number: {
        double number = 0;
        const char* end = read_number(text, number);
        return taken(end, number);
    }
    case TypeKind::Coded: {
        std::uint32_t index = 0;
        const char* end = read_word(meaning, text, index);
        return taken(end, CodedValue{static_cast<std::uint8_t>(index)});
    }
    case TypeKind::Term: {
        std::uint32_t index = 0;
        const char* end = read_word(meaning, text, index);
        return taken(end, TermId{index});
    }
    case TypeKind::Date: {
        Date date;
        const char* end = read_date(text, date);
        return taken(end, date);
    }
    case TypeKind::Set:
    case TypeKind::Event:
    case TypeKind::Invalid: break;
    }
    return nullptr;
}

} // namespace precept::cohort
