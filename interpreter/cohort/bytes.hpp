// The bytes of a file, of standard input (`-`) or of a pipe, one after another; what is compressed
// by gzip or zstd (told by its content, not by its name) is decompressed on the way, several
// members or frames included. Memory does not depend on the size of the input. A folder, a file
// that is not there and content that is no text of any kind are reported; what turns out to be
// broken later ends the bytes with a failure that says where.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace precept::cohort {

class ByteStream {
public:
    ByteStream() = default;
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;
    virtual ~ByteStream() = default;

    /// Puts the next bytes, at most `most`, to `into`. 0 only at the end, or when reading failed.
    virtual std::size_t read(char* into, std::size_t most) = 0;

    /// Leaves out `count` bytes; false when the input ends before, or reading failed.
    virtual bool skip(std::uint64_t count);

    /// Why reading failed, as a sentence that names the file; nothing where the end was reached.
    [[nodiscard]] virtual std::optional<std::string> failure() const = 0;

    /// How many bytes of the file, compressed if it is, were used up. Any thread may ask.
    [[nodiscard]] virtual std::uint64_t consumed() const = 0;

    /// How many bytes the file has; nothing for a pipe.
    [[nodiscard]] virtual std::optional<std::uint64_t> total() const = 0;

    /// Ends a `read` that waits for a pipe, on another thread; it and all later ones give 0.
    virtual void cancel() = 0;

    /// Whether they are those of a file as it is, which may be opened again.
    [[nodiscard]] virtual bool plain_file() const { return false; }
};

/// Opens `path`; what is wrong with it is reported, against `path` registered with no text.
[[nodiscard]] std::unique_ptr<ByteStream>
open_bytes(const std::string& path, Sources& sources, Diagnostics& diagnostics);

/// How `path` is called in messages: standard input has no name of its own.
[[nodiscard]] std::string shown_path(const std::string& path);

} // namespace precept::cohort
