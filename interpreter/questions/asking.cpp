#include "interpreter/questions/asking.hpp"

#include "interpreter/missing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace precept {

namespace {

/// One patient, evaluated, with all that a view of it needs.
struct AsIs {
    Patient patient;
    Batch batch;
    Evaluation evaluation;
    PatientView view;

    explicit AsIs(const Situation& situation)
        : patient(suppose(situation, std::span<const Change>{})),
          batch(make_batch(situation.program, {&patient, 1}, situation.today)),
          evaluation(situation.program, situation.plan, batch),
          view{evaluation, 0, patient, situation.today} {}
};

std::size_t undecided_rules(const PatientView& view) {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < view.program().rules.size(); ++i) {
        count += status(view, RuleId{i}) == Status::Undecided ? 1 : 0;
    }
    return count;
}

/// What undecided rules and provisional advice wait for.
std::vector<Subject> waited_for(const PatientView& view) {
    std::vector<Subject> found;
    const auto add = [&](const std::vector<Operand>& missing) {
        for (const Operand& operand : missing) {
            const auto subject = subject_of(operand);
            if (subject && std::ranges::find(found, *subject) == found.end()) {
                found.push_back(*subject);
            }
        }
    };
    const Answer now = answer(view);
    for (const RuleAnswer& rule : now.rules) {
        add(rule.missing);
    }
    for (const AdviceAnswer& advice : now.advice) {
        add(advice.waiting_for);
    }
    return found;
}

std::string text_of(const Program& program, const Subject& subject) {
    if (subject.kind == Subject::Kind::Fact) {
        const Fact& fact = program.facts[subject.index];
        return fact.ask.empty() ? fact.label : fact.ask;
    }
    const Event& event = program.events[subject.index];
    return subject.kind == Subject::Kind::Events
               ? event.label
               : fmt::format(
                     "{}: {}", name_of(program, subject), event.fields[subject.field].label
                 );
}

Question ask_about(const Situation& situation, const AsIs& as_is, const Subject& subject) {
    const std::size_t undecided = undecided_rules(as_is.view);
    Candidates all = candidates(situation, subject);
    Question question;
    question.subject = subject;
    question.text = text_of(situation.program, subject);
    question.complete = all.complete;
    question.why = std::move(all.why);
    std::vector<Hypothesis> hypotheses;
    for (const Change& change : all.changes) {
        hypotheses.push_back({change});
    }
    std::size_t decided = 0;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Everything,
        [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const PatientView view{evaluation, row, rows[row], situation.today};
                AnswerEffect effect{
                    all.changes[first + row], difference(as_is.view, view), undecided_rules(view)};
                decided += undecided - std::min(undecided, effect.undecided);
                question.changes_advice =
                    question.changes_advice || !effect.difference.advice.empty();
                question.effects.push_back(std::move(effect));
            }
            return true;
        },
        256
    );
    question.decides = question.effects.empty() ? 0
                                                : static_cast<double>(decided) /
                                                      static_cast<double>(question.effects.size());
    return question;
}

} // namespace

Questions questions(const Situation& situation, const Limits& limits) {
    const AsIs as_is(situation);
    Questions result;
    for (const Subject& subject : waited_for(as_is.view)) {
        if (limits.stopped()) {
            result.searched.leave_out("what was still to be tried when the search was stopped");
            break;
        }
        if (result.searched.tried >= limits.hypotheses) {
            result.searched.leave_out(
                fmt::format("more than {} hypothetical patients", limits.hypotheses)
            );
            break;
        }
        result.questions.push_back(ask_about(situation, as_is, subject));
        result.searched.tried += result.questions.back().effects.size();
        if (!result.questions.back().complete) {
            result.searched.leave_out(result.questions.back().why);
        }
    }
    std::ranges::stable_sort(result.questions, [](const Question& left, const Question& right) {
        return std::pair(left.changes_advice, left.decides) >
               std::pair(right.changes_advice, right.decides);
    });
    return result;
}

} // namespace precept
