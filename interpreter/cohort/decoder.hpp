// Records → columns. A decoder reads one block after another straight into the columns of batches,
// with no object for each patient. What it cannot read is a reject, with every reason found; it is
// not in the batch, and the rest goes on. One decoder serves one worker and keeps its memory.
#pragma once

#include "interpreter/batch.hpp"
#include "interpreter/cohort/block.hpp"
#include "lang/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// Where a patient of a batch came from. Texts are parts of `Block::text`.
struct RowOrigin {
    std::uint64_t line = 0; ///< in the input, from 1
    std::string_view text;  ///< the record as it was, without its line end
    std::string_view
        id; ///< the patient's name: the id column, unescaped; empty where there is none
};

/// A reason why a record could not be read.
struct RejectReason {
    std::uint64_t line = 0;   ///< in the input, from 1
    std::uint32_t column = 0; ///< from 1, in code points
    Diagnostic finding;       ///< its span is that in the record alone
    std::string file{};       ///< the file of events that it is in; empty: the cohort itself
};

/// A record that could not be read, as it was.
struct Reject {
    std::uint64_t line = 0;
    std::string text;
    std::vector<RejectReason> reasons;
    std::string_view line_end = "\n";
};

/// The line end behind a record that stands in a block; none behind the last of the input, as far
/// as it has none.
[[nodiscard]] inline std::string_view line_end_behind(std::string_view record) {
    const char* const behind = record.data() + record.size();
    return *behind == '\r' ? "\r\n" : *behind == '\n' ? "\n" : "";
}

/// How many events and rejects a batch holds at most, about, so that memory is bounded.
inline constexpr std::size_t most_events = 65'536;
inline constexpr std::size_t most_rejects = 1024;

/// Some patients of one block.
struct Decoded {
    Batch batch;
    std::vector<RowOrigin> rows; ///< by patient of the batch
    std::vector<Reject> rejects; ///< of the records up to the last row
    /// How many rows and rejects had to be read the long way, and slowly.
    std::size_t unusual = 0;
};

class Decoder {
public:
    Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    virtual ~Decoder() = default;

    /// Begins with the first record of `block`, which must outlive what is decoded from it.
    virtual void start(const Block& block) = 0;

    /// Decodes at most `most` patients more (fewer where they have many events), in the memory of
    /// what was there before; false when the block held no record that was not decoded or rejected
    /// before.
    virtual bool next(std::size_t most, Decoded& into) = 0;
};

} // namespace precept::cohort
