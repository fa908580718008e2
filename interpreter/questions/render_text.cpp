// The answers to questions as text: what if, flip, ask. Bands, robustness and comparisons are in
// render_charts.cpp.

#include "interpreter/questions/render.hpp"
#include "interpreter/questions/render_parts.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace precept {

namespace {

std::string goal_name(const Program& program, const Goal& goal) {
    if (const auto* fires = std::get_if<Goal::Fires>(&goal.what)) {
        return unique_name(program, fires->rule);
    }
    if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        return program[advised->term].label;
    }
    const NodeId condition = std::get<Goal::Holds>(goal.what).condition;
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        if (program.definitions[i].body == condition) {
            return unique_name(program, DefinitionId{i});
        }
    }
    return "the condition";
}

/// Answers to one question that lead to the same, by their places among all answers.
struct Outcome {
    std::string text;
    std::vector<std::size_t> answers;
};

/// What an answer does to the advice; only where it does nothing to it, which rules it decides.
std::string effect_words(const Program& program, const Difference& difference) {
    std::vector<std::string> parts;
    for (const AdviceChange& one : difference.advice) {
        const Advice& advice = program[one.advice];
        const std::string what =
            fmt::format("{}: {}", in_words(advice.verb), show_terms(program, advice));
        if (one.after == AdviceState::Active) {
            parts.push_back("now " + what);
        } else if (!one.after) {
            parts.push_back("no longer " + what);
        } else {
            const bool before = one.before == AdviceState::Active;
            parts.push_back(
                fmt::format("{}{} ({})", before ? "no longer " : "", what, in_words(*one.after))
            );
        }
    }
    if (!parts.empty()) {
        return fmt::format("{}", fmt::join(parts, "; "));
    }
    constexpr std::size_t most_rules = 4;
    for (const StatusChange& one : difference.rules) {
        if (parts.size() == most_rules && difference.rules.size() > most_rules + 1) {
            parts.push_back(
                fmt::format("{} more rules decided", difference.rules.size() - most_rules)
            );
            break;
        }
        parts.push_back(fmt::format("{} {}", unique_name(program, one.rule), in_words(one.after)));
    }
    return parts.empty() ? "nothing changes"
                         : fmt::format("no advice changes ({})", fmt::join(parts, ", "));
}

std::vector<Outcome> outcomes_of(const Program& program, const Question& question) {
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < question.effects.size(); ++i) {
        const AnswerEffect& effect = question.effects[i];
        const std::string text = fmt::format(
            "{}; {}",
            effect_words(program, effect.difference),
            effect.undecided == 0
                ? "nothing stays undecided"
                : counted(effect.undecided, "rule stays undecided", "rules stay undecided")
        );
        const auto at = std::ranges::find(outcomes, text, &Outcome::text);
        if (at == outcomes.end()) {
            outcomes.push_back({text, {i}});
        } else {
            at->answers.push_back(i);
        }
    }
    return outcomes;
}

/// Whether the second of two changes begins where the first ends.
bool side_by_side(const Change& left, const Change& right) {
    return left.region && right.region && left.region->high && right.region->low &&
           *left.region->high == *right.region->low &&
           left.region->high_included != right.region->low_included;
}

bool is_sample(const Change& change) {
    return change.value && !change.region && plain_number(*change.value).has_value();
}

/// The values in words; of ranges side by side one range, of many samples only the ends.
std::string values_of(const Program& program, const Question& question, const Outcome& outcome) {
    const bool events = question.subject.kind == Subject::Kind::Events;
    const std::size_t most_values = events ? 2 : 6; // an event takes many words
    const auto change = [&](std::size_t i) -> const Change& {
        return question.effects[outcome.answers[i]].answer;
    };
    const std::size_t count = outcome.answers.size();
    std::vector<std::string> values;
    for (std::size_t i = 0; i < count;) {
        std::size_t last = i;
        while (last + 1 < count && side_by_side(change(last), change(last + 1))) {
            ++last;
        }
        if (last > i) {
            Change whole = change(i);
            whole.region->high = change(last).region->high;
            whole.region->high_included = change(last).region->high_included;
            values.push_back(show_value(program, whole));
            i = last + 1;
            continue;
        }
        while (last + 1 < count && is_sample(change(last)) && is_sample(change(last + 1)) &&
               outcome.answers[last + 1] == outcome.answers[last] + 1) {
            ++last;
        }
        if (last > i + 1) {
            values.push_back(fmt::format(
                "{} to {} ({} values tried)",
                show_value(program, change(i)),
                show_value(program, change(last)),
                last - i + 1
            ));
            i = last + 1;
        } else {
            values.push_back(show_value(program, change(i++)));
        }
    }
    if (values.size() > most_values + 1) {
        const std::size_t more = values.size() - most_values;
        values.resize(most_values);
        values.push_back(fmt::format("{} more{}", more, events ? " that were tried" : ""));
    }
    return fmt::format("{}", fmt::join(values, " | "));
}

void put_question(Page& page, const Situation& situation, const Question& one, std::size_t number) {
    const Program& program = situation.program;
    Text head(fmt::format("{}.", number), Tint::Bold);
    head.add(one.text, Tint::Bold).aside(name_of(program, one.subject));
    page.paragraph(0, 3, head);
    if (!one.changes_advice) {
        page.paragraph(3, 5, Text("No answer to this alone changes any advice.", Tint::Dim));
    }
    for (const Outcome& outcome : outcomes_of(program, one)) {
        Text text(values_of(program, one, outcome), Tint::Open);
        page.paragraph(3, 7, text.add("→").add(outcome.text));
    }
    if (!one.complete && !one.why.empty()) {
        page.paragraph(3, 5, Text(fmt::format("({})", one.why), Tint::Dim));
    }
}

/// Answers to a flip that differ in the value of one fact alone are one way with several values.
struct Way {
    Hypothesis changes;
    std::size_t varied = 0; ///< which of them has further values
    std::vector<Change> further;
};

bool same_change(const Program& program, const Change& left, const Change& right) {
    return left.subject == right.subject && show_value(program, left) == show_value(program, right);
}

/// Whether `answer` differs from the way in one fact alone, which is then the one that varies.
bool joins(const Program& program, Way& way, const Hypothesis& answer) {
    if (way.changes.size() != answer.size()) {
        return false;
    }
    std::optional<std::size_t> differs;
    for (std::size_t i = 0; i < answer.size(); ++i) {
        if (!same_change(program, way.changes[i], answer[i])) {
            if (differs || way.changes[i].subject != answer[i].subject ||
                answer[i].subject.kind == Subject::Kind::Events) {
                return false;
            }
            differs = i;
        }
    }
    if (!differs || (!way.further.empty() && way.varied != *differs)) {
        return false;
    }
    way.varied = *differs;
    way.further.push_back(answer[*differs]);
    return true;
}

std::vector<Way> ways_of(const Program& program, const std::vector<Hypothesis>& answers) {
    std::vector<Way> ways;
    for (const Hypothesis& answer : answers) {
        const auto at =
            std::ranges::find_if(ways, [&](Way& way) { return joins(program, way, answer); });
        if (at == ways.end()) {
            ways.push_back({answer, 0, {}});
        }
    }
    return ways;
}

void put_way(Page& page, const Situation& situation, const Way& way) {
    constexpr std::size_t most_values = 5;
    for (std::size_t i = 0; i < way.changes.size(); ++i) {
        Text text(i == 0 ? "-" : "and");
        text.add(change_text(situation, way.changes[i]));
        if (i == way.varied) {
            for (std::size_t k = 0; k < std::min(way.further.size(), most_values); ++k) {
                text.add("|").add(show_value(situation.program, way.further[k]));
            }
            if (way.further.size() > most_values) {
                text.add(fmt::format("| {} more", way.further.size() - most_values));
            }
        }
        page.paragraph(i == 0 ? 2 : 4, 6, text);
    }
}

} // namespace

void put_searched(Page& page, const Searched& searched) {
    if (searched.complete()) {
        return;
    }
    page.blank();
    page.paragraph(
        0,
        2,
        Text(fmt::format(
            "{} tried, which is not all that could be. Left out:",
            counted(searched.tried, "hypothetical patient was", "hypothetical patients were")
        ))
    );
    for (const std::string& what : searched.left_out) {
        page.paragraph(2, 4, Text("-").add(what));
    }
}

std::string change_text(const Situation& situation, const Change& change) {
    if (change.subject.kind == Subject::Kind::Events && change.list && change.list->known) {
        const EventList& present = situation.patient.events[change.subject.index];
        const auto on_record = static_cast<std::ptrdiff_t>(present.records.size());
        if (present.known && on_record > 0 &&
            change.list->records.size() > present.records.size()) {
            Change added = change;
            added.list->records.erase(
                added.list->records.begin(), added.list->records.begin() + on_record
            );
            return "besides what is on record: " + show_value(situation.program, added);
        }
    }
    return show(situation, change);
}

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

std::string render_text(
    const Situation& situation,
    const Hypothesis& supposed,
    const Difference& difference,
    const Style& style
) {
    Page page(style);
    page.paragraph(0, 2, Text("Supposed:", Tint::Bold));
    for (const Change& change : supposed) {
        page.paragraph(2, 4, Text(change_text(situation, change)));
    }
    page.blank();
    if (difference.empty()) {
        page.paragraph(0, 2, Text("Nothing would come out otherwise."));
        return page.take();
    }
    page.paragraph(0, 2, Text("What would come out otherwise:", Tint::Bold));
    return page.take() + render_text(situation.program, difference, style);
}

std::string
render_text(const Situation& situation, const Goal& goal, const Flip& flip, const Style& style) {
    Page page(style);
    const Program& program = situation.program;
    const std::string wanted = show(program, goal);
    if (flip.now == (goal.wanted ? Truth::Yes : Truth::No)) {
        page.paragraph(0, 2, Text(fmt::format("It is so already: {}.", wanted)));
        return page.take();
    }
    if (flip.now == Truth::Unknown) {
        page.paragraph(
            0, 2, Text(fmt::format("Undecided as things are: whether {}.", wanted), Tint::Open)
        );
    }
    const std::vector<Way> ways = ways_of(program, flip.answers);
    if (ways.empty()) {
        page.paragraph(
            0,
            2,
            Text(fmt::format(
                "No change{} makes it so that {}.",
                flip.searched.complete() ? "" : " that was tried",
                wanted
            ))
        );
    } else {
        const std::size_t size = flip.answers.front().size();
        page.paragraph(
            0,
            2,
            Text(fmt::format(
                "So that {}, {} to change{}:",
                wanted,
                counted(size, "thing has", "things have"),
                ways.size() > 1 ? ", in one of these ways" : ""
            ))
        );
    }
    for (const Way& way : ways) {
        put_way(page, situation, way);
    }
    if (!flip.kept.empty()) {
        std::vector<std::string> names;
        for (const Subject& subject : flip.kept) {
            names.push_back(name_of(program, subject));
        }
        page.blank();
        page.paragraph(
            0, 2, Text(fmt::format("Left as it is, being fixed: {}.", fmt::join(names, ", ")))
        );
    }
    put_searched(page, flip.searched);
    return page.take();
}

std::string render_text(
    const Situation& situation, const Questions& questions, std::size_t most, const Style& style
) {
    Page page(style);
    const std::size_t all = questions.questions.size();
    const std::size_t shown = most == 0 ? all : std::min(all, most);
    if (all == 0) {
        page.paragraph(0, 0, Text("Nothing is undecided for want of a fact."));
    }
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) {
            page.blank();
        }
        put_question(page, situation, questions.questions[i], i + 1);
    }
    if (shown < all) {
        page.blank();
        page.paragraph(
            0,
            2,
            Text(
                counted(all - shown, "less useful question", "less useful questions") +
                    " not shown",
                Tint::Dim
            )
        );
    }
    put_searched(page, questions.searched);
    return page.take();
}

} // namespace precept
