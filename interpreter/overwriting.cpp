#include "interpreter/overwriting.hpp"

#include "interpreter/write_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sys/stat.h>
#include <system_error>

namespace precept {

namespace {

constexpr std::string_view standard_input = "<standard input>"; // as it is called when shown

/// As the system calls it.
const char* real_name(const std::string& path) {
    return path == "-" || path == standard_input ? "/dev/stdin" : path.c_str();
}

std::string absolute(const std::string& path) {
    std::error_code error;
    return std::filesystem::absolute(path, error).string();
}

} // namespace

bool is_same_file(const std::string& one, const std::string& other) {
    struct stat left {};

    struct stat right {};

    const bool left_there = ::stat(real_name(one), &left) == 0;
    const bool right_there = ::stat(real_name(other), &right) == 0;
    if (left_there && right_there) {
        return S_ISREG(left.st_mode) && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
    }
    return left_there == right_there &&
           behind_links(absolute(one)) == behind_links(absolute(other));
}

std::vector<std::string> files_of(const Sources& sources) {
    std::vector<std::string> files;
    for (std::size_t file = 0; file < sources.size(); ++file) {
        files.push_back(sources[static_cast<FileId>(file)].path());
    }
    return files;
}

std::string why_not_written(const std::string& path, const std::vector<std::string>& read) {
    if (path.ends_with(".precept") || behind_links(path).ends_with(".precept")) {
        return fmt::format("{} is the name of a rule file: only rules are written to it", path);
    }
    for (const std::string& file : read) {
        if (!file.empty() && is_same_file(path, file)) {
            const std::string as = file == path ? "" : fmt::format(" as {}", file);
            return fmt::format("{} is read here{}, and would be lost: name another file", path, as);
        }
    }
    return {};
}

} // namespace precept
