// A file that grows by whole lines, or standard output. When the disk is full, what was written in
// part is taken back, so that a regular file always ends with a whole line.
#pragma once

#include "interpreter/cohort/fingerprint.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace precept::cohort {

class OutputFile {
public:
    OutputFile() = default;
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    /// Opens `path` (`-`: standard output) with what a run before wrote of it, by default nothing.
    /// False when that cannot be done, or it is no longer there; see `failure`.
    bool open(const std::string& path, const Written& before = {});

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

    /// Whether it is a file that can be gone on with later: no pipe, no terminal, no device.
    [[nodiscard]] bool regular() const { return regular_; }

    /// Appends whole lines. False when they could not be written; none of them is then there.
    bool append(std::string_view lines);

    /// Brings all to the disk.
    bool flush();

    /// Flushes and closes.
    bool close();

    [[nodiscard]] std::uint64_t length() const { return length_; }

    /// What there is of it, to be gone on with by a later run.
    [[nodiscard]] Written written() const;

    /// `FILE can't be written: No space left on device`.
    [[nodiscard]] const std::string& failure() const { return failure_; }

private:
    bool fail(std::string_view what);
    /// Reads what was written before, which has to be as it was.
    bool take_up(const Written& before);
    /// Shortens the file by what was just written of lines that did not fit as a whole.
    void take_back(std::size_t bytes);

    std::string path_;
    int descriptor_ = -1;
    bool owned_ = false;
    bool regular_ = false;
    std::uint64_t length_ = 0;
    Fingerprint fingerprint_; ///< of a regular file
    std::string failure_;
};

/// Writes `text` to the file `path`, which then has all of it or what it had before, or to the pipe
/// or device of that name. False, and why, when that could not be done.
[[nodiscard]] bool
write_whole(const std::string& path, std::string_view text, std::string& failure);

} // namespace precept::cohort
