// Finds the keys of records, which mostly come in the order in which they came before, and goes
// past the fields that nobody asked for.
#pragma once

#include "interpreter/cohort/word_table.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace precept::cohort {

/// Keys of objects: the one that followed the last one before is tried first. Several keys may mean
/// the same.
class KeyTable {
public:
    /// What keys mean whose values are passed over. An object may have many of them, each once.
    static constexpr std::uint32_t ignored = WordTable::none - 1;

    KeyTable();

    void add(std::string_view key, std::uint32_t meaning);

    [[nodiscard]] std::size_t size() const { return keys_.size(); }

    /// The next key is the first of an object.
    void begin() {
        last_ = 0;
        ++object_;
    }

    /// What the key means that begins at `text`, behind its opening quote, in a text that goes on
    /// to `end`; or `WordTable::none`, also where it is written with an escape, or the object had a
    /// key before that means the same.
    [[nodiscard]] std::uint32_t find(const char* text, const char* end) {
        const std::uint32_t expected = keys_[last_].next;
        Key& key = keys_[expected];
        if (key.length > static_cast<std::size_t>(end - text) || !begins(text, key)) {
            return look_up(text);
        }
        last_ = expected;
        return first_time(key);
    }

    /// Goes past as many fields from `at` on as are to be ignored, are written without blanks, have
    /// values that `length` knows, and come in the order in which they came before. `length` gives
    /// that of the value whose first eight bytes it gets, or 0. Where the next field begins: it is
    /// no longer in the object where that is behind `end`.
    template <typename Length>
    [[nodiscard]] const char* pass_ignored(const char* at, const char* end, const Length& length) {
        std::uint32_t last = last_; // in a register: writing to keys could change it, for all that
        Key* const keys = keys_.data(); // the compiler knows
        while (at < end && *at == '"') {
            const std::uint32_t expected = keys[last].next;
            Key& key = keys[expected];
            if (key.meaning != ignored || key.object == object_ ||
                key.length >= static_cast<std::size_t>(end - at) || !begins(at + 1, key)) {
                break;
            }
            const char* const value = at + key.length + 2;
            const std::uint64_t bytes = word_at(value);
            // Where the next field begins is known sooner from the comma than from the value, which
            // is looked at meanwhile.
            const std::size_t its = before_comma(bytes);
            if (value[-1] != ':' || its == 0 || length(bytes) != its) {
                break;
            }
            key.object = object_;
            last = expected;
            at = value + its + 1;
        }
        last_ = last;
        return at;
    }

    /// The length of the key that was found last, its closing quote included.
    [[nodiscard]] std::size_t length() const { return keys_[last_].length; }

    /// Whether the key is there that begins at `text`, behind its opening quote.
    [[nodiscard]] bool holds(const char* text) const { return index_of(text) != WordTable::none; }

private:
    /// A key with its closing quote, in one line of the cache. Sixteen bytes of it are compared at
    /// once, and the rest of a long one then.
    struct alignas(64) Key {
        std::array<std::uint64_t, 2> bytes{}; ///< eight to a number, the first lowest, and zeros
        std::array<std::uint64_t, 2> masks{}; ///< of the bytes that count
        std::uint64_t object = 0; ///< the last one that had a key of this meaning; see `same`
        std::uint32_t length = 0;
        std::uint32_t meaning = WordTable::none;
        std::uint32_t next = 0; ///< what came after it the last time
        std::uint32_t same = 0; ///< the first key that means the same
        std::uint32_t rest = 0; ///< in `rests_`: what is behind those bytes
    };

    static std::uint64_t word_at(const char* text) {
        std::uint64_t word = 0;
        std::memcpy(&word, text, sizeof word);
        return word;
    }

    /// How many bytes are before the first comma.
    static std::size_t before_comma(std::uint64_t bytes) {
        constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
        const std::uint64_t other = bytes ^ (ones * ',');
        const std::uint64_t commas = (other - ones) & ~other & (ones << 7U);
        return static_cast<unsigned>(std::countr_zero(commas)) / 8;
    }

    /// Sixteen bytes of `text` are read, and no more than the key is long.
    [[nodiscard]] bool begins(const char* text, const Key& key) const {
        const std::uint64_t different = ((word_at(text) ^ key.bytes[0]) & key.masks[0]) |
                                        ((word_at(text + 8) ^ key.bytes[1]) & key.masks[1]);
        return different == 0 && (key.rest == 0 || goes_on(text, key));
    }

    /// Whether the rest of a long key follows in `text` as well.
    [[nodiscard]] bool goes_on(const char* text, const Key& key) const;

    std::uint32_t first_time(const Key& key) {
        const bool again = std::exchange(keys_[key.same].object, object_) == object_;
        return again ? WordTable::none : key.meaning;
    }

    [[nodiscard]] std::uint32_t index_of(const char* text) const;
    std::uint32_t look_up(const char* text);

    std::vector<Key> keys_; ///< the first stands for the beginning, and no text begins with it
    std::vector<std::string> rests_{1}; ///< the first is that of short keys
    WordTable table_;                   ///< to indices of `keys_`
    std::unordered_map<std::uint32_t, std::uint32_t> first_with_; ///< a meaning, in `keys_`
    std::uint32_t last_ = 0;
    std::uint64_t object_ = 0; ///< number of the object
};

} // namespace precept::cohort
