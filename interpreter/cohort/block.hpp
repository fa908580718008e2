// A piece of a cohort's input that holds whole records: lines of NDJSON, or rows of CSV, in which a
// quoted cell may hold line ends. What a worker cuts off the input (record_blocks.hpp) and decodes
// (decoder.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace precept::cohort {

struct Block {
    std::size_t number = 0;       ///< from 0, in the order of the input
    std::uint64_t offset = 0;     ///< of its first byte in the input, after decompression
    std::uint64_t first_line = 1; ///< line number of its first byte
    /// The records, the last one with its line end if it has one. At least `padding` bytes of
    /// capacity follow, for readers that load whole vectors.
    std::string text;

    static constexpr std::size_t padding = 64;
};

} // namespace precept::cohort
