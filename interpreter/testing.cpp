#include "interpreter/testing.hpp"

#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/missing.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace precept {

namespace {

std::string what_it_did(Status status) {
    switch (status) {
    case Status::Fired: return "fired";
    case Status::NotFired: return "did not fire";
    case Status::Undecided: return "is undecided";
    case Status::NotApplicable: return "is not applicable";
    }
    return {};
}

std::string in_words(Truth truth) {
    return truth == Truth::Yes ? "yes" : truth == Truth::No ? "no" : "unknown";
}

/// The expectations of one test against its row of the batch.
class Trial {
public:
    Trial(const PatientView& view, const Sources& sources) : view_(view), sources_(sources) {}

    [[nodiscard]] std::vector<Unmet> unmet(const Test& test) const {
        std::vector<Unmet> all;
        for (const Expectation& expectation : test.expect) {
            auto found =
                std::visit([&](const auto& kind) { return check(kind); }, expectation.kind);
            if (found) {
                found->span = expectation.span;
                found->expected = one_line(sources_, expectation.span);
                all.push_back(std::move(*found));
            }
        }
        return all;
    }

private:
    [[nodiscard]] const Program& program() const { return view_.program(); }

    [[nodiscard]] std::optional<Unmet> check(const ExpectCondition& expected) const {
        const Truth truth = view_.evaluation.truth(expected.condition, view_.place());
        if (truth == Truth::Yes) {
            return std::nullopt;
        }
        Unmet unmet{{}, {}, in_words(truth), {}};
        if (const auto rule = rule_of(expected.condition)) {
            unmet.instead =
                fmt::format("`{}` {}", program()[*rule].name, what_it_did(status(view_, *rule)));
            explain_rule(*rule, unmet);
        } else {
            for (const Operand& operand : trace_node(view_, expected.condition).operands) {
                unmet.why.push_back(line_of(operand));
            }
        }
        return unmet;
    }

    [[nodiscard]] std::optional<Unmet> check(const ExpectStatus& expected) const {
        const Status is = status(view_, expected.rule);
        const Status wanted = expected.status == ast::RuleStatus::Undecided ? Status::Undecided
                                                                            : Status::NotApplicable;
        if (is != wanted) {
            Unmet unmet{
                {}, {}, fmt::format("`{}` {}", program()[expected.rule].name, what_it_did(is)), {}};
            explain_rule(expected.rule, unmet);
            return unmet;
        }
        const std::vector<Operand> missing = missing_for(view_, expected.rule);
        std::vector<std::string> not_missing;
        for (const FactId fact : expected.facts_wanted) {
            if (!concerns(missing, Operand::Kind::Fact, fact.index)) {
                not_missing.push_back(program()[fact].name);
            }
        }
        for (const EventId event : expected.events_wanted) {
            if (!concerns(missing, Operand::Kind::Events, event.index)) {
                not_missing.push_back(program()[event].name);
            }
        }
        if (not_missing.empty()) {
            return std::nullopt;
        }
        Unmet unmet{
            {},
            {},
            fmt::format("it is undecided, but not for want of {}", list_of(not_missing)),
            {}};
        for (const Operand& operand : missing) {
            unmet.why.push_back("waits for " + line_of(operand));
        }
        return unmet;
    }

    [[nodiscard]] std::optional<Unmet> check(const ExpectAdviceState& expected) const {
        const AdviceState wanted = expected.state == ast::Outcome::Blocked ? AdviceState::Blocked
                                   : expected.state == ast::Outcome::Overridden
                                       ? AdviceState::Overridden
                                       : AdviceState::Provisional;
        Unmet unmet{{}, {}, "no fired rule advises it", {}};
        bool found = false;
        for (const AdviceAnswer& advice : answer(view_).advice) {
            const Advice& declared = program()[advice.advice];
            const bool concerned =
                std::any_of(declared.terms.begin(), declared.terms.end(), [&](TermId term) {
                    return is_below(program(), term, expected.term);
                });
            if (!concerned || declared.verb == ast::Verb::Avoid ||
                declared.verb == ast::Verb::Contraindicate) {
                continue;
            }
            found = found || advice.state == wanted;
            unmet.instead = "it is not";
            unmet.why.push_back(fmt::format(
                "the advice of `{}` is {}", program()[declared.rule].name, in_words(advice.state)
            ));
        }
        if (found && expected.negated) {
            unmet.instead = "it is";
        }
        return found != expected.negated ? std::nullopt : std::optional(unmet);
    }

    static bool
    concerns(const std::vector<Operand>& operands, Operand::Kind kind, std::uint32_t index) {
        return std::any_of(operands.begin(), operands.end(), [&](const Operand& operand) {
            const bool part = kind == Operand::Kind::Events && operand.kind == Operand::Kind::Field;
            return (operand.kind == kind || part) && operand.index == index;
        });
    }

    /// The rule that a condition asks about, if it does nothing else.
    [[nodiscard]] std::optional<RuleId> rule_of(NodeId node) const {
        if (const auto* negation = std::get_if<node::Not>(&program()[node].kind)) {
            node = negation->operand;
        }
        const auto* fires = std::get_if<node::RuleFires>(&program()[node].kind);
        return fires != nullptr ? std::optional(fires->rule) : std::nullopt;
    }

    /// The rule's conditions with their values, as `run` shows them.
    void explain_rule(RuleId rule, Unmet& unmet) const {
        for (const Operand& operand : missing_for(view_, rule)) {
            unmet.why.push_back("waits for " + line_of(operand));
        }
        const std::string trace = render_rule_trace(view_, rule, sources_, Style{.width = 92});
        for (std::size_t at = 0; at < trace.size();) {
            const std::size_t end = std::min(trace.find('\n', at), trace.size());
            unmet.why.push_back(trace.substr(at, end - at));
            at = end + 1;
        }
    }

    [[nodiscard]] std::string line_of(const Operand& operand) const {
        std::string line =
            fmt::format("{}: {}", show_name(sources_, operand), show(program(), operand.reading));
        if (const std::string reason = show_reason(program(), operand); !reason.empty()) {
            line += fmt::format(" ({})", reason);
        }
        if (const std::string origin = show_origin(sources_, operand); !origin.empty()) {
            line += "  " + origin;
        }
        return line;
    }

    const PatientView& view_;
    const Sources& sources_;
};

} // namespace

std::vector<TestResult>
run_tests(const Program& program, const Sources& sources, Date today, const std::string& filter) {
    std::map<Date, std::vector<std::size_t>> by_day;
    for (std::size_t i = 0; i < program.tests.size(); ++i) {
        if (program.tests[i].label.find(filter) != std::string::npos) {
            by_day[program.tests[i].given.today.value_or(today)].push_back(i);
        }
    }
    const Plan compiled = plan(program, {.tests = true});
    std::vector<TestResult> results;
    for (const auto& [day, tests] : by_day) {
        std::vector<Patient> patients;
        for (const std::size_t test : tests) {
            patients.push_back(patient_of(program, program.tests[test]));
            settle(program, day, patients.back());
        }
        const Batch batch = make_batch(program, patients, day);
        const Evaluation evaluation = evaluate(program, compiled, batch);
        for (std::size_t row = 0; row < tests.size(); ++row) {
            const PatientView view{evaluation, row, patients[row], day};
            TestResult result{
                tests[row], Trial(view, sources).unmet(program.tests[tests[row]]), {}};
            for (const EnsureAnswer& ensure : answer(view).ensures) {
                if (ensure.state == EnsureState::Violated) {
                    result.violated.push_back(program.ensures[ensure.ensure].name);
                }
            }
            results.push_back(std::move(result));
        }
    }
    std::sort(results.begin(), results.end(), [](const TestResult& left, const TestResult& right) {
        return left.test < right.test;
    });
    return results;
}

bool passed(const TestResult& result) {
    return result.unmet.empty() && result.violated.empty();
}

std::string render_tests(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    const Style& style
) {
    std::string text;
    std::size_t failed = 0;
    for (const TestResult& result : results) {
        if (passed(result)) {
            continue;
        }
        ++failed;
        const Test& test = program.tests[result.test];
        text += fmt::format(
            "{} {}  {}\n", style.unicode ? "✗" : "FAILED:", test.label, sources.place(test.span)
        );
        for (const Unmet& unmet : result.unmet) {
            text += fmt::format(
                "    expected  {}  {}\n    but       {}\n",
                unmet.expected,
                sources.place(unmet.span),
                unmet.instead
            );
            for (const std::string& line : unmet.why) {
                text += fmt::format("              {}\n", line);
            }
        }
        for (const std::string& name : result.violated) {
            text += fmt::format("    refutes   ensure {}\n", name);
        }
        text += '\n';
    }
    text += fmt::format(
        "{} {} passed, {} failed\n",
        results.size() - failed,
        results.size() - failed == 1 ? "test" : "tests",
        failed
    );
    return text;
}

} // namespace precept
