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

KeyTable::KeyTable() {
    add("\"", WordTable::none); // no key ends in two quotes
}

void KeyTable::add(std::string_view key, std::uint32_t meaning) {
    const auto index = static_cast<std::uint32_t>(keys_.size());
    const std::string quoted = std::string(key) + '"';
    Key& its = keys_.emplace_back();
    for (std::size_t i = 0; i < std::min(quoted.size(), sizeof its.bytes); ++i) {
        const auto byte = static_cast<unsigned char>(quoted[i]);
        its.bytes[i / 8] |= std::uint64_t{byte} << (i % 8 * 8);
        its.masks[i / 8] |= std::uint64_t{0xFF} << (i % 8 * 8);
    }
    its.length = static_cast<std::uint32_t>(quoted.size());
    its.meaning = meaning;
    its.same = meaning == ignored ? index : first_with_.try_emplace(meaning, index).first->second;
    if (quoted.size() > sizeof its.bytes) {
        its.rest = static_cast<std::uint32_t>(rests_.size());
        rests_.push_back(quoted.substr(sizeof its.bytes));
    }
    table_.add(key, index);
}

bool KeyTable::goes_on(const char* text, const Key& key) const {
    const std::string& rest = rests_[key.rest];
    return std::memcmp(text + sizeof key.bytes, rest.data(), rest.size()) == 0;
}

std::uint32_t KeyTable::index_of(const char* text) const {
    const Word word = quoted_word(text);
    return word.text == nullptr ? WordTable::none : table_.find(word);
}

std::uint32_t KeyTable::look_up(const char* text) {
    const std::uint32_t index = index_of(text);
    if (index == WordTable::none) {
        return WordTable::none;
    }
    keys_[last_].next = index;
    last_ = index;
    return first_time(keys_[index]);
}

} // namespace precept::cohort
