// A table with a header meets the declarations: which column gives which fact of a patient, or
// which field of an event, by its name or by the mapping. Columns that are nothing of the kind, two
// of one name and columns that the mapping names and the file lacks are reported.
#pragma once

#include "interpreter/cohort/mapping.hpp"
#include "lang/diagnostic.hpp"
#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace precept::cohort {

/// Where values come from, by places in a row.
struct ColumnSource {
    std::uint32_t cell = 0;
    std::optional<std::uint32_t> day{}; ///< the cell with the day of measurement
    CellRules rules;
};

/// A fact or field and its columns.
struct ColumnTarget {
    std::uint32_t target = 0; ///< FactId, or the field's place
    Several several = Several::Agree;
    std::vector<ColumnSource> sources{};
    std::optional<Value> constant{};
};

struct Table {
    std::string file; ///< for messages
    char delimiter = ',';
    std::string header; ///< as it was
    std::vector<std::string> columns;
    std::optional<std::uint32_t> id; ///< the cell that names the patient
    std::optional<EventId> event;    ///< whose records its rows are; nothing: rows are patients
    std::vector<ColumnTarget> targets;

    /// Whether the cells of a column mean anything here.
    [[nodiscard]] bool is_read(std::uint32_t column) const;
};

struct TableOptions {
    std::string id; ///< the column that names the patient, whatever the mapping says; may be empty
    bool ignore_unknown = false; ///< leave out columns that are no fact
    std::optional<char> delimiter{};
    /// What the column is called elsewhere, so that it may be so here: tried before `id` and
    /// `patient_id` where neither `id` nor the mapping says.
    std::string usual_id{};
};

/// The delimiter of a file: tab for `.tsv` and `.tab`, or else comma, semicolon or tab, whichever
/// splits the header into most cells outside of quotes.
[[nodiscard]] char find_delimiter(const std::string& path, std::string_view header);

/// The table whose header is the text of `header`, a registered source that is shown in findings;
/// nothing when something was reported.
[[nodiscard]] std::optional<Table> bind_table(
    const Program& program,
    std::optional<EventId> event,
    const TableRules& rules,
    const TableOptions& options,
    const Sources& sources,
    FileId header,
    Diagnostics& diagnostics
);

} // namespace precept::cohort
