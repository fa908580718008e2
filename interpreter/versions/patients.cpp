#include "interpreter/versions/patients.hpp"

#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/reading.hpp"
#include "interpreter/text_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace precept::versions {

namespace {

/// One version's rules, ready to be asked.
class Asked {
public:
    Asked(const Version& version, Date today)
        : program_(version.program),
          today_(today),
          plan_(plan(version.program)) {}

    [[nodiscard]] bool knows(const std::string& name) const {
        const auto called = [&](const auto& one) { return one.name == name; };
        return std::any_of(program_.facts.begin(), program_.facts.end(), called) ||
               std::any_of(program_.events.begin(), program_.events.end(), called);
    }

    [[nodiscard]] std::optional<Patient>
    read(FileId file, const Sources& sources, bool ignore, Diagnostics& diagnostics) const {
        return read_patient(program_, sources, file, {today_, ignore}, diagnostics);
    }

    struct RuleOutcome {
        std::string status;
        std::set<std::string> missing; ///< names of facts that it waits for

        friend bool operator==(const RuleOutcome&, const RuleOutcome&) = default;
    };

    /// The statuses of rules and the states of advice, by what they are called in both versions.
    struct Outcome {
        std::map<std::string, RuleOutcome> rules;
        std::map<std::pair<std::string, std::string>, std::string> advice; ///< rule and what
    };

    [[nodiscard]] Outcome outcome(Patient patient) const {
        settle(program_, today_, patient);
        const Batch batch = make_batch(program_, {&patient, 1}, today_);
        const Evaluation evaluation = evaluate(program_, plan_, batch);
        const PatientView view{evaluation, 0, patient, today_};
        const Answer answered = answer(view);
        Outcome outcome;
        for (const RuleAnswer& rule : answered.rules) {
            RuleOutcome& its = outcome.rules[unique_name(program_, rule.rule)];
            its.status = precept::in_words(rule.status);
            for (const Operand& operand : rule.missing) {
                its.missing.insert(operand.name);
            }
        }
        for (const AdviceAnswer& advice : answered.advice) {
            const Advice& declared = program_[advice.advice];
            std::vector<std::string> terms;
            for (const TermId term : declared.terms) {
                terms.push_back(program_[term].label);
            }
            outcome.advice[{
                unique_name(program_, declared.rule),
                fmt::format("{}: {}", precept::in_words(declared.verb), fmt::join(terms, " + "))}] =
                precept::in_words(advice.state);
        }
        return outcome;
    }

private:
    const Program& program_;
    Date today_;
    Plan plan_;
};

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

std::string described(const Asked::RuleOutcome& outcome) {
    return outcome.missing.empty()
               ? outcome.status
               : fmt::format("{} for want of {}", outcome.status, fmt::join(outcome.missing, ", "));
}

/// What `one` waits for and `other` does not.
std::string waiting(const Asked::RuleOutcome& one, const Asked::RuleOutcome& other) {
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

std::vector<Otherwise> compare(const Asked::Outcome& before, const Asked::Outcome& after) {
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
        [&](const std::string& rule, const Asked::RuleOutcome& then, const Asked::RuleOutcome& now
        ) {
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

/// Takes away findings about facts that the other version knows.
void keep_unknown_in_both(Diagnostics& findings, const Asked& other) {
    std::erase_if(findings, [&](const Diagnostic& finding) {
        return finding.code == Code::UnknownFact && other.knows(finding.path);
    });
}

} // namespace

PatientChanges patient_changes(
    const Version& before,
    const Version& after,
    const std::vector<std::string>& files,
    Date today,
    Sources& facts,
    Diagnostics& diagnostics
) {
    const Asked old(before, today);
    const Asked now(after, today);
    PatientChanges changes;
    for (const std::string& path : files) {
        const auto file = read_file(path, facts, diagnostics);
        if (!file) {
            continue;
        }
        Diagnostics strict;
        (void)now.read(*file, facts, false, strict);
        keep_unknown_in_both(strict, old);
        if (has_errors(strict)) {
            diagnostics.insert(diagnostics.end(), strict.begin(), strict.end());
            continue;
        }
        Diagnostics found;
        const auto then = old.read(*file, facts, true, found);
        const auto new_patient = now.read(*file, facts, true, found);
        if (!then || !new_patient) {
            diagnostics.insert(diagnostics.end(), found.begin(), found.end());
            continue;
        }
        ++changes.patients;
        auto otherwise = compare(old.outcome(*then), now.outcome(*new_patient));
        if (!otherwise.empty()) {
            changes.changed.push_back({path, std::move(otherwise)});
        }
    }
    return changes;
}

std::string render_text(const PatientChanges& changes, const Style& style) {
    Page page(style);
    page.heading(fmt::format(
        "{} of {} {} differently",
        changes.changed.size(),
        changes.patients,
        changes.patients == 1 ? "patient comes out" : "patients come out"
    ));
    const char* arrow = style.unicode ? "→" : "->";
    for (const PatientChange& patient : changes.changed) {
        page.paragraph(0, 2, Text(patient.name, Tint::Bold));
        for (const Otherwise& one : patient.otherwise) {
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
    return page.take();
}

} // namespace precept::versions
