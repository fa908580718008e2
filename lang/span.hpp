// A place in a source text, as byte offsets. Lines and columns are worked out only
// when a place is shown (see source.hpp).
#pragma once

#include <cstdint>

namespace precept {

/// Index of a file in `Sources`.
using FileId = std::uint32_t;

/// The bytes `[begin, end)` of a file.
struct Span {
    FileId file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

/// The span from the start of `first` to the end of `last`; both lie in one file.
constexpr Span join(Span first, Span last) {
    return {first.file, first.begin, last.end};
}

} // namespace precept
