// The rule files of a revision of git, copied to a folder of their own. Says on standard error what
// is wrong where that cannot be: no repository, no such revision, no such file in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace precept::cli {

/// A folder that is gone when this is.
class ScratchFolder {
public:
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_; ///< empty where it could not be made
};

/// Where a version is: on disk, or in a copy of a revision of git.
struct Place {
    std::vector<std::string> paths;
    std::string folder{};              ///< that the revision was copied to; empty: on disk
    std::string revision{};            ///< as it was named
    std::vector<std::string> absent{}; ///< named, but not there in this version
};

/// `A` and `B` of `A..B`, either of them `HEAD` where it is left out, as for git; of `A` alone, the
/// second is empty: the files as they are. Nothing, and said, where it is neither.
struct Revisions {
    std::string before, after;
};

[[nodiscard]] std::optional<Revisions> revisions_of(const std::string& text);

/// The top folder of the repository around `path`; empty, and said, where there is none.
[[nodiscard]] std::string repository_of(const std::string& path);

/// The paths as they are on disk.
[[nodiscard]] Place on_disk(const std::vector<std::string>& paths);

/// Adds to a version that lacks a path what the other one reads for it, as far as it is there: of a
/// file that is new, all is new but not what it uses.
void complete(Place& place, const Place& other, const std::string& top);

/// The paths as they were at a revision, in a copy below `folder`; nothing, and said, where that
/// cannot be told.
[[nodiscard]] std::optional<Place> copy_of(
    const std::string& revision,
    const std::vector<std::string>& paths,
    const std::string& top,
    const ScratchFolder& folder
);

} // namespace precept::cli
