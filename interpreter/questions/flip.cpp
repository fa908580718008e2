#include "interpreter/questions/reach.hpp"
#include "interpreter/questions/search.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace precept {

namespace {

Roots roots_of(const Program& program, const Goal& goal) {
    Roots roots;
    if (const auto* fires = std::get_if<Goal::Fires>(&goal.what)) {
        roots.rules.push_back(fires->rule);
    } else if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        roots.advice = advice_about(program, advised->term, advised->verb);
    } else {
        roots.nodes.push_back(std::get<Goal::Holds>(goal.what).condition);
    }
    return roots;
}

bool is_value(const Cell& cell, const Change& change) {
    const bool known = cell.state == CellState::Given || cell.state == CellState::Assumed;
    if (!known || !change.value) {
        return false;
    }
    const auto number = plain_number(cell.value);
    return number && change.region ? contains(*change.region, *number)
                                   : cell.value == *change.value;
}

/// One fact that may be changed, and to what.
struct Choice {
    Subject subject;
    std::vector<Change> changes;
    bool known = false; ///< changing it overturns what is on record
};

class Search {
public:
    Search(const Situation& situation, const Goal& goal, const FlipOptions& options)
        : situation_(situation),
          program_(situation.program),
          goal_(goal),
          options_(options),
          trials_(situation, retain()) {}

    Flip run() {
        const std::vector<Hypothesis> as_is{{}};
        evaluate_all(
            situation_,
            as_is,
            Retain::Everything,
            [&](std::size_t, const Evaluation& evaluation, std::span<const Patient>) {
                result_.now = truth_of(goal_, evaluation, 0);
                return true;
            }
        );
        if (reached(result_.now)) {
            return std::move(result_);
        }
        find_choices();
        std::size_t size = 1;
        for (; size <= options_.limits.changes && size <= choices_.size(); ++size) {
            std::vector<std::size_t> chosen;
            const bool all = combine(size, 0, chosen) && flush();
            if (!found_.empty() || !all) {
                break;
            }
        }
        // Alone, each was tried in all its ranges; together with others the ranges may lie
        // elsewhere.
        if (size > 1 && choices_.size() > 1 && !relative_.empty()) {
            result_.searched.leave_out(fmt::format(
                "thresholds that shift when other facts change, too: those of {}",
                fmt::join(relative_, ", ")
            ));
        }
        if (found_.empty() && size > options_.limits.changes && size <= choices_.size()) {
            result_.searched.leave_out(
                fmt::format("more than {} changes at once", options_.limits.changes)
            );
        }
        if (result_.searched.tried >= options_.limits.hypotheses) {
            result_.searched.leave_out(
                fmt::format("more than {} hypothetical patients", options_.limits.hypotheses)
            );
        }
        if (options_.limits.stopped()) {
            result_.searched.leave_out("what was still to be tried when the search was stopped");
        }
        hand_over();
        return std::move(result_);
    }

private:
    [[nodiscard]] bool reached(Truth truth) const {
        return truth == (goal_.wanted ? Truth::Yes : Truth::No);
    }

    void find_choices() {
        const Roots roots = roots_of(program_, goal_);
        for (const Subject& subject : subjects_reached(situation_, roots)) {
            if (!options_.allowed.empty() &&
                std::ranges::find(options_.allowed, subject) == options_.allowed.end()) {
                continue;
            }
            if (is_fixed(program_, subject) && !options_.change_fixed) {
                result_.kept.push_back(subject);
                continue;
            }
            choose(subject);
        }
        const auto probed = subjects_probed(situation_);
        probed_ = {probed.begin(), probed.end()};
    }

    void choose(const Subject& subject) {
        Candidates all = candidates(situation_, subject);
        Choice choice{subject, {}, false};
        if (subject.kind == Subject::Kind::Events) {
            const EventList& present = situation_.patient.events[subject.index];
            choice.known = present.known;
            for (Change& change : all.changes) {
                if (!present.known || change.list->records.size() != present.records.size()) {
                    choice.changes.push_back(std::move(change));
                }
            }
        } else {
            const Cell cell = current(situation_, subject);
            choice.known = cell.state == CellState::Given || cell.state == CellState::Assumed;
            for (Change& change : all.changes) {
                if (!is_value(cell, change)) {
                    choice.changes.push_back(std::move(change));
                }
            }
        }
        if (!all.complete) {
            result_.searched.leave_out(all.why);
        }
        if (all.relative) {
            relative_.push_back(name_of(program_, subject));
        }
        if (!choice.changes.empty()) {
            choices_.push_back(std::move(choice));
        }
    }

    /// Whether to make it unknown is to leave its value open.
    [[nodiscard]] bool leaves_open(const Subject& subject) const {
        const bool assumed =
            subject.kind == Subject::Kind::Fact && program_.facts[subject.index].assume.has_value();
        return !assumed && !probed_.contains(subject);
    }

    /// Whether no values of the chosen facts can help: with all of them unknown the outcome is
    /// decided against the goal, and knowing more never overturns what is decided (the conditions
    /// are monotone but for `is known`).
    bool hopeless(const std::vector<std::size_t>& chosen) {
        Hypothesis open;
        for (const std::size_t one : chosen) {
            if (!leaves_open(choices_[one].subject)) {
                return false;
            }
            open.push_back({choices_[one].subject, {}, EventList{}, {}});
        }
        Truth truth = Truth::Unknown;
        const std::vector<Hypothesis> alone{std::move(open)};
        trials_.run(
            alone,
            [&](std::size_t, const Evaluation& evaluation, std::span<const Patient>) {
                truth = truth_of(goal_, evaluation, 0);
                return true;
            }
        );
        ++result_.searched.tried;
        return truth == (goal_.wanted ? Truth::No : Truth::Yes);
    }

    [[nodiscard]] Retain retain() const {
        return std::holds_alternative<Goal::Holds>(goal_.what) ? Retain::Everything
                                                               : Retain::Results;
    }

    /// Tries all combinations of `size` facts from `first` on; false when it has to stop.
    bool combine(std::size_t size, std::size_t first, std::vector<std::size_t>& chosen) {
        if (size == 0) {
            if (hopeless(chosen)) {
                return within_limits();
            }
            Hypothesis hypothesis;
            return assign(chosen, 0, hypothesis);
        }
        for (std::size_t i = first; i + size <= choices_.size(); ++i) {
            chosen.push_back(i);
            const bool go_on = combine(size - 1, i + 1, chosen);
            chosen.pop_back();
            if (!go_on) {
                return false;
            }
        }
        return true;
    }

    bool assign(const std::vector<std::size_t>& chosen, std::size_t next, Hypothesis& hypothesis) {
        if (next == chosen.size()) {
            waiting_.push_back(hypothesis);
            return waiting_.size() < batch || flush();
        }
        for (const Change& change : choices_[chosen[next]].changes) {
            hypothesis.push_back(change);
            const bool go_on = assign(chosen, next + 1, hypothesis);
            hypothesis.pop_back();
            if (!go_on) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool within_limits() const {
        return result_.searched.tried < options_.limits.hypotheses && !options_.limits.stopped();
    }

    bool flush() {
        trials_.run(
            waiting_,
            [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    if (reached(truth_of(goal_, evaluation, row))) {
                        found_.push_back(waiting_[first + row]);
                    }
                }
                return true;
            },
            batch
        );
        result_.searched.tried += waiting_.size();
        waiting_.clear();
        return within_limits();
    }

    // ---- answers

    [[nodiscard]] static bool touch(const Region& left, const Region& right, bool days) {
        return left.high && right.low &&
               (*left.high == *right.low ? left.high_included || right.low_included
                                         : days && *left.high + 1 == *right.low);
    }

    /// Whether two answers differ in one range alone, and the ranges lie side by side: then the
    /// first becomes both.
    bool merge(Hypothesis& into, const Hypothesis& other) {
        std::size_t differing = into.size();
        for (std::size_t i = 0; i < into.size(); ++i) {
            if (into[i].subject != other[i].subject) {
                return false;
            }
            const bool same = into[i].region || other[i].region
                                  ? into[i].region == other[i].region
                                  : into[i].value == other[i].value && same_list(into[i], other[i]);
            if (!same && differing != into.size()) {
                return false;
            }
            differing = same ? differing : i;
        }
        if (differing == into.size() || !into[differing].region || !other[differing].region) {
            return false;
        }
        Change& change = into[differing];
        const Holds& holds = holds_of(program_, change.subject);
        if (!touch(*change.region, *other[differing].region, holds.type.kind == TypeKind::Date)) {
            return false;
        }
        change.region->high = other[differing].region->high;
        change.region->high_included = other[differing].region->high_included;
        change.value = value_of(holds.type, sample_of(*change.region, holds, std::nullopt));
        return true;
    }

    [[nodiscard]] static bool same_list(const Change& left, const Change& right) {
        return !left.list && !right.list;
    }

    [[nodiscard]] std::size_t overturned(const Hypothesis& hypothesis) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            hypothesis,
            [&](const Change& change) {
                return std::ranges::any_of(choices_, [&](const Choice& choice) {
                    return choice.subject == change.subject && choice.known;
                });
            }
        ));
    }

    void hand_over() {
        std::vector<Hypothesis> merged;
        for (const Hypothesis& one : found_) {
            const bool joined = std::ranges::any_of(merged, [&](Hypothesis& other) {
                return other.size() == one.size() && merge(other, one);
            });
            if (!joined) {
                merged.push_back(one);
            }
        }
        std::ranges::stable_sort(merged, {}, [&](const Hypothesis& one) {
            return overturned(one);
        });
        if (merged.size() > options_.limits.answers) {
            result_.searched.leave_out(fmt::format(
                "{} more answers of as many changes", merged.size() - options_.limits.answers
            ));
            merged.resize(options_.limits.answers);
        }
        result_.answers = std::move(merged);
    }

    static constexpr std::size_t batch = 1024;

    const Situation& situation_;
    const Program& program_;
    const Goal& goal_;
    const FlipOptions& options_;
    Trials trials_;
    Flip result_;
    std::vector<Choice> choices_;
    std::set<Subject> probed_;
    std::vector<std::string> relative_;
    std::vector<Hypothesis> waiting_, found_;
};

} // namespace

std::optional<Goal> goal_of(const Program& program, const Thing& thing, bool wanted) {
    if (const auto* rule = std::get_if<RuleId>(&thing)) {
        return Goal{Goal::Fires{*rule}, wanted};
    }
    if (const auto* term = std::get_if<TermId>(&thing)) {
        const bool recommended = !advice_about(program, *term, ast::Verb::Recommend).empty();
        return Goal{
            Goal::Advised{*term, recommended ? ast::Verb::Recommend : ast::Verb::Consider}, wanted};
    }
    const Definition& definition = program[std::get<DefinitionId>(thing)];
    if (definition.type.kind != TypeKind::Truth) {
        return std::nullopt;
    }
    return Goal{Goal::Holds{definition.body}, wanted};
}

Truth truth_of(const Goal& goal, const Evaluation& evaluation, std::size_t row) {
    if (const auto* fires = std::get_if<Goal::Fires>(&goal.what)) {
        return evaluation.fired(fires->rule, row);
    }
    if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        return evaluation.outcome(advised->term, advised->verb, row);
    }
    return evaluation.truth(std::get<Goal::Holds>(goal.what).condition, {ScopeId{0}, row});
}

void Searched::leave_out(std::string what) {
    if (std::ranges::find(left_out, what) == left_out.end()) {
        left_out.push_back(std::move(what));
    }
}

Flip flip(const Situation& situation, const Goal& goal, const FlipOptions& options) {
    return Search(situation, goal, options).run();
}

} // namespace precept
