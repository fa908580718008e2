#include "lang/folder_entry.hpp"

#include <system_error>

namespace precept {

bool is_hidden(const std::filesystem::path& path) {
    return path.filename().native().starts_with('.');
}

bool is_file_named(const std::filesystem::directory_entry& entry, std::string_view ending) {
    if (entry.path().extension() != ending || is_hidden(entry.path())) {
        return false;
    }
    std::error_code error;
    return entry.is_regular_file(error) || !entry.exists(error);
}

} // namespace precept
