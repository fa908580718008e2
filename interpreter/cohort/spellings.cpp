#include "interpreter/cohort/spellings.hpp"

#include <cstring>
#include <utility>

namespace precept::cohort {

std::uint64_t Spellings::hash(std::string_view text) {
    // The first and the last eight bytes, which overlap in short texts; all of a long one is
    // compared anyway.
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    const std::size_t size = text.size();
    if (size >= 8) {
        std::memcpy(&first, text.data(), 8);
        std::memcpy(&last, text.data() + size - 8, 8);
    } else if (size >= 4) {
        std::uint32_t part = 0;
        std::memcpy(&part, text.data(), 4);
        first = part;
        std::memcpy(&part, text.data() + size - 4, 4);
        last = part;
    } else if (size > 0) {
        first = static_cast<unsigned char>(text[0]);
        last = (std::uint64_t{static_cast<unsigned char>(text[size / 2])} << 8U) |
               static_cast<unsigned char>(text[size - 1]);
    }
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = (first ^ (last * odd) ^ size) * odd;
    mixed ^= mixed >> 32U;
    return mixed * odd >> 16U;
}

void Spellings::put(Entry entry) {
    std::size_t at = entry.hash & mask_;
    while (entries_[at].used) {
        at = (at + 1) & mask_;
    }
    entries_[at] = std::move(entry);
}

void Spellings::add(std::string_view text, const Meaning& meaning) {
    if (find(text) != nullptr) {
        return;
    }
    if (2 * (count_ + 1) > entries_.size()) {
        std::vector<Entry> old(entries_.empty() ? 16 : 2 * entries_.size());
        std::swap(old, entries_);
        mask_ = entries_.size() - 1;
        for (Entry& entry : old) {
            if (entry.used) {
                put(std::move(entry));
            }
        }
    }
    put({hash(text), std::string(text), meaning, true});
    ++count_;
}

} // namespace precept::cohort
