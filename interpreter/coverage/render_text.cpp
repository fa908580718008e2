#include "interpreter/coverage/render.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"
#include "lang/display_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::coverage {

namespace {

constexpr std::array<std::string_view, 4> columns{
    "rules", "definitions", "conditions", "decided alone"};
constexpr std::size_t column_width = 19;

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
                    "  {}  {}  {}",
                    location(gap->span),
                    one_line(sources_, gap->span),
                    dim(name_of(program_, gap->owner))
                ));
            }
        }
        impossible();
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

    void table() {
        const std::vector<Shares> by_module = shares(program_, coverage_);
        std::vector<std::pair<std::string, Shares>> rows;
        Shares total;
        for (std::size_t i = 0; i < by_module.size(); ++i) {
            const auto its = in_columns(by_module[i]);
            total += by_module[i];
            if (std::ranges::any_of(its, [](const Share& share) { return share.all != 0; })) {
                rows.emplace_back(
                    printable(sources_[program_.modules[i].file].path()), by_module[i]
                );
            }
        }
        rows.emplace_back("all", total);
        std::size_t width = 0;
        for (const auto& [name, its] : rows) {
            width = std::max(width, columns_of(name));
        }
        std::string head(width, ' ');
        for (const std::string_view column : columns) {
            head += fmt::format("{:>{}}", column, column_width);
        }
        line(bold(head));
        for (const auto& [name, its] : rows) {
            std::string text = name + std::string(width - columns_of(name), ' ');
            for (const Share& share : in_columns(its)) {
                const std::string cell =
                    share.all == 0 ? std::string("-")
                                   : fmt::format("{}/{} {:>7}", share.seen, share.all, show(share));
                const std::string padded = fmt::format("{:>{}}", cell, column_width);
                text += share.complete() ? padded : tinted("33", padded);
            }
            line(text);
        }
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
