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

KeyTable::Key::Key(std::string_view key, std::uint32_t its_meaning)
    : length(key.size() + 1),
      meaning(its_meaning) {
    const std::string quoted = std::string(key) + '"';
    for (std::size_t at = 0; at < quoted.size(); at += 8) {
        bytes.push_back(word_of(std::string_view(quoted).substr(at)).first);
    }
    const std::size_t last = (quoted.size() - 1) % 8 + 1;
    last_mask = ~std::uint64_t{0} >> (64 - 8 * last);
}

KeyTable::KeyTable() {
    keys_.emplace_back("\"", WordTable::none); // no key ends in two quotes
}

void KeyTable::add(std::string_view key, std::uint32_t meaning) {
    const auto index = static_cast<std::uint32_t>(keys_.size());
    keys_.emplace_back(key, meaning);
    table_.add(key, index);
}

std::uint32_t KeyTable::look_up(const char* text) {
    const Word word = quoted_word(text);
    const std::uint32_t index = word.text == nullptr ? WordTable::none : table_.find(word);
    if (index == WordTable::none) {
        return WordTable::none;
    }
    keys_[last_].next = index;
    last_ = index;
    return keys_[index].meaning;
}

} // namespace precept::cohort
