#include "interpreter/watch/file_watch.hpp"

#include "lang/folder_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <poll.h>
#include <set>
#include <string_view>
#include <sys/inotify.h>
#include <unistd.h>

namespace precept::watch {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds quiet{50};      ///< after which a burst is over
constexpr std::chrono::milliseconds patience{1000}; ///< longest that a burst may go on

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                 IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF;

/// Whether anything can be read from `descriptor` within `timeout`; none: however long it takes.
bool readable(int descriptor, std::chrono::milliseconds timeout) {
    pollfd waiting{descriptor, POLLIN, 0};
    int count = 0;
    do {
        count = poll(&waiting, 1, static_cast<int>(timeout.count()));
    } while (count < 0 && errno == EINTR);
    return count > 0;
}

/// The folder that a file is in, by its path.
std::string folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path().string() : ".";
}

} // namespace

std::vector<std::string> folders_below(const std::string& folder) {
    std::vector<std::string> all;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (!at->is_directory(error) || at->is_symlink(error)) {
            continue;
        }
        if (is_hidden(at->path())) {
            at.disable_recursion_pending();
        } else {
            all.push_back(at->path().string());
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

FileWatch::FileWatch(
    const std::vector<std::string>& files, const std::vector<std::string>& folders
) {
    descriptor_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor_ < 0) {
        error_ = fmt::format("the system does not let files be watched: {}", std::strerror(errno));
        return;
    }
    std::set<std::string> all;
    for (const std::string& file : files) {
        // Of a link, both what it is and what it leads to can change.
        std::error_code error;
        for (const fs::path& path : {fs::path(file), fs::weakly_canonical(file, error)}) {
            if (!path.empty()) {
                all.insert(folder_of(path));
                names_.insert(path.filename().string());
            }
        }
    }
    all.insert(folders.begin(), folders.end());
    for (const std::string& folder : all) {
        add(folder);
    }
}

FileWatch::~FileWatch() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
}

void FileWatch::add(const std::string& folder) {
    // A folder that is gone by now is no reason to stop: its files are reported as missing.
    if (inotify_add_watch(descriptor_, folder.c_str(), events) < 0 && errno != ENOENT) {
        error_ = fmt::format("{} can't be watched: {}", folder, std::strerror(errno));
    }
}

bool FileWatch::is_ours(std::uint32_t mask, std::string_view name) const {
    const bool folder = (mask & (IN_ISDIR | IN_DELETE_SELF | IN_MOVE_SELF | IN_Q_OVERFLOW)) != 0;
    return folder || name.ends_with(".precept") || name.ends_with(".json") ||
           names_.contains(std::string(name));
}

bool FileWatch::read_events() const {
    alignas(inotify_event) std::array<char, 8192> buffer{};
    bool ours = false;
    for (;;) {
        const ssize_t length = read(descriptor_, buffer.data(), buffer.size());
        if (length <= 0) {
            return ours;
        }
        for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof(event));
            const char* name = buffer.data() + at + sizeof(event);
            ours = ours || is_ours(event.mask, event.len > 0 ? std::string_view(name) : "");
            at += sizeof(event) + event.len;
        }
    }
}

bool FileWatch::wait() {
    do {
        if (!readable(descriptor_, std::chrono::milliseconds{-1})) {
            error_ = fmt::format("waiting for files failed: {}", std::strerror(errno));
            return false;
        }
    } while (!read_events());
    const auto last = Clock::now() + patience;
    while (Clock::now() < last && readable(descriptor_, quiet)) {
        (void)read_events();
    }
    return true;
}

} // namespace precept::watch
