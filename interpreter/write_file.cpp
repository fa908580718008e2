#include "interpreter/write_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace precept {

namespace {

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

/// The permissions of the file that is replaced, else those of a new one.
mode_t permissions_for(const std::string& path) {
    struct stat now {};

    if (::stat(path.c_str(), &now) == 0) {
        return now.st_mode & 07777U;
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
}

} // namespace

bool write_file(const std::string& path, std::string_view text) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(path, error);
    const std::string target = error ? path : real.string();
    std::string beside = target + ".XXXXXX";
    const int file = ::mkstemp(beside.data());
    if (file < 0) {
        return false;
    }
    // What is renamed must be on the disk before its name is, or a crash could leave an empty file.
    const bool written =
        write_all(file, text) && ::fchmod(file, permissions_for(target)) == 0 && ::fsync(file) == 0;
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

} // namespace precept
