// Waits until files change, by the kernel's notice (inotify). Editors replace a file rather than
// write into it, so folders are watched, and whole bursts of events count as one change.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace precept::watch {

class FileWatch {
public:
    /// Watches the folders of `files`, those that they are links into, and `folders`. `ok` says
    /// whether the system lets us.
    FileWatch(const std::vector<std::string>& files, const std::vector<std::string>& folders);

    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    ~FileWatch();

    [[nodiscard]] bool ok() const { return error_.empty(); }

    /// Why it is not.
    [[nodiscard]] const std::string& error() const { return error_; }

    /// Waits until one of the files, or any `.precept` or `.json` file in the folders, changed,
    /// came or went, and then until nothing more has for a moment. False when waiting failed.
    [[nodiscard]] bool wait();

private:
    void add(const std::string& folder);
    /// Reads the events that are there; whether any is about a file of ours.
    [[nodiscard]] bool read_events() const;

    [[nodiscard]] bool is_ours(std::uint32_t mask, std::string_view name) const;

    int descriptor_ = -1;
    std::set<std::string> names_; ///< of the files, without their folders
    std::string error_;
};

/// All folders below one but for hidden ones, links not followed.
[[nodiscard]] std::vector<std::string> folders_below(const std::string& folder);

} // namespace precept::watch
