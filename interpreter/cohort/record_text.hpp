// One record of a large file, shown and traced with the line that it has there, without the rest of
// the file.
#pragma once

#include "lang/source.hpp"

#include <cstdint>
#include <string>

namespace precept::cohort {

/// Registers `text`, which stands in `file` from `line` on, so that its places are called
/// `FILE:LINE`.
[[nodiscard]] FileId
add_record(Sources& sources, const std::string& file, std::string text, std::uint64_t line);

} // namespace precept::cohort
