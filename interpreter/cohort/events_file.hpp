// A CSV of events of one kind, a row each, that belong to the patients of a cohort by a column with
// the patient's name. The file is gone through once for an index (events_index.hpp); what is
// compressed or comes from a pipe is put into a temporary file on the way. Rows that stand in
// the order of the cohort are then read one after another, others wherever they are.
//
// Giving the file says that it is complete: a patient of whom it has no row has had no such event.
// Where it is not sure whose some row is, or how many it holds, nobody's list would be known to be
// all; such a file is refused.
#pragma once

#include "interpreter/cohort/events_index.hpp"
#include "interpreter/cohort/record_blocks.hpp"
#include "interpreter/cohort/table.hpp"
#include "interpreter/cohort/table_reader.hpp"
#include "interpreter/patient.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// Patients of whom there are events, but who are not in the cohort.
struct StrayEvents {
    std::string file;
    std::uint64_t patients = 0;
    std::map<std::uint64_t, std::string> first{}; ///< by the line of their first event

    static constexpr std::size_t most = 5; ///< of `first`
};

class EventsFile {
public:
    /// Opens and indexes `path`; nothing when something was reported.
    static std::unique_ptr<EventsFile> open(
        const Program& program,
        EventId event,
        const std::string& path,
        const TableRules& rules,
        const TableOptions& options,
        BlockSizes sizes,
        Sources& sources,
        Diagnostics& diagnostics
    );

    EventsFile(const EventsFile&) = delete;
    EventsFile& operator=(const EventsFile&) = delete;
    ~EventsFile();

    [[nodiscard]] const Table& table() const { return table_; }

    /// Where rows of patients begin, by the hash of their names.
    [[nodiscard]] const EventsIndex& index() const { return index_; }

    /// Bytes from `offset` on; none at the end.
    std::size_t read(std::uint64_t offset, char* into, std::size_t most) const;

    /// Bytes that it had when the index was made: it may have lost some since.
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// These rows belong to a patient of the cohort. Any thread may say so.
    void found(const EventsIndex::Entry& entry);

    /// After all of the cohort was read: whose rows were not asked for.
    [[nodiscard]] StrayEvents strays() const;

    [[nodiscard]] static std::uint32_t hash(std::string_view patient);

private:
    explicit EventsFile(Table table) : table_(std::move(table)) {}

    bool add(const CsvRow& row, std::string_view patient, std::uint64_t offset);

    /// A row of which it is not sure whose events it holds.
    struct RowFault {
        std::string message;
        std::string row; ///< to the end of the line that is shown
        std::uint64_t line = 0;
        std::uint32_t begin = 0, end = 0; ///< in the row
    };

    /// Why the file is of no use: by itself, or for some of its rows.
    struct Faults {
        std::string message;
        std::vector<RowFault> rows;
    };

    bool make_index(RecordBlocks& blocks, const std::string& path, Faults& faults);
    [[nodiscard]] std::optional<RowFault> doubt_about(const CsvRow& row) const;

    Table table_;
    int file_ = -1;
    std::uint64_t size_ = 0;
    EventsIndex index_;
    std::vector<std::atomic<std::uint64_t>> found_; ///< a bit for each of its entries
    std::string last_patient_;                      ///< while the index is made
};

/// Reads the events of one patient after another. One serves one worker.
class EventsReader {
public:
    EventsReader(const Program& program, EventsFile& file, Date today, ReadingCounts& counts);

    /// The events of `patient`, in the order of the file; why one cannot be read goes to `reasons`.
    [[nodiscard]] const std::vector<std::vector<Cell>>&
    read(std::string_view patient, std::vector<RejectReason>& reasons);

    [[nodiscard]] const Table& table() const { return file_.table(); }

private:
    bool go_to(const EventRows& rows);
    bool next_row();
    bool load(std::uint64_t offset, std::uint64_t line, std::size_t size);
    void read_row(std::vector<RejectReason>& reasons);

    EventsFile& file_;
    TableReader reader_;
    CsvRows rows_;
    CsvRow row_;
    bool lost_ = false;    ///< bytes that were there before could not be read
    bool at_hand_ = false; ///< `row_` is the row at `row_offset_`
    std::uint64_t row_offset_ = 0;
    std::string window_; ///< a part of the file
    std::uint64_t begin_ = 0, end_ = 0;
    std::uint64_t end_line_ = 1;
    std::vector<EventsIndex::Entry> entries_;
    std::vector<std::vector<Cell>> events_;
};

} // namespace precept::cohort
