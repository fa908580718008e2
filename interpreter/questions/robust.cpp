#include "interpreter/missing.hpp"
#include "interpreter/questions/reach.hpp"
#include "interpreter/questions/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace precept {

namespace {

bool assigns(const Hypothesis& hypothesis, const Subject& subject) {
    return std::ranges::any_of(hypothesis, [&](const Change& change) {
        return change.subject == subject;
    });
}

/// A case that is still open: which of its candidates each fact has. Thousands may be waiting, so
/// that they must not hold lists of events themselves.
using Case = std::vector<std::pair<const Candidates*, std::uint32_t>>;

Hypothesis hypothesis_of(const Case& one) {
    Hypothesis hypothesis;
    for (const auto& [candidates, number] : one) {
        hypothesis.push_back(candidates->changes[number]);
    }
    return hypothesis;
}

/// What the searches about all pieces of advice share.
struct Shared {
    const Situation& situation;
    Trials everything{situation, Retain::Everything};
    Trials results{situation, Retain::Results};
    Plan foreseen = may_become_known(situation.plan);
    Trials proofs{
        {situation.program, foreseen, situation.patient, situation.today}, Retain::Results};
    std::map<Subject, Candidates> choices{};
    std::vector<Subject> probed = subjects_probed(situation);

    /// Whether each piece of advice is active with each candidate of the subject alone.
    std::map<Subject, std::vector<std::vector<Truth>>> alone{};

    const std::vector<std::vector<Truth>>& outcomes_of(const Subject& subject) {
        const auto [at, added] = alone.try_emplace(subject);
        if (added) {
            std::vector<Hypothesis> hypotheses;
            for (const Change& change : choices_of(subject).changes) {
                hypotheses.push_back({change});
            }
            std::vector<std::vector<Truth>>& outcomes = at->second; // clang 14 captures no bindings
            outcomes.resize(situation.program.advice.size());
            results.run(
                hypotheses,
                [&](std::size_t, const Evaluation& evaluation, std::span<const Patient> rows) {
                    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
                        for (std::size_t row = 0; row < rows.size(); ++row) {
                            outcomes[i].push_back(evaluation.active(AdviceId{i}, row));
                        }
                    }
                    return true;
                }
            );
        }
        return at->second;
    }

    const Candidates& choices_of(const Subject& subject) {
        const auto [at, added] = choices.try_emplace(subject);
        if (added) {
            at->second = candidates(situation, subject);
        }
        return at->second;
    }
};

/// Splits the cases of one piece of advice on one unknown fact after the other, until each case is
/// decided, deepest first: so that an example of each outcome is found soon.
class Splitting {
public:
    Splitting(Shared& shared, AdviceId advice, const Limits& limits)
        : shared_(shared),
          situation_(shared.situation),
          limits_(limits),
          advice_(advice) {
        result_.advice = advice;
        for (const Subject& subject : subjects_reached(situation_, {{}, {}, {advice}})) {
            if (is_unknown(situation_, subject)) {
                unknown_.push_back(subject);
                if (std::ranges::binary_search(shared_.probed, subject)) {
                    probed_.push_back(subject);
                }
            }
        }
    }

    Robustness run() {
        result_.now = truth_as_is(shared_.results);
        const Truth always = truth_as_is(shared_.proofs);
        if (always != Truth::Unknown) {
            result_.kind = always == Truth::Yes ? Robustness::Kind::Holds : Robustness::Kind::Never;
            return std::move(result_);
        }
        open_.push_back({});
        while (!open_.empty() && !(with_ && without_)) {
            // Where some values are left out, trying on can find an example, but prove nothing.
            const std::size_t most =
                result_.searched.complete() ? limits_.hypotheses : limits_.hypotheses / 8;
            if (result_.searched.tried >= most) {
                result_.searched.leave_out(
                    fmt::format("more than {} hypothetical patients for one piece of advice", most)
                );
                break;
            }
            if (limits_.stopped()) {
                result_.searched.leave_out("what was still to be tried when the search was stopped"
                );
                break;
            }
            step();
        }
        conclude();
        return std::move(result_);
    }

private:
    [[nodiscard]] Truth truth_as_is(Trials& trials) const {
        Truth truth = Truth::Unknown;
        const std::vector<Hypothesis> as_is{{}};
        trials.run(as_is, [&](std::size_t, const Evaluation& evaluation, std::span<const Patient>) {
            truth = evaluation.active(advice_, 0);
            return true;
        });
        return truth;
    }

    /// Looks at the open cases that were found last.
    void step() {
        const std::size_t count = std::min<std::size_t>(open_.size(), 64);
        const std::vector<Case> cases(
            open_.end() - static_cast<std::ptrdiff_t>(count), open_.end()
        );
        std::vector<Hypothesis> some;
        for (const Case& one : cases) {
            some.push_back(hypothesis_of(one));
        }
        open_.resize(open_.size() - count);
        result_.searched.tried += some.size();
        std::vector<std::pair<std::size_t, Subject>> split;
        shared_.everything.run(
            some,
            [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    const PatientView view{evaluation, row, rows[row], situation_.today};
                    if (const auto next = look_at(some[first + row], view)) {
                        split.emplace_back(first + row, *next);
                    }
                }
                return true;
            }
        );
        for (const auto& [number, subject] : split) {
            const Candidates& all = choices(subject);
            for (std::uint32_t i = 0; i < all.changes.size(); ++i) {
                open_.push_back(cases[number]);
                open_.back().emplace_back(&all, i);
            }
        }
    }

    /// Notes a decided case; of another, the fact to split on.
    std::optional<Subject> look_at(const Hypothesis& one, const PatientView& view) {
        const Truth truth = view.evaluation.active(advice_, view.index);
        for (const Subject& subject : probed_) {
            if (!assigns(one, subject)) {
                return subject;
            }
        }
        if (truth == Truth::Unknown) {
            for (const Operand& operand : missing_for(view, advice_)) {
                const auto subject = subject_of(operand);
                if (subject && !assigns(one, *subject) &&
                    std::ranges::find(unknown_, *subject) != unknown_.end()) {
                    return subject;
                }
            }
            // What is unknown here no single fact would tell: a number that cannot be computed, or
            // an event that was made up and is not known in full.
            result_.searched.leave_out("cases that stay undecided with all facts known");
            return std::nullopt;
        }
        auto& example = truth == Truth::Yes ? with_ : without_;
        if (!example) {
            example = one;
        }
        return std::nullopt;
    }

    const Candidates& choices(const Subject& subject) {
        const Candidates& all = shared_.choices_of(subject);
        if (!all.complete) {
            result_.searched.leave_out(all.why);
        }
        if (all.relative) {
            result_.searched.leave_out(fmt::format(
                "thresholds of {} that shift with other facts", name_of(situation_.program, subject)
            ));
        }
        return all;
    }

    void conclude() {
        const bool complete = result_.searched.complete();
        using Kind = Robustness::Kind;
        if (with_ && without_) {
            result_.kind = Kind::Depends;
            result_.with = *with_;
            result_.without = *without_;
            rank();
        } else if (with_) {
            result_.kind = complete ? Kind::Holds : Kind::HoldsSoFar;
        } else {
            result_.kind = complete ? Kind::Never : Kind::NeverSoFar;
        }
    }

    /// Puts the facts that decide by themselves first: those with the largest share of values with
    /// which nothing else is needed.
    void rank() {
        std::vector<std::pair<double, Subject>> decisive;
        for (const Subject& subject : unknown_) {
            const std::vector<Truth>& outcomes = shared_.outcomes_of(subject)[advice_.index];
            const std::set<Truth> different(outcomes.begin(), outcomes.end());
            const auto decided = std::ranges::count_if(outcomes, [](Truth truth) {
                return truth != Truth::Unknown;
            });
            const bool named = assigns(result_.with, subject) || assigns(result_.without, subject);
            if (different.size() > 1 || named) {
                decisive.emplace_back(
                    -static_cast<double>(decided) /
                        static_cast<double>(std::max<std::size_t>(outcomes.size(), 1)),
                    subject
                );
            }
        }
        std::ranges::stable_sort(decisive, {}, &std::pair<double, Subject>::first);
        for (const auto& [share, subject] : decisive) {
            result_.on.push_back(subject);
        }
    }

    Shared& shared_;
    const Situation& situation_;
    Limits limits_;
    AdviceId advice_;
    Robustness result_;
    std::vector<Subject> unknown_, probed_;
    std::vector<Case> open_;
    std::optional<Hypothesis> with_, without_;
};

} // namespace

std::vector<Robustness> robust(const Situation& situation, const Limits& limits) {
    std::vector<Robustness> all;
    Shared shared{situation};
    Limits each = limits;
    // So many that the answer for a whole guideline still comes at once.
    each.hypotheses = std::max<std::size_t>(limits.hypotheses / 100, 64);
    for (std::uint32_t i = 0; i < situation.program.advice.size(); ++i) {
        Robustness one = Splitting(shared, AdviceId{i}, each).run();
        // What was only not found may come to be.
        const bool of_interest = one.now != Truth::No || one.kind != Robustness::Kind::Never;
        if (of_interest) {
            all.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace precept
