// Owns the text of every file of a run: rule files and patient files alike. Everything else
// refers to a text by `Span`; a line and a column exist only while something is shown.
// Refuses files that cannot be text of ours (see `read_file`).
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/span.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace precept {

/// Line and column, both from 1; the column counts Unicode code points.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// A text that nothing changes: its copies share it.
class SharedText {
public:
    SharedText() : SharedText(std::string()) {}

    SharedText(std::string text) // NOLINT(google-explicit-constructor): it stands for the text
        : text_(std::make_shared<const std::string>(std::move(text))) {}

    SharedText(const char* text) // NOLINT(google-explicit-constructor)
        : SharedText(std::string(text)) {}

    [[nodiscard]] const std::string& operator*() const { return *text_; }

    [[nodiscard]] const std::string* operator->() const { return text_.get(); }

    friend bool operator==(const SharedText& left, const SharedText& right) {
        return left.text_ == right.text_ || *left == *right;
    }

private:
    std::shared_ptr<const std::string> text_;
};

/// One file's name, as it is to be shown, and its text.
class SourceFile {
public:
    SourceFile(std::string path, SharedText text);

    [[nodiscard]] const std::string& path() const { return path_; }

    void rename(std::string path) { path_ = std::move(path); }

    [[nodiscard]] std::string_view text() const { return *text_; }

    /// The position of byte `offset`; an offset past the end is taken as the end.
    [[nodiscard]] Position position(std::uint32_t offset) const;

    /// The text of line `line` (from 1), without its line end.
    [[nodiscard]] std::string_view line(std::uint32_t line) const;

    [[nodiscard]] std::uint32_t line_count() const;

private:
    /// Code points before byte `offset`: counted from the block that it is in, so that a line of
    /// megabytes costs no more than any other.
    [[nodiscard]] std::uint32_t characters_before(std::uint32_t offset) const;

    static constexpr std::uint32_t block_size = 1024;

    std::string path_;
    SharedText text_;
    std::vector<std::uint32_t>
        line_starts_; // both filled at once, so that threads may share a file
    std::vector<std::uint32_t> block_counts_; // code points before each block
};

/// A file that several runs have in common.
using SharedFile = std::shared_ptr<const SourceFile>;

/// All files of a run. References to texts, and to files but for their names, stay valid while it
/// lives.
class Sources {
public:
    FileId add(std::string path, SharedText text);
    /// One that a run before had as well.
    FileId add(SharedFile file);

    [[nodiscard]] const SourceFile& operator[](FileId file) const { return *files_[file]; }

    [[nodiscard]] const SharedFile& shared(FileId file) const { return files_[file]; }

    [[nodiscard]] std::size_t size() const { return files_.size(); }

    /// Shows a file under another name from now on: one that was read from a copy of it.
    void rename(FileId file, std::string path);

    /// The text that `span` covers.
    [[nodiscard]] std::string_view text(Span span) const;

    /// `path:line`, as traces name a place.
    [[nodiscard]] std::string place(Span span) const;

private:
    std::vector<SharedFile> files_;
};

/// Largest file that is read, in bytes; a larger one is refused with `unreadable-file`.
inline constexpr std::size_t max_file_bytes = std::size_t{16} << 20U;

/// Reads `path` (`-` is standard input) into `sources`. A file that is missing, too large, binary
/// or not UTF-8 is reported and gives no id. A byte-order mark is dropped; CRLF is kept.
[[nodiscard]] std::optional<FileId>
read_file(const std::string& path, Sources& sources, Diagnostics& diagnostics);

/// Registers `text` under `path` after the same checks as `read_file` (editor buffers, tests).
[[nodiscard]] std::optional<FileId>
add_text(std::string path, SharedText text, Sources& sources, Diagnostics& diagnostics);

} // namespace precept
