// Whether bytes are text in UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace precept {

/// The offset of the first byte that is not part of well-formed UTF-8, or the size of `text`.
[[nodiscard]] std::size_t first_bad_byte(std::string_view text);

} // namespace precept
