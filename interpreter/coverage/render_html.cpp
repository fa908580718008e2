#include "interpreter/coverage/render.hpp"
#include "interpreter/html.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace precept::coverage {

namespace {

constexpr std::string_view page_style = R"(
body { max-width: 72rem; }
.wide { overflow-x: auto; }
.summary td + td, .summary th + th { text-align: right; white-space: nowrap; }
.summary .open { color: var(--unknown); background: var(--unknown-back); }
.gaps { padding-left: 1.2rem; }
.gaps code { background: var(--panel); }
.rules { padding: 0.75rem 0; background: var(--panel); border: 1px solid var(--line); font: 0.85rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.line { padding: 0 0.75rem 0 4rem; text-indent: -3.25rem; min-height: 1.5em; white-space: pre-wrap; overflow-wrap: anywhere; }
.line:target { outline: 2px solid var(--link); }
.number { display: inline-block; width: 2.5rem; margin-right: 0.75rem; text-indent: 0; text-align: right; color: var(--soft); user-select: none; }
mark { color: inherit; background: none; border-radius: 2px; }
mark.seen { color: var(--yes); }
mark.alone { color: var(--text); border-bottom: 2px dotted var(--unknown); }
mark.missing { color: var(--warn); background: var(--warn-back); border-bottom: 2px solid var(--warn); }
.note { margin-left: 1.5rem; text-indent: 0; color: var(--warn); font-family: system-ui, sans-serif; }
.note.soft { color: var(--unknown); }
)";

enum class Mark : std::uint8_t { Seen, Alone, Missing };

/// A part of a file's text, and what the tests have seen of it.
struct Marked {
    Span span;
    Mark mark = Mark::Seen;
};

bool is_missing(const Gap& gap) {
    return !gap.missing.empty() || gap.kind == Gap::Kind::Case;
}

class Writer {
public:
    Writer(const Program& program, const Coverage& coverage, const Sources& sources)
        : program_(program),
          coverage_(coverage),
          sources_(sources),
          gaps_(gaps(program, coverage)),
          shares_(shares(program, coverage)) {
        collect();
    }

    std::string write() {
        body_ = fmt::format(
            "<header>\n<h1>What the tests have seen</h1>\n<p>{} {} of the rules below.</p>\n"
            "</header>\n<main>\n",
            coverage_.tests,
            coverage_.tests == 1 ? "test" : "tests"
        );
        summary();
        left_out();
        list();
        for (std::size_t i = 0; i < program_.modules.size(); ++i) {
            if (asks_for_something(shares_[i])) {
                file(program_.modules[i].file);
            }
        }
        body_ += "</main>\n";
        return html::document(
            {"What the tests have seen", std::string(page_style), std::move(body_)}
        );
    }

private:
    static std::array<const Share*, 4> in_columns(const Shares& shares) {
        return {&shares.rules, &shares.definitions, &shares.conditions, &shares.alone};
    }

    static bool asks_for_something(const Shares& shares) {
        return std::ranges::any_of(in_columns(shares), [](const Share* share) {
            return share->all != 0;
        });
    }

    /// Which parts of the text are marked, and what is said beside which line.
    void collect() {
        std::set<std::pair<FileId, std::uint32_t>> with_gap;
        for (const Gap& gap : gaps_) {
            with_gap.insert({gap.span.file, gap.span.begin});
            marked_[gap.span.file].push_back(
                {gap.span, is_missing(gap) ? Mark::Missing : Mark::Alone}
            );
            const std::uint32_t line = sources_[gap.span.file].position(gap.span.begin).line;
            notes_[{gap.span.file, line}].push_back(&gap);
        }
        for (const Condition& condition : coverage_.conditions.conditions) {
            const Span span = program_[condition.node].span;
            if (!with_gap.contains({span.file, span.begin})) {
                marked_[span.file].push_back({span, Mark::Seen});
            }
        }
    }

    void row(const std::string& name, const Shares& shares) {
        body_ += fmt::format("<tr><td>{}</td>", name);
        for (const Share* share : in_columns(shares)) {
            if (share->all == 0) {
                body_ += "<td>–</td>";
            } else {
                body_ += fmt::format(
                    "<td{}>{}/{} {}</td>",
                    share->complete() ? "" : " class=\"open\"",
                    share->seen,
                    share->all,
                    show(*share)
                );
            }
        }
        body_ += "</tr>\n";
    }

    void summary() {
        body_ +=
            "<div class=\"wide\"><table class=\"summary\">\n<thead><tr><th>File</th><th>Rules</th>"
            "<th>Definitions</th><th>Conditions</th><th>Decided alone</th></tr></thead>\n"
            "<tbody>\n";
        Shares total;
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            total += shares_[i];
            if (asks_for_something(shares_[i])) {
                const std::string& path = sources_[program_.modules[i].file].path();
                row(fmt::format("<a href=\"#{}\">{}</a>", html::anchor(path), html::escape(path)),
                    shares_[i]);
            }
        }
        row("All", total);
        body_ += "</tbody>\n</table></div>\n";
        body_ += fmt::format(
            "<p>Rules are to be seen fired, not fired and undecided; definitions with each of "
            "their values, and each case deciding; conditions yes, no and unknown, and to decide "
            "alone, once as yes and once as no. What is proved to be impossible is not asked for: "
            "{}.</p>\n"
            "<p><mark class=\"seen\">seen</mark> · <mark class=\"alone\">seen, but never decided "
            "alone, or as yes or no only</mark> · <mark class=\"missing\">not seen "
            "altogether</mark></p>\n",
            std::ranges::count(coverage_.shown, Shown::Impossible)
        );
    }

    void left_out() {
        if (coverage_.left_out.empty()) {
            return;
        }
        body_ += "<p>Not asked of files that are used, but were not named:</p>\n<ul>\n";
        for (const ModuleId module : coverage_.left_out) {
            body_ +=
                fmt::format("<li>{}</li>\n", html::escape(sources_[program_[module].file].path()));
        }
        body_ += "</ul>\n";
    }

    [[nodiscard]] std::string line_id(FileId file, std::uint32_t line) const {
        return fmt::format("{}-{}", html::anchor(sources_[file].path()), line);
    }

    void list() {
        if (gaps_.empty()) {
            body_ += "<p>Nothing is missing.</p>\n";
            return;
        }
        body_ += "<h2>What is missing</h2>\n<ul class=\"gaps\">\n";
        for (const Gap& gap : gaps_) {
            const std::uint32_t line = sources_[gap.span.file].position(gap.span.begin).line;
            body_ += fmt::format(
                "<li><a href=\"#{}\">{}:{}</a> <code>{}</code> in {}: {}</li>\n",
                line_id(gap.span.file, line),
                html::escape(sources_[gap.span.file].path()),
                line,
                html::escape(one_line(sources_, gap.span)),
                html::escape(name_of(program_, gap.owner)),
                html::escape(gap.in_words())
            );
        }
        body_ += "</ul>\n";
    }

    void file(FileId id) {
        const SourceFile& source = sources_[id];
        body_ += fmt::format(
            "<section>\n<h2 id=\"{}\">{}</h2>\n<div class=\"rules\">\n",
            html::anchor(source.path()),
            html::escape(source.path())
        );
        for (std::uint32_t line = 1; line <= source.line_count(); ++line) {
            const std::string_view text = source.line(line);
            if (line == source.line_count() && text.empty()) {
                break;
            }
            body_ += fmt::format(
                "<div class=\"line\" id=\"{}\"><span class=\"number\">{}</span>",
                line_id(id, line),
                line
            );
            put(id, text, static_cast<std::uint32_t>(text.data() - source.text().data()));
            const auto notes = notes_.find({id, line});
            if (notes != notes_.end()) {
                const bool several = notes->second.size() > 1;
                for (const Gap* gap : notes->second) {
                    body_ += fmt::format(
                        "<span class=\"note{}\">{}{}</span>",
                        is_missing(*gap) ? "" : " soft",
                        several ? html::escape(one_line(sources_, gap->span)) + ": " : "",
                        html::escape(gap->in_words())
                    );
                }
            }
            body_ += "</div>\n";
        }
        body_ += "</div>\n</section>\n";
    }

    /// The text of a line that begins at byte `offset`, each piece in the innermost mark.
    void put(FileId id, std::string_view text, std::uint32_t offset) {
        const auto end = static_cast<std::uint32_t>(offset + text.size());
        std::vector<const Marked*> here;
        std::set<std::uint32_t> edges{offset, end};
        for (const Marked& one : marked_[id]) {
            if (one.span.begin < end && one.span.end > offset) {
                here.push_back(&one);
                edges.insert(std::max(one.span.begin, offset));
                edges.insert(std::min(one.span.end, end));
            }
        }
        for (auto edge = edges.begin(); std::next(edge) != edges.end(); ++edge) {
            const std::uint32_t from = *edge;
            const std::uint32_t to = *std::next(edge);
            const Marked* innermost = nullptr;
            for (const Marked* one : here) {
                const bool covers = one->span.begin <= from && one->span.end >= to;
                if (covers &&
                    (innermost == nullptr || one->span.end - one->span.begin <
                                                 innermost->span.end - innermost->span.begin)) {
                    innermost = one;
                }
            }
            const std::string piece = html::escape(text.substr(from - offset, to - from));
            constexpr std::array classes{"seen", "alone", "missing"};
            body_ += innermost == nullptr
                         ? piece
                         : fmt::format(
                               "<mark class=\"{}\">{}</mark>",
                               classes.at(static_cast<std::size_t>(innermost->mark)),
                               piece
                           );
        }
    }

    const Program& program_;
    const Coverage& coverage_;
    const Sources& sources_;
    std::vector<Gap> gaps_;
    std::vector<Shares> shares_;
    std::map<FileId, std::vector<Marked>> marked_;
    std::map<std::pair<FileId, std::uint32_t>, std::vector<const Gap*>> notes_;
    std::string body_;
};

} // namespace

std::string render_html(const Program& program, const Coverage& coverage, const Sources& sources) {
    return Writer(program, coverage, sources).write();
}

} // namespace precept::coverage
