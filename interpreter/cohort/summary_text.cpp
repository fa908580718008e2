// A cohort's answer for a terminal: a bar and the numbers for each guideline, rule, piece of advice
// and property, and the facts that most patients lack.

#include "interpreter/answer.hpp"
#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/summary.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace precept::cohort {

namespace {

constexpr std::size_t indent = 4;
constexpr std::size_t gap = 2;
constexpr std::size_t most_bar = 30;
constexpr std::size_t least_bar = 12;
constexpr std::size_t most_missing = 30;
constexpr std::size_t most_names = 10;

/// What the parts of the bars of a section mean.
struct Key {
    std::string_view word;
    std::string_view block;
    std::string_view ascii;
    Tint tint;
};

/// One bar of a section.
struct Bar {
    Text title;
    std::vector<std::uint64_t> counts; ///< by place in the keys
    Text below{};
};

constexpr std::array<Key, 3> applies_keys = {
    {{"applies", "█", "#", Tint::Yes},
     {"does not", "▒", "=", Tint::Dim},
     {"unknown", "?", "?", Tint::Open}}};
constexpr std::array<Key, 4> rule_keys = {
    {{"fired", "█", "#", Tint::Yes},
     {"did not fire", "▒", "=", Tint::Dim},
     {"undecided", "?", "?", Tint::Open},
     {"not applicable", "·", ".", Tint::Dim}}};
constexpr std::array<Key, 4> advice_keys = {
    {{"active", "█", "#", Tint::Yes},
     {"blocked", "✗", "x", Tint::No},
     {"overridden", "▒", "=", Tint::Dim},
     {"provisional", "?", "?", Tint::Open}}};
constexpr std::array<Key, 3> ensure_keys = {
    {{"held", "█", "#", Tint::Yes},
     {"violated", "✗", "x", Tint::No},
     {"undecided", "?", "?", Tint::Open}}};

std::string_view escape(Tint tint) {
    switch (tint) {
    case Tint::Yes: return "\x1b[32m";
    case Tint::No: return "\x1b[31m";
    case Tint::Open: return "\x1b[33m";
    case Tint::Dim: return "\x1b[2m";
    default: return "";
    }
}

class Writer {
public:
    Writer(const Summary& summary, const Style& style)
        : summary_(summary),
          program_(summary.program),
          tally_(summary.tally),
          style_(style),
          page_(style) {}

    std::string write() {
        head();
        if (tally_.patients != 0) {
            guidelines();
            rules();
            advice();
            missing();
            ensures();
        }
        flush();
        return std::move(out_);
    }

private:
    void flush() { out_ += page_.take(); }

    void put_heading(std::string_view heading) {
        flush();
        out_ += '\n';
        page_.heading(heading);
    }

    /// A line that is laid out already.
    void put_line(std::string_view line) {
        flush();
        out_.append(line.substr(0, line.find_last_not_of(' ') + 1)) += '\n';
    }

    void head() {
        page_.entry(0, "Cohort", Text(summary_.input));
        page_.entry(0, "Asked for", Text(to_string(summary_.today)));
        Text read(fmt::format("{} read", count_text(tally_.patients)));
        read.attach(",");
        read.add(
            fmt::format("{} rejected", count_text(tally_.rejected)),
            tally_.rejected == 0 ? Tint::Plain : Tint::No
        );
        page_.entry(0, "Patients", read);
        if (tally_.patients != 0) {
            const std::uint64_t decided = tally_.patients - tally_.undecided;
            page_.entry(
                0,
                "",
                Text(fmt::format(
                    "{} decided ({}), {} undecided ({}): some rule waits for a fact",
                    count_text(decided),
                    share(decided),
                    count_text(tally_.undecided),
                    share(tally_.undecided)
                ))
            );
        }
    }

    void guidelines() {
        std::vector<Bar> bars;
        for (const ModuleId id : guidelines_of(program_)) {
            const GuidelineCounts& its = tally_.guidelines[id.index];
            if (program_[id].applies.valid()) {
                bars.push_back(
                    {title(program_[id].name, program_[id].label), {its.yes, its.no, its.unknown}}
                );
            }
        }
        section("GUIDELINES", applies_keys, bars);
    }

    void rules() {
        std::vector<Bar> bars;
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            const RuleCounts& its = tally_.rules[i];
            bars.push_back(
                {title(unique_name(program_, RuleId{i}), program_.rules[i].label),
                 {its.fired, its.not_fired, its.undecided, its.not_applicable}}
            );
        }
        section("RULES", rule_keys, bars);
    }

    void advice() {
        std::vector<Bar> bars;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const Advice& advice = program_.advice[i];
            const AdviceCounts& its = tally_.advice[i];
            Text text(fmt::format("{}:", precept::in_words(advice.verb)));
            text.add(show_terms(program_, advice), Tint::Bold);
            text.aside(unique_name(program_, advice.rule));
            bars.push_back({text, {its.active, its.blocked, its.overridden, its.provisional}});
        }
        section("ADVICE", advice_keys, bars);
    }

    void ensures() {
        std::vector<Bar> bars;
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            const EnsureCounts& its = tally_.ensures[i];
            Bar bar{
                title(program_.ensures[i].name, program_.ensures[i].label),
                {its.held, its.violated, its.undecided}};
            if (its.violated != 0) {
                bar.below = violators(its);
            }
            bars.push_back(std::move(bar));
        }
        section("PROPERTIES", ensure_keys, bars);
    }

    [[nodiscard]] static Text violators(const EnsureCounts& its) {
        const std::size_t named = std::min(its.violators.size(), most_names);
        Text text("violated by", Tint::No);
        for (std::size_t i = 0; i < named; ++i) {
            text.add(patient_text(its.violators[i]));
            if (i + 1 < named) {
                text.attach(",");
            }
        }
        return its.violated > named
                   ? text.add(fmt::format("and {} more", count_text(its.violated - named)))
                   : text;
    }

    [[nodiscard]] static Text title(const std::string& name, const std::string& label) {
        Text text(name, Tint::Bold);
        return label.empty() || label == name ? text : text.aside(label, Tint::Plain);
    }

    [[nodiscard]] std::string share(std::uint64_t count) const {
        return share_text(count, tally_.patients);
    }

    [[nodiscard]] std::string number(std::uint64_t count) const {
        return fmt::format("{} {:>7}", count_text(count), count == 0 ? "" : share(count));
    }

    [[nodiscard]] std::string_view block(const Key& key) const {
        return style_.unicode ? key.block : key.ascii;
    }

    using Keys = std::span<const Key>;

    /// How the bars of a section and their numbers stand beside each other.
    struct Layout {
        std::vector<std::size_t> widths; ///< of the columns of numbers
        bool table = false;              ///< there is room for them
        std::size_t bar = 0;
    };

    [[nodiscard]] Layout lay_out(Keys keys, const std::vector<Bar>& bars) const {
        Layout made;
        std::size_t all = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            std::size_t width = columns_of(keys[i].word) + 2;
            for (const Bar& bar : bars) {
                width = std::max(width, number(bar.counts[i]).size());
            }
            made.widths.push_back(width);
            all += width + gap;
        }
        const std::size_t room = page_.width();
        made.table = indent + least_bar + all <= room;
        made.bar = std::min(most_bar, made.table ? room - indent - all : room - indent);
        return made;
    }

    /// A bar for each, with the numbers in columns where there is room for them.
    void section(std::string_view heading, Keys keys, const std::vector<Bar>& bars) {
        if (bars.empty()) {
            return;
        }
        put_heading(heading);
        const Layout layout = lay_out(keys, bars);
        if (layout.table) {
            std::string line(indent + layout.bar, ' ');
            for (std::size_t i = 0; i < keys.size(); ++i) {
                line.append(layout.widths[i] + gap - columns_of(keys[i].word) - 2, ' ');
                line += fmt::format("{} {}", painted(keys[i], 1), keys[i].word);
            }
            put_line(line);
        }
        for (const Bar& bar : bars) {
            page_.paragraph(2, indent, bar.title);
            put(keys, layout, bar);
            if (!bar.below.empty()) {
                page_.paragraph(indent, indent + 2, bar.below);
            }
        }
    }

    void put(Keys keys, const Layout& layout, const Bar& bar) {
        const auto parts = bar_parts(bar.counts, tally_.patients, layout.bar);
        std::string line(indent, ' ');
        std::size_t used = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            line += painted(keys[i], parts[i]);
            used += parts[i];
        }
        if (layout.table) {
            line.append(layout.bar - used, ' ');
            for (std::size_t i = 0; i < keys.size(); ++i) {
                line +=
                    fmt::format("{:{}}{:>{}}", "", gap, number(bar.counts[i]), layout.widths[i]);
            }
        }
        put_line(line);
        if (!layout.table) {
            page_.paragraph(indent, indent, in_words(keys, bar));
        }
    }

    /// The numbers where there is no room for columns: `fired 12 (36.0 %), undecided 3 (9.1 %)`.
    [[nodiscard]] Text in_words(Keys keys, const Bar& bar) const {
        Text text;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (bar.counts[i] != 0) {
                if (!text.empty()) {
                    text.attach(",");
                }
                text.keep(fmt::format(
                    "{} {} ({})", keys[i].word, count_text(bar.counts[i]), share(bar.counts[i])
                ));
            }
        }
        return text;
    }

    [[nodiscard]] std::string painted(const Key& key, std::size_t length) const {
        std::string bar;
        for (std::size_t i = 0; i < length; ++i) {
            bar += block(key);
        }
        if (!style_.colour || bar.empty() || escape(key.tint).empty()) {
            return bar;
        }
        return fmt::format("{}{}\x1b[0m", escape(key.tint), bar);
    }

    void missing() {
        const std::vector<MissingCount> all = missing_counts(program_, tally_);
        if (all.empty()) {
            return;
        }
        put_heading("MISSING");
        page_.paragraph(2, 2, Text("Patients for whom some rule is undecided for want of it."));
        const std::size_t shown = std::min(all.size(), most_missing);
        std::size_t names = 0;
        std::size_t numbers = 0;
        for (std::size_t i = 0; i < shown; ++i) {
            names = std::max(names, columns_of(name(all[i])));
            numbers = std::max(numbers, number(all[i].patients).size());
        }
        names = std::min(names, page_.width() / 3);
        const std::size_t room = page_.width();
        const std::size_t length =
            std::clamp(room - std::min(room, names + numbers + 8), least_bar, most_bar);
        const Key key{"", "█", "#", Tint::Open};
        for (std::size_t i = 0; i < shown; ++i) {
            const std::size_t bar =
                bar_parts({all[i].patients}, all.front().patients, length).front();
            const std::string its = name(all[i]);
            std::string line(2, ' ');
            line += its;
            const std::size_t columns = columns_of(its);
            line.append(columns < names ? names - columns : 0, ' ');
            line += "  ";
            line += painted(key, bar);
            line.append(length - bar, ' ');
            line += fmt::format("  {:>{}}", number(all[i].patients), numbers);
            put_line(line);
        }
        if (all.size() > shown) {
            page_.paragraph(2, 2, Text(fmt::format("and {} more", all.size() - shown)));
        }
    }

    [[nodiscard]] static std::string name(const MissingCount& one) {
        return one.kind == MissingCount::Kind::NoValue ? "(no value)" : one.name;
    }

    const Summary& summary_;
    const Program& program_;
    const Tally& tally_;
    Style style_;
    Page page_; ///< what was laid out since the last line
    std::string out_;
};

} // namespace

std::string render_text(const Summary& summary, const Style& style) {
    return Writer(summary, style).write();
}

} // namespace precept::cohort
