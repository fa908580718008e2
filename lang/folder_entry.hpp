// What of a folder is taken for a file by those who walk through it.
#pragma once

#include <filesystem>
#include <string_view>

namespace precept {

/// Whether the name begins with `.`: what editors, version control and the system keep for
/// themselves, such as the lock `.#heart.precept`.
[[nodiscard]] bool is_hidden(const std::filesystem::path& path);

/// Whether a walk takes the entry for a file whose name ends in `ending`: not what is hidden, and
/// no folder, pipe or device. A link that leads nowhere is taken: reading it says so.
[[nodiscard]] bool
is_file_named(const std::filesystem::directory_entry& entry, std::string_view ending);

} // namespace precept
