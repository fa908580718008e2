// Waits until files change, by the kernel's notice (inotify). Editors replace a file rather than
// write into it, so folders are watched, and whole bursts of events count as one change.
#pragma once

#include <string>
#include <vector>

namespace precept::watch {

class FileWatch {
public:
    /// Watches the folders of `files`, and `folders`. `ok` says whether the system lets us.
    FileWatch(const std::vector<std::string>& files, const std::vector<std::string>& folders);

    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    ~FileWatch();

    [[nodiscard]] bool ok() const { return error_.empty(); }

    /// Why it is not.
    [[nodiscard]] const std::string& error() const { return error_; }

    /// Waits until a `.precept` or `.json` file changed, came or went, and then until nothing more
    /// has for a moment. False when waiting failed.
    [[nodiscard]] bool wait();

private:
    void add(const std::string& folder);
    /// Reads the events that are there; whether any is about a file of ours.
    [[nodiscard]] bool read_events() const;

    int descriptor_ = -1;
    std::string error_;
};

/// All folders below one, links not followed.
[[nodiscard]] std::vector<std::string> folders_below(const std::string& folder);

} // namespace precept::watch
