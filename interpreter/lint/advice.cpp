#include "interpreter/lint/advice.hpp"

#include "interpreter/coverage/aims.hpp"
#include "interpreter/lint/questions.hpp"
#include "interpreter/questions/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace precept::linting {

namespace {

constexpr std::size_t most_tried = 3000;  ///< patients, to make one rule fire
constexpr std::size_t most_of_a_rule = 4; ///< patients who make it fire
constexpr std::size_t most_notes = 3;

// ---- rules that never fire

/// All that has to hold for a rule to fire: conditions, and whether they hold by being no.
struct Requirement {
    NodeId node;
    bool negated = false;
};

void add(const Program& program, NodeId id, bool negated, std::vector<Requirement>& all) {
    const Node& node = program[id];
    if (const auto* it = std::get_if<node::Not>(&node.kind)) {
        add(program, it->operand, !negated, all);
        return;
    }
    const auto* list = std::get_if<node::Junction>(&node.kind);
    const bool splits = list != nullptr && ((list->quantity == ast::Quantity::All && !negated) ||
                                            (list->quantity == ast::Quantity::Any && negated) ||
                                            (list->quantity == ast::Quantity::None && !negated));
    const auto* definition = std::get_if<node::DefinitionRef>(&node.kind);
    if (splits) {
        const bool turned = negated != (list->quantity == ast::Quantity::None);
        for (const NodeId operand : list->operands) {
            add(program, operand, turned, all);
        }
    } else if (definition != nullptr && node.type.kind == TypeKind::Truth) {
        // Shown where the rule says it, not where it is defined.
        std::vector<Requirement> inside;
        add(program, program[definition->definition].body, negated, inside);
        if (inside.size() > 1) {
            all.insert(all.end(), inside.begin(), inside.end());
        } else {
            all.push_back({id, negated});
        }
    } else {
        all.push_back({id, negated});
    }
}

std::vector<Requirement> requirements(const Program& program, const Rule& rule) {
    std::vector<Requirement> all;
    if (program[rule.module].applies.valid()) {
        add(program, program[rule.module].applies, false, all);
    }
    add(program, rule.when, false, all);
    for (const Unless& unless : rule.unless) {
        add(program, unless.condition, true, all);
    }
    return all;
}

/// A program with questions of whether requirements hold together, which it answers by proof.
class Exclusions {
public:
    explicit Exclusions(const Program& program) : questions_(program) {}

    /// Asks whether any patient meets both; the same twice asks for that one.
    void ask(Requirement one, Requirement other) {
        node::Junction list{ast::Quantity::All, 0, {holds(one), holds(other)}};
        const Span span = questions_.program()[one.node].span;
        questions_.ask(questions_.add({std::move(list), {TypeKind::Truth}, span}));
    }

    [[nodiscard]] std::vector<bool> impossible(Date today) const {
        const Plan its_plan = plan(questions_.program());
        coverage::Seeker seeker = questions_.seeker(its_plan, today);
        return seeker.impossible(questions_.aims());
    }

private:
    NodeId holds(Requirement one) {
        const Span span = questions_.program()[one.node].span;
        return one.negated ? questions_.add({node::Not{one.node}, {TypeKind::Truth}, span})
                           : one.node;
    }

    Questions questions_;
};

/// Whether what is required depends on what rules advise, and so perhaps on rules of other files.
bool depends_on_advice(const People& people, Requirement one, Requirement other) {
    Roots roots;
    roots.nodes = {one.node, other.node};
    return advice_reached(people.situation(), roots);
}

/// Says which requirement can't be met, or which two exclude each other; nothing where that is not
/// proved, nor where it may be otherwise beside the rest of the guideline.
void report_if_impossible(const People& people, RuleId id, Diagnostics& diagnostics) {
    const Program& program = people.program();
    const Rule& rule = program[id];
    const std::vector<Requirement> all = requirements(program, rule);
    Exclusions exclusions(program);
    std::vector<std::pair<std::size_t, std::size_t>> asked;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i; j < all.size(); ++j) {
            exclusions.ask(all[i], all[j]);
            asked.emplace_back(i, j);
        }
    }
    const std::vector<bool> impossible = exclusions.impossible(people.today());
    // One that is impossible by itself says more than two that are so together.
    std::optional<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t k = 0; k < asked.size(); ++k) {
        const auto [i, j] = asked[k];
        if (impossible[k] && (!found || (i == j && found->first != found->second))) {
            found = asked[k];
        }
    }
    if (!found) {
        return;
    }
    const auto [one, other] = *found;
    if (people.of_a_part() && depends_on_advice(people, all[one], all[other])) {
        return;
    }
    const auto note = [&](std::size_t i, const char* beginning) {
        const char* wanted = all[i].negated ? "no" : "yes";
        return Note{program[all[i].node].span, fmt::format("{} {}", beginning, wanted)};
    };
    Diagnostic finding{
        .code = Code::RuleNeverFires,
        .span = rule.span,
        .message = fmt::format("`{}` can never fire: ", rule.name),
        .help = "one of the conditions is not what was meant, or the rule is to be removed"};
    if (one == other) {
        finding.message += "one of its conditions can't be met by anybody";
        finding.notes = {note(one, "this would have to be")};
    } else {
        finding.message += "two of its conditions exclude each other";
        finding.notes = {note(one, "this would have to be"), note(other, "and this")};
    }
    diagnostics.push_back(std::move(finding));
}

// ---- cautions

bool overrides(const Program& program, RuleId one, RuleId other) {
    const auto& all = program[one].overrides;
    return std::find(all.begin(), all.end(), other) != all.end();
}

bool is_advised(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

/// Whether `caution` is about something that `advice` contains.
bool concerns(const Program& program, const Advice& caution, const Advice& advice) {
    return std::any_of(advice.terms.begin(), advice.terms.end(), [&](TermId advised) {
        return std::any_of(caution.terms.begin(), caution.terms.end(), [&](TermId warned) {
            return is_below(program, advised, warned);
        });
    });
}

class Cautions {
public:
    Cautions(const People& people, const Firing& firing)
        : people_(people),
          program_(people.program()),
          by_rule_(firing.by_rule) {}

    void run(Diagnostics& diagnostics) const {
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            if (program_.advice[i].verb == ast::Verb::Avoid && !people_.tired()) {
                look_at({i}, diagnostics);
            }
        }
    }

private:
    void look_at(AdviceId warning, Diagnostics& diagnostics) const {
        const Advice& caution = program_[warning];
        Diagnostic finding{
            .code = Code::AdviceAndCaution,
            .span = caution.span,
            .message = {},
            .help = "where one is to give way, let the other say `overrides`; a caution that is "
                    "meant to stand beside the advice: `# precept: allow advice-and-caution "
                    "because \"…\"`"};
        std::size_t more = 0;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const Advice& advice = program_.advice[i];
            if (!is_advised(advice.verb) || advice.rule == caution.rule ||
                !concerns(program_, caution, advice) ||
                overrides(program_, advice.rule, caution.rule) ||
                overrides(program_, caution.rule, advice.rule)) {
                continue;
            }
            const auto such = [&](const Evaluation& evaluation, std::size_t row) {
                return evaluation.active({i}, row) == Truth::Yes &&
                       evaluation.active(warning, row) == Truth::Yes;
            };
            const auto patient = who(advice.rule, caution.rule, such);
            if (!patient) {
                continue;
            }
            if (finding.notes.empty()) {
                finding.example = people_.example(*patient, such);
            }
            if (finding.notes.size() < most_notes) {
                finding.notes.push_back(
                    {advice.span, fmt::format("`{}` advises it", program_[advice.rule].name)}
                );
            } else {
                ++more;
            }
        }
        if (!finding.notes.empty()) {
            finding.message = fmt::format(
                "a patient can be warned of what {} advise{}, and neither gives way",
                finding.notes.size() + more == 1
                    ? "another rule"
                    : fmt::format("{} other rules", finding.notes.size() + more),
                finding.notes.size() + more == 1 ? "s" : ""
            );
            diagnostics.push_back(std::move(finding));
        }
    }

    /// Such a patient among those who make one or the other rule fire, or are made of two of them.
    [[nodiscard]] std::optional<Patient>
    who(RuleId one, RuleId other, const People::Such& such) const {
        std::vector<Patient> tried = by_rule_[one.index];
        tried.insert(tried.end(), by_rule_[other.index].begin(), by_rule_[other.index].end());
        for (const Patient& first : by_rule_[one.index]) {
            for (const Patient& second : by_rule_[other.index]) {
                tried.push_back(merged(first, second));
                tried.push_back(merged(second, first));
            }
        }
        std::optional<Patient> found;
        people_.look_at(tried, [&](std::size_t i, const Evaluation& evaluation, std::size_t row) {
            if (such(evaluation, row)) {
                found = tried[i];
            }
            return !found;
        });
        return found;
    }

    const People& people_;
    const Program& program_;
    const std::vector<std::vector<Patient>>& by_rule_;
};

std::vector<std::vector<Patient>> who_fires(const People& people) {
    const Program& program = people.program();
    std::vector<std::vector<Patient>> by_rule(program.rules.size());
    const auto& patients = people.of_tests();
    people.look_at(patients, [&](std::size_t i, const Evaluation& evaluation, std::size_t row) {
        for (std::uint32_t rule = 0; rule < by_rule.size(); ++rule) {
            if (by_rule[rule].size() < most_of_a_rule &&
                evaluation.fired({rule}, row) == Truth::Yes) {
                by_rule[rule].push_back(patients[i]);
            }
        }
        return true;
    });
    return by_rule;
}

} // namespace

Firing who_can_fire(const People& people) {
    const Program& program = people.program();
    Firing firing{who_fires(people), std::vector<bool>(program.rules.size())};
    const coverage::Conditions none;
    const Situation situation = people.situation();
    coverage::Seeker seeker(program, situation.plan, none, people.today());
    for (std::uint32_t rule = 0; rule < firing.by_rule.size() && !people.tired(); ++rule) {
        firing.sought[rule] = true;
        if (!firing.by_rule[rule].empty()) {
            continue;
        }
        const coverage::Aim aim{
            coverage::Aim::Kind::Rule, rule, static_cast<std::uint32_t>(Truth::Yes)};
        auto sought = seeker.seek(aim, people.of_tests(), most_tried);
        people.count(sought.tried);
        if (sought.found) {
            firing.by_rule[rule].push_back(std::move(*sought.found));
        }
    }
    return firing;
}

void lint_rules(const People& people, const Firing& firing, Diagnostics& diagnostics) {
    for (std::uint32_t rule = 0; rule < firing.by_rule.size(); ++rule) {
        if (firing.sought[rule] && firing.by_rule[rule].empty()) {
            report_if_impossible(people, {rule}, diagnostics);
        }
    }
}

void lint_cautions(const People& people, const Firing& firing, Diagnostics& diagnostics) {
    Cautions(people, firing).run(diagnostics);
}

} // namespace precept::linting
