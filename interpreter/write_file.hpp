// Writing a file so that nobody ever sees half of it.
#pragma once

#include <string>
#include <string_view>

namespace precept {

/// Writes `text` to a new file beside `path`, which then takes its place: whole, or not at all.
/// What `path` links to is replaced rather than the link; its permissions and its owner stay. A
/// device or a pipe is written to. False, with `errno` telling why, when that could not be done or
/// the file may not be written to: it is then as it was.
[[nodiscard]] bool write_file(const std::string& path, std::string_view text);

/// `path` with the links that it leads through followed, to a file that is there or is to be.
[[nodiscard]] std::string behind_links(const std::string& path);

} // namespace precept
