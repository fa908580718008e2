// Decompression of a stream of bytes by zlib and libzstd, which stay behind gunzip.cpp and
// unzstd.cpp. Checksums are checked; what breaks off or is corrupt is a failure with its place in
// the compressed file.
#pragma once

#include "interpreter/cohort/bytes.hpp"

#include <memory>
#include <string>

namespace precept::cohort {

/// The content of a gzip file: one member after another, as `cat a.gz b.gz` makes. `name` is for
/// messages.
[[nodiscard]] std::unique_ptr<ByteStream>
gunzip(std::unique_ptr<ByteStream> compressed, std::string name);

/// The content of a zstd file: one frame after another. Frames whose window is larger than 128 MiB
/// are refused, as that much memory would be needed.
[[nodiscard]] std::unique_ptr<ByteStream>
unzstd(std::unique_ptr<ByteStream> compressed, std::string name);

/// What decompressors share: a buffer of compressed bytes, the place in them, and the failure.
class Compressed {
public:
    Compressed(std::unique_ptr<ByteStream> bytes, std::string name);

    /// The bytes at hand that were not used; none at the end of the file.
    [[nodiscard]] std::string_view ahead();

    void use(std::size_t count) { begin_ += count; }

    /// `NAME` WORDS, after so many bytes. What the file itself failed with counts more.
    void fail(std::string_view words);

    [[nodiscard]] std::optional<std::string> failure() const;

    [[nodiscard]] const ByteStream& bytes() const { return *bytes_; }

    void cancel() { bytes_->cancel(); }

private:
    std::unique_ptr<ByteStream> bytes_;
    std::string name_;
    std::string buffer_;
    std::size_t begin_ = 0, end_ = 0;
    std::uint64_t used_ = 0; ///< before what is in the buffer
    std::optional<std::string> failure_;
};

} // namespace precept::cohort
