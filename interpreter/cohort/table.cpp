#include "interpreter/cohort/table.hpp"

#include "interpreter/cohort/csv_rows.hpp"
#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/facts/declared.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::string_view day_ending = ".on";

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    const std::size_t end = text.find_last_not_of(" \t");
    return begin == std::string_view::npos ? "" : std::string(text.substr(begin, end - begin + 1));
}

class Binder {
public:
    Binder(
        const Program& program,
        const TableRules& rules,
        const TableOptions& options,
        Table& table,
        Diagnostics& diagnostics
    )
        : program_(program),
          rules_(rules),
          options_(options),
          table_(table),
          diagnostics_(diagnostics),
          declarations_(program, diagnostics) {}

    void bind(const CsvRow& header, FileId file) {
        columns(header, file);
        for (const TargetRules& target : rules_.targets) {
            mapped(target);
        }
        for (const Named& name : rules_.ignore) {
            column(name); // counts as used from here on
        }
        find_id();
        for (std::uint32_t i = 0; i < table_.columns.size(); ++i) {
            if (!used_[i]) {
                by_name(i);
            }
        }
        days();
    }

private:
    Diagnostic& report(Code code, Span span, std::string message, std::string help = {}) {
        diagnostics_.push_back(
            {.code = code, .span = span, .message = std::move(message), .help = std::move(help)}
        );
        return diagnostics_.back();
    }

    void columns(const CsvRow& header, FileId file) {
        for (const CsvCell& cell : header.cells) {
            const auto index = static_cast<std::uint32_t>(table_.columns.size());
            table_.columns.push_back(trimmed(cell.text));
            spans_.push_back({file, cell.begin, cell.end});
            const auto [first, added] = places_.emplace(table_.columns.back(), index);
            const bool again = !added && !table_.columns.back().empty();
            used_.push_back(again); // what it is, is said of the first
            if (again) {
                report(
                    Code::DuplicateKey,
                    spans_.back(),
                    fmt::format("two columns are called `{}`", table_.columns.back()),
                    "keep the one that is right, or rename one"
                )
                    .notes.push_back({spans_[first->second], "first here"});
            }
        }
    }

    /// The column that the mapping names; nothing where it names none, or the file has none such.
    std::optional<std::uint32_t> column(const Named& name) {
        if (name.name.empty()) {
            return std::nullopt;
        }
        const auto found = places_.find(name.name);
        if (found == places_.end()) {
            const auto guess = nearest(name.name, table_.columns);
            report(
                Code::UnknownName,
                name.span,
                fmt::format("{} has no column `{}`", table_.file, name.name),
                guess ? fmt::format("did you mean `{}`?", *guess)
                      : fmt::format("it has {}", list_of(table_.columns, "and", 20))
            );
            return std::nullopt;
        }
        used_[found->second] = true;
        return found->second;
    }

    void mapped(const TargetRules& target) {
        ColumnTarget bound{target.target, target.several, {}, target.constant};
        for (const CellRules& rules : target.sources) {
            const auto cell = column(rules.column);
            const auto day = column(rules.day);
            if (cell) {
                bound.sources.push_back({*cell, day, rules});
            }
        }
        table_.targets.push_back(std::move(bound));
    }

    void find_id() {
        if (!options_.id.empty()) {
            const auto found = places_.find(options_.id);
            if (found == places_.end()) {
                const auto guess = nearest(options_.id, table_.columns);
                report(
                    Code::UnknownName,
                    spans_.front(),
                    fmt::format(
                        "{} has no column `{}` to name the patients by", table_.file, options_.id
                    ),
                    guess ? fmt::format("did you mean `{}`?", *guess) : ""
                );
                return;
            }
            table_.id = found->second;
        } else if (!rules_.id.name.empty()) {
            table_.id = column(rules_.id);
        } else {
            for (const std::string& name : {options_.usual_id, id_field_of(program_, {})}) {
                const auto usual = places_.find(name);
                if (!name.empty() && !table_.id && usual != places_.end() &&
                    !used_[usual->second]) {
                    table_.id = usual->second;
                }
            }
        }
        if (table_.id) {
            used_[*table_.id] = true;
        } else if (table_.event && rules_.id.name.empty()) {
            report(
                Code::FactsSyntax,
                join(spans_.front(), spans_.back()),
                "no column says which patient an event belongs to",
                "call it `id`, or name it in a mapping file (`id` under `events`)"
            );
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> target_called(const std::string& name) const {
        if (!table_.event) {
            const auto declared = declarations_.find(name);
            return declared && declared->fact ? std::optional(declared->fact->index) : std::nullopt;
        }
        const auto& fields = program_[*table_.event].fields;
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            if (fields[i].name == name) {
                return i;
            }
        }
        return std::nullopt;
    }

    /// A column of which the mapping says nothing.
    void by_name(std::uint32_t index) {
        const std::string& name = table_.columns[index];
        if (const auto target = target_called(name)) {
            for (const ColumnTarget& other : table_.targets) {
                if (other.target == *target) {
                    report(
                        Code::DuplicateKey,
                        spans_[index],
                        fmt::format("`{}` also comes from elsewhere", name),
                        "the mapping file may ignore this column, or list both as sources of one "
                        "fact"
                    );
                    return;
                }
            }
            CellRules rules = rules_.usual;
            rules.column = {name, spans_[index]};
            table_.targets.push_back(
                {*target, Several::Agree, {{index, std::nullopt, std::move(rules)}}, std::nullopt}
            );
        } else if (name.size() > day_ending.size() && name.ends_with(day_ending) &&
                   target_called(name.substr(0, name.size() - day_ending.size()))) {
            days_.push_back(index);
        } else if (!options_.ignore_unknown) {
            unknown(index);
        } else if (!table_.event && declarations_.report_ambiguous(name, spans_[index])) {
            diagnostics_.back().path.clear();
        }
    }

    void unknown(std::uint32_t index) {
        const std::string& name = table_.columns[index];
        const auto declared = declarations_.find(name);
        if (name.empty()) {
            report(
                Code::UnknownFact,
                spans_[index],
                fmt::format("column {} has no name", index + 1),
                "name it; columns that are no facts are left out with --ignore-unknown-facts"
            );
        } else if (table_.event) {
            declarations_.field(*table_.event, name, spans_[index], name);
        } else if (declared && declared->event) {
            report(
                Code::WrongShape,
                spans_[index],
                fmt::format("`{}` is a list of events, which a cell cannot hold", name),
                fmt::format("put them into a file of their own, for --events {}=FILE", name)
            );
        } else {
            declarations_.report_unknown(
                name,
                spans_[index],
                "name its fact in a mapping file (--map), ignore it there, or leave out all "
                "columns that are no facts with --ignore-unknown-facts"
            );
            Diagnostic& finding = diagnostics_.back();
            finding.fix.reset(); // it is one for JSON
            finding.path.clear();
        }
    }

    /// `lvef.on` beside `lvef`: the day on which it was measured.
    void days() {
        for (const std::uint32_t index : days_) {
            const std::string& name = table_.columns[index];
            const auto value = places_.find(name.substr(0, name.size() - day_ending.size()));
            bool found = false;
            for (ColumnTarget& target : table_.targets) {
                for (ColumnSource& source : target.sources) {
                    if (value != places_.end() && source.cell == value->second && !source.day) {
                        source.day = index;
                        found = true;
                    }
                }
            }
            if (!found) {
                report(
                    Code::UnknownFact,
                    spans_[index],
                    fmt::format("`{}` is the day of a value that has no column here", name),
                    fmt::format(
                        "add the column `{}`, or ignore this one",
                        name.substr(0, name.size() - day_ending.size())
                    )
                );
            }
        }
    }

    const Program& program_;
    const TableRules& rules_;
    const TableOptions& options_;
    Table& table_;
    Diagnostics& diagnostics_;
    Declarations declarations_;
    std::vector<Span> spans_; ///< of the columns' names
    std::unordered_map<std::string, std::uint32_t> places_;
    std::vector<bool> used_;
    std::vector<std::uint32_t> days_; ///< columns called `NAME.on`
};

} // namespace

char find_delimiter(const std::string& path, std::string_view header) {
    for (const std::string_view compressed : {"", ".gz", ".zst"}) {
        for (const std::string_view ending : {".tsv", ".tab"}) {
            if (path.ends_with(std::string(ending) + std::string(compressed))) {
                return '\t';
            }
        }
    }
    char best = ',';
    std::size_t most = 0;
    for (const char delimiter : {',', ';', '\t'}) {
        CsvRows rows(delimiter);
        rows.start(header, 1);
        CsvRow row;
        if (rows.next(row) && !row.fault && row.cells.size() > most) {
            most = row.cells.size();
            best = delimiter;
        }
    }
    return best;
}

bool Table::is_read(std::uint32_t column) const {
    return id == column || std::ranges::any_of(targets, [&](const ColumnTarget& target) {
               return std::ranges::any_of(target.sources, [&](const ColumnSource& source) {
                   return source.cell == column || source.day == column;
               });
           });
}

std::optional<Table> bind_table(
    const Program& program,
    std::optional<EventId> event,
    const TableRules& rules,
    const TableOptions& options,
    const Sources& sources,
    FileId header,
    Diagnostics& diagnostics
) {
    const std::size_t before = diagnostics.size();
    const SourceFile& file = sources[header];
    Table table;
    table.file = file.path();
    table.header = std::string(file.text());
    table.delimiter = options.delimiter.value_or(find_delimiter(file.path(), file.text()));
    table.event = event;
    CsvRows rows(table.delimiter);
    rows.start(table.header, 1);
    CsvRow row;
    const auto fail = [&](Span span, std::string message, std::string help) {
        diagnostics.push_back(
            {.code = Code::FactsSyntax,
             .span = span,
             .message = std::move(message),
             .help = std::move(help)}
        );
        return std::nullopt;
    };
    if (!rows.next(row)) {
        return fail({header, 0, 0}, "the first line is to name the columns, and is empty", "");
    }
    if (row.fault) {
        return fail(
            {header, row.fault->begin, row.fault->end},
            std::string(row.fault->message),
            std::string(row.fault->help)
        );
    }
    if (const auto lone = table.header.find('\r'); lone != std::string::npos) {
        const auto at = static_cast<std::uint32_t>(lone);
        return fail(
            {header, at, at + 1},
            "lines end by a carriage return alone here",
            "save the file with the usual line ends (LF or CRLF)"
        );
    }
    Binder(program, rules, options, table, diagnostics).bind(row, header);
    return diagnostics.size() == before ? std::optional(std::move(table)) : std::nullopt;
}

} // namespace precept::cohort
