// Compiled once for each instruction set, and with the library's headers alone, as vectors.cpp is.

#define HWY_DISABLED_TARGETS (HWY_AVX3_DL | HWY_SSSE3)
#define HWY_IS_DEBUG_BUILD 0
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "interpreter/cohort/marks.cpp"
#include "interpreter/cohort/marks.hpp"

#include "interpreter/processor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#ifndef PRECEPT_COHORT_MARKS
#define PRECEPT_COHORT_MARKS

namespace precept::cohort {

/// The loops for one instruction set.
struct MarkLoops {
    bool (*find_marks)(std::string_view text, char delimiter, std::vector<std::uint32_t>& marks);
};

} // namespace precept::cohort

#endif

HWY_BEFORE_NAMESPACE();

namespace precept::cohort::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t chunk = 64; ///< bytes whose marks fill one word

/// Calls `look(bytes)` with each 64 bytes of `text`, the last ones filled up with zeros.
template <typename Look>
HWY_INLINE void for_chunks(std::string_view text, const Look& look) {
    std::size_t at = 0;
    for (; at + chunk <= text.size(); at += chunk) {
        look(reinterpret_cast<const std::uint8_t*>(text.data() + at), at);
    }
    if (at < text.size()) {
        std::array<std::uint8_t, chunk> rest{};
        std::memcpy(rest.data(), text.data() + at, text.size() - at);
        look(rest.data(), at);
    }
}

/// Bit i: whether `is` says so of byte i.
template <typename Is>
HWY_INLINE std::uint64_t bits_where(const std::uint8_t* bytes, const Is& is) {
    const hn::CappedTag<std::uint8_t, chunk> tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::array<std::uint8_t, chunk / 8 + 8> bits{};
    for (std::size_t i = 0; i < chunk; i += lanes) {
        hn::StoreMaskBits(tag, is(tag, hn::LoadU(tag, bytes + i)), bits.data() + i / 8);
    }
    std::uint64_t word = 0;
    std::memcpy(&word, bits.data(), sizeof(word));
    return word;
}

bool find_marks(std::string_view text, char delimiter, std::vector<std::uint32_t>& marks) {
    std::uint64_t beyond_ascii = 0;
    std::size_t count = 0;
    marks.resize(std::max(marks.capacity(), chunk));
    for_chunks(text, [&](const std::uint8_t* bytes, std::size_t at) {
        std::uint64_t found = bits_where(bytes, [&](auto tag, auto some) {
            const auto is = [&](char one) {
                return hn::Eq(some, hn::Set(tag, static_cast<std::uint8_t>(one)));
            };
            return hn::Or(is(delimiter), hn::Or(is('\n'), is('"')));
        });
        beyond_ascii |= bits_where(bytes, [](auto tag, auto some) {
            return hn::TestBit(some, hn::Set(tag, std::uint8_t{0x80}));
        });
        if (count + chunk > marks.size()) {
            marks.resize(2 * marks.size());
        }
        for (; found != 0; found &= found - 1) {
            marks[count++] =
                static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::countr_zero(found)));
        }
    });
    marks.resize(count);
    return beyond_ascii == 0;
}

// Not `const` alone: each instruction set has its own, and only one of the files defines it.
extern const MarkLoops mark_loops;
const MarkLoops mark_loops{find_marks};

} // namespace precept::cohort::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace precept::cohort {

namespace {

const MarkLoops& best() {
    static const MarkLoops& chosen = []() -> const MarkLoops& {
        [[maybe_unused]] const InstructionSets has = instruction_sets();
#if HWY_TARGETS & HWY_AVX3
        if (has.avx3) {
            return N_AVX3::mark_loops;
        }
#endif
#if HWY_TARGETS & HWY_AVX2
        if (has.avx2) {
            return N_AVX2::mark_loops;
        }
#endif
#if HWY_TARGETS & HWY_SSE4
        if (has.sse4) {
            return N_SSE4::mark_loops;
        }
#endif
        return HWY_NAMESPACE::mark_loops;
    }();
    return chosen;
}

} // namespace

bool find_marks(std::string_view text, char delimiter, std::vector<std::uint32_t>& marks) {
    return best().find_marks(text, delimiter, marks);
}

} // namespace precept::cohort

#endif
