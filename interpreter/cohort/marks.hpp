// Looks through text for the few bytes that records are cut by, many at once, with the vector
// instructions that the processor has. The vector library stays behind marks.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// Puts the offset of every `delimiter`, line end and quotation mark in `text` into `marks`, in
/// order, and returns whether all bytes are ASCII. `text` is at most 4 GiB.
bool find_marks(std::string_view text, char delimiter, std::vector<std::uint32_t>& marks);

} // namespace precept::cohort
