// Bands, robustness and two patients side by side, as text.

#include "interpreter/questions/render.hpp"
#include "interpreter/questions/render_parts.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace precept {

namespace {

Text advice_text(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    Text text(fmt::format("{}:", in_words(advice.verb)));
    text.add(show_terms(program, advice), Tint::Bold);
    return text.aside(unique_name(program, advice.rule));
}

/// One bar for each band, each beginning where the one before ended.
class Bars {
public:
    Bars(const Style& style, double low, double high)
        : block_(style.unicode ? "█" : "#"),
          columns_(style.width >= 80 ? std::min(40, style.width / 2 - 6) : 30),
          low_(low),
          high_(high) {}

    std::string next(double end) {
        const double share = high_ > low_ ? (end - low_) / (high_ - low_) * columns_ : columns_;
        const int until = std::clamp(static_cast<int>(std::lround(share)), begun_ + 1, columns_);
        std::string bar(static_cast<std::size_t>(begun_), ' ');
        for (int i = begun_; i < until; ++i) {
            bar += block_;
        }
        begun_ = std::min(until, columns_ - 1); // the last bands of many share a column
        return bar;
    }

private:
    std::string_view block_;
    int columns_;
    double low_;
    double high_;
    int begun_ = 0;
};

/// "lvef is 45 % and not pregnant".
std::string example_text(const Program& program, const Hypothesis& hypothesis) {
    std::string text;
    for (const Change& change : hypothesis) {
        text += (text.empty() ? "" : " and ") + as_given(program, change);
    }
    return text;
}

void put_depends(Page& page, const Program& program, const Robustness& one) {
    constexpr std::size_t most = 6;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(one.on.size(), most); ++i) {
        names.push_back(name_of(program, one.on[i]));
    }
    if (one.on.size() > most) {
        names.push_back(fmt::format("{} more", one.on.size() - most));
    }
    page.paragraph(4, 6, Text("on").add(fmt::format("{}", fmt::join(names, ", ")), Tint::Open));
    constexpr std::size_t telling = 3; // examples of more facts explain nothing
    if (one.with.size() <= telling && one.without.size() <= telling) {
        page.paragraph(4, 6, Text("so if").add(example_text(program, one.with)));
        page.paragraph(4, 6, Text("not if").add(example_text(program, one.without)));
    }
}

class ComparisonWriter {
public:
    ComparisonWriter(
        const PatientView& left, const PatientView& right, const Sources& sources, Style style
    )
        : left_(left),
          right_(right),
          program_(left.program()),
          sources_(sources),
          style_(style) {}

    std::string write(const Comparison& comparison) {
        Page page(style_);
        page.paragraph(
            0, 2, Text(left_.patient.name, Tint::Bold).add("→").add(right_.patient.name, Tint::Bold)
        );
        facts(page, comparison);
        page.heading("WHAT COMES OUT OTHERWISE");
        std::string text = page.take();
        text += comparison.difference.empty()
                    ? "  Nothing.\n"
                    : render_text(program_, comparison.difference, style_);
        Page partings(style_);
        parts(partings, comparison);
        oppositions(partings, comparison);
        const std::string rest = partings.take();
        return rest.empty() ? text : text + "\n" + rest;
    }

private:
    static void facts(Page& page, const Comparison& comparison) {
        if (comparison.facts.empty()) {
            page.paragraph(0, 2, Text("Their facts are the same."));
            return;
        }
        page.heading("FACTS");
        for (const FactDifference& one : comparison.facts) {
            page.paragraph(
                2, 4, Text(one.name, Tint::Bold).attach(":").add(one.left).add("→").add(one.right)
            );
        }
    }

    void parts(Page& page, const Comparison& comparison) {
        for (std::size_t i = 0; i < comparison.partings.size(); ++i) {
            const Parting& one = comparison.partings[i];
            if (i == 0) {
                page.heading("WHERE THEY PART");
            }
            if (i == 0 || comparison.partings[i - 1].rule != one.rule) {
                page.paragraph(2, 4, Text(unique_name(program_, one.rule), Tint::Bold));
            }
            Text condition = mark_of(one.left, style_.unicode);
            condition.add("→").add(mark_of(one.right, style_.unicode));
            condition.add(one_line(sources_, program_[one.condition].span))
                .aside(show_place(sources_, program_[one.condition].span));
            page.paragraph(4, 8, condition);
            values(page, one.condition);
        }
    }

    /// What the condition looked at, where it is not the same for both.
    void values(Page& page, NodeId condition) {
        const Condition left = trace_node(left_, condition);
        const Condition right = trace_node(right_, condition);
        for (const Operand& one : left.operands) {
            const auto other = std::ranges::find_if(right.operands, [&](const Operand& candidate) {
                return same_thing(one, candidate);
            });
            if (other == right.operands.end() || value(one) == value(*other)) {
                continue;
            }
            page.paragraph(
                8,
                10,
                Text(show_name(sources_, one))
                    .attach(":")
                    .add(value(one))
                    .add("→")
                    .add(value(*other))
            );
        }
    }

    [[nodiscard]] std::string value(const Operand& operand) const {
        const std::string reason = show_reason(program_, operand);
        return reason.empty() ? show(program_, operand.reading) : reason;
    }

    void oppositions(Page& page, const Comparison& comparison) {
        bool first = true;
        for (const AdviceParting& one : comparison.oppositions) {
            if (std::exchange(first, false)) {
                page.heading("WHAT STANDS AGAINST ADVICE THAT BOTH RULES GIVE");
            }
            page.paragraph(2, 4, advice_text(program_, one.advice));
            page.paragraph(4, 6, Text(against(one.left)).add("→").add(against(one.right)));
        }
    }

    [[nodiscard]] std::string against(const std::vector<Opposition>& all) const {
        std::vector<std::string> parts;
        parts.reserve(all.size());
        for (const Opposition& one : all) {
            parts.push_back(fmt::format(
                "{}{} by {}",
                one.holds == Truth::Yes ? "" : "perhaps ",
                one.overrides ? "overridden" : "blocked",
                unique_name(program_, one.rule)
            ));
        }
        return parts.empty() ? "stands" : fmt::format("{}", fmt::join(parts, ", "));
    }

    const PatientView& left_;
    const PatientView& right_;
    const Program& program_;
    const Sources& sources_;
    Style style_;
};

} // namespace

std::string render_text(const Situation& situation, const Sweep& sweep, const Style& style) {
    Page page(style);
    const Program& program = situation.program;
    const Type& type = holds_of(program, sweep.subject).type;
    const std::string name = name_of(program, sweep.subject);
    if (sweep.bands.empty()) {
        page.paragraph(0, 2, Text(fmt::format("There is no value of {} to try.", name)));
        put_searched(page, sweep.searched);
        return page.take();
    }
    const double low = *sweep.bands.front().region.low;
    const double high = *sweep.bands.back().region.high;
    const bool one_band = sweep.bands.size() == 1;
    page.paragraph(
        0,
        2,
        Text(name, Tint::Bold)
            .add(fmt::format(
                "{}: {}",
                show(program, type, {low, high, true, true}),
                one_band ? "nothing changes anywhere"
                         : fmt::format("changes {}", counted(sweep.bands.size() - 1, "time"))
            ))
    );
    const Cell now = current(situation, sweep.subject);
    const bool known = now.state == CellState::Given || now.state == CellState::Assumed;
    const auto number = known ? plain_number(now.value) : std::nullopt;
    Bars bars(style, low, high);
    for (const Band& band : sweep.bands) {
        Text region(show(program, type, band.region));
        if (number && contains(band.region, *number)) {
            region.aside(fmt::format("now {}", to_string(program, type, now.value)));
        }
        page.columns(2, 4, Text().keep(bars.next(*band.region.high), Tint::Open), {region});
        if (!band.difference.empty()) {
            page.paragraph(4, 6, Text(one_line(program, band.difference)));
        }
    }
    page.blank();
    page.paragraph(0, 2, Text(one_band ? "What stands:" : "What stands in the first band:"));
    if (sweep.bands.front().active.empty()) {
        page.paragraph(2, 4, Text("nothing"));
    }
    for (const AdviceId id : sweep.bands.front().active) {
        page.paragraph(2, 4, Text("-").add(advice_text(program, id)));
    }
    put_searched(page, sweep.searched);
    return page.take();
}

std::string
render_text(const Situation& situation, const std::vector<Robustness>& robust, const Style& style) {
    using Kind = Robustness::Kind;
    Page page(style);
    const Program& program = situation.program;
    if (robust.empty()) {
        page.paragraph(0, 2, Text("No advice is given, and no unknown fact could change that."));
        return page.take();
    }
    constexpr std::array<std::pair<Kind, std::string_view>, 5> sections = {
        {{Kind::Holds, "STANDS, WHATEVER THE UNKNOWN FACTS ARE"},
         {Kind::HoldsSoFar, "STOOD IN EVERY CASE THAT WAS TRIED"},
         {Kind::Depends, "DEPENDS ON UNKNOWN FACTS"},
         {Kind::NeverSoFar, "STOOD IN NO CASE THAT WAS TRIED"},
         {Kind::Never, "CANNOT COME TO STAND"}}};
    Searched searched;
    for (const auto& [kind, heading] : sections) {
        bool first = true;
        for (const Robustness& one : robust) {
            if (one.kind != kind) {
                continue;
            }
            if (std::exchange(first, false)) {
                page.heading(heading);
            }
            page.paragraph(2, 4, advice_text(program, one.advice));
            const bool never = kind == Kind::NeverSoFar || kind == Kind::Never;
            if (never && one.now == Truth::Yes) {
                page.paragraph(
                    4, 6, Text("stands now, only because something is unknown", Tint::Open)
                );
            }
            if (kind == Kind::Depends) {
                put_depends(page, program, one);
            }
            // An example each way settles `Depends`; only a claim about all cases is cut short.
            if (kind == Kind::HoldsSoFar || kind == Kind::NeverSoFar) {
                for (const std::string& what : one.searched.left_out) {
                    searched.leave_out(what);
                }
            }
            searched.tried += one.searched.tried;
        }
    }
    put_searched(page, searched);
    return page.take();
}

std::string render_text(
    const PatientView& left,
    const PatientView& right,
    const Comparison& comparison,
    const Sources& sources,
    const Style& style
) {
    return ComparisonWriter(left, right, sources, style).write(comparison);
}

} // namespace precept
