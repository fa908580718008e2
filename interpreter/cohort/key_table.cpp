#include "interpreter/cohort/key_table.hpp"

#include <algorithm>

namespace precept::cohort {

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
