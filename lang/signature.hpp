// The form of the clause that is being written at a place, and how much of it is there: what an
// editor shows while an author types `valid for 3`.
#pragma once

#include "lang/phrases.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace precept {

struct Signature {
    const Phrase* phrase = nullptr;
    /// The parts to be filled in, as bytes of `Phrase::form`.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> blanks;
    std::size_t at = 0; ///< the one that is being filled in; as many as there are: none
};

/// The nearest form before `offset` that is not whole yet; nothing where there is none.
[[nodiscard]] std::optional<Signature> find_signature(std::string_view text, std::uint32_t offset);

} // namespace precept
