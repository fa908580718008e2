#include "interpreter/write_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace precept {

namespace {

namespace fs = std::filesystem;

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

/// Gives the file the owner and the permissions of the one that it replaces, or those of a new one.
bool take_over(int file, const struct stat* replaced) {
    if (replaced == nullptr) {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        return ::fchmod(file, 0666U & ~mask) == 0;
    }
    // Only root can give files away, and nobody else needs to.
    const int ignored = ::fchown(file, replaced->st_uid, replaced->st_gid);
    (void)ignored;
    return ::fchmod(file, replaced->st_mode & 07777U) == 0;
}

bool write_into(const std::string& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    const int reason = write_all(file, text) ? 0 : errno;
    const bool closed = ::close(file) == 0;
    errno = reason != 0 ? reason : errno;
    return reason == 0 && closed;
}

bool replace(const std::string& target, const struct stat* replaced, std::string_view text) {
    std::string beside = target + ".XXXXXX";
    const int file = ::mkstemp(beside.data());
    if (file < 0) {
        return false;
    }
    // What is renamed must be on the disk before its name is, or a crash could leave an empty file.
    const bool written = write_all(file, text) && take_over(file, replaced) && ::fsync(file) == 0;
    int reason = written ? 0 : errno;
    if (::close(file) != 0 && reason == 0) {
        reason = errno;
    }
    if (reason == 0 && ::rename(beside.c_str(), target.c_str()) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        ::unlink(beside.c_str());
        errno = reason;
    }
    return reason == 0;
}

} // namespace

std::string behind_links(const std::string& path) {
    constexpr int most_links = 40; // as many as the system itself follows
    std::error_code error;
    fs::path target = path;
    for (int i = 0; i < most_links && fs::is_symlink(target, error); ++i) {
        target = target.parent_path() / fs::read_symlink(target, error);
    }
    const fs::path real = fs::weakly_canonical(target, error);
    return error ? path : real.string();
}

bool write_file(const std::string& path, std::string_view text) {
    struct stat now {};

    const bool there = ::stat(path.c_str(), &now) == 0;
    if (!there && errno != ENOENT) {
        return false;
    }
    if (there && !S_ISREG(now.st_mode)) {
        return write_into(path, text);
    }
    // Renaming asks for the folder's permission alone; a file that is read-only is so on purpose.
    if (there && ::access(path.c_str(), W_OK) != 0) {
        return false;
    }
    return replace(behind_links(path), there ? &now : nullptr, text);
}

} // namespace precept
