#include "lang/source.hpp"

#include "lang/folder_entry.hpp"
#include "lang/suggest.hpp"
#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace precept {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Why `text` cannot be a text of ours, and what to do; empty if it can.
std::pair<std::string, std::string> objection(std::string_view text) {
    if (text.size() > max_file_bytes) {
        return {
            fmt::format("is larger than {} MiB", max_file_bytes >> 20U),
            "split it into smaller files"};
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return {"is saved as UTF-16, not as UTF-8", "save it again with the encoding UTF-8"};
    }
    const auto line_of = [&](std::size_t offset) {
        const std::string_view before = text.substr(0, offset);
        return std::count(before.begin(), before.end(), '\n') + 1;
    };
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        return {
            fmt::format("is not a text file: line {} has a zero byte", line_of(zero)),
            "give a plain text file"};
    }
    const std::size_t bad = first_bad_byte(text);
    if (bad < text.size()) {
        return {
            fmt::format(
                "is not saved as UTF-8: line {} has the byte {:02X} at offset {}",
                line_of(bad),
                static_cast<unsigned char>(text[bad]),
                bad
            ),
            "save it again with the encoding UTF-8"};
    }
    return {};
}

/// The finding needs a file to point at, so the path is registered with no text.
void report_unreadable(
    const std::string& path,
    const std::string& fault,
    std::string help,
    Sources& sources,
    Diagnostics& diagnostics
) {
    const FileId file = sources.add(path, "");
    diagnostics.push_back(
        {.code = Code::UnreadableFile,
         .span = {file, 0, 0},
         .message = fmt::format("`{}` {}", path, fault),
         .help = std::move(help)}
    );
}

/// Reads to the end, or one byte past the limit: enough to refuse what is too large, even where
/// the size is not known beforehand (a pipe).
std::optional<std::string> read_limited(std::FILE* stream) {
    constexpr std::size_t usual = std::size_t{1} << 16U;

    struct stat status {};

    // All of a file at once, where it says how large it is, and one byte more: its end.
    const bool sized = fstat(fileno(stream), &status) == 0 && status.st_size > 0;
    std::size_t next = sized ? static_cast<std::size_t>(status.st_size) + 1 : usual;
    std::string text;
    while (text.size() <= max_file_bytes) {
        const std::size_t have = text.size();
        const std::size_t wanted = std::min(std::exchange(next, usual), max_file_bytes + 1 - have);
        text.resize(have + wanted);
        const std::size_t count = std::fread(text.data() + have, 1, wanted, stream);
        text.resize(have + count);
        if (count < wanted) {
            break;
        }
    }
    if (std::ferror(stream) != 0) {
        return std::nullopt;
    }
    return text;
}

struct Closer {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
};

/// A file or folder beside the missing `path` that was probably meant; empty where there is none.
std::string neighbour(const std::string& path) {
    namespace fs = std::filesystem;
    constexpr std::size_t most = 1000; // in a larger folder a guess is not worth the wait
    const fs::path named = path.ends_with('/') ? fs::path(path).parent_path() : fs::path(path);
    const fs::path folder = named.parent_path();
    std::map<std::string, fs::path> by_stem; // an ending would make all names look alike
    std::error_code error;
    fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
    for (; !error && at != fs::directory_iterator() && by_stem.size() < most; at.increment(error)) {
        const fs::path& there = at->path();
        // A link that leads nowhere is there, but no better than what is missing.
        std::error_code none;
        const bool fit = !named.has_extension() || named.extension() == there.extension();
        if (fit && is_hidden(named) == is_hidden(there) && fs::exists(there, none)) {
            by_stem.emplace(there.stem().string(), there.filename());
        }
    }
    std::vector<std::string> stems;
    stems.reserve(by_stem.size());
    for (const auto& [stem, name] : by_stem) {
        stems.push_back(stem);
    }
    const std::string stem = named.stem().string();
    const auto near = by_stem.contains(stem) ? std::optional(stem) : nearest(stem, stems);
    return near ? (folder / by_stem.at(*near)).string() : std::string();
}

std::string why_not_opened(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "does not exist";
    case EACCES:
    case EPERM: return "may not be read: you have no permission";
    default: return fmt::format("cannot be opened: {}", std::strerror(error));
    }
}

} // namespace

namespace {

std::uint32_t characters_in(std::string_view text, std::size_t begin, std::size_t length) {
    return static_cast<std::uint32_t>(count_characters(text.substr(begin, length)));
}

} // namespace

SourceFile::SourceFile(std::string path, SharedText shared)
    : path_(std::move(path)),
      text_(std::move(shared)),
      line_starts_{0} {
    const std::string& text = *text_;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
    std::uint32_t count = 0;
    block_counts_.reserve(text.size() / block_size + 1);
    for (std::size_t at = 0; at <= text.size(); at += block_size) {
        block_counts_.push_back(count);
        count += characters_in(text, at, block_size);
    }
}

std::uint32_t SourceFile::characters_before(std::uint32_t offset) const {
    const std::uint32_t block = offset / block_size;
    const std::uint32_t begin = block * block_size;
    return block_counts_[block] + characters_in(*text_, begin, offset - begin);
}

Position SourceFile::position(std::uint32_t offset) const {
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(offset, text_->size()));
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), end);
    const auto index = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    const std::uint32_t column =
        characters_before(end) - characters_before(line_starts_[index]) + 1;
    return {static_cast<std::uint32_t>(index + 1), column};
}

std::string_view SourceFile::line(std::uint32_t line) const {
    if (line == 0 || line > line_count()) {
        return {};
    }
    const std::size_t begin = line_starts_[line - 1];
    const std::size_t next = line < line_starts_.size() ? line_starts_[line] : text_->size();
    std::string_view text = std::string_view(*text_).substr(begin, next - begin);
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return text;
}

std::uint32_t SourceFile::line_count() const {
    return static_cast<std::uint32_t>(line_starts_.size());
}

FileId Sources::add(std::string path, SharedText text) {
    return add(std::make_shared<const SourceFile>(std::move(path), std::move(text)));
}

FileId Sources::add(SharedFile file) {
    files_.push_back(std::move(file));
    return static_cast<FileId>(files_.size() - 1);
}

void Sources::rename(FileId file, std::string path) {
    SourceFile renamed = *files_[file];
    renamed.rename(std::move(path));
    files_[file] = std::make_shared<const SourceFile>(std::move(renamed));
}

std::string_view Sources::text(Span span) const {
    const std::string_view text = files_[span.file]->text();
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
    const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
    return text.substr(begin, end - begin);
}

std::string Sources::place(Span span) const {
    const SourceFile& file = *files_[span.file];
    return fmt::format("{}:{}", file.path(), file.position(span.begin).line);
}

std::optional<FileId>
read_file(const std::string& path, Sources& sources, Diagnostics& diagnostics) {
    if (path == "-") {
        auto text = read_limited(stdin);
        if (!text) {
            report_unreadable(path, "cannot be read to its end", "", sources, diagnostics);
            return std::nullopt;
        }
        return add_text("<standard input>", std::move(*text), sources, diagnostics);
    }
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        report_unreadable(
            path, "is a folder, not a file", "name a file in it", sources, diagnostics
        );
        return std::nullopt;
    }
    const std::unique_ptr<std::FILE, Closer> stream(std::fopen(path.c_str(), "rb"));
    if (!stream) {
        const int reason = errno;
        const std::string guess = reason == ENOENT ? neighbour(path) : "";
        report_unreadable(
            path,
            why_not_opened(reason),
            guess.empty() ? "" : fmt::format("did you mean `{}`?", guess),
            sources,
            diagnostics
        );
        return std::nullopt;
    }
    auto text = read_limited(stream.get());
    if (!text) {
        report_unreadable(path, "cannot be read to its end", "", sources, diagnostics);
        return std::nullopt;
    }
    return add_text(path, std::move(*text), sources, diagnostics);
}

std::optional<FileId>
add_text(std::string path, SharedText text, Sources& sources, Diagnostics& diagnostics) {
    auto [fault, help] = objection(*text);
    if (!fault.empty()) {
        report_unreadable(path, fault, std::move(help), sources, diagnostics);
        return std::nullopt;
    }
    if (text->starts_with(byte_order_mark)) {
        text = SharedText(text->substr(byte_order_mark.size()));
    }
    return sources.add(std::move(path), std::move(text));
}

} // namespace precept
