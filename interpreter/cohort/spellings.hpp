// What the spellings in one column stand for: a small table that is asked for nearly every cell,
// and so has to answer in a few nanoseconds.
#pragma once

#include "lang/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

class Spellings {
public:
    /// A spelling's value; nothing inside: it stands for a missing one.
    using Meaning = std::optional<Value>;

    /// What `text` stands for; null where that is not known.
    [[nodiscard]] const Meaning* find(std::string_view text) const {
        if (count_ == 0) {
            return nullptr;
        }
        const std::uint64_t key = hash(text);
        for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
            const Entry& entry = entries_[at];
            if (!entry.used) {
                return nullptr;
            }
            if (entry.hash == key && entry.text == text) {
                return &entry.meaning;
            }
        }
    }

    /// Keeps a spelling that is new.
    void add(std::string_view text, const Meaning& meaning);

    [[nodiscard]] std::size_t size() const { return count_; }

private:
    struct Entry {
        std::uint64_t hash = 0;
        std::string text;
        Meaning meaning;
        bool used = false;
    };

    [[nodiscard]] static std::uint64_t hash(std::string_view text);
    void put(Entry entry);

    std::vector<Entry> entries_;
    std::size_t mask_ = 0;
    std::size_t count_ = 0;
};

} // namespace precept::cohort
