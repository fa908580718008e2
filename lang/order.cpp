// The order in which things can be known, and the circles that make it impossible. A depth-first
// walk over definitions, rules, advice and outcomes, without recursion: chains may be thousands
// long.

#include "lang/building.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace precept {

namespace {

enum class Mark : std::uint8_t { New, Open, Done };

/// One thing needs another; `span` is the text that says so.
struct Need {
    std::uint32_t step;
    Span span;
};

class Ordering {
public:
    explicit Ordering(Building& building) : building_(building), program_(building.program) {
        const auto size = [](const auto& all) { return static_cast<std::uint32_t>(all.size()); };
        fired_ = size(program_.definitions);
        active_ = fired_ + size(program_.rules);
        outcomes_ = active_ + size(program_.advice);
        any_ = outcomes_ + 4 * size(program_.terms);
        by_term_.resize(4 * program_.terms.size());
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            for (const TermId term : program_.advice[i].terms) {
                by_term_[outcome(term, program_.advice[i].verb) - outcomes_].push_back(AdviceId{i});
            }
        }
    }

    void run() {
        cut_override_circles();
        marks_.assign(any_ + 1, Mark::New);
        program_.order.reserve(outcomes_);
        for (std::uint32_t step = 0; step < outcomes_; ++step) {
            walk(step);
        }
        // What `ensure` and tests ask for need not be reached from any rule.
        for (const NodeId id : building_.asked) {
            const auto* asked = std::get_if<node::TermOutcome>(&program_[id].kind);
            walk(asked != nullptr ? outcome(asked->term, asked->verb) : any_);
        }
    }

private:
    [[nodiscard]] std::uint32_t outcome(TermId term, ast::Verb verb) const {
        return outcomes_ + 4 * term.index + static_cast<std::uint32_t>(verb);
    }

    [[nodiscard]] Step step_of(std::uint32_t step) const {
        if (step < fired_) {
            return {Step::Kind::Definition, step};
        }
        if (step < active_) {
            return {Step::Kind::Fired, step - fired_};
        }
        if (step < outcomes_) {
            return {Step::Kind::Active, step - active_};
        }
        if (step == any_) {
            return {Step::Kind::AnyAdvice, 0};
        }
        const std::uint32_t number = step - outcomes_;
        return {Step::Kind::TermOutcome, number / 4, static_cast<ast::Verb>(number % 4)};
    }

    // ---- what needs what

    void need(std::uint32_t step, Span span) { needs_.push_back({step, span}); }

    void needs_of_node(NodeId root) {
        if (root.valid()) {
            open_.push_back(root);
        }
        while (!open_.empty()) {
            const Node& node = program_[open_.back()];
            open_.pop_back();
            if (const auto* definition = std::get_if<node::DefinitionRef>(&node.kind)) {
                need(definition->definition.index, node.span);
            } else if (const auto* rule = std::get_if<node::RuleFires>(&node.kind)) {
                need(fired_ + rule->rule.index, node.span);
            } else if (const auto* asked = std::get_if<node::TermOutcome>(&node.kind)) {
                need(outcome(asked->term, asked->verb), node.span);
            } else if (std::holds_alternative<node::AnyAdvice>(node.kind)) {
                need(any_, node.span);
            }
            for_each_operand(node.kind, [&](NodeId operand) { open_.push_back(operand); });
        }
    }

    void needs_of(std::uint32_t number) {
        const Step step = step_of(number);
        switch (step.kind) {
        case Step::Kind::Definition: needs_of_node(program_.definitions[step.index].body); break;
        case Step::Kind::Fired: {
            const Rule& rule = program_.rules[step.index];
            needs_of_node(program_[rule.module].applies);
            needs_of_node(rule.when);
            for (const Unless& unless : rule.unless) {
                needs_of_node(unless.condition);
            }
            break;
        }
        case Step::Kind::Active: needs_of_advice(program_.advice[step.index]); break;
        case Step::Kind::TermOutcome: needs_of_outcome(TermId{step.index}, step.verb); break;
        case Step::Kind::AnyAdvice:
            for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
                const Advice& advice = program_.advice[i];
                if (advice.verb == ast::Verb::Recommend || advice.verb == ast::Verb::Consider) {
                    need(active_ + i, advice.span);
                }
            }
            break;
        }
    }

    void needs_of_advice(const Advice& advice) {
        need(fired_ + advice.rule.index, program_[advice.rule].span);
        for (const RuleId other : program_[advice.rule].overridden_by) {
            for (const AdviceId id : program_[other].advice) {
                need(active_ + id.index, program_[other].span);
            }
        }
        if (advice.verb == ast::Verb::Recommend || advice.verb == ast::Verb::Consider) {
            for (const TermId term : advice.terms) {
                need(outcome(term, ast::Verb::Contraindicate), advice.span);
            }
        }
    }

    void needs_of_outcome(TermId term, ast::Verb verb) {
        for (const AdviceId id : by_term_[outcome(term, verb) - outcomes_]) {
            need(active_ + id.index, program_[id].span);
        }
        const bool upwards = verb == ast::Verb::Avoid || verb == ast::Verb::Contraindicate;
        const Term& declared = program_[term];
        for (const TermId next : upwards ? declared.parents : declared.children) {
            need(outcome(next, verb), declared.span);
        }
    }

    // ---- the walk

    /// What a step needs is `needs_[begin]` and all behind it, up to where the next visit begins.
    struct Visit {
        std::uint32_t step;
        std::size_t begin;
        std::size_t next;
    };

    void enter(std::uint32_t step, std::vector<Visit>& path) {
        marks_[step] = Mark::Open;
        path.push_back({step, needs_.size(), needs_.size()});
        needs_of(step);
    }

    void walk(std::uint32_t root) {
        if (marks_[root] != Mark::New) {
            return;
        }
        std::vector<Visit> path;
        enter(root, path);
        while (!path.empty()) {
            Visit& top = path.back();
            if (top.next == needs_.size()) {
                marks_[top.step] = Mark::Done;
                program_.order.push_back(step_of(top.step));
                needs_.resize(top.begin);
                path.pop_back();
                continue;
            }
            const std::uint32_t next = needs_[top.next++].step;
            if (marks_[next] == Mark::Open) {
                report(path, next);
            } else if (marks_[next] == Mark::New) {
                enter(next, path);
            }
        }
    }

    /// The definition or rule to which a step belongs, for people; outcomes belong to the rules
    /// behind them.
    struct Named {
        std::string name;
        Span span;
    };

    [[nodiscard]] std::optional<Named> named(std::uint32_t number) const {
        const Step step = step_of(number);
        switch (step.kind) {
        case Step::Kind::Definition:
            return Named{
                program_.definitions[step.index].name, program_.definitions[step.index].span};
        case Step::Kind::Fired:
            return Named{program_.rules[step.index].name, program_.rules[step.index].span};
        case Step::Kind::Active: {
            const Rule& rule = program_[program_.advice[step.index].rule];
            return Named{rule.name, rule.span};
        }
        case Step::Kind::TermOutcome:
        case Step::Kind::AnyAdvice: break;
        }
        return std::nullopt;
    }

    void report(const std::vector<Visit>& path, std::uint32_t back_to) {
        auto start = path.begin();
        while (start->step != back_to) {
            ++start;
        }
        std::vector<std::pair<Named, Span>> links; // who, and where it needs the next
        std::set<std::string> members;
        for (auto visit = start; visit != path.end(); ++visit) {
            const Span span = needs_[visit->next - 1].span;
            if (const auto who = named(visit->step)) {
                if (links.empty() || links.back().first.name != who->name) {
                    links.emplace_back(*who, span);
                } else {
                    links.back().second = span;
                }
                members.insert(who->name);
            }
        }
        if (links.size() > 1 && links.front().first.name == links.back().first.name) {
            links.front().second = links.back().second;
            links.pop_back();
        }
        // Several pieces of advice of one rule close the same circle.
        if (links.empty() || !reported_.insert(members).second) {
            return;
        }
        std::string text;
        for (const auto& [who, span] : links) {
            text += fmt::format("`{}` → ", who.name);
        }
        auto& finding = building_.report(
            Code::DefinitionCircle,
            links.front().first.span,
            fmt::format("this depends on itself: {}`{}`", text, links.front().first.name),
            "no value can come of a circle: one of these has to do without the next"
        );
        for (std::size_t i = 0; i < links.size(); ++i) {
            const auto& [who, span] = links[i];
            finding.notes.push_back(
                {span,
                 fmt::format(
                     "`{}` needs `{}` here", who.name, links[(i + 1) % links.size()].first.name
                 )}
            );
        }
    }

    // ---- overrides among rules

    void cut_override_circles() {
        std::vector<Mark> marks(program_.rules.size(), Mark::New);
        std::vector<std::pair<RuleId, std::size_t>> path;
        for (std::uint32_t root = 0; root < program_.rules.size(); ++root) {
            if (marks[root] != Mark::New) {
                continue;
            }
            marks[root] = Mark::Open;
            path.emplace_back(RuleId{root}, 0);
            while (!path.empty()) {
                auto& [rule, next] = path.back();
                const auto& overrides = program_[rule].overrides;
                if (next == overrides.size()) {
                    marks[rule.index] = Mark::Done;
                    path.pop_back();
                    continue;
                }
                const RuleId other = overrides[next++];
                if (marks[other.index] == Mark::Open) {
                    report_override(path, other);
                    std::erase(program_.rules[other.index].overridden_by, rule);
                } else if (marks[other.index] == Mark::New) {
                    marks[other.index] = Mark::Open;
                    path.emplace_back(other, 0);
                }
            }
        }
    }

    void report_override(const std::vector<std::pair<RuleId, std::size_t>>& path, RuleId back_to) {
        auto start = path.begin();
        while (start->first != back_to) {
            ++start;
        }
        std::string text;
        for (auto step = start; step != path.end(); ++step) {
            text += fmt::format("`{}` → ", program_[step->first].name);
        }
        auto& finding = building_.report(
            Code::OverrideCircle,
            program_[path.back().first].span,
            fmt::format(
                "rules override one another in a circle: {}`{}`", text, program_[back_to].name
            ),
            "decide which of them comes first, and remove the other `overrides`"
        );
        for (auto step = start; step != path.end(); ++step) {
            if (step->first != path.back().first) {
                finding.notes.push_back({program_[step->first].span, "in the circle"});
            }
        }
    }

    Building& building_;
    Program& program_;
    std::uint32_t fired_ = 0, active_ = 0, outcomes_ = 0, any_ = 0;
    std::vector<std::vector<AdviceId>> by_term_;
    std::vector<Mark> marks_;
    std::vector<Need> needs_;  ///< of the steps on the path that is walked
    std::vector<NodeId> open_; ///< nodes to look at
    std::set<std::set<std::string>> reported_;
};

} // namespace

void order_steps(Building& building) {
    Ordering(building).run();
}

} // namespace precept
