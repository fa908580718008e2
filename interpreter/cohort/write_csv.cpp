// Rows as CSV: for spreadsheets and statistics. Lists stand in one cell, their parts joined by `;
// `.

#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/write_rows.hpp"
#include "interpreter/json_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::cohort {

namespace {

constexpr std::array<std::string_view, 2> before_rules = {"line", "id"};
constexpr std::array<std::string_view, 3> after_rules = {"advice", "missing", "violated"};

/// The column's name: the rule's, with its module's where another column has it.
std::string column_name(const Program& program, RuleId rule) {
    std::string name = unique_name(program, rule);
    const auto taken = [&](const auto& names) {
        return std::ranges::find(names, name) != names.end();
    };
    if (taken(before_rules) || taken(after_rules)) {
        name = program[program[rule].module].name + "." + name;
    }
    return name;
}

/// `recommend pertuzumab + trastuzumab (thp)`
std::string advice_text(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    std::string text = std::string(word(advice.verb)) + " ";
    for (std::size_t i = 0; i < advice.terms.size(); ++i) {
        text += i == 0 ? "" : " + ";
        text += program[advice.terms[i]].name;
    }
    return fmt::format("{} ({})", text, unique_name(program, advice.rule));
}

class CsvWriter : public RowWriter {
public:
    CsvWriter(const Program& program, const Sources& sources)
        : program_(program),
          sources_(sources),
          reader_(program) {
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            advice_.push_back(advice_text(program, AdviceId{i}));
        }
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            rules_.push_back(unique_name(program, RuleId{i}));
        }
    }

    void write(const Evaluation& evaluation, const Decoded& decoded, RowRange rows, std::string& to)
        override {
        for (std::size_t i = rows.first; i < rows.last; ++i) {
            write(reader_.read({evaluation, i}), decoded.rows[i], to);
        }
    }

private:
    void write(const RowAnswer& answer, const RowOrigin& origin, std::string& to) {
        fmt::format_to(std::back_inserter(to), "{},", origin.line);
        append_cell(to, origin.id);
        for (const Status status : answer.rules) {
            to += ',';
            to += word(status);
        }
        cell_.clear();
        for (const AdviceRow& advice : answer.advice) {
            write(answer, advice);
        }
        put_cell(to);
        for (const MissingPart& part : answer.missing) {
            next_part();
            cell_ += part.kind == Operand::Kind::Fact ? program_.facts[part.index].name
                                                      : name_of(program_, sources_, part);
            cell_ += ' ';
            cell_ += word(part.reason);
        }
        put_cell(to);
        for (std::size_t i = 0; i < answer.ensures.size(); ++i) {
            if (answer.ensures[i] == EnsureState::Violated) {
                next_part();
                cell_ += program_.ensures[i].name;
            }
        }
        put_cell(to);
        to += '\n';
    }

    void write(const RowAnswer& answer, const AdviceRow& advice) {
        next_part();
        cell_ += word(advice.state);
        cell_ += ' ';
        cell_ += advice_[advice.advice.index];
        const char* before = " by ";
        for (const Opposition& one : RowAnswer::of(answer.by, advice.by)) {
            cell_ += before;
            cell_ += rules_[one.rule.index];
            before = ", ";
        }
    }

    void next_part() { cell_ += cell_.empty() ? "" : "; "; }

    void put_cell(std::string& to) {
        to += ',';
        append_cell(to, cell_);
        cell_.clear();
    }

    const Program& program_;
    const Sources& sources_;
    RowReader reader_;
    std::vector<std::string> advice_; ///< by AdviceId
    std::vector<std::string> rules_;  ///< by RuleId
    std::string cell_;
};

} // namespace

void append_cell(std::string& to, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        to += text;
        return;
    }
    to += '"';
    for (const char letter : text) {
        to.append(letter == '"' ? 2 : 1, letter);
    }
    to += '"';
}

std::string csv_header(const Program& program) {
    std::string header = fmt::format("{}", fmt::join(before_rules, ","));
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        header += ',';
        append_cell(header, column_name(program, RuleId{i}));
    }
    return header + fmt::format(",{}\n", fmt::join(after_rules, ","));
}

std::unique_ptr<RowWriter> make_csv_writer(const Program& program, const Sources& sources) {
    return std::make_unique<CsvWriter>(program, sources);
}

} // namespace precept::cohort
