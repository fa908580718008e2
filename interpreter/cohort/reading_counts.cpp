#include "interpreter/cohort/reading_counts.hpp"

#include <utility>

namespace precept::cohort {

void ReadingCounts::add(
    std::string_view file,
    std::string_view column,
    std::string_view target,
    std::uint64_t line,
    std::string_view text
) {
    const std::lock_guard guard(lock_);
    UnreadableCells& cells =
        columns_[{std::string(file), std::string(column), std::string(target)}];
    ++cells.count;
    cells.first.emplace(line, text);
    if (cells.first.size() > UnreadableCells::most) {
        cells.first.erase(std::prev(cells.first.end()));
    }
}

std::vector<UnreadableCells> ReadingCounts::unreadable() const {
    const std::lock_guard guard(lock_);
    std::vector<UnreadableCells> all;
    for (const auto& [name, cells] : columns_) {
        all.push_back(cells);
        all.back().file = name[0];
        all.back().column = name[1];
        all.back().target = name[2];
    }
    return all;
}

} // namespace precept::cohort
