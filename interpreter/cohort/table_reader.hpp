// Reads the rows of a table: each target's value, from its columns, and everything that is wrong.
// One serves one worker. Spans of findings are in the row's text, of file `in_record`.
#pragma once

#include "interpreter/cohort/cell_reader.hpp"
#include "interpreter/cohort/csv_rows.hpp"
#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/reading_counts.hpp"
#include "interpreter/cohort/table.hpp"
#include "interpreter/patient.hpp"

#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace precept::cohort {

/// The file of spans that are offsets in a record, which is registered nowhere.
inline constexpr FileId in_record = std::numeric_limits<FileId>::max();

class TableReader {
public:
    /// All of it must outlive the reader.
    TableReader(const Program& program, const Table& table, Date today, ReadingCounts& counts);

    /// What `row` says, by target of the table; empty when there are findings. Not settled.
    [[nodiscard]] std::span<const Cell> read(const CsvRow& row, bool ascii);

    /// The findings of the last row.
    [[nodiscard]] Diagnostics& findings() { return findings_; }

private:
    struct Source {
        CellReader value;
        std::optional<CellReader> day;
        const ColumnSource& column;
        const std::string& target; ///< the name of the fact or field
    };

    /// What is wrong with the row as a whole; false when its cells cannot be read.
    bool sound(const CsvRow& row, bool ascii);
    void read_target(std::size_t index, const CsvRow& row, Cell& cell);
    void read_source(Source& source, const CsvRow& row, Cell& cell);
    void read_day(Source& source, const CsvRow& row, Cell& cell);
    void report(std::uint32_t begin, std::uint32_t end, std::string message, std::string help);

    const Table& table_;
    Date today_;
    ReadingCounts& counts_;
    Diagnostics findings_;
    Declarations declarations_;
    std::deque<CellRules> day_rules_;
    std::vector<std::vector<Source>> sources_; ///< by target
    std::vector<Cell> cells_;
};

/// What is wrong with a row, which may have taken those behind it with it: how many lines that are
/// is then said as well.
[[nodiscard]] std::string fault_text(std::string_view what, const CsvRow& row);

/// The name of the patient in `row`, without blanks around it; empty where there is none.
[[nodiscard]] std::string_view patient_in(const Table& table, const CsvRow& row);

/// The findings about a record that begins in `line`, with their lines and columns. `file` as in
/// `RejectReason`.
[[nodiscard]] std::vector<RejectReason> reasons_of(
    std::string_view record, std::uint64_t line, const std::string& file, Diagnostics findings
);

} // namespace precept::cohort
