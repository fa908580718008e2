#include "interpreter/questions/flip_answers.hpp"
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
    bool complete = true;
    std::string why; ///< of incomplete changes
    bool relative = false;
};

using Chosen = std::vector<const Choice*>;

/// Looks for the smallest changes. A fact is first left open, that is made unknown: what is decided
/// against the goal even so is not tried value by value. That is sound as what is decided while
/// facts are unknown stays so whatever they turn out to be, once `is known` is left open, too. Only
/// facts that count as assumed when they are unknown cannot be left open: their values are tried
/// first.
class Search {
public:
    Search(const Situation& situation, const Goal& goal, const FlipOptions& options)
        : situation_(situation),
          program_(situation.program),
          goal_(goal),
          options_(options),
          retain_(
              std::holds_alternative<Goal::Holds>(goal.what) ? Retain::Everything : Retain::Results
          ),
          foreseen_(may_become_known(situation.plan)),
          trials_(situation, retain_),
          open_trials_({program_, foreseen_, situation.patient, situation.today}, retain_) {}

    Flip run() {
        result_.now = truths_of({{}}, trials_).front();
        if (reached(result_.now)) {
            return std::move(result_);
        }
        find_choices();
        const std::size_t all = open_.size() + closed_.size();
        const std::size_t most = std::min(options_.limits.changes, all);
        for (std::size_t size = 1; size <= most && found_.empty() && !cut_; ++size) {
            possible_ = false;
            size_ = size;
            Chosen chosen;
            choose_closed(size, 0, chosen);
        }
        if (!shifting_.empty()) {
            std::vector<std::string> names;
            for (const Subject& subject : shifting_) {
                names.push_back(name_of(program_, subject));
            }
            result_.searched.leave_out(fmt::format(
                "thresholds that shift when other facts change, too: those of {}",
                fmt::join(names, ", ")
            ));
        }
        // Where even leaving everything open is of no use, more changes are not, either.
        const bool exhausted = all <= most || (!possible_ && closed_.size() <= most);
        if (found_.empty() && !cut_ && !exhausted) {
            result_.searched.leave_out(fmt::format(
                "more than {} at once",
                options_.limits.changes == 1 ? "1 change"
                                             : fmt::format("{} changes", options_.limits.changes)
            ));
        }
        hand_over();
        return std::move(result_);
    }

private:
    [[nodiscard]] bool reached(Truth truth) const {
        return truth == (goal_.wanted ? Truth::Yes : Truth::No);
    }

    [[nodiscard]] bool hopeless(Truth truth) const {
        return truth == (goal_.wanted ? Truth::No : Truth::Yes);
    }

    // ---- what may change

    void find_choices() {
        for (const Subject& subject : subjects_reached(situation_, roots_of(program_, goal_))) {
            if (!options_.allowed.empty() &&
                std::ranges::find(options_.allowed, subject) == options_.allowed.end()) {
                continue;
            }
            if (is_fixed(program_, subject) && !options_.change_fixed) {
                result_.kept.push_back(subject);
                continue;
            }
            Choice choice = choice_of(subject);
            if (choice.changes.empty() && choice.complete && !choice.relative) {
                continue;
            }
            const bool assumed = subject.kind == Subject::Kind::Fact &&
                                 program_.facts[subject.index].assume.has_value();
            (assumed ? closed_ : open_).push_back(std::move(choice));
        }
    }

    [[nodiscard]] Choice choice_of(const Subject& subject) const {
        Candidates all = candidates(situation_, subject);
        Choice choice{subject, {}, all.complete, std::move(all.why), all.relative};
        const bool list = subject.kind == Subject::Kind::Events;
        const Cell cell = list ? Cell{} : current(situation_, subject);
        for (Change& change : all.changes) {
            if (list ? !is_list(change) : !is_value(cell, change)) {
                choice.changes.push_back(std::move(change));
            }
        }
        return choice;
    }

    /// Whether the change leaves a list of events as it is.
    [[nodiscard]] bool is_list(const Change& change) const {
        const EventList& present = situation_.patient.events[change.subject.index];
        return present.known && change.list->records.size() == present.records.size();
    }

    // ---- evaluating

    /// The changes in the order in which they have to be made, without those of events of a list
    /// that is left open as a whole.
    static Hypothesis in_order(Hypothesis hypothesis) {
        std::ranges::stable_sort(hypothesis, {}, &Change::subject);
        std::vector<std::uint32_t> open;
        for (const Change& change : hypothesis) {
            if (change.list && !change.list->known) {
                open.push_back(change.subject.index);
            }
        }
        std::erase_if(hypothesis, [&](const Change& change) {
            return change.subject.kind == Subject::Kind::Field &&
                   std::ranges::find(open, change.subject.index) != open.end();
        });
        return hypothesis;
    }

    static void leave_open(const Choice& choice, Hypothesis& hypothesis) {
        const bool list = choice.subject.kind == Subject::Kind::Events;
        hypothesis.push_back(
            {choice.subject, {}, list ? std::optional(EventList{}) : std::nullopt, {}}
        );
    }

    /// The goal's condition for each hypothesis, some facts of which may be open; nothing at all
    /// when it is time to stop.
    std::vector<Truth> evaluate(std::vector<Hypothesis> hypotheses, bool open = true) {
        if (hypotheses.empty() || cut_ || !within_limits(hypotheses.size())) {
            return {};
        }
        for (Hypothesis& hypothesis : hypotheses) {
            hypothesis = in_order(std::move(hypothesis));
        }
        return truths_of(hypotheses, open ? open_trials_ : trials_);
    }

    std::vector<Truth> truths_of(const std::vector<Hypothesis>& hypotheses, Trials& trials) const {
        std::vector<Truth> truths;
        trials.run(
            hypotheses,
            [&](std::size_t, const Evaluation& evaluation, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    truths.push_back(truth_of(goal_, evaluation, row));
                }
                return true;
            },
            batch
        );
        return truths;
    }

    bool within_limits(std::size_t more) {
        if (options_.limits.stopped()) {
            result_.searched.leave_out("what was still to be tried when the search was stopped");
            cut_ = true;
        } else if (result_.searched.tried + more > options_.limits.hypotheses) {
            result_.searched.leave_out(
                fmt::format("more than {} hypothetical patients", options_.limits.hypotheses)
            );
            cut_ = true;
        } else {
            result_.searched.tried += more;
        }
        return !cut_;
    }

    // ---- which facts

    /// Sets of facts that cannot be left open, and for all their values sets of further facts.
    void choose_closed(std::size_t left, std::size_t first, Chosen& chosen) {
        std::vector<Hypothesis> bases;
        each_value(chosen, 0, {}, bases, [&] { try_bases(left, bases); });
        try_bases(left, bases);
        if (left == 0) {
            return;
        }
        for (std::size_t i = first; i < closed_.size() && !cut_; ++i) {
            chosen.push_back(&closed_[i]);
            note(closed_[i], size_ == 1);
            choose_closed(left - 1, i + 1, chosen);
            chosen.pop_back();
        }
    }

    /// All combinations of values of the chosen facts, a batch at a time.
    template <typename Full>
    void each_value(
        const Chosen& chosen,
        std::size_t next,
        const Hypothesis& so_far,
        std::vector<Hypothesis>& bases,
        const Full& full
    ) {
        if (next == chosen.size()) {
            bases.push_back(so_far);
            if (bases.size() == batch) {
                full();
            }
            return;
        }
        for (const Change& change : chosen[next]->changes) {
            if (cut_) {
                return;
            }
            Hypothesis more = so_far;
            more.push_back(change);
            each_value(chosen, next + 1, more, bases, full);
        }
    }

    void try_bases(std::size_t left, std::vector<Hypothesis>& bases) {
        std::vector<Hypothesis> hypotheses = bases;
        for (Hypothesis& hypothesis : hypotheses) {
            for (const Choice& choice : open_) {
                leave_open(choice, hypothesis);
            }
        }
        const auto truths = evaluate(std::move(hypotheses));
        for (std::size_t i = 0; i < truths.size(); ++i) {
            if (!hopeless(truths[i])) {
                possible_ = true;
                Chosen rest;
                for (const Choice& choice : open_) {
                    rest.push_back(&choice);
                }
                choose_open(bases[i], left, {}, std::move(rest));
            }
        }
        bases.clear();
    }

    /// Adds `left` facts of `rest` to those chosen. Leaving all of them open is not hopeless; with
    /// `free`, nor is it without any one of `rest`.
    void choose_open(
        const Hypothesis& base, std::size_t left, Chosen chosen, Chosen rest, bool free = false
    ) {
        while (left <= rest.size() && !cut_) {
            if (left > 1 && !free) {
                const std::size_t needed = take_needed(base, chosen, rest);
                if (needed > left) {
                    return;
                }
                left -= needed;
            }
            if (left <= 1) {
                choose_last(base, left, chosen, rest);
                return;
            }
            if (rest.empty()) {
                return;
            }
            Chosen with = chosen;
            with.push_back(rest.front());
            rest.erase(rest.begin());
            choose_open(base, left - 1, std::move(with), rest, true);
            free = false;
        }
    }

    /// Moves what is part of every answer from `rest` to those chosen, and gives how many.
    std::size_t take_needed(const Hypothesis& base, Chosen& chosen, Chosen& rest) {
        const std::vector<Truth> without = leave_each_out(base, chosen, rest);
        Chosen others;
        for (std::size_t i = 0; i < without.size(); ++i) {
            (hopeless(without[i]) ? chosen : others).push_back(rest[i]);
        }
        const std::size_t needed = without.size() - others.size();
        rest = std::move(others);
        return needed;
    }

    [[nodiscard]] std::vector<Truth>
    leave_each_out(const Hypothesis& base, const Chosen& chosen, const Chosen& rest) {
        std::vector<Hypothesis> hypotheses;
        for (const Choice* out : rest) {
            Hypothesis hypothesis = base;
            for (const Choice* choice : chosen) {
                leave_open(*choice, hypothesis);
            }
            for (const Choice* choice : rest) {
                if (choice != out) {
                    leave_open(*choice, hypothesis);
                }
            }
            hypotheses.push_back(std::move(hypothesis));
        }
        return evaluate(std::move(hypotheses));
    }

    /// Tries the chosen facts, with each of the others if one more is to be added.
    void choose_last(
        const Hypothesis& base, std::size_t left, const Chosen& chosen, const Chosen& rest
    ) {
        std::vector<Chosen> sets;
        if (left == 0) {
            sets.push_back(chosen);
        }
        for (std::size_t i = 0; left == 1 && i < rest.size(); ++i) {
            sets.push_back(chosen);
            sets.back().push_back(rest[i]);
        }
        std::vector<Hypothesis> hypotheses(sets.size(), base);
        for (std::size_t i = 0; i < sets.size(); ++i) {
            for (const Choice* choice : sets[i]) {
                leave_open(*choice, hypotheses[i]);
            }
        }
        const auto truths = evaluate(std::move(hypotheses), left > 0 || !chosen.empty());
        for (std::size_t i = 0; i < truths.size(); ++i) {
            if (sets[i].empty() ? !reached(truths[i]) : hopeless(truths[i])) {
                continue;
            }
            for (const Choice* choice : sets[i]) {
                note(*choice, size_ == 1);
            }
            assign(sets[i], 0, {base});
        }
    }

    /// Says what is not tried of a fact that is tried, `alone` or with others.
    void note(const Choice& choice, bool alone) {
        if (!choice.complete) {
            result_.searched.leave_out(choice.why);
        }
        // Alone, it is tried in all its ranges; together with others they may lie elsewhere.
        if (choice.relative && !alone) {
            shifting_.insert(choice.subject);
        }
    }

    // ---- which values

    /// Gives values to one fact after the other while those to come are still open.
    void assign(const Chosen& chosen, std::size_t next, const std::vector<Hypothesis>& some) {
        if (next == chosen.size()) {
            for (const Hypothesis& one : some) {
                found_.push_back(in_order(one));
            }
            return;
        }
        std::vector<Hypothesis> assigned;
        for (const Hypothesis& one : some) {
            for (const Change& change : chosen[next]->changes) {
                assigned.push_back(one);
                assigned.back().push_back(change);
                if (assigned.size() == batch) {
                    go_on(chosen, next + 1, assigned);
                }
            }
        }
        go_on(chosen, next + 1, assigned);
    }

    void go_on(const Chosen& chosen, std::size_t next, std::vector<Hypothesis>& assigned) {
        std::vector<Hypothesis> hypotheses = assigned;
        for (Hypothesis& hypothesis : hypotheses) {
            for (std::size_t i = next; i < chosen.size(); ++i) {
                leave_open(*chosen[i], hypothesis);
            }
        }
        const auto truths = evaluate(std::move(hypotheses), next < chosen.size());
        std::vector<Hypothesis> some;
        for (std::size_t i = 0; i < truths.size(); ++i) {
            if (next == chosen.size() ? reached(truths[i]) : !hopeless(truths[i])) {
                some.push_back(std::move(assigned[i]));
            }
        }
        assigned.clear();
        if (!some.empty()) {
            assign(chosen, next, some);
        }
    }

    void hand_over() {
        std::set<Subject> relative;
        for (const auto* choices : {&open_, &closed_}) {
            for (const Choice& choice : *choices) {
                if (choice.relative) {
                    relative.insert(choice.subject);
                }
            }
        }
        Answers answers = tidy(situation_, std::move(found_), relative, options_.limits.answers);
        for (std::string& what : answers.left_out) {
            result_.searched.leave_out(std::move(what));
        }
        result_.answers = std::move(answers.answers);
    }

    static constexpr std::size_t batch = 1024;

    const Situation& situation_;
    const Program& program_;
    const Goal& goal_;
    const FlipOptions& options_;
    Retain retain_;
    Plan foreseen_;
    Trials trials_, open_trials_;
    Flip result_;
    std::vector<Choice> open_, closed_;
    std::size_t size_ = 0;       ///< so many facts are changed at once
    bool possible_ = false;      ///< whether some values of some facts could help
    bool cut_ = false;           ///< whether the search was cut short
    std::set<Subject> shifting_; ///< whose thresholds were taken as they are now
    std::vector<Hypothesis> found_;
};

} // namespace

Plan may_become_known(const Plan& plan) {
    Plan open = plan;
    for (Operation& operation : open.operations) {
        operation.flag = operation.flag || operation.op == Op::Known;
    }
    return open;
}

Flip flip(const Situation& situation, const Goal& goal, const FlipOptions& options) {
    return Search(situation, goal, options).run();
}

} // namespace precept
