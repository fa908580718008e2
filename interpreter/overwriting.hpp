// What must not be written over: the files that the same run reads, and rule files by anything that
// is none.
#pragma once

#include "lang/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace precept {

/// Whether both are one file, through links too. Devices and pipes are none: nothing in them is
/// lost.
[[nodiscard]] bool is_same_file(const std::string& one, const std::string& other);

/// The names of all files that were read into `sources`.
[[nodiscard]] std::vector<std::string> files_of(const Sources& sources);

/// Why what is no rule file must not be written to `path` in a run that reads the files `read`
/// (`-`: standard input), as in "anna.json is read here, and would be lost: name another file";
/// empty when nothing speaks against it.
[[nodiscard]] std::string
why_not_written(const std::string& path, const std::vector<std::string>& read);

} // namespace precept
