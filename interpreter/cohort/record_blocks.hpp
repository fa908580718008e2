// Cuts a stream of bytes into blocks of whole records: lines, or rows of CSV, in which a quoted
// cell may hold line ends. A quotation mark opens a cell only where the cell begins, so that one
// that is left over in the middle of a text does no harm to the rows after it. A record longer than
// the limit ends the reading with a failure: memory is bounded by a few times that limit.
#pragma once

#include "interpreter/cohort/bytes.hpp"
#include "interpreter/cohort/pipeline.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace precept::cohort {

struct BlockSizes {
    std::size_t block = std::size_t{1} << 19U;    ///< bytes that a block is filled to, about
    std::size_t longest = std::size_t{16} << 20U; ///< bytes of a record
};

/// Where the last whole record of `text` ends, which begins with one; 0 where none does. With a
/// `delimiter` the records are rows of CSV.
[[nodiscard]] std::size_t last_record_end(std::string_view text, std::optional<char> delimiter);

/// Where the first record of `text` ends, its line end included; 0 where it does not.
[[nodiscard]] std::size_t first_record_end(std::string_view text, std::optional<char> delimiter);

class RecordBlocks final : public BlockSource {
public:
    /// `name` is what the input is called in messages. A byte-order mark is left out.
    RecordBlocks(std::unique_ptr<ByteStream> bytes, std::string name, BlockSizes sizes);

    /// The beginning of what is to come, as much as a block holds, without taking it.
    [[nodiscard]] std::string_view look_ahead();

    /// The records are rows of CSV from now on.
    void cut_csv(char delimiter) { delimiter_ = delimiter; }

    /// Takes the next record by itself, without its line end: the header of CSV. Nothing at the end
    /// of the input.
    [[nodiscard]] std::optional<std::string> take_record();

    /// What the record that was taken last ended with.
    [[nodiscard]] std::string_view line_end() const { return line_end_; }

    /// Goes on at `offset` of the decompressed input, the start of a record in line `line`, which
    /// lies ahead. False, and a failure, when the input ends before.
    bool skip_to(std::uint64_t offset, std::uint64_t line);

    bool next(Block& into) override;

    void cancel() override;

    [[nodiscard]] std::optional<std::string> failure() const override { return failure_; }

    /// Where the next block begins.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }

    [[nodiscard]] std::uint64_t line() const { return line_; }

    [[nodiscard]] const ByteStream& bytes() const { return *bytes_; }

private:
    /// Fills `text`, of which the first `have` bytes are there, up to `size` bytes, and makes it as
    /// long as what it then holds; false at the end of the input.
    bool fill(BlockText& text, std::size_t have, std::size_t size);
    void fail_too_long(std::string_view text);

    std::unique_ptr<ByteStream> bytes_;
    std::string name_;
    BlockSizes sizes_;
    std::optional<char> delimiter_;
    BlockText ahead_; ///< read, and not yet given
    std::string_view line_end_ = "\n";
    std::size_t number_ = 0;
    std::uint64_t offset_ = 0, line_ = 1;
    bool begun_ = false;
    bool ended_ = false; ///< the input: there is nothing left to read
    std::atomic<bool> cancelled_ = false;
    std::optional<std::string> failure_;
};

} // namespace precept::cohort
