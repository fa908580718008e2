#include "lang/render.hpp"

#include "lang/catalogue.hpp"
#include "lang/display_text.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace precept {

namespace {

enum class Tint { Error, Warning, Frame, Note, Help, Strong };

std::string_view escape(Tint tint) {
    switch (tint) {
    case Tint::Error: return "\x1b[1;31m";
    case Tint::Warning: return "\x1b[1;33m";
    case Tint::Frame:
    case Tint::Note: return "\x1b[1;34m";
    case Tint::Help: return "\x1b[1;36m";
    case Tint::Strong: return "\x1b[1m";
    }
    return {};
}

std::string_view severity_word(Severity severity) {
    return severity == Severity::Error ? "error" : "warning";
}

/// `2 errors`, `1 warning`
/// `file.precept:12:5`, or the path alone where there is no text to count in.
std::string location(Span span, const Sources& sources) {
    const SourceFile& file = sources[span.file];
    if (file.text().empty()) {
        return printable(file.path());
    }
    const Position at = file.position(span.begin);
    return fmt::format("{}:{}:{}", printable(file.path()), at.line, at.column);
}

struct Counts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

Counts count(const Diagnostics& diagnostics) {
    Counts counts;
    for (const Diagnostic& finding : diagnostics) {
        ++(info(finding.code).severity == Severity::Error ? counts.errors : counts.warnings);
    }
    return counts;
}

/// Writes one finding after another; holds what every part of a finding needs.
class Writer {
public:
    Writer(const Sources& sources, const Style& style) : sources_(sources), style_(style) {}

    void finding(const Diagnostic& finding) {
        const CodeInfo& code = info(finding.code);
        const Tint tint = code.severity == Severity::Error ? Tint::Error : Tint::Warning;
        gutter_ = gutter_width(finding);
        line(
            "{}{}",
            tinted(tint, fmt::format("{}[{}]", severity_word(code.severity), code.name)),
            tinted(Tint::Strong, ": " + printable(finding.message, "\n    "))
        );
        place(finding.span, finding.path);
        excerpt(finding.span, tint, '^', {});
        for (const Note& note : finding.notes) {
            this->note(note);
        }
        help(finding);
        if (!finding.example.empty()) {
            aside(Tint::Note, "for example", finding.example);
        }
    }

    void summary(const Counts& counts) {
        std::string text;
        if (counts.errors > 0) {
            text = counted(counts.errors, "error");
        }
        if (counts.warnings > 0) {
            text += (text.empty() ? "" : ", ") + counted(counts.warnings, "warning");
        }
        line("{}", tinted(counts.errors > 0 ? Tint::Error : Tint::Warning, text));
    }

    void blank_line() { out_ += '\n'; }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    template <typename... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        const std::size_t start = out_.size();
        fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
        // An empty source line leaves blanks behind the bar.
        while (out_.size() > start && out_.back() == ' ') {
            out_.pop_back();
        }
        out_ += '\n';
    }

    [[nodiscard]] std::string tinted(Tint tint, std::string_view text) const {
        return style_.colour ? fmt::format("{}{}\x1b[0m", escape(tint), text) : std::string(text);
    }

    [[nodiscard]] std::string bar() const {
        return tinted(Tint::Frame, style_.unicode ? "│" : "|");
    }

    [[nodiscard]] bool has_text(Span span) const { return !sources_[span.file].text().empty(); }

    [[nodiscard]] std::size_t gutter_width(const Diagnostic& finding) const {
        const auto digits = [&](Span span) {
            return fmt::formatted_size("{}", sources_[span.file].position(span.begin).line);
        };
        std::size_t width = digits(finding.span);
        for (const Note& note : finding.notes) {
            width = std::max(width, digits(note.span));
        }
        return width;
    }

    void place(Span span, std::string_view path) {
        line(
            "{:{}}{} {}{}",
            "",
            gutter_,
            tinted(Tint::Frame, "-->"),
            location(span, sources_),
            path.empty() ? "" : fmt::format(" ({})", printable(path))
        );
    }

    void empty_bar() { line("{:{}} {}", "", gutter_, bar()); }

    void excerpt(Span span, Tint tint, char mark, std::string_view label) {
        if (!has_text(span)) {
            return;
        }
        const SourceFile& file = sources_[span.file];
        const Position at = file.position(span.begin);
        const std::string_view text = file.line(at.line);
        const auto line_begin = static_cast<std::size_t>(text.data() - file.text().data());
        // A span over several lines is shown by its first.
        const std::size_t begin = std::min<std::size_t>(span.begin - line_begin, text.size());
        const std::size_t end = std::clamp<std::size_t>(
            span.end > line_begin ? span.end - line_begin : 0, begin, text.size()
        );
        const auto room = static_cast<std::size_t>(std::max(style_.width, 40)) - gutter_ - 3;
        const Excerpt shown = excerpt_of(text, begin, end, room, style_.unicode ? "…" : "...");

        empty_bar();
        line(
            "{} {} {}",
            tinted(Tint::Frame, fmt::format("{:>{}}", at.line, gutter_)),
            bar(),
            shown.text
        );
        std::string marks(shown.length, mark);
        if (!label.empty()) {
            marks += ' ';
            marks += printable(label, " ");
        }
        line("{:{}} {} {:{}}{}", "", gutter_, bar(), "", shown.column, tinted(tint, marks));
    }

    void note(const Note& note) {
        if (has_text(note.span)) {
            place(note.span, {});
            excerpt(note.span, Tint::Note, '-', note.message);
            return;
        }
        place(note.span, {});
        aside(Tint::Note, "note", note.message);
    }

    void help(const Diagnostic& finding) {
        if (!finding.help.empty()) {
            aside(Tint::Help, "help", finding.help);
            return;
        }
        if (!finding.fix) {
            return;
        }
        const Fix& fix = *finding.fix;
        const std::string_view old = sources_.text(fix.span);
        if (fix.replacement.empty()) {
            aside(Tint::Help, "help", fmt::format("remove `{}`", old));
        } else if (fix.replacement.find_first_not_of(" \t\n") != std::string::npos) {
            aside(
                Tint::Help,
                "help",
                fmt::format("{} `{}`", old.empty() ? "insert" : "write", fix.replacement)
            );
        }
    }

    void aside(Tint tint, std::string_view word, std::string_view text) {
        const std::string indent = fmt::format("\n{:{}}", "", gutter_ + 5 + word.size());
        line(
            "{:{}} {} {}",
            "",
            gutter_,
            tinted(Tint::Frame, "="),
            tinted(tint, fmt::format("{}:", word)) + " " + printable(text, indent)
        );
    }

    const Sources& sources_;
    const Style& style_;
    std::string out_;
    std::size_t gutter_ = 1;
};

} // namespace

std::string
render_text(const Diagnostics& diagnostics, const Sources& sources, const Style& style) {
    if (diagnostics.empty()) {
        return {};
    }
    Writer writer(sources, style);
    for (const Diagnostic& finding : diagnostics) {
        writer.finding(finding);
        writer.blank_line();
    }
    writer.summary(count(diagnostics));
    return writer.take();
}

std::string render_gcc(const Diagnostics& diagnostics, const Sources& sources) {
    std::string out;
    for (const Diagnostic& finding : diagnostics) {
        const CodeInfo& code = info(finding.code);
        const std::string path =
            finding.path.empty() ? "" : fmt::format("{}: ", printable(finding.path, " "));
        fmt::format_to(
            std::back_inserter(out),
            "{}: {}: {}{} [{}]\n",
            location(finding.span, sources),
            severity_word(code.severity),
            path,
            printable(finding.message, " "),
            code.name
        );
        for (const Note& note : finding.notes) {
            fmt::format_to(
                std::back_inserter(out),
                "{}: note: {}\n",
                location(note.span, sources),
                printable(note.message, " ")
            );
        }
        if (!finding.example.empty()) {
            fmt::format_to(
                std::back_inserter(out),
                "{}: note: for example: {}\n",
                location(finding.span, sources),
                printable(finding.example, " ")
            );
        }
    }
    return out;
}

} // namespace precept
