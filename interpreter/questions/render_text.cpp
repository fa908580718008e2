// The answers to questions as text.

#include "interpreter/questions/render.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"
#include "interpreter/text_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace precept {

namespace {

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// What was not tried is never passed over in silence.
void put_searched(Page& page, const Searched& searched) {
    if (searched.complete()) {
        return;
    }
    page.blank();
    page.paragraph(
        0,
        2,
        Text(fmt::format(
            "Not all was tried ({}). Left out:",
            plural(searched.tried, "hypothetical patient", "hypothetical patients")
        ))
    );
    for (const std::string& what : searched.left_out) {
        page.paragraph(2, 4, Text("-").add(what));
    }
}

std::string goal_name(const Program& program, const Goal& goal) {
    if (const auto* fires = std::get_if<Goal::Fires>(&goal.what)) {
        return unique_name(program, fires->rule);
    }
    if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        return program[advised->term].label;
    }
    return "the condition";
}

Text advice_text(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    Text text(show_terms(program, advice), Tint::Bold);
    text.add(
        fmt::format("({}, {})", in_words(advice.verb), unique_name(program, advice.rule)), Tint::Dim
    );
    return text;
}

/// What changes, in as few words as a list of outcomes has room for.
Text outcome_text(const Program& program, const Difference& difference, std::size_t undecided) {
    Text text(one_line(program, difference));
    text.aside(
        undecided == 0 ? "nothing stays undecided"
                       : plural(undecided, "rule stays undecided", "rules stay undecided")
    );
    return text;
}

} // namespace

std::string show(const Program& program, const Goal& goal) {
    const std::string name = goal_name(program, goal);
    if (std::holds_alternative<Goal::Fires>(goal.what)) {
        return name + (goal.wanted ? " fires" : " does not fire");
    }
    if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        return fmt::format("{} is {}{}", name, goal.wanted ? "" : "not ", in_words(advised->verb));
    }
    return name + (goal.wanted ? " holds" : " does not hold");
}

std::string
render_text(const Situation& situation, const Goal& goal, const Flip& flip, const Style& style) {
    Page page(style);
    const Program& program = situation.program;
    const bool reached = flip.now == (goal.wanted ? Truth::Yes : Truth::No);
    if (reached) {
        page.paragraph(0, 2, Text(fmt::format("It is so already: {}.", show(program, goal))));
        return page.take();
    }
    if (flip.answers.empty()) {
        page.paragraph(
            0,
            2,
            Text(fmt::format(
                "No change that was tried makes it so that {}{}.",
                show(program, goal),
                flip.searched.complete() ? ", and every one was" : ""
            ))
        );
    } else {
        page.paragraph(
            0,
            2,
            Text(fmt::format(
                "So that {}, {} has to change{}:",
                show(program, goal),
                plural(flip.answers.front().size(), "fact", "facts"),
                flip.answers.size() > 1 ? " in one of these ways" : ""
            ))
        );
    }
    for (const Hypothesis& one : flip.answers) {
        for (std::size_t i = 0; i < one.size(); ++i) {
            Text text(i == 0 ? "-" : "  and");
            page.paragraph(2, 6, text.add(show(situation, one[i])));
        }
    }
    if (!flip.kept.empty()) {
        std::string names;
        for (const Subject& subject : flip.kept) {
            names += (names.empty() ? "" : ", ") + name_of(program, subject);
        }
        page.paragraph(
            0, 2, Text(fmt::format("Left as it is, being fixed: {}.", names), Tint::Dim)
        );
    }
    put_searched(page, flip.searched);
    return page.take();
}

std::string render_text(
    const Situation& situation, const Questions& questions, std::size_t most, const Style& style
) {
    Page page(style);
    const Program& program = situation.program;
    if (questions.questions.empty()) {
        page.paragraph(0, 0, Text("Nothing is undecided for want of a fact."));
    }
    std::size_t shown = 0;
    for (const Question& one : questions.questions) {
        if (most != 0 && shown == most) {
            page.blank();
            page.paragraph(
                0,
                2,
                Text(fmt::format("and {} more", questions.questions.size() - shown), Tint::Dim)
            );
            break;
        }
        if (shown > 0) {
            page.blank();
        }
        Text head(fmt::format("{}. ", ++shown) + one.text, Tint::Bold);
        head.aside(name_of(program, one.subject));
        page.paragraph(0, 3, head);
        // Answers that lead to the same are told together.
        std::vector<std::pair<std::string, std::vector<const AnswerEffect*>>> groups;
        for (const AnswerEffect& effect : one.effects) {
            const std::string key =
                fmt::format("{}|{}", one_line(program, effect.difference), effect.undecided);
            const auto at =
                std::ranges::find(groups, key, [](const auto& group) { return group.first; });
            if (at == groups.end()) {
                groups.push_back({key, {&effect}});
            } else {
                at->second.push_back(&effect);
            }
        }
        constexpr std::size_t most_values = 6;
        for (const auto& [key, effects] : groups) {
            std::string values;
            for (std::size_t i = 0; i < std::min(effects.size(), most_values); ++i) {
                values += (i == 0 ? "" : " | ") + show_value(program, effects[i]->answer);
            }
            if (effects.size() > most_values) {
                values += fmt::format(" and {} more", effects.size() - most_values);
            }
            page.columns(
                3,
                5,
                Text(values),
                {outcome_text(program, effects.front()->difference, effects.front()->undecided)}
            );
        }
    }
    put_searched(page, questions.searched);
    return page.take();
}

std::string render_text(const Situation& situation, const Sweep& sweep, const Style& style) {
    Page page(style);
    const Program& program = situation.program;
    const Type& type = holds_of(program, sweep.subject).type;
    const std::string name = name_of(program, sweep.subject);
    if (sweep.bands.empty()) {
        page.paragraph(0, 2, Text(fmt::format("There is no value of {} to try.", name)));
        return page.take();
    }
    const double low = *sweep.bands.front().region.low;
    const double high = *sweep.bands.back().region.high;
    constexpr double columns = 40;
    page.paragraph(
        0,
        2,
        Text(name, Tint::Bold)
            .add(fmt::format(
                "{}: {}",
                show(program, type, {low, high, true, true}),
                plural(sweep.bands.size(), "band", "bands")
            ))
    );
    double begun = 0;
    for (const Band& band : sweep.bands) {
        const double share =
            high > low ? (*band.region.high - low) / (high - low) * columns : columns;
        const double end = std::max(std::round(share), begun + 1);
        std::string bar(static_cast<std::size_t>(begun), ' ');
        for (double i = begun; i < end; ++i) {
            bar += style.unicode ? "█" : "#";
        }
        begun = std::min(end, columns - 1);
        page.columns(2, 4, Text().keep(bar, Tint::Open), {Text(show(program, type, band.region))});
        if (!band.difference.empty()) {
            page.paragraph(4, 6, Text(one_line(program, band.difference)));
        }
    }
    page.blank();
    page.paragraph(0, 2, Text("What stands in the first band:"));
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
        {{Kind::Holds, "HOLDS, WHATEVER IS UNKNOWN"},
         {Kind::HoldsSoFar, "HELD IN ALL THAT WAS TRIED"},
         {Kind::Depends, "DEPENDS"},
         {Kind::NeverSoFar, "NEVER IN WHAT WAS TRIED"},
         {Kind::Never, "CANNOT COME ABOUT"}}};
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
            if (kind == Kind::Depends) {
                std::string names;
                for (const Subject& subject : one.on) {
                    names += (names.empty() ? "" : ", ") + name_of(program, subject);
                }
                page.paragraph(4, 6, Text("on").add(names, Tint::Open));
            }
            // An example each way settles `Depends`; only a claim about all cases can be cut short.
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
    Page page(style);
    const Program& program = left.program();
    page.paragraph(
        0, 2, Text(left.patient.name, Tint::Bold).add("→").add(right.patient.name, Tint::Bold)
    );
    if (comparison.facts.empty()) {
        page.paragraph(0, 2, Text("Their facts are the same."));
    }
    for (const FactDifference& one : comparison.facts) {
        if (&one == &comparison.facts.front()) {
            page.heading("FACTS");
        }
        page.paragraph(
            2, 4, Text(one.name, Tint::Bold).attach(":").add(one.left).add("→").add(one.right)
        );
    }
    page.heading("WHAT COMES OUT");
    std::string text = page.take() + render_text(program, comparison.difference, style);
    Page partings(style);
    for (std::size_t i = 0; i < comparison.partings.size(); ++i) {
        const Parting& one = comparison.partings[i];
        if (i == 0) {
            partings.heading("WHERE THEY PART");
        }
        if (i == 0 || comparison.partings[i - 1].rule != one.rule) {
            partings.paragraph(2, 4, Text(unique_name(program, one.rule), Tint::Bold));
        }
        Text condition = mark_of(one.left, style.unicode);
        condition.add("→").add(mark_of(one.right, style.unicode));
        condition.add(one_line(sources, program[one.condition].span))
            .aside(show_place(sources, program[one.condition].span));
        partings.paragraph(4, 6, condition);
    }
    return text + partings.take();
}

} // namespace precept
