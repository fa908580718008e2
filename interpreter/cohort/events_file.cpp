#include "interpreter/cohort/events_file.hpp"

#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/open_table.hpp"
#include "interpreter/cohort/record_text.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace precept::cohort {

namespace {

// A row by itself is looked for in little; rows one after another are read in larger pieces.
constexpr std::size_t first_window = std::size_t{16} << 10U;
constexpr std::size_t next_window = std::size_t{256} << 10U;

/// Whether there is nothing in it, as in those that spreadsheets leave at the end.
bool is_blank(const CsvRow& row) {
    return std::ranges::all_of(row.cells, [](const CsvCell& cell) {
        return cell.text.find_first_not_of(" \t") == std::string_view::npos;
    });
}

} // namespace

std::uint32_t EventsFile::hash(std::string_view patient) {
    std::uint64_t mixed = 0xCBF29CE484222325U; // FNV-1a
    for (const char c : patient) {
        mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return static_cast<std::uint32_t>(mixed ^ (mixed >> 32U));
}

std::unique_ptr<EventsFile> EventsFile::open(
    const Program& program,
    EventId event,
    const std::string& path,
    const TableRules& rules,
    const TableOptions& options,
    BlockSizes sizes,
    Sources& sources,
    Diagnostics& diagnostics
) {
    auto bytes = open_bytes(path, sources, diagnostics);
    if (!bytes) {
        return nullptr;
    }
    auto opened = open_table(
        program,
        event,
        std::make_unique<RecordBlocks>(std::move(bytes), shown_path(path), sizes),
        path,
        rules,
        options,
        sources,
        diagnostics
    );
    if (!opened) {
        return nullptr;
    }
    std::unique_ptr<EventsFile> file(new EventsFile(std::move(opened->table)));
    Faults faults;
    if (file->make_index(*opened->blocks, path, faults)) {
        return file;
    }
    if (!faults.message.empty()) {
        report_unreadable(path, std::move(faults.message), "", sources, diagnostics);
    }
    for (RowFault& fault : faults.rows) {
        const std::size_t length = fault.row.size();
        const FileId row = add_record(sources, file->table_.file, std::move(fault.row), fault.line);
        const auto begin = static_cast<std::uint32_t>(sources[row].text().size() - length);
        diagnostics.push_back(
            {.code = Code::FactsSyntax,
             .span = {row, begin + fault.begin, begin + fault.end},
             .message = std::move(fault.message),
             .help = "correct the row: whoever it is about would seem to have had "
                     "no such event"}
        );
    }
    return nullptr;
}

EventsFile::~EventsFile() {
    if (file_ >= 0) {
        close(file_);
    }
}

bool EventsFile::add(const CsvRow& row, std::string_view patient, std::uint64_t offset) {
    if (patient != last_patient_ &&
        !index_.add({hash(patient), static_cast<std::uint32_t>(row.line), offset})) {
        return false;
    }
    last_patient_ = patient;
    return true;
}

/// Why it is not sure whose events `row` holds; nothing where it is. What is wrong with it besides
/// is said when its patient is read.
std::optional<EventsFile::RowFault> EventsFile::doubt_about(const CsvRow& row) const {
    const auto at = [&](std::uint32_t begin, std::uint32_t end, std::string_view what) {
        const std::size_t shown = std::min(row.text.find('\n', end), row.text.size());
        return RowFault{
            fault_text(what, row), std::string(row.text.substr(0, shown)), row.line, begin, end};
    };
    if (row.text.starts_with(byte_order_mark)) {
        const auto length = static_cast<std::uint32_t>(byte_order_mark.size());
        return at(0, length, "a byte-order mark stands here, in the midst of the file");
    }
    constexpr std::string_view line_end = "\r\n"; // some programs end lines by either
    const bool may_hide_others = row.text.find_first_of(line_end) != std::string_view::npos;
    if (row.fault && (may_hide_others || row.cells.size() <= *table_.id ||
                      row.fault->begin <= row.cells[*table_.id].end)) {
        return at(row.fault->begin, row.fault->end, row.fault->message);
    }
    for (std::uint32_t i = 0; i < row.cells.size() && may_hide_others; ++i) {
        if (table_.is_read(i) &&
            row.cells[i].text.find_first_of(line_end) != std::string_view::npos) {
            return at(row.cells[i].begin, row.cells[i].begin + 1, "a value has no line end in it");
        }
    }
    if (row.cells.size() != table_.columns.size()) {
        return at(
            0,
            1,
            fmt::format(
                "this row has {}, and the header {}",
                counted(row.cells.size(), "cell"),
                table_.columns.size()
            )
        );
    }
    if (patient_in(table_, row).empty()) {
        return at(
            row.cells[*table_.id].begin,
            std::max(row.cells[*table_.id].end, row.cells[*table_.id].begin + 1),
            "this row names no patient"
        );
    }
    return std::nullopt;
}

bool EventsFile::make_index(RecordBlocks& blocks, const std::string& path, Faults& faults) {
    const bool again = blocks.bytes().plain_file();
    file_ = again ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : temporary_file(); // NOLINT
    if (file_ < 0) {
        faults.message =
            fmt::format("`{}` cannot be read again: {}", shown_path(path), std::strerror(errno));
        return false;
    }
    const auto no_room = [&] {
        faults.message = fmt::format(
            "`{}` needs a temporary file, which cannot be written: {}",
            shown_path(path),
            std::strerror(errno)
        );
        return false;
    };
    CsvRows rows(table_.delimiter);
    CsvRow row;
    Block block;
    while (blocks.next(block)) {
        if (!again && !write_all(file_, block.text.view(), block.offset)) {
            return no_room();
        }
        size_ = block.offset + block.text.size();
        rows.start(block.text.view(), block.first_line);
        while (rows.next(row)) {
            if (is_blank(row)) {
                last_patient_.clear(); // who reads his rows one after another stops there
                continue;
            }
            if (auto doubt = doubt_about(row)) {
                constexpr std::size_t most = 10;
                faults.rows.push_back(std::move(*doubt));
                if (faults.rows.size() == most) {
                    return false;
                }
                continue;
            }
            const auto inside =
                static_cast<std::uint64_t>(row.text.data() - block.text.view().data());
            if (!add(row, patient_in(table_, row), block.offset + inside)) {
                return no_room();
            }
        }
    }
    if (const auto failure = blocks.failure()) {
        faults.message = *failure;
        return false;
    }
    if (!faults.rows.empty()) {
        return false;
    }
    last_patient_.clear();
    if (!index_.finish()) {
        return no_room();
    }
    found_ = std::vector<std::atomic<std::uint64_t>>((index_.size() + 63) / 64);
    return true;
}

std::size_t EventsFile::read(std::uint64_t offset, char* into, std::size_t most) const {
    return read_all(file_, into, most, offset);
}

void EventsFile::found(const EventsIndex::Entry& entry) {
    found_[entry.number / 64].fetch_or(
        std::uint64_t{1} << (entry.number % 64), std::memory_order_relaxed
    );
}

StrayEvents EventsFile::strays() const {
    StrayEvents strays{.file = table_.file};
    std::vector<EventRows> first; // by their places in the file
    std::optional<std::uint32_t> counted;
    index_.for_each([&](const EventsIndex::Entry& entry) {
        const std::uint64_t bits = found_[entry.number / 64].load(std::memory_order_relaxed);
        // A patient whose rows stand apart is counted once, with the first of them.
        if ((bits >> (entry.number % 64) & 1U) != 0 || counted == entry.rows.hash) {
            return;
        }
        counted = entry.rows.hash;
        ++strays.patients;
        const auto at = std::ranges::upper_bound(first, entry.rows.offset, {}, &EventRows::offset);
        first.insert(at, entry.rows);
        first.resize(std::min(first.size(), StrayEvents::most));
    });
    for (const EventRows& one : first) {
        std::string text(first_window, '\0');
        text.resize(read(one.offset, text.data(), text.size()));
        CsvRows rows(table_.delimiter);
        rows.start(text, one.line);
        CsvRow row;
        strays.first.emplace(
            one.line, rows.next(row) ? std::string(patient_in(table_, row)) : std::string()
        );
    }
    while (strays.first.size() > StrayEvents::most) {
        strays.first.erase(std::prev(strays.first.end()));
    }
    return strays;
}

EventsReader::EventsReader(
    const Program& program, EventsFile& file, Date today, ReadingCounts& counts
)
    : file_(file),
      reader_(program, file.table(), today, counts),
      rows_(file.table().delimiter) {}

bool EventsReader::load(std::uint64_t offset, std::uint64_t line, std::size_t size) {
    std::size_t end = 0;
    for (bool more = true; end == 0 && more; size *= 2) {
        window_.resize(size);
        const std::size_t count = file_.read(offset, window_.data(), size);
        window_.resize(count);
        lost_ = lost_ || offset + count < std::min(offset + size, file_.size());
        more = count == size;
        end = more ? last_record_end(window_, file_.table().delimiter) : count;
    }
    window_.resize(end);
    rows_.start(window_, line);
    begin_ = offset;
    end_ = offset + end;
    end_line_ = line + line_ends(window_);
    return end > 0;
}

bool EventsReader::next_row() {
    at_hand_ = rows_.next(row_);
    if (!at_hand_ && load(end_, end_line_, next_window)) {
        at_hand_ = rows_.next(row_);
    }
    if (at_hand_) {
        row_offset_ = begin_ + static_cast<std::uint64_t>(row_.text.data() - window_.data());
    }
    return at_hand_;
}

bool EventsReader::go_to(const EventRows& rows) {
    const bool here = at_hand_ && row_offset_ == rows.offset;
    return here || (load(rows.offset, rows.line, first_window) && next_row());
}

void EventsReader::read_row(std::vector<RejectReason>& reasons) {
    const auto cells = reader_.read(row_, rows_.ascii());
    if (!reader_.findings().empty()) {
        auto more = reasons_of(row_.text, row_.line, file_.table().file, reader_.findings());
        std::move(more.begin(), more.end(), std::back_inserter(reasons));
        return;
    }
    events_.emplace_back(cells.begin(), cells.end());
}

const std::vector<std::vector<Cell>>&
EventsReader::read(std::string_view patient, std::vector<RejectReason>& reasons) {
    events_.clear();
    lost_ = false;
    const std::uint32_t hash = EventsFile::hash(patient);
    const auto fail = [&](std::uint64_t line, std::string why) {
        Diagnostic finding{
            .code = Code::UnreadableFile, .span = {in_record, 0, 0}, .message = std::move(why)};
        reasons.push_back({line, 1, std::move(finding), file_.table().file});
        at_hand_ = false;
    };
    if (!file_.index().find(hash, entries_)) {
        fail(1, "where its patients stand was noted in a temporary file, which cannot be read");
        return events_;
    }
    for (const EventsIndex::Entry& entry : entries_) {
        const bool there = go_to(entry.rows);
        const std::string_view name = there ? patient_in(file_.table(), row_) : std::string_view();
        if (EventsFile::hash(name) != hash) {
            fail(entry.rows.line, "the file has changed since its patients were looked for");
            return events_;
        }
        if (name != patient) {
            continue; // another one with the same hash
        }
        file_.found(entry);
        while (at_hand_ && patient_in(file_.table(), row_) == patient) {
            read_row(reasons);
            next_row();
        }
        if (lost_) { // some of his rows may be among it: not to be taken for none
            fail(entry.rows.line, "the file has changed since its patients were looked for");
            return events_;
        }
    }
    return events_;
}

} // namespace precept::cohort
