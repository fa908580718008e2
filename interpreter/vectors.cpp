// This file is compiled once for each instruction set: the library includes it again and again. Of
// the library only the headers are used; which processor this is processor.hpp tells.

#define HWY_WANT_AVX3_DL 1 // it counts bits by an instruction
#define HWY_DISABLED_TARGETS HWY_SSSE3
#define HWY_IS_DEBUG_BUILD 0 // its assertions are in the other part
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "interpreter/vectors.cpp"
#include "interpreter/vectors.hpp"

#include "interpreter/processor.hpp"

#include <algorithm>
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();

namespace precept::vectors::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t word_bits = 64;
constexpr std::size_t byte_bits = 8;

/// Calls `make(tag, word)` for all words: with a vector of them as long as that fits, then with
/// one.
template <typename Make>
HWY_INLINE void for_words(std::size_t words, const Make& make) {
    const hn::ScalableTag<std::uint64_t> many;
    const hn::CappedTag<std::uint64_t, 1> one;
    const std::size_t lanes = hn::Lanes(many);
    std::size_t word = 0;
    for (; word + lanes <= words; word += lanes) {
        make(many, word);
    }
    for (; word < words; ++word) {
        make(one, word);
    }
}

template <bool equal, typename T>
bool holds(T left, T right) {
    return equal ? left == right : left < right;
}

/// The bits of as many rows as are compared at once, or of eight if those are fewer; how many bytes
/// that are. Whether an operand is constant is known when this is compiled.
template <bool equal, bool left_constant, bool right_constant, typename T>
HWY_INLINE std::size_t compare_some(const T* left, const T* right, std::uint8_t* to) {
    const hn::ScalableTag<T> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto compared = [&](std::size_t i, std::uint8_t* bits) {
        const auto a = left_constant ? hn::Set(tag, *left) : hn::LoadU(tag, left + i);
        const auto b = right_constant ? hn::Set(tag, *right) : hn::LoadU(tag, right + i);
        hn::StoreMaskBits(tag, equal ? hn::Eq(a, b) : hn::Lt(a, b), bits);
    };
    if (lanes >= byte_bits) {
        compared(0, to);
        return lanes / byte_bits;
    }
    unsigned byte = 0;
    for (std::size_t i = 0; i < byte_bits; i += lanes) {
        std::uint8_t bits = 0;
        compared(i, &bits);
        byte |= unsigned{bits} << i;
    }
    *to = static_cast<std::uint8_t>(byte);
    return 1;
}

template <bool equal, bool left_constant, bool right_constant, typename T>
HWY_INLINE void compare_rows(Rows<T> left, Rows<T> right, Bits known, std::size_t rows, To to) {
    // First the bits of all rows, byte by byte, into the column of "no"; then what is known of
    // them, word by word. A word that was written in bytes just before would be slow to read.
    auto* bits = reinterpret_cast<std::uint8_t*>(to.no); // little endian, as all targets are
    const std::size_t at_once = std::max(byte_bits, hn::Lanes(hn::ScalableTag<T>()));
    std::size_t row = 0;
    for (; row + at_once <= rows; row += at_once) {
        bits += compare_some<equal, left_constant, right_constant>(
            left.values + row * left.step, right.values + row * right.step, bits
        );
    }
    for (; row < rows; row += byte_bits) {
        unsigned last = 0;
        for (std::size_t i = 0; i < byte_bits && row + i < rows; ++i) {
            const bool is = holds<equal>(
                left.values[(row + i) * left.step], right.values[(row + i) * right.step]
            );
            last |= unsigned{is} << i;
        }
        *bits++ = static_cast<std::uint8_t>(last);
    }
    for_words((rows + word_bits - 1) / word_bits, [&](auto tag, std::size_t word) {
        const auto is = hn::LoadU(tag, to.no + word);
        const auto is_known = hn::LoadU(tag, known + word);
        hn::StoreU(hn::And(is, is_known), tag, to.yes + word);
        hn::StoreU(hn::AndNot(is, is_known), tag, to.no + word);
    });
}

template <bool equal, typename T>
HWY_INLINE void compare(Rows<T> left, Rows<T> right, Bits known, std::size_t rows, To to) {
    if (left.step == 0) {
        right.step == 0 ? compare_rows<equal, true, true>(left, right, known, rows, to)
                        : compare_rows<equal, true, false>(left, right, known, rows, to);
    } else {
        right.step == 0 ? compare_rows<equal, false, true>(left, right, known, rows, to)
                        : compare_rows<equal, false, false>(left, right, known, rows, to);
    }
}

void less_numbers(Rows<double> left, Rows<double> right, Bits known, std::size_t rows, To to) {
    compare<false>(left, right, known, rows, to);
}

void less_days(
    Rows<std::int32_t> left, Rows<std::int32_t> right, Bits known, std::size_t rows, To to
) {
    compare<false>(left, right, known, rows, to);
}

void equal_numbers(Rows<double> left, Rows<double> right, Bits known, std::size_t rows, To to) {
    compare<true>(left, right, known, rows, to);
}

void equal_days(
    Rows<std::int32_t> left, Rows<std::int32_t> right, Bits known, std::size_t rows, To to
) {
    compare<true>(left, right, known, rows, to);
}

void less_small(const std::int16_t* left, std::int16_t right, Bits known, std::size_t rows, To to) {
    compare_rows<false, false, true, std::int16_t>({left, 1}, {&right, 0}, known, rows, to);
}

void equal_small(
    const std::int16_t* left, std::int16_t right, Bits known, std::size_t rows, To to
) {
    compare_rows<true, false, true, std::int16_t>({left, 1}, {&right, 0}, known, rows, to);
}

/// The bits of 64 rows: `test(first)` gives the mask of as many rows as fit a vector of `Tag`.
template <typename Tag, typename Test>
HWY_INLINE std::uint64_t word_of(Tag tag, const Test& test) {
    const std::size_t lanes = hn::Lanes(tag);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < word_bits; i += lanes) {
        std::uint64_t bits = 0;
        // Writes one byte at least; little endian, as all targets are.
        hn::StoreMaskBits(tag, test(i), reinterpret_cast<std::uint8_t*>(&bits));
        word |= bits << i;
    }
    return word;
}

template <bool equal>
HWY_INLINE void
compare_bytes(const std::uint8_t* left, std::uint8_t right, Bits known, std::size_t words, To to) {
    const hn::ScalableTag<std::uint8_t> tag;
    const auto all = hn::Set(tag, right);
    for (std::size_t word = 0; word < words; ++word) {
        const std::uint8_t* rows = left + word * word_bits;
        const std::uint64_t is = word_of(tag, [&](std::size_t i) HWY_ATTR {
            const auto some = hn::LoadU(tag, rows + i);
            return equal ? hn::Eq(some, all) : hn::Lt(some, all);
        });
        const std::uint64_t its = known[word];
        to.yes[word] = its & is;
        to.no[word] = its & ~is;
    }
}

void less_bytes(
    const std::uint8_t* left, std::uint8_t right, Bits known, std::size_t words, To to
) {
    compare_bytes<false>(left, right, known, words, to);
}

void equal_bytes(
    const std::uint8_t* left, std::uint8_t right, Bits known, std::size_t words, To to
) {
    compare_bytes<true>(left, right, known, words, to);
}

void conjunction(std::span<const From> operands, std::size_t words, To to) {
    // Four vectors at a time, so that finding an operand is worth the trouble.
    const hn::ScalableTag<std::uint64_t> tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t word = 0;
    for (; word + 4 * lanes <= words; word += 4 * lanes) {
        const std::uint64_t* yes = operands[0].yes + word;
        const std::uint64_t* no = operands[0].no + word;
        auto yes0 = hn::LoadU(tag, yes);
        auto yes1 = hn::LoadU(tag, yes + lanes);
        auto yes2 = hn::LoadU(tag, yes + 2 * lanes);
        auto yes3 = hn::LoadU(tag, yes + 3 * lanes);
        auto no0 = hn::LoadU(tag, no);
        auto no1 = hn::LoadU(tag, no + lanes);
        auto no2 = hn::LoadU(tag, no + 2 * lanes);
        auto no3 = hn::LoadU(tag, no + 3 * lanes);
        for (const From& more : operands.subspan(1)) {
            yes = more.yes + word;
            no = more.no + word;
            yes0 = hn::And(yes0, hn::LoadU(tag, yes));
            yes1 = hn::And(yes1, hn::LoadU(tag, yes + lanes));
            yes2 = hn::And(yes2, hn::LoadU(tag, yes + 2 * lanes));
            yes3 = hn::And(yes3, hn::LoadU(tag, yes + 3 * lanes));
            no0 = hn::Or(no0, hn::LoadU(tag, no));
            no1 = hn::Or(no1, hn::LoadU(tag, no + lanes));
            no2 = hn::Or(no2, hn::LoadU(tag, no + 2 * lanes));
            no3 = hn::Or(no3, hn::LoadU(tag, no + 3 * lanes));
        }
        hn::StoreU(yes0, tag, to.yes + word);
        hn::StoreU(yes1, tag, to.yes + word + lanes);
        hn::StoreU(yes2, tag, to.yes + word + 2 * lanes);
        hn::StoreU(yes3, tag, to.yes + word + 3 * lanes);
        hn::StoreU(no0, tag, to.no + word);
        hn::StoreU(no1, tag, to.no + word + lanes);
        hn::StoreU(no2, tag, to.no + word + 2 * lanes);
        hn::StoreU(no3, tag, to.no + word + 3 * lanes);
    }
    for_words(words - word, [&](auto one, std::size_t left) {
        const std::size_t at = word + left;
        auto yes = hn::LoadU(one, operands[0].yes + at);
        auto no = hn::LoadU(one, operands[0].no + at);
        for (const From& more : operands.subspan(1)) {
            yes = hn::And(yes, hn::LoadU(one, more.yes + at));
            no = hn::Or(no, hn::LoadU(one, more.no + at));
        }
        hn::StoreU(yes, one, to.yes + at);
        hn::StoreU(no, one, to.no + at);
    });
}

/// The union of bit-sets in the words that begin at `word`.
template <typename Tag>
HWY_INLINE auto any_of(Tag tag, Sets sets, std::size_t word) {
    auto bits = hn::Zero(tag);
    for (const std::uint64_t* one : sets) {
        bits = hn::Or(bits, hn::LoadU(tag, one + word));
    }
    return bits;
}

void some_members(Sets members, Bits known, std::size_t words, To to) {
    for_words(words, [&](auto tag, std::size_t word) {
        const auto in = any_of(tag, members, word);
        const auto is_known = hn::LoadU(tag, known + word);
        hn::StoreU(hn::And(is_known, in), tag, to.yes + word);
        hn::StoreU(hn::AndNot(in, is_known), tag, to.no + word);
    });
}

void all_members(Sets members, Bits known, std::size_t words, To to) {
    for_words(words, [&](auto tag, std::size_t word) {
        const auto is_known = hn::LoadU(tag, known + word);
        auto in = is_known;
        for (const std::uint64_t* one : members) {
            in = hn::And(in, hn::LoadU(tag, one + word));
        }
        hn::StoreU(in, tag, to.yes + word);
        hn::StoreU(hn::AndNot(in, is_known), tag, to.no + word);
    });
}

void possible_in(Sets listed, Sets others, Bits none, std::size_t words, To to) {
    for_words(words, [&](auto tag, std::size_t word) {
        const auto missing = hn::LoadU(tag, none + word);
        const auto inside = hn::Or(missing, any_of(tag, listed, word));
        const auto outside = hn::Or(missing, any_of(tag, others, word));
        hn::StoreU(hn::Not(outside), tag, to.yes + word);
        hn::StoreU(hn::Not(inside), tag, to.no + word);
    });
}

void fact_in(Sets listed, Bits none, std::size_t words, To to) {
    for_words(words, [&](auto tag, std::size_t word) {
        const auto missing = hn::LoadU(tag, none + word);
        const auto inside = any_of(tag, listed, word);
        hn::StoreU(hn::AndNot(missing, inside), tag, to.yes + word);
        hn::StoreU(hn::Not(hn::Or(missing, inside)), tag, to.no + word);
    });
}

void bytes_equal(
    const std::uint8_t* values, std::uint8_t wanted, std::size_t rows, std::uint64_t* to
) {
    const hn::ScalableTag<std::uint8_t> tag;
    const auto all = hn::Set(tag, wanted);
    for (std::size_t row = 0; row < rows; row += word_bits) {
        to[row / word_bits] = word_of(tag, [&](std::size_t i) HWY_ATTR {
            return hn::Eq(hn::LoadU(tag, values + row + i), all);
        });
    }
}

void words_known(const std::uint32_t* values, std::size_t rows, std::uint64_t* to) {
    const hn::ScalableTag<std::uint32_t> tag;
    const auto unset = hn::Set(tag, ~std::uint32_t{0});
    for (std::size_t row = 0; row < rows; row += word_bits) {
        to[row / word_bits] = word_of(tag, [&](std::size_t i) HWY_ATTR {
            return hn::Ne(hn::LoadU(tag, values + row + i), unset);
        });
    }
}

void numbers_known(const double* values, std::size_t rows, std::uint64_t* to) {
    const hn::ScalableTag<double> tag;
    for (std::size_t row = 0; row < rows; row += word_bits) {
        to[row / word_bits] = word_of(tag, [&](std::size_t i) HWY_ATTR {
            const auto value = hn::LoadU(tag, values + row + i);
            return hn::Eq(value, value); // all ones are not a number
        });
    }
}

void sets_apart(
    const std::uint64_t* sets, std::size_t members, std::size_t rows, std::uint64_t* to
) {
    const hn::ScalableTag<std::uint64_t> tag;
    const auto unset = hn::Set(tag, ~std::uint64_t{0});
    const std::size_t words = rows / word_bits;
    for (std::size_t row = 0; row < rows; row += word_bits) {
        const std::uint64_t known = word_of(tag, [&](std::size_t i) HWY_ATTR {
            return hn::Ne(hn::LoadU(tag, sets + row + i), unset);
        });
        std::uint64_t* word = to + row / word_bits;
        *word = known;
        for (std::size_t member = 0; member < members; ++member) {
            const auto bit = hn::Set(tag, std::uint64_t{1} << member);
            word += words;
            *word = known & word_of(tag, [&](std::size_t i) HWY_ATTR {
                        return hn::TestBit(hn::LoadU(tag, sets + row + i), bit);
                    });
        }
    }
}

bool narrow(const double* values, std::size_t rows, std::int16_t* to) {
    const hn::ScalableTag<double> tag;
    const hn::Rebind<std::int32_t, decltype(tag)> wide;
    const hn::Rebind<std::int16_t, decltype(tag)> small;
    const auto least = hn::Set(tag, -32768.0);
    const auto most = hn::Set(tag, 32767.0);
    const std::size_t lanes = hn::Lanes(tag);
    bool all = true;
    for (std::size_t row = 0; row < rows && all; row += lanes) {
        const auto value = hn::LoadU(tag, values + row);
        const auto known = hn::IfThenElseZero(hn::Eq(value, value), value);
        const auto held = hn::Min(hn::Max(known, least), most);
        const auto whole = hn::DemoteTo(wide, held);
        hn::StoreU(hn::DemoteTo(small, whole), small, to + row);
        all = hn::AllTrue(tag, hn::Eq(hn::PromoteTo(tag, whole), known));
    }
    return all;
}

bool narrow_more(const double* values, double base, std::size_t rows, std::uint8_t* to) {
    const hn::ScalableTag<double> tag;
    const hn::Rebind<std::int32_t, decltype(tag)> wide;
    const hn::Rebind<std::uint8_t, decltype(tag)> small;
    const auto least = hn::Set(tag, base);
    const auto none = hn::Zero(tag);
    const auto most = hn::Set(tag, 255.0);
    const std::size_t lanes = hn::Lanes(tag);
    bool all = true;
    for (std::size_t row = 0; row < rows && all; row += lanes) {
        const auto value = hn::LoadU(tag, values + row);
        const auto above = hn::IfThenElseZero(hn::Eq(value, value), hn::Sub(value, least));
        const auto whole = hn::DemoteTo(wide, hn::Min(hn::Max(above, none), most));
        hn::StoreU(hn::DemoteTo(small, whole), small, to + row);
        all = hn::AllTrue(tag, hn::Eq(hn::PromoteTo(tag, whole), above));
    }
    return all;
}

std::size_t count_bits(Bits bits, std::size_t rows) {
    const hn::ScalableTag<std::uint64_t> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const std::size_t words = rows / word_bits;
    auto sums = hn::Zero(tag);
    std::size_t word = 0;
    for (; word + lanes <= words; word += lanes) {
        sums = hn::Add(sums, hn::PopulationCount(hn::LoadU(tag, bits + word)));
    }
    if (word < words) {
        const auto rest = hn::MaskedLoad(hn::FirstN(tag, words - word), tag, bits + word);
        sums = hn::Add(sums, hn::PopulationCount(rest));
    }
    std::size_t sum = hn::GetLane(hn::SumOfLanes(tag, sums));
    if (rows % word_bits != 0) {
        const std::uint64_t mask = (std::uint64_t{1} << rows % word_bits) - 1;
        // Not std::popcount, which would be compiled for the oldest processor.
        sum += static_cast<std::size_t>(__builtin_popcountll(bits[words] & mask));
    }
    return sum;
}

void add_unknown(From truth, std::size_t words, std::uint64_t* to) {
    for_words(words, [&](auto tag, std::size_t word) {
        const auto known =
            hn::Or(hn::LoadU(tag, truth.yes + word), hn::LoadU(tag, truth.no + word));
        hn::StoreU(hn::Or(hn::LoadU(tag, to + word), hn::Not(known)), tag, to + word);
    });
}

bool all_plain(const std::uint8_t* bytes, std::size_t count) {
    // As signed numbers, the bytes of all other characters are negative.
    const hn::ScalableTag<std::int8_t> tag;
    const hn::RebindToUnsigned<decltype(tag)> as_unsigned;
    const auto control = hn::Set(tag, 0x1F);
    const auto backslash = hn::Set(tag, '\\');
    const std::size_t lanes = hn::Lanes(tag);
    const auto* from = reinterpret_cast<const std::int8_t*>(bytes);
    auto least = hn::Set(tag, 0x7F);
    auto nearest = hn::Set(as_unsigned, 0xFF); // to a backslash, which alone is at 0
    std::size_t at = 0;
    for (; at + lanes <= count; at += lanes) {
        const auto some = hn::LoadU(tag, from + at);
        least = hn::Min(least, some);
        nearest = hn::Min(nearest, hn::BitCast(as_unsigned, hn::Xor(some, backslash)));
    }
    bool plain = hn::AllTrue(tag, hn::Gt(least, control)) &&
                 hn::AllTrue(as_unsigned, hn::Ne(nearest, hn::Zero(as_unsigned)));
    for (; at < count; ++at) {
        plain = plain && from[at] > 0x1F && from[at] != '\\';
    }
    return plain;
}

std::size_t count_bytes(const std::uint8_t* bytes, std::size_t count, std::uint8_t wanted) {
    const hn::ScalableTag<std::uint8_t> tag;
    const auto all = hn::Set(tag, wanted);
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t found = 0;
    std::size_t at = 0;
    for (; at + lanes <= count; at += lanes) {
        found += hn::CountTrue(tag, hn::Eq(hn::LoadU(tag, bytes + at), all));
    }
    for (; at < count; ++at) {
        found += bytes[at] == wanted ? 1 : 0;
    }
    return found;
}

constexpr Loops loops = {
    HWY_STR(HWY_NAMESPACE),
    less_numbers,
    less_days,
    equal_numbers,
    equal_days,
    less_small,
    equal_small,
    less_bytes,
    equal_bytes,
    conjunction,
    some_members,
    all_members,
    possible_in,
    fact_in,
    bytes_equal,
    words_known,
    numbers_known,
    sets_apart,
    narrow,
    narrow_more,
    all_plain,
    count_bytes,
    count_bits,
    add_unknown,
};

} // namespace precept::vectors::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace precept::vectors {

std::vector<const Loops*> supported() {
    std::vector<const Loops*> found;
    [[maybe_unused]] const InstructionSets has = instruction_sets();
#if HWY_TARGETS & HWY_AVX3_DL
    if (has.avx3_dl) {
        found.push_back(&N_AVX3_DL::loops);
    }
#endif
#if HWY_TARGETS & HWY_AVX3
    if (has.avx3) {
        found.push_back(&N_AVX3::loops);
    }
#endif
#if HWY_TARGETS & HWY_AVX2
    if (has.avx2) {
        found.push_back(&N_AVX2::loops);
    }
#endif
#if HWY_TARGETS & HWY_SSE4
    if (has.sse4) {
        found.push_back(&N_SSE4::loops);
    }
#endif
    if (found.empty() || found.back() != &HWY_NAMESPACE::loops) {
        found.push_back(&HWY_NAMESPACE::loops);
    }
    return found;
}

} // namespace precept::vectors

#endif
