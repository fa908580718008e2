#include "interpreter/cohort/record_fields.hpp"

#include <cmath>

namespace precept::cohort {

const char* RecordFields::mapped(std::uint32_t place, const char* text) {
    MappedFacts::One& one = (*mapped_)[place];
    if (*text == 'n') {
        return skip_null(text);
    }
    if (*text == '"') {
        Word word{};
        const char* const end = read_text(text, word);
        return end != nullptr && translated(one, {word.text, word.length}) ? end : nullptr;
    }
    double number = 0;
    bool truth = false;
    const bool is_truth = *text == 't' || *text == 'f';
    const char* const end = is_truth ? read_truth(text, truth) : read_number(text, number);
    if (end == nullptr) {
        return nullptr;
    }
    const std::string_view spelling(text, static_cast<std::size_t>(end - text));
    if (one.translates(spelling)) {
        return translated(one, spelling) ? end : nullptr;
    }
    const std::string& unit = one.reader.rules().unit;
    if (is_truth || unit.empty()) {
        return fact(one.fact, text);
    }
    Meaning& meaning = meanings_.facts[one.fact.index];
    const auto converted =
        meaning.kind() == TypeKind::Number ? meaning.converted(number, unit) : std::nullopt;
    if (!converted || !std::isfinite(*converted) || !meaning.in_range(*converted)) {
        return nullptr;
    }
    builder_.set_number(one.fact, *converted);
    return end;
}

bool RecordFields::translated(MappedFacts::One& one, std::string_view spelling) {
    Value value;
    const Found found = mapped_->read(one, spelling, value);
    if (found == Found::Given) {
        builder_.set(one.fact, value);
    }
    return found != Found::Unreadable;
}

} // namespace precept::cohort
