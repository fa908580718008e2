#include "interpreter/cli/may_write.hpp"

#include <fmt/format.h>

namespace precept::cli {

std::vector<std::string>
files_of(const Sources& sources, const std::string& facts, const CohortReading& reading) {
    std::vector<std::string> files = precept::files_of(sources);
    files.push_back(facts);
    files.push_back(reading.map);
    for (const std::string& events : reading.events) {
        files.push_back(events.substr(events.find('=') + 1));
    }
    return files;
}

bool may_write(
    std::string_view command,
    std::string_view option,
    const std::string& path,
    const std::vector<std::string>& read
) {
    const std::string why = path.empty() ? std::string() : why_not_written(path, read);
    if (!why.empty()) {
        complain(fmt::format("precept {}: {}: {}\n", command, option, why));
    }
    return why.empty();
}

} // namespace precept::cli
