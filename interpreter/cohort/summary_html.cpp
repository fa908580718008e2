// A cohort's answer as a page with plots. Every plot is an image inside the page, and has its
// numbers beside it in text, so that nothing is said by colour alone.

#include "interpreter/answer.hpp"
#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/summary.hpp"
#include "interpreter/html.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace precept::cohort {

namespace {

constexpr std::string_view page_style = R"(
body { max-width: 72rem; }
.tiles { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0; list-style: none; }
.tiles li { flex: 1 1 9rem; padding: 0.6rem 0.9rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.key { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; color: var(--soft); }
.key svg { width: 0.8rem; height: 0.8rem; margin-right: 0.4rem; vertical-align: -0.05rem; }
.wide { overflow-x: auto; }
.bars { width: 100%; }
.bars td { vertical-align: middle; }
.bars .name { min-width: 12rem; max-width: 26rem; }
.bars .name small { display: block; color: var(--soft); }
.bars .plot { width: 38%; min-width: 10rem; }
.bars .plot svg { display: block; width: 100%; height: 1.1rem; }
.bars th.number, .bars td.number { padding-left: 0.75rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bars td.number small { display: inline-block; min-width: 4.2rem; color: var(--soft); }
.bars td.none { color: var(--soft); }
.good { fill: var(--yes); } .bad { fill: var(--warn); } .open { fill: url(#open); } .rest { fill: var(--no); opacity: 0.55; } .outside { fill: var(--line); }
.track { fill: var(--panel); }
#open rect { fill: var(--unknown-back); } #open path { stroke: var(--unknown); stroke-width: 3; }
.hidden { position: absolute; width: 0; height: 0; }
details { margin: 0.25rem 0; }
summary { cursor: pointer; color: var(--link); }
@media print { .bars .plot svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .wide { overflow: visible; } }
)";

// What is open is hatched, so that it differs from what is decided without colour, too.
constexpr std::string_view patterns =
    "<svg class=\"hidden\" aria-hidden=\"true\"><defs><pattern id=\"open\" width=\"8\" "
    "height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\"/><path "
    "d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\"/></pattern></defs></svg>\n";

/// What a part of the bars of a section means, and its colour.
struct Key {
    std::string_view word;
    std::string_view colour;
};

constexpr std::array<Key, 3> applies_keys = {
    {{"applies", "good"}, {"does not", "outside"}, {"unknown", "open"}}};
constexpr std::array<Key, 4> rule_keys = {
    {{"fired", "good"},
     {"did not fire", "rest"},
     {"undecided", "open"},
     {"not applicable", "outside"}}};
constexpr std::array<Key, 4> advice_keys = {
    {{"active", "good"}, {"blocked", "bad"}, {"overridden", "rest"}, {"provisional", "open"}}};
constexpr std::array<Key, 3> ensure_keys = {
    {{"held", "good"}, {"violated", "bad"}, {"undecided", "open"}}};
constexpr std::array<Key, 1> missing_keys = {{{"patients", "open"}}};

struct Bar {
    std::string name; ///< HTML
    std::vector<std::uint64_t> counts;
};

class Writer {
public:
    explicit Writer(const Summary& summary)
        : summary_(summary),
          program_(summary.program),
          tally_(summary.tally) {}

    std::string write() {
        head();
        body_ += "<main>\n";
        if (tally_.patients != 0) {
            guidelines();
            rules();
            advice();
            missing();
            ensures();
        }
        body_ += "</main>\n";
        drafts();
        return html::document(
            {"Cohort " + summary_.input, std::string(page_style), std::move(body_)}
        );
    }

private:
    void head() {
        body_ += patterns;
        body_ += fmt::format(
            "<header>\n<h1>Cohort {}</h1>\n<p>Asked for {}.</p>\n<ul class=\"tiles\">\n",
            html::escape(summary_.input),
            to_string(summary_.today)
        );
        const std::uint64_t decided = tally_.patients - tally_.undecided;
        tile(tally_.patients, "patients read");
        tile(tally_.rejected, "records rejected");
        tile(decided, "decided, " + share(decided));
        tile(tally_.undecided, "undecided, " + share(tally_.undecided));
        body_ += "</ul>\n<p>A patient is undecided when some rule waits for a fact. Shares are of "
                 "the patients read.</p>\n</header>\n";
    }

    void tile(std::uint64_t count, const std::string& what) {
        body_ +=
            fmt::format("<li><strong>{}</strong> {}</li>\n", count_text(count), html::escape(what));
    }

    void guidelines() {
        std::vector<Bar> bars;
        for (const ModuleId id : guidelines_of(program_)) {
            const GuidelineCounts& its = tally_.guidelines[id.index];
            if (program_[id].applies.valid()) {
                bars.push_back(
                    {named(program_[id].name, program_[id].label), {its.yes, its.no, its.unknown}}
                );
            }
        }
        section("Guidelines", applies_keys, bars, tally_.patients);
    }

    void rules() {
        std::vector<Bar> bars;
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            const RuleCounts& its = tally_.rules[i];
            bars.push_back(
                {named(unique_name(program_, RuleId{i}), program_.rules[i].label),
                 {its.fired, its.not_fired, its.undecided, its.not_applicable}}
            );
        }
        section("Rules", rule_keys, bars, tally_.patients);
    }

    void advice() {
        std::vector<Bar> bars;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const Advice& advice = program_.advice[i];
            const AdviceCounts& its = tally_.advice[i];
            bars.push_back(
                {fmt::format(
                     "{}<small>{}, by {}</small>",
                     html::escape(show_terms(program_, advice)),
                     in_words(advice.verb),
                     html::escape(unique_name(program_, advice.rule))
                 ),
                 {its.active, its.blocked, its.overridden, its.provisional}}
            );
        }
        section("Advice", advice_keys, bars, tally_.patients);
    }

    void missing() {
        std::vector<Bar> bars;
        const std::vector<MissingCount> all = missing_counts(program_, tally_);
        for (const MissingCount& one : all) {
            bars.push_back({named(one.name, one.label), {one.patients}});
        }
        if (!bars.empty()) {
            section("What is missing", missing_keys, bars, all.front().patients);
            body_ += "<p>For so many patients some rule is undecided for want of it; bars are as "
                     "long as the first one is full.</p>\n";
        }
    }

    void ensures() {
        std::vector<Bar> bars;
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            const Ensure& ensure = program_.ensures[i];
            const EnsureCounts& its = tally_.ensures[i];
            bars.push_back(
                {named(ensure.name, ensure.label) + violators(its),
                 {its.held, its.violated, its.undecided}}
            );
        }
        section("Properties", ensure_keys, bars, tally_.patients);
    }

    [[nodiscard]] static std::string violators(const EnsureCounts& its) {
        if (its.violated == 0) {
            return "";
        }
        std::string text = "<details><summary>violated by</summary>";
        for (std::size_t i = 0; i < its.violators.size(); ++i) {
            text += i == 0 ? "" : ", ";
            text += html::escape(patient_text(its.violators[i]));
        }
        if (its.violated > its.violators.size()) {
            text += fmt::format(" and {} more", count_text(its.violated - its.violators.size()));
        }
        return text + "</details>";
    }

    [[nodiscard]] static std::string named(const std::string& name, const std::string& label) {
        return label.empty() || label == name
                   ? html::escape(name)
                   : fmt::format("{}<small>{}</small>", html::escape(label), html::escape(name));
    }

    /// Says what is not for use yet.
    void drafts() {
        std::vector<std::string> drafts;
        for (const ModuleId id : guidelines_of(program_)) {
            if (program_[id].status == ast::ModuleStatus::Draft) {
                drafts.push_back(html::escape(program_[id].name));
            }
        }
        body_ += "<footer><p>Not medical advice.";
        if (!drafts.empty()) {
            body_ += fmt::format(" Drafts: {}.", fmt::join(drafts, ", "));
        }
        body_ += "</p></footer>\n";
    }

    [[nodiscard]] std::string share(std::uint64_t count) const {
        return share_text(count, tally_.patients);
    }

    /// A table of bars; a bar as long as its column stands for `full` patients.
    void section(
        std::string_view heading,
        std::span<const Key> keys,
        const std::vector<Bar>& bars,
        std::uint64_t full
    ) {
        if (bars.empty()) {
            return;
        }
        body_ += fmt::format("<section>\n<h2>{}</h2>\n", heading);
        if (keys.size() > 1) {
            body_ += "<ul class=\"key\">";
            for (const Key& key : keys) {
                body_ += fmt::format(
                    "<li><svg viewBox=\"0 0 8 8\" aria-hidden=\"true\"><rect width=\"8\" "
                    "height=\"8\" class=\"{}\"/></svg>{}</li>",
                    key.colour,
                    key.word
                );
            }
            body_ += "</ul>\n";
        }
        body_ += "<div class=\"wide\"><table class=\"bars\">\n<thead><tr><th></th><th></th>";
        for (const Key& key : keys) {
            body_ += fmt::format("<th class=\"number\">{}</th>", key.word);
        }
        body_ += "</tr></thead>\n<tbody>\n";
        for (const Bar& bar : bars) {
            row(keys, bar, full);
        }
        body_ += "</tbody>\n</table></div>\n</section>\n";
    }

    void row(std::span<const Key> keys, const Bar& bar, std::uint64_t full) {
        body_ += fmt::format("<tr><td class=\"name\">{}</td><td class=\"plot\">", bar.name);
        plot(keys, bar, full);
        body_ += "</td>";
        for (const std::uint64_t count : bar.counts) {
            body_ += fmt::format(
                "<td class=\"number{}\">{} <small>{}</small></td>",
                count == 0 ? " none" : "",
                count_text(count),
                count == 0 ? "" : html::escape(share(count))
            );
        }
        body_ += "</tr>\n";
    }

    void plot(std::span<const Key> keys, const Bar& bar, std::uint64_t full) {
        constexpr std::size_t length = 1000; // fine enough to be exact to the eye
        body_ += fmt::format(
            "<svg viewBox=\"0 0 {0} 40\" preserveAspectRatio=\"none\" role=\"img\"><title>{1}"
            "</title><rect width=\"{0}\" height=\"40\" class=\"track\"/>",
            length,
            in_words(keys, bar)
        );
        const auto parts = bar_parts(bar.counts, full, length);
        std::size_t begin = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i] != 0) {
                // What is there can be seen: three thousandths of the width at least.
                body_ += fmt::format(
                    "<rect x=\"{}\" width=\"{}\" height=\"40\" class=\"{}\"/>",
                    begin,
                    std::max<std::size_t>(parts[i], 3),
                    keys[i].colour
                );
                begin += parts[i];
            }
        }
        body_ += "</svg>";
    }

    [[nodiscard]] std::string in_words(std::span<const Key> keys, const Bar& bar) const {
        std::string text;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            text += fmt::format(
                "{}{} {} ({})",
                i == 0 ? "" : ", ",
                keys[i].word,
                count_text(bar.counts[i]),
                share(bar.counts[i])
            );
        }
        return html::escape(text);
    }

    [[nodiscard]] static std::string_view in_words(ast::Verb verb) {
        return precept::in_words(verb);
    }

    const Summary& summary_;
    const Program& program_;
    const Tally& tally_;
    std::string body_;
};

} // namespace

std::string render_html(const Summary& summary) {
    return Writer(summary).write();
}

} // namespace precept::cohort
