#include "interpreter/versions/outcome.hpp"

#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/reading.hpp"
#include "interpreter/versions/meaning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace precept::versions {

namespace {

/// Calls `differ(key, before, after)` for what two maps do not share; empty where one has it not.
template <typename Map, typename Differ>
void for_each_difference(const Map& before, const Map& after, Differ&& differ) {
    for (const auto& [key, value] : before) {
        const auto now = after.find(key);
        if (now == after.end() || now->second != value) {
            differ(key, value, now == after.end() ? typename Map::mapped_type() : now->second);
        }
    }
    for (const auto& [key, value] : after) {
        if (!before.contains(key)) {
            differ(key, typename Map::mapped_type(), value);
        }
    }
}

std::string described(const RuleOutcome& outcome) {
    return outcome.missing.empty()
               ? outcome.status
               : fmt::format("{} for want of {}", outcome.status, fmt::join(outcome.missing, ", "));
}

/// What `one` waits for and `other` does not.
std::string waiting(const RuleOutcome& one, const RuleOutcome& other) {
    std::vector<std::string> alone;
    std::set_difference(
        one.missing.begin(),
        one.missing.end(),
        other.missing.begin(),
        other.missing.end(),
        std::back_inserter(alone)
    );
    return alone.empty()
               ? one.status
               : fmt::format("{}, also for want of {}", one.status, fmt::join(alone, ", "));
}

} // namespace

Outcome outcome_of(const Program& program, const Plan& plan, Patient patient, Date today) {
    settle(program, today, patient);
    const Batch batch = make_batch(program, {&patient, 1}, today);
    const Evaluation evaluation = evaluate(program, plan, batch);
    const PatientView view{evaluation, 0, patient, today};
    const Answer answered = answer(view);
    Outcome outcome;
    for (const RuleAnswer& rule : answered.rules) {
        RuleOutcome& its = outcome.rules[unique_name(program, rule.rule)];
        its.status = precept::in_words(rule.status);
        for (const Operand& operand : rule.missing) {
            its.missing.insert(operand.name);
        }
    }
    for (const AdviceAnswer& advice : answered.advice) {
        const Advice& declared = program[advice.advice];
        std::vector<std::string> terms;
        for (const TermId term : declared.terms) {
            terms.push_back(program[term].label);
        }
        outcome.advice[{
            unique_name(program, declared.rule),
            fmt::format("{}: {}", precept::in_words(declared.verb), fmt::join(terms, " + "))}] =
            precept::in_words(advice.state);
    }
    return outcome;
}

std::vector<Otherwise> compare(const Outcome& before, const Outcome& after) {
    std::vector<Otherwise> found;
    for_each_difference(
        before.advice,
        after.advice,
        [&](const auto& key, const std::string& then, const std::string& now) {
            found.push_back({Otherwise::Kind::Advice, key.second, key.first, then, now});
        }
    );
    for_each_difference(
        before.rules,
        after.rules,
        [&](const std::string& rule, const RuleOutcome& then, const RuleOutcome& now) {
            const bool waits_otherwise = then.status == now.status;
            found.push_back(
                {Otherwise::Kind::Rule,
                 rule,
                 rule,
                 waits_otherwise ? waiting(then, now) : described(then),
                 waits_otherwise ? waiting(now, then) : described(now)}
            );
        }
    );
    return found;
}

void write(const std::vector<Otherwise>& otherwise, Page& page) {
    const char* arrow = page.unicode() ? "→" : "->";
    for (const Otherwise& one : otherwise) {
        const bool advice = one.kind == Otherwise::Kind::Advice;
        const char* none = advice ? "not given" : "no such rule";
        Text text(
            one.before.empty()  ? "+"
            : one.after.empty() ? "-"
                                : "~",
            one.before.empty()  ? Tint::Yes
            : one.after.empty() ? Tint::No
                                : Tint::Open
        );
        text.add(advice ? "" : "rule").add(one.what);
        text.aside(
            fmt::format(
                "{} {} {}",
                one.before.empty() ? none : one.before,
                arrow,
                one.after.empty() ? none : one.after
            ),
            Tint::Plain
        );
        if (advice) {
            text.aside(one.rule);
        }
        page.paragraph(2, 6, text);
    }
}

} // namespace precept::versions
