// Files that a command writes, kept apart from those that it reads.
#pragma once

#include "interpreter/cli/subcommand.hpp"
#include "interpreter/overwriting.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace precept::cli {

/// All files that a question about a patient, or about a cohort, reads: `sources`, and what does
/// not go through them.
[[nodiscard]] std::vector<std::string>
files_of(const Sources& sources, const std::string& facts, const CohortReading& reading);

/// Whether `precept COMMAND` may write what is no rule file to `path`, of the option `--NAME`, when
/// it reads `read`; says why not. Nothing speaks against no path.
[[nodiscard]] bool may_write(
    std::string_view command,
    std::string_view option,
    const std::string& path,
    const std::vector<std::string>& read
);

} // namespace precept::cli
