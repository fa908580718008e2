// What was not read as the guideline would have it, and yet did not make a record a reject, because
// the mapping file says so: counted for each column, with the first few, for all workers together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// Cells of one column that could not be read and count as missing.
struct UnreadableCells {
    std::string file;
    std::string column;
    std::string target; ///< the fact or field that it was read for; one column may give several
    std::uint64_t count = 0;
    std::map<std::uint64_t, std::string> first{}; ///< by line: the first of the input

    static constexpr std::size_t most = 3; ///< of `first`
};

class ReadingCounts {
public:
    void
    add(std::string_view file,
        std::string_view column,
        std::string_view target,
        std::uint64_t line,
        std::string_view text);

    /// The columns that have some, by file, name and target.
    [[nodiscard]] std::vector<UnreadableCells> unreadable() const;

private:
    mutable std::mutex lock_;
    std::map<std::array<std::string, 3>, UnreadableCells> columns_;
};

} // namespace precept::cohort
