#include "interpreter/cohort/bytes.hpp"

#include "interpreter/cohort/decompress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::size_t head_bytes = 64; ///< enough to tell every kind of content that is known here

std::string why(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "does not exist";
    case EACCES:
    case EPERM: return "may not be read: you have no permission";
    default: return fmt::format("cannot be read: {}", std::strerror(error));
    }
}

/// A file as it is. Its first bytes are read beforehand, to see what it is; a pipe cannot be wound
/// back.
class PlainBytes : public ByteStream {
public:
    PlainBytes(int file, bool owned, std::string name)
        : file_(file),
          owned_(owned),
          name_(std::move(name)) {
        struct stat status {};

        const bool known = fstat(file_, &status) == 0;
        waits_ = known && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) && make_pipe();
        if (known && S_ISREG(status.st_mode)) {
            const off_t at = lseek(file_, 0, SEEK_CUR); // a shell may have read some of it
            total_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size - at, 0));
            posix_fadvise(file_, 0, 0, POSIX_FADV_SEQUENTIAL);
        }
        head_.resize(head_bytes);
        std::size_t have = 0;
        while (have < head_bytes) {
            const std::size_t count = from_file(head_.data() + have, head_bytes - have);
            if (count == 0) {
                break;
            }
            have += count;
        }
        head_.resize(have);
    }

    ~PlainBytes() override {
        if (owned_) {
            close(file_);
        }
        if (waits_) {
            close(wake_[0]);
            close(wake_[1]);
        }
    }

    [[nodiscard]] std::string_view head() const { return head_; }

    std::size_t read(char* into, std::size_t most) override {
        std::size_t count = std::min(most, head_.size() - taken_);
        if (count > 0) {
            std::copy_n(head_.data() + taken_, count, into);
            taken_ += count;
        } else if (most > 0) {
            count = from_file(into, most);
        }
        consumed_.fetch_add(count, std::memory_order_relaxed);
        return count;
    }

    bool skip(std::uint64_t count) override {
        const std::uint64_t from_head = std::min<std::uint64_t>(count, head_.size() - taken_);
        const std::uint64_t rest = count - from_head;
        const bool enough = !total_ || consumed() + count <= *total_;
        if (rest > 0 &&
            (!total_ || !enough || lseek(file_, static_cast<off_t>(rest), SEEK_CUR) == off_t{-1})) {
            return ByteStream::skip(count);
        }
        taken_ += from_head;
        consumed_.fetch_add(count, std::memory_order_relaxed);
        return true;
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return failure_; }

    [[nodiscard]] std::uint64_t consumed() const override {
        return consumed_.load(std::memory_order_relaxed);
    }

    [[nodiscard]] std::optional<std::uint64_t> total() const override { return total_; }

    [[nodiscard]] bool plain_file() const override { return owned_ && total_; }

    void cancel() override {
        cancelled_.store(true);
        if (waits_) {
            // It cannot fail but for being full, and then the other thread is awake.
            [[maybe_unused]] const ssize_t written = write(wake_[1], "", 1);
        }
    }

private:
    std::size_t from_file(char* into, std::size_t most) {
        while (wait()) {
            const ssize_t count = ::read(file_, into, most);
            if (count >= 0) {
                return static_cast<std::size_t>(count);
            }
            if (errno != EINTR) {
                failure_ = fmt::format("`{}` {}", name_, why(errno));
                return 0;
            }
        }
        return 0;
    }

    bool make_pipe() {
        if (pipe(wake_.data()) != 0) {
            return false;
        }
        for (const int end : wake_) {
            fcntl(end, F_SETFD, FD_CLOEXEC); // NOLINT
        }
        return true;
    }

    /// Until there is something to read; false when that is cancelled.
    bool wait() {
        while (waits_ && !cancelled_.load()) {
            std::array<pollfd, 2> both{{{file_, POLLIN, 0}, {wake_[0], POLLIN, 0}}};
            if (poll(both.data(), both.size(), -1) >= 0 && both[0].revents != 0) {
                break;
            }
        }
        return !cancelled_.load();
    }

    int file_;
    bool owned_;
    bool waits_ = false;              ///< reading may have to wait for more
    std::array<int, 2> wake_{-1, -1}; ///< a pipe that `cancel` writes to
    std::atomic<bool> cancelled_ = false;
    std::string name_;
    std::string head_;
    std::size_t taken_ = 0; ///< of the head
    std::atomic<std::uint64_t> consumed_ = 0;
    std::optional<std::uint64_t> total_;
    std::optional<std::string> failure_;
};

struct Foreign {
    std::string_view begin;
    std::string_view fault;
    std::string_view help;
};

using namespace std::string_view_literals;

/// Content that people do give by mistake, by its first bytes.
constexpr std::array<Foreign, 7> foreign = {{
    {"PK\x03\x04"sv,
     "is a zip archive or an Excel workbook, not a text",
     "save the sheet as CSV, or unpack the archive"},
    {"\xD0\xCF\x11\xE0"sv, "is an old Excel workbook, not a text", "save the sheet as CSV"},
    {"PAR1\x15"sv, "is a Parquet file, not a text", "export it as CSV or NDJSON"},
    {"BZh91AY"sv, "is compressed by bzip2", "decompress it: gzip and zstd are read as they are"},
    {"\xFD"
     "7zXZ"sv,
     "is compressed by xz",
     "decompress it: gzip and zstd are read as they are"},
    {"\xFF\xFE"sv, "is saved as UTF-16, not as UTF-8", "save it again with the encoding UTF-8"},
    {"\xFE\xFF"sv, "is saved as UTF-16, not as UTF-8", "save it again with the encoding UTF-8"},
}};

void report(
    const std::string& path,
    std::string message,
    std::string help,
    Sources& sources,
    Diagnostics& diagnostics
) {
    diagnostics.push_back(
        {.code = Code::UnreadableFile,
         .span = {sources.add(path, {}), 0, 0},
         .message = std::move(message),
         .help = std::move(help)}
    );
}

} // namespace

bool ByteStream::skip(std::uint64_t count) {
    std::string passed(std::size_t{64} << 10U, '\0');
    while (count > 0) {
        const std::size_t got = read(
            passed.data(), static_cast<std::size_t>(std::min<std::uint64_t>(count, passed.size()))
        );
        if (got == 0) {
            return false;
        }
        count -= got;
    }
    return true;
}

std::string shown_path(const std::string& path) {
    return path == "-" ? "<standard input>" : path;
}

std::unique_ptr<ByteStream>
open_bytes(const std::string& path, Sources& sources, Diagnostics& diagnostics) {
    const std::string name = shown_path(path);
    const bool owned = path != "-";
    const int file = owned ? open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO; // NOLINT
    if (file < 0) {
        report(name, fmt::format("`{}` {}", name, why(errno)), "", sources, diagnostics);
        return nullptr;
    }
    auto plain = std::make_unique<PlainBytes>(file, owned, name);
    if (const auto failure = plain->failure()) {
        struct stat status {};

        const bool folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
        report(
            name,
            folder ? fmt::format("`{}` is a folder, not a file", name) : *failure,
            folder ? "name a file in it" : "",
            sources,
            diagnostics
        );
        return nullptr;
    }
    const std::string_view head = plain->head();
    for (const Foreign& kind : foreign) {
        if (head.starts_with(kind.begin)) {
            report(
                name,
                fmt::format("`{}` {}", name, kind.fault),
                std::string(kind.help),
                sources,
                diagnostics
            );
            return nullptr;
        }
    }
    if (head.starts_with("\x1f\x8b"sv)) {
        return gunzip(std::move(plain), name);
    }
    // A frame of data, or one to be skipped that stands before it (0x184D2A50 to 5F).
    const bool skippable = head.size() >= 4 &&
                           (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50U &&
                           head.substr(1, 3) == "\x2A\x4D\x18"sv;
    if (head.starts_with("\x28\xB5\x2F\xFD"sv) || skippable) {
        return unzstd(std::move(plain), name);
    }
    return plain;
}

} // namespace precept::cohort
