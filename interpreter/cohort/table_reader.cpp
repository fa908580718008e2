#include "interpreter/cohort/table_reader.hpp"

#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/record_text.hpp"
#include "interpreter/facts/agreement.hpp"
#include "lang/suggest.hpp"
#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::cohort {

namespace {

const Holds& day_type() {
    static const Holds holds{Type{.kind = TypeKind::Date}, {}};
    return holds;
}

/// Missing markers of the value's column count for its day, too.
CellRules day_rules(const CellRules& rules) {
    CellRules day;
    day.missing = rules.missing;
    return day;
}

} // namespace

TableReader::TableReader(
    const Program& program, const Table& table, Date today, ReadingCounts& counts
)
    : table_(table),
      today_(today),
      counts_(counts),
      declarations_(program, findings_),
      cells_(table.targets.size()) {
    for (const ColumnTarget& target : table.targets) {
        const Fact* fact = table.event ? nullptr : &program[FactId{target.target}];
        const Field* field = table.event ? &program[*table.event].fields[target.target] : nullptr;
        const Holds& holds = fact != nullptr ? fact->holds : field->holds;
        const Span declared = fact != nullptr ? fact->span : field->span;
        auto& sources = sources_.emplace_back();
        for (const ColumnSource& column : target.sources) {
            sources.push_back(
                {CellReader(
                     program,
                     table.columns[column.cell],
                     holds,
                     declared,
                     column.rules,
                     declarations_,
                     findings_
                 ),
                 std::nullopt,
                 column,
                 fact != nullptr ? fact->name : field->name}
            );
            if (column.day) {
                day_rules_.push_back(day_rules(column.rules));
                sources.back().day.emplace(
                    program,
                    table.columns[*column.day],
                    day_type(),
                    declared,
                    day_rules_.back(),
                    declarations_,
                    findings_
                );
            }
        }
    }
}

void TableReader::report(
    std::uint32_t begin, std::uint32_t end, std::string message, std::string help
) {
    findings_.push_back(
        {.code = Code::FactsSyntax,
         .span = {in_record, begin, end},
         .message = std::move(message),
         .help = std::move(help)}
    );
}

bool TableReader::sound(const CsvRow& row, bool ascii) {
    const bool suspect = !ascii || row.text.find('\0') != std::string_view::npos;
    if (auto bad = suspect ? find_bad_byte(row.text) : std::nullopt) {
        findings_.push_back(std::move(*bad));
        return false;
    }
    const auto size = static_cast<std::uint32_t>(row.text.size());
    if (row.fault) {
        report(
            row.fault->begin,
            row.fault->end,
            fault_text(row.fault->message, row),
            std::string(row.fault->help)
        );
        return false;
    }
    const std::size_t wanted = table_.columns.size();
    if (row.cells.size() < wanted) {
        report(
            size,
            size,
            fmt::format(
                "this row has {}, and the header {}: those from `{}` on are not there",
                counted(row.cells.size(), "cell"),
                wanted,
                table_.columns[row.cells.size()]
            ),
            "a missing value is an empty cell, with its delimiters"
        );
    } else if (row.cells.size() > wanted) {
        report(
            row.cells[wanted].begin,
            size,
            fmt::format(
                "this row has {}, and the header {}", counted(row.cells.size(), "cell"), wanted
            ),
            "a cell that holds a delimiter stands in quotation marks"
        );
    }
    return row.cells.size() == wanted;
}

std::span<const Cell> TableReader::read(const CsvRow& row, bool ascii) {
    findings_.clear();
    if (!sound(row, ascii)) {
        return {};
    }
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        read_target(i, row, cells_[i]);
    }
    return findings_.empty() ? std::span<const Cell>(cells_) : std::span<const Cell>();
}

void TableReader::read_source(Source& source, const CsvRow& row, Cell& cell) {
    const std::uint32_t place = source.column.cell;
    const CsvCell& from = row.cells[place];
    cell.origin = {in_record, from.begin, from.end};
    cell.measured.reset();
    const std::size_t before = findings_.size();
    const Found found = source.value.read(from.text, cell.origin, cell.value);
    cell.state = found == Found::Given ? CellState::Given : CellState::Missing;
    cell.has_origin = found == Found::Given;
    if (found == Found::Unreadable && source.column.rules.unreadable_is_missing) {
        findings_.resize(before);
        counts_.add(table_.file, table_.columns[place], source.target, row.line, from.text);
    }
    if (source.day) {
        read_day(source, row, cell);
    }
}

void TableReader::read_day(Source& source, const CsvRow& row, Cell& cell) {
    const std::uint32_t place = *source.column.day;
    const CsvCell& from = row.cells[place];
    const Span span{in_record, from.begin, from.end};
    Value value;
    if (source.day->read(from.text, span, value) != Found::Given) {
        return;
    }
    const Date day = std::get<Date>(value);
    if (day > today_) {
        findings_.push_back(
            {.code = Code::FutureMeasurement,
             .span = span,
             .message = fmt::format(
                 "{} is in the future: the question is asked for {}",
                 to_string(day),
                 to_string(today_)
             ),
             .help = "correct the date, or ask for a later day with --today",
             .path = table_.columns[place]}
        );
        return;
    }
    cell.measured = day;
}

void TableReader::read_target(std::size_t index, const CsvRow& row, Cell& cell) {
    const ColumnTarget& target = table_.targets[index];
    auto& sources = sources_[index];
    if (sources.size() == 1) { // nearly all
        read_source(sources.front(), row, cell);
        return;
    }
    cell = {};
    if (target.constant) {
        cell.state = CellState::Given;
        cell.value = *target.constant;
    }
    for (Source& source : sources) {
        Cell next;
        read_source(source, row, next);
        if (target.several == Several::Agree || cell.state == CellState::Missing) {
            take_in(cell, next);
        }
    }
}

std::string fault_text(std::string_view what, const CsvRow& row) {
    std::string_view last = row.text;
    last.remove_suffix(last.ends_with('\n') ? 1 : 0);
    const std::uint64_t more = line_ends(last);
    return more == 0 ? std::string(what)
                     : fmt::format("{}: this row goes on for {}", what, counted(more, "more line"));
}

std::string_view patient_in(const Table& table, const CsvRow& row) {
    if (!table.id || *table.id >= row.cells.size()) {
        return {};
    }
    const std::string_view id = row.cells[*table.id].text;
    const std::size_t begin = id.find_first_not_of(" \t");
    return begin == std::string_view::npos
               ? std::string_view()
               : id.substr(begin, id.find_last_not_of(" \t") - begin + 1);
}

std::vector<RejectReason> reasons_of(
    std::string_view record, std::uint64_t line, const std::string& file, Diagnostics findings
) {
    sort_diagnostics(findings);
    std::vector<RejectReason> reasons;
    for (Diagnostic& finding : findings) {
        const std::string_view before = record.substr(0, finding.span.begin);
        const std::size_t line_begin = before.rfind('\n') + 1; // npos + 1 is 0
        const auto lines = std::count(before.begin(), before.end(), '\n');
        const std::size_t characters = count_characters(before.substr(line_begin));
        reasons.push_back(
            {line + static_cast<std::uint64_t>(lines),
             static_cast<std::uint32_t>(characters + 1),
             std::move(finding),
             file}
        );
    }
    return reasons;
}

} // namespace precept::cohort
