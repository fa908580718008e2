#include "lang/utf8.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace precept {

std::size_t count_characters(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    std::size_t others = 0;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        const std::uint64_t continuing = (eight >> 7U) & ~(eight >> 6U) & ones; // the bits are 10
        others += static_cast<std::size_t>(std::popcount(continuing));
    }
    const auto tail = text.substr(at);
    return text.size() - others -
           static_cast<std::size_t>(std::count_if(tail.begin(), tail.end(), is_continuation));
}

std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80U) {
        return 1;
    }
    const std::size_t length = first < 0xC2U   ? 0
                               : first < 0xE0U ? 2
                               : first < 0xF0U ? 3
                               : first < 0xF5U ? 4
                                               : 0;
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) {
            return 0;
        }
    }
    const unsigned char second = byte(1);
    const bool malformed = (first == 0xE0U && second < 0xA0U) ||
                           (first == 0xEDU && second > 0x9FU) ||
                           (first == 0xF0U && second < 0x90U) || (first == 0xF4U && second > 0x8FU);
    return malformed ? 0 : length;
}

std::size_t first_bad_byte(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (std::uint64_t eight = 0; at + sizeof eight <= text.size()) { // ASCII, as most text is
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080'8080'8080'8080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t length = character_length(text.substr(at));
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return at;
}

} // namespace precept
