// A piece of a cohort's input that holds whole records: lines of NDJSON, or rows of CSV, in which a
// quoted cell may hold line ends. What a worker cuts off the input (record_blocks.hpp) and decodes
// (decoder.hpp).
#pragma once

#include "interpreter/cohort/block_text.hpp"

#include <cstddef>
#include <cstdint>

namespace precept::cohort {

struct Block {
    std::size_t number = 0;       ///< from 0, in the order of the input
    std::uint64_t offset = 0;     ///< of its first byte in the input, after decompression
    std::uint64_t first_line = 1; ///< line number of its first byte
    std::uint64_t line_ends = 0;  ///< in `text`
    BlockText text;               ///< the records, the last one with its line end if it has one
};

} // namespace precept::cohort
