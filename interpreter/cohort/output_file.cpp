#include "interpreter/cohort/output_file.hpp"

#include "interpreter/write_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace precept::cohort {

OutputFile::~OutputFile() {
    if (owned_) {
        ::close(descriptor_);
    }
}

bool OutputFile::fail(std::string_view what) {
    failure_ = fmt::format("{} {}: {}", path_, what, std::strerror(errno));
    return false;
}

bool OutputFile::take_up(const Written& before) {
    const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC); // NOLINT: it has no third
    if (file < 0) {
        return fail("can't be read again");
    }
    std::vector<char> piece(std::size_t{1} << 16U);
    std::uint64_t left = before.length;
    while (left > 0) {
        const ssize_t count =
            ::read(file, piece.data(), std::min<std::uint64_t>(piece.size(), left));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        fingerprint_.add({piece.data(), static_cast<std::size_t>(count)});
        left -= static_cast<std::uint64_t>(count);
    }
    ::close(file);
    if (left > 0 || fingerprint_.digits() != before.fingerprint) {
        failure_ = fmt::format(
            "{} {}; without --resume it is begun anew",
            path_,
            left > 0 ? "is shorter than it was" : "is no longer what was written to it"
        );
        return false;
    }
    return true;
}

bool OutputFile::open(const std::string& path, const Written& before) {
    path_ = path == "-" ? "standard output" : path;
    owned_ = path != "-";
    if (!owned_) {
        descriptor_ = STDOUT_FILENO;
        return true;
    }
    const int create = before.length > 0 ? 0 : O_CREAT; // not where it is to be gone on with
    descriptor_ = ::open(path.c_str(), O_WRONLY | create | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && create == 0 && errno == ENOENT) {
        owned_ = false;
        failure_ = fmt::format("{} is no longer there; without --resume it is begun anew", path_);
        return false;
    }

    struct stat status {};

    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
        owned_ = descriptor_ >= 0;
        return fail("can't be written");
    }
    regular_ = S_ISREG(status.st_mode);
    if (!regular_) {
        return true;
    }
    if (before.length > 0 && !take_up(before)) {
        return false;
    }
    const auto end = static_cast<off_t>(before.length);
    if (::ftruncate(descriptor_, end) != 0 || ::lseek(descriptor_, end, SEEK_SET) < 0) {
        return fail("can't be written");
    }
    length_ = before.length;
    return true;
}

bool OutputFile::append(std::string_view lines) {
    std::string_view rest = lines;
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            fail("can't be written");
            take_back(lines.size() - rest.size());
            return false;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    length_ += lines.size();
    if (regular_) {
        fingerprint_.add(lines);
    }
    return true;
}

Written OutputFile::written() const {
    return length_ == 0 ? Written{} : Written{length_, fingerprint_.digits()};
}

void OutputFile::take_back(std::size_t bytes) {
    const off_t now = bytes == 0 ? -1 : ::lseek(descriptor_, 0, SEEK_CUR);
    if (now < 0) { // nothing was written, or to a pipe, where it cannot be taken back
        return;
    }
    const off_t end = now - static_cast<off_t>(bytes);
    if (::ftruncate(descriptor_, end) != 0 || ::lseek(descriptor_, end, SEEK_SET) < 0) {
        failure_ += "; its last line may not be whole";
    }
}

bool OutputFile::flush() {
    return !regular_ || ::fdatasync(descriptor_) == 0 || fail("can't be written");
}

bool OutputFile::close() {
    if (!owned_) {
        return true;
    }
    const bool flushed = flush();
    owned_ = false;
    // Some file systems say only now that there was no room.
    return (::close(std::exchange(descriptor_, -1)) == 0 || fail("can't be written")) && flushed;
}

bool write_whole(const std::string& path, std::string_view text, std::string& failure) {
    struct stat status {};

    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) { // not to be replaced by a file
        OutputFile file;
        const bool written = file.open(path) && file.append(text) && file.close();
        failure = file.failure();
        return written;
    }
    if (!write_file(path, text)) {
        failure = fmt::format("{} can't be written: {}", path, std::strerror(errno));
        return false;
    }
    return true;
}

} // namespace precept::cohort
