#include "interpreter/coverage/render.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"
#include "lang/display_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace precept::coverage {

namespace {

constexpr std::array<std::string_view, 4> columns{
    "rules", "definitions", "conditions", "decided alone"};

std::array<Share, 4> in_columns(const Shares& shares) {
    return {shares.rules, shares.definitions, shares.conditions, shares.alone};
}

class Writer {
public:
    Writer(
        const Program& program, const Coverage& coverage, const Sources& sources, const Style& style
    )
        : program_(program),
          coverage_(coverage),
          sources_(sources),
          style_(style) {}

    std::string write() {
        line(fmt::format("Seen by {} {}", coverage_.tests, coverage_.tests == 1 ? "test" : "tests")
        );
        table();
        const std::vector<Gap> all = gaps(program_, coverage_);
        std::vector<const Gap*> never_alone;
        std::size_t open = 0;
        for (const Gap& gap : all) {
            if (gap.missing.empty() && gap.kind != Gap::Kind::Case) {
                never_alone.push_back(&gap);
                continue;
            }
            if (open++ == 0) {
                line("");
                line(bold("Not covered"));
            }
            excerpt(gap);
        }
        if (!never_alone.empty()) {
            line("");
            line(bold("Never decided alone"));
            for (const Gap* gap : never_alone) {
                line(fmt::format(
                    "  {}  {}  as {}  {}",
                    location(gap->span),
                    one_line(sources_, gap->span),
                    fmt::join(gap->alone, " or as "),
                    dim(name_of(program_, gap->owner))
                ));
            }
        }
        impossible();
        left_out();
        return std::move(out_);
    }

private:
    void line(std::string_view text) {
        out_ += text;
        out_.erase(out_.find_last_not_of(' ') + 1);
        out_ += '\n';
    }

    [[nodiscard]] std::string tinted(std::string_view code, std::string_view text) const {
        return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }

    [[nodiscard]] std::string bold(std::string_view text) const { return tinted("1", text); }

    [[nodiscard]] std::string dim(std::string_view text) const { return tinted("2", text); }

    /// What the tests have seen of each file, and of all.
    void table() {
        const std::vector<Shares> by_module = shares(program_, coverage_);
        std::vector<std::string> names;
        std::vector<Shares> rows;
        Shares total;
        for (std::size_t i = 0; i < by_module.size(); ++i) {
            const auto its = in_columns(by_module[i]);
            total += by_module[i];
            if (std::ranges::any_of(its, [](const Share& share) { return share.all != 0; })) {
                names.push_back(printable(sources_[program_.modules[i].file].path()));
                rows.push_back(by_module[i]);
            }
        }
        const std::string folder = common_folder(names);
        for (std::string& name : names) {
            name.erase(0, folder.size());
        }
        names.emplace_back("all");
        rows.push_back(total);
        Columns table;
        table.push_back(std::move(names));
        table.front().insert(table.front().begin(), folder);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            table.emplace_back().emplace_back(columns[i]);
            for (const Shares& its : rows) {
                table.back().push_back(cell(in_columns(its)[i]));
            }
        }
        for (std::size_t row = 0; row <= rows.size(); ++row) {
            const auto text = cells_of(table, row);
            line(
                row == 0 ? bold(fmt::format("{}", fmt::join(text, "")))
                         : in_colour(text, rows[row - 1])
            );
        }
    }

    using Columns = std::vector<std::vector<std::string>>; ///< each with its head first

    /// The folder that all files are in, with its `/`; of one file none: it keeps its path.
    static std::string common_folder(const std::vector<std::string>& paths) {
        if (paths.size() < 2) {
            return {};
        }
        std::string_view common = paths.front();
        for (const std::string& path : paths) {
            std::size_t same = 0;
            while (same < common.size() && same < path.size() && common[same] == path[same]) {
                ++same;
            }
            common = common.substr(0, same);
        }
        return std::string(common.substr(0, common.rfind('/') + 1));
    }

    static std::string cell(const Share& share) {
        return share.all == 0 ? std::string("-")
                              : fmt::format("{}/{} {:>6}", share.seen, share.all, show(share));
    }

    /// A row's cells, as wide as their columns; numbers at the right.
    static std::vector<std::string> cells_of(const Columns& table, std::size_t row) {
        constexpr std::size_t gap = 2;
        std::vector<std::string> cells;
        for (const std::vector<std::string>& column : table) {
            std::size_t width = 0;
            for (const std::string& text : column) {
                width = std::max(width, columns_of(text));
            }
            const std::string blanks(width - columns_of(column[row]), ' ');
            cells.push_back(
                cells.empty() ? column[row] + blanks : std::string(gap, ' ') + blanks + column[row]
            );
        }
        return cells;
    }

    /// What is not complete, in colour.
    [[nodiscard]] std::string
    in_colour(const std::vector<std::string>& cells, const Shares& shares) const {
        std::string text = cells.front();
        const auto its = in_columns(shares);
        for (std::size_t i = 0; i < its.size(); ++i) {
            text += its[i].complete() ? cells[i + 1] : tinted("33", cells[i + 1]);
        }
        return text;
    }

    [[nodiscard]] std::string location(Span span) const {
        const Position at = sources_[span.file].position(span.begin);
        return fmt::format("{}:{}:{}", printable(sources_[span.file].path()), at.line, at.column);
    }

    void excerpt(const Gap& gap) {
        const SourceFile& file = sources_[gap.span.file];
        const Position at = file.position(gap.span.begin);
        const std::string_view text = file.line(at.line);
        const auto line_begin = static_cast<std::size_t>(text.data() - file.text().data());
        const std::size_t begin = std::min<std::size_t>(gap.span.begin - line_begin, text.size());
        const std::size_t end =
            std::clamp<std::size_t>(gap.span.end - line_begin, begin, text.size());
        const std::string number = std::to_string(at.line);
        const auto room = static_cast<std::size_t>(std::max(style_.width, 40)) - number.size() - 3;
        const Excerpt shown = excerpt_of(text, begin, end, room, style_.unicode ? "…" : "...");
        const std::string_view bar = style_.unicode ? "│" : "|";
        line(fmt::format("{}  {}", location(gap.span), dim(name_of(program_, gap.owner))));
        line(fmt::format("{} {} {}", number, bar, shown.text));
        line(fmt::format(
            "{:{}} {} {:{}}{}",
            "",
            number.size(),
            bar,
            "",
            shown.column,
            tinted("33", std::string(shown.length, '^') + " " + gap.in_words())
        ));
    }

    /// What is not asked for, so that nobody takes it for seen.
    void impossible() {
        const auto count = std::ranges::count(coverage_.shown, Shown::Impossible);
        if (count != 0) {
            line("");
            line(fmt::format(
                "Not asked for, as proved to be impossible: {} (such as `is known` being unknown).",
                count
            ));
        }
    }

    void left_out() {
        if (coverage_.left_out.empty()) {
            return;
        }
        line("");
        line("Not asked of files that are used, but were not named:");
        for (const ModuleId module : coverage_.left_out) {
            line("  " + printable(sources_[program_[module].file].path()));
        }
    }

    const Program& program_;
    const Coverage& coverage_;
    const Sources& sources_;
    const Style& style_;
    std::string out_;
};

} // namespace

std::string render_text(
    const Program& program, const Coverage& coverage, const Sources& sources, const Style& style
) {
    return Writer(program, coverage, sources, style).write();
}

} // namespace precept::coverage
