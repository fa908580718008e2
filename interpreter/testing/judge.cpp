// Each expectation of a test against what came out, and why where the two differ.

#include "interpreter/answer.hpp"
#include "interpreter/missing.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/testing/testing.hpp"
#include "interpreter/text_trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace precept::testing {

namespace {

constexpr int indent = 14; ///< of what stands below "but"

std::string what_it_did(Status status) {
    switch (status) {
    case Status::Fired: return "fired";
    case Status::NotFired: return "did not fire";
    case Status::Undecided: return "is undecided";
    case Status::NotApplicable: return "is not applicable";
    }
    return {};
}

bool concerns(const std::vector<Operand>& operands, Operand::Kind kind, std::uint32_t index) {
    return std::any_of(operands.begin(), operands.end(), [&](const Operand& operand) {
        const bool part = kind == Operand::Kind::Events && operand.kind == Operand::Kind::Field;
        return (operand.kind == kind || part) && operand.index == index;
    });
}

/// The expectations of one test against its row of the batch.
class Trial {
public:
    Trial(const PatientView& view, const Sources& sources, const Style& style)
        : view_(view),
          sources_(sources),
          style_(style) {
        style_.width = style.width > 2 * indent ? style.width - indent : style.width;
    }

    [[nodiscard]] std::vector<Unmet> unmet(const Test& test) const {
        std::vector<Unmet> all;
        for (const Expectation& expectation : test.expect) {
            auto found =
                std::visit([&](const auto& kind) { return check(kind); }, expectation.kind);
            if (found) {
                found->span = expectation.span;
                found->expected = expectation.subject + one_line(sources_, expectation.span);
                all.push_back(std::move(*found));
            }
        }
        return all;
    }

    [[nodiscard]] std::vector<Refuted> refuted() const {
        std::vector<Refuted> all;
        for (std::size_t i = 0; i < program().ensures.size(); ++i) {
            if (state_of_ensure(view_, i) != EnsureState::Violated) {
                continue;
            }
            const Ensure& ensure = program().ensures[i];
            Unmet unmet;
            Conditions conditions;
            if (ensure.whenever.valid()) {
                conditions.emplace_back("whenever", trace_node(view_, ensure.whenever));
            }
            conditions.emplace_back("", trace_node(view_, ensure.claim));
            for (const auto& [introduction, condition] : conditions) {
                DistinctOperands operands;
                collect(condition, operands);
                for (const Operand& operand : operands.take()) {
                    if (operand.kind == Operand::Kind::Rule) {
                        add(unmet.rules, RuleId{operand.index});
                    } else if (operand.kind == Operand::Kind::Term) {
                        (void)outcome(TermId{operand.index}, operand.verb, unmet.rules);
                    }
                }
            }
            explain(unmet, conditions);
            all.push_back({i, std::move(unmet.why)});
        }
        return all;
    }

private:
    /// What is shown above the rules, each with the word before it.
    using Conditions = std::vector<std::pair<const char*, Condition>>;

    [[nodiscard]] const Program& program() const { return view_.program(); }

    [[nodiscard]] std::string name(RuleId rule) const {
        return fmt::format("`{}`", unique_name(program(), rule));
    }

    [[nodiscard]] std::optional<Unmet> check(const ExpectCondition& expected) const {
        if (view_.evaluation.truth(expected.condition, view_.place()) == Truth::Yes) {
            return std::nullopt;
        }
        Unmet unmet;
        const Condition trace = trace_node(view_, expected.condition);
        DistinctOperands operands;
        collect(trace, operands);
        std::vector<std::string> instead;
        bool values = false;
        for (const Operand& operand : operands.take()) {
            if (operand.kind == Operand::Kind::Rule) {
                const RuleId rule{operand.index};
                add(unmet.rules, rule);
                instead.push_back(name(rule) + " " + what_it_did(status(view_, rule)));
            } else if (operand.kind == Operand::Kind::Term) {
                instead.push_back(outcome(TermId{operand.index}, operand.verb, unmet.rules));
            } else {
                values = true;
                instead.push_back(value(operand));
            }
        }
        if (instead.empty()) {
            instead.emplace_back("it is not so");
        }
        unmet.instead = fmt::format("{}", fmt::join(instead, ", "));
        explain(unmet, values ? Conditions{{"", trace}} : Conditions{});
        return unmet;
    }

    static void collect(const Condition& condition, DistinctOperands& into) {
        for (const Operand& operand : condition.operands) {
            into.add(operand);
        }
        for (const Condition& child : condition.children) {
            collect(child, into);
        }
    }

    static void add(std::vector<RuleId>& rules, RuleId rule) {
        const auto same = [&](RuleId other) { return other.index == rule.index; };
        if (std::none_of(rules.begin(), rules.end(), same)) {
            rules.push_back(rule);
        }
    }

    /// `lvef` is 62 %; `lvef` is unknown (missing).
    [[nodiscard]] std::string value(const Operand& operand) const {
        const std::string reason = show_reason(program(), operand);
        return fmt::format(
            "`{}` is {}{}",
            show_name(sources_, operand),
            show(program(), operand.reading),
            reason.empty() ? "" : fmt::format(" ({})", reason)
        );
    }

    /// What became of the rules whose advice would make the term so.
    [[nodiscard]] std::string
    outcome(TermId term, ast::Verb verb, std::vector<RuleId>& concerned) const {
        std::vector<std::string> parts;
        for (const AdviceId id : advice_about(program(), term, verb)) {
            const RuleId rule = program()[id].rule;
            const Status became = status(view_, rule);
            add(concerned, rule);
            if (became == Status::Fired) {
                const AdviceState is = state(view_, id);
                parts.push_back(
                    is == AdviceState::Active
                        ? name(rule) + " fired"
                        : fmt::format("{} fired, but its advice is {}", name(rule), in_words(is))
                );
                add_opponents(id, concerned);
            } else if (became == Status::Undecided) {
                parts.push_back(name(rule) + " is undecided");
            }
        }
        if (concerned.empty()) {
            return fmt::format(
                "no rule says that `{}` is {}", program()[term].name, in_words(verb)
            );
        }
        return parts.empty()
                   ? fmt::format(
                         "no rule by which `{}` is {} fired", program()[term].name, in_words(verb)
                     )
                   : fmt::format("{}", fmt::join(parts, ", "));
    }

    void add_opponents(AdviceId id, std::vector<RuleId>& concerned) const {
        for (const AdviceAnswer& advice : answer(view_).advice) {
            if (advice.advice.index == id.index) {
                for (const Opposition& opposition : advice.by) {
                    add(concerned, opposition.rule);
                }
            }
        }
    }

    [[nodiscard]] std::optional<Unmet> check(const ExpectStatus& expected) const {
        const Status is = status(view_, expected.rule);
        const Status wanted = expected.status == ast::RuleStatus::Undecided ? Status::Undecided
                                                                            : Status::NotApplicable;
        Unmet unmet;
        unmet.rules.push_back(expected.rule);
        if (is != wanted) {
            unmet.instead = fmt::format("{} {}", name(expected.rule), what_it_did(is));
            explain(unmet, {});
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
        unmet.instead =
            fmt::format("it is undecided, but not for want of {}", list_of(not_missing));
        explain(unmet, {});
        return unmet;
    }

    /// Whether the advice comes out blocked or overridden, which is unknown where that still hangs
    /// on what is unknown. Provisional is itself what is known so far, and never unknown.
    [[nodiscard]] Truth is_in(AdviceId id, ast::Outcome wanted) const {
        const RuleId rule = program()[id].rule;
        const Truth fired = view_.evaluation.fired(rule, view_.index);
        if (wanted == ast::Outcome::Provisional) {
            const bool is = fired == Truth::Yes && state(view_, id) == AdviceState::Provisional;
            return is ? Truth::Yes : Truth::No;
        }
        const Truth blocked = view_.evaluation.blocked(id, view_.index);
        if (wanted == ast::Outcome::Blocked) {
            return fired && blocked;
        }
        return fired && !blocked && view_.evaluation.overridden(rule, view_.index);
    }

    [[nodiscard]] std::string state_in_words(AdviceId id, const ExpectAdviceState& expected) const {
        const std::string rule = name(program()[id].rule);
        if (expected.negated && is_in(id, expected.state) == Truth::Unknown) {
            return fmt::format(
                "the advice of {} may still be {}: that is undecided", rule, word(expected.state)
            );
        }
        return fmt::format("the advice of {} is {}", rule, in_words(state(view_, id)));
    }

    static std::string_view word(ast::Outcome state) {
        return in_words(
            state == ast::Outcome::Blocked      ? AdviceState::Blocked
            : state == ast::Outcome::Overridden ? AdviceState::Overridden
                                                : AdviceState::Provisional
        );
    }

    [[nodiscard]] std::optional<Unmet> check(const ExpectAdviceState& expected) const {
        Unmet unmet;
        std::vector<std::string> states;
        Truth any = Truth::No;
        for (std::uint32_t i = 0; i < program().advice.size(); ++i) {
            const AdviceId id{i};
            const RuleId rule = program()[id].rule;
            if (!can_be_opposed(program()[id], expected.term)) {
                continue;
            }
            const Truth its = is_in(id, expected.state);
            any = any || its;
            const bool fired = status(view_, rule) == Status::Fired;
            if (expected.negated ? its == Truth::No : !fired) {
                continue;
            }
            states.push_back(state_in_words(id, expected));
            add(unmet.rules, rule);
            if (fired) {
                add_opponents(id, unmet.rules);
            } else {
                for (const Opposition& one : opposition(view_, id)) {
                    add(unmet.rules, one.rule);
                }
            }
        }
        if (any == (expected.negated ? Truth::No : Truth::Yes)) {
            return std::nullopt;
        }
        if (states.empty()) {
            states.emplace_back("no rule that advises it fired");
            for (const Advice& advice : program().advice) {
                if (can_be_opposed(advice, expected.term)) {
                    add(unmet.rules, advice.rule);
                }
            }
        }
        unmet.instead = fmt::format("{}", fmt::join(states, ", "));
        explain(unmet, {});
        return unmet;
    }

    /// Whether it recommends, or has as an option, the term or something below it.
    [[nodiscard]] bool can_be_opposed(const Advice& advice, TermId term) const {
        const bool warns =
            advice.verb == ast::Verb::Avoid || advice.verb == ast::Verb::Contraindicate;
        return !warns && std::any_of(advice.terms.begin(), advice.terms.end(), [&](TermId one) {
            return is_below(program(), one, term);
        });
    }

    /// What decided the condition and the rules concerned, with values and where they came from.
    void explain(Unmet& unmet, const Conditions& conditions) const {
        Page page(style_);
        TraceWriter writer(view_, sources_, page, TraceWriter::Extent::Deciding);
        for (const auto& [introduction, condition] : conditions) {
            writer.condition(introduction, condition);
        }
        for (const RuleId rule : unmet.rules) {
            writer.rule(rule);
        }
        writer.rest();
        const std::string trace = page.take();
        for (std::size_t at = 0; at < trace.size();) {
            const std::size_t end = std::min(trace.find('\n', at), trace.size());
            unmet.why.push_back(trace.substr(at, end - at));
            at = end + 1;
        }
        for (const RuleId rule : unmet.rules) {
            for (const Operand& operand : missing_for(view_, rule)) {
                unmet.why.push_back(
                    fmt::format("{} waits for {}", name(rule), show_name(sources_, operand))
                );
            }
        }
    }

    const PatientView& view_;
    const Sources& sources_;
    Style style_;
};

} // namespace

TestResult
judge(const PatientView& view, const Sources& sources, std::size_t test, const Style& style) {
    const Trial trial(view, sources, style);
    TestResult result;
    result.test = test;
    result.unmet = trial.unmet(view.program().tests[test]);
    result.refuted = trial.refuted();
    return result;
}

} // namespace precept::testing
