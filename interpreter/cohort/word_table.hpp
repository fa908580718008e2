// Finds a few words fast, as they stand in a text: the values of coded facts, names of terms and
// keys. Words are told apart by their length and first eight bytes, and only then by the rest.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// A part of a text, with its first eight bytes as a number, the first byte lowest; past its end
/// zeros.
struct Word {
    const char* text;
    std::size_t length;
    std::uint64_t first;
};

[[nodiscard]] Word word_of(std::string_view text);

/// The text from `text` up to a closing quote, if there is no backslash in it; else one of no text.
/// There has to be a quote, and eight bytes have to be readable from it on.
[[nodiscard]] inline Word quoted_word(const char* text) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    // The lowest byte that is marked is zero; those above may be marked in error.
    const auto zeros = [](std::uint64_t bytes) { return (bytes - ones) & ~bytes & (ones << 7U); };
    Word word{text, 0, 0};
    while (true) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text + word.length, sizeof bytes);
        const std::uint64_t quotes = zeros(bytes ^ (ones * '"'));
        const std::uint64_t found = quotes | zeros(bytes ^ (ones * '\\'));
        const auto before = static_cast<unsigned>(std::countr_zero(found)) & ~7U;
        if (word.length == 0) {
            word.first = before < 64 ? bytes & ~(~std::uint64_t{0} << before) : bytes;
        }
        word.length += before / 8;
        if (found != 0) {
            return (found & (~found + 1) & quotes) != 0 ? word : Word{nullptr, 0, 0};
        }
    }
}

class WordTable {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// A word that is there already keeps what it means.
    void add(std::string_view word, std::uint32_t meaning);

    /// What `word` means, or `none`.
    [[nodiscard]] std::uint32_t find(const Word& word) const {
        if (slots_.empty()) {
            return none;
        }
        for (std::size_t at = slot(word.first, word.length);; at = (at + 1) & (slots_.size() - 1)) {
            const std::uint32_t index = slots_[at];
            if (index == none) {
                return none;
            }
            const Entry& entry = entries_[index];
            if (entry.first == word.first && entry.word.size() == word.length &&
                (word.length <= sizeof word.first ||
                 std::memcmp(entry.word.data(), word.text, word.length) == 0)) {
                return entry.meaning;
            }
        }
    }

private:
    struct Entry {
        std::string word;
        std::uint64_t first;
        std::uint32_t meaning;
    };

    [[nodiscard]] std::size_t slot(std::uint64_t first, std::size_t length) const {
        // Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4.
        const std::uint64_t mixed = (first ^ length) * 0x9e37'79b9'7f4a'7c15U;
        return (mixed >> 32U) & (slots_.size() - 1);
    }

    void place(std::uint32_t index);

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_; ///< a power of two, at most half of them used
};

} // namespace precept::cohort
