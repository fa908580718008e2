// Opens a CSV file: finds its delimiter, takes its header and binds its columns. What comes next
// from the blocks are its rows.
#pragma once

#include "interpreter/cohort/record_blocks.hpp"
#include "interpreter/cohort/table.hpp"

#include <memory>
#include <optional>
#include <string>

namespace precept::cohort {

struct OpenedTable {
    std::unique_ptr<RecordBlocks> blocks;
    Table table;
};

/// The rows of `blocks`, of which nothing was taken; `path` is their file. Nothing when something
/// was reported.
[[nodiscard]] std::optional<OpenedTable> open_table(
    const Program& program,
    std::optional<EventId> event,
    std::unique_ptr<RecordBlocks> blocks,
    const std::string& path,
    const TableRules& rules,
    const TableOptions& options,
    Sources& sources,
    Diagnostics& diagnostics
);

/// Reports `message` about `path`, of which no text is shown.
void report_unreadable(
    const std::string& path,
    std::string message,
    std::string help,
    Sources& sources,
    Diagnostics& diagnostics
);

} // namespace precept::cohort
