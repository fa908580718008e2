#include "interpreter/cohort/word_table.hpp"

#include <algorithm>

namespace precept::cohort {

Word word_of(std::string_view text) {
    Word word{text.data(), text.size(), 0};
    std::memcpy(&word.first, text.data(), std::min(text.size(), sizeof word.first));
    return word;
}

void WordTable::place(std::uint32_t index) {
    const Entry& entry = entries_[index];
    std::size_t at = slot(entry.first, entry.word.size());
    while (slots_[at] != none) {
        at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = index;
}

void WordTable::add(std::string_view word, std::uint32_t meaning) {
    if (find(word_of(word)) != none) {
        return;
    }
    const auto index = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::string(word), word_of(word).first, meaning});
    if (2 * entries_.size() <= slots_.size()) {
        place(index);
        return;
    }
    constexpr std::size_t least = 16;
    slots_.assign(std::max(least, 2 * slots_.size()), none);
    for (std::uint32_t i = 0; i <= index; ++i) {
        place(i);
    }
}

} // namespace precept::cohort
