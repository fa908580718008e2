#include "interpreter/cohort/open_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace precept::cohort {

void report_unreadable(
    const std::string& path,
    std::string message,
    std::string help,
    Sources& sources,
    Diagnostics& diagnostics
) {
    diagnostics.push_back(
        {.code = Code::UnreadableFile,
         .span = {sources.add(shown_path(path), {}), 0, 0},
         .message = std::move(message),
         .help = std::move(help)}
    );
}

std::optional<OpenedTable> open_table(
    const Program& program,
    std::optional<EventId> event,
    std::unique_ptr<RecordBlocks> blocks,
    const std::string& path,
    const TableRules& rules,
    const TableOptions& options,
    Sources& sources,
    Diagnostics& diagnostics
) {
    const std::string_view ahead = blocks->look_ahead();
    const std::string_view first_line = ahead.substr(0, std::min(ahead.find('\n'), ahead.size()));
    TableOptions found = options;
    found.delimiter = options.delimiter.value_or(find_delimiter(path, first_line));
    blocks->cut_csv(*found.delimiter);
    const auto header = blocks->take_record();
    if (!header) {
        report_unreadable(
            path,
            blocks->failure().value_or(fmt::format("`{}` is empty", shown_path(path))),
            blocks->failure() ? ""
            : event           ? "its first line is to name the columns"
                              : "a cohort is NDJSON, a patient a line, or CSV whose first line "
                                "names the columns",
            sources,
            diagnostics
        );
        return std::nullopt;
    }
    const auto file = add_text(shown_path(path), *header, sources, diagnostics);
    auto table =
        file ? bind_table(program, event, rules, found, sources, *file, diagnostics) : std::nullopt;
    if (!table) {
        return std::nullopt;
    }
    return OpenedTable{std::move(blocks), std::move(*table)};
}

} // namespace precept::cohort
