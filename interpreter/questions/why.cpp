#include "interpreter/questions/why.hpp"

#include "interpreter/missing.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace precept {

namespace {

constexpr std::array<ast::Verb, 4> verbs = {
    ast::Verb::Recommend, ast::Verb::Consider, ast::Verb::Avoid, ast::Verb::Contraindicate};

bool proposes(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

/// Every thing with its names, bare and with its module.
template <typename Visit>
void for_each_thing(const Program& program, Visit&& visit) {
    const auto all = [&](const auto& items, auto id) {
        for (const auto& item : items) {
            const std::string& module = program[item.module].name;
            const std::string bare = item.name.substr(item.name.rfind('.') + 1);
            visit(Thing{id}, bare, module + "." + bare);
            ++id.index;
        }
    };
    all(program.rules, RuleId{0});
    all(program.terms, TermId{0});
    all(program.definitions, DefinitionId{0});
}

RuleReason reason_of(const Answer& answer, RuleId rule, std::optional<AdviceId> advice) {
    const RuleAnswer& its = answer.rules[rule.index];
    RuleReason reason{rule, advice, its.status, {}, its.deciding, its.missing, {}};
    for (const AdviceAnswer& one : answer.advice) {
        if (advice && one.advice == *advice) {
            reason.state = one.state;
            reason.by = one.by;
            reason.missing = one.waiting_for;
        }
    }
    return reason;
}

/// All advice that names the term, a narrower or a wider one.
std::vector<AdviceId> advice_near(const Program& program, TermId term) {
    std::vector<AdviceId> found;
    for (const ast::Verb verb : verbs) {
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            const Advice& advice = program.advice[i];
            const bool near = std::ranges::any_of(advice.terms, [&](TermId one) {
                return is_below(program, one, term) || is_below(program, term, one);
            });
            if (advice.verb == verb && near) {
                found.push_back({i});
            }
        }
    }
    return found;
}

class WhyWriter {
public:
    WhyWriter(
        const PatientView& view,
        const Why& why,
        bool negated,
        const Sources& sources,
        const Style& style
    )
        : view_(view),
          program_(view.program()),
          why_(why),
          negated_(negated),
          sources_(sources),
          page_(style),
          trace_(view, sources, page_) {}

    std::string write() {
        std::visit([&](const auto id) { about(id); }, why_.thing);
        trace_.rest();
        return page_.take();
    }

private:
    void about(RuleId rule) {
        const Status status = why_.rules.front().status;
        const bool expected = negated_ ? status != Status::Fired : status == Status::Fired;
        headline(program_[rule].label, unique_name(program_, rule), in_words(status), expected);
        whole(why_.rules.front());
    }

    void about(DefinitionId id) {
        const Reading reading = read_definition(view_, id).reading;
        headline(
            program_[id].label, unique_name(program_, id), "is " + show(program_, reading), true
        );
        waits_for(2, why_.missing);
        page_.blank();
        trace_.definition(id);
    }

    void about(TermId term) {
        const bool expected = negated_ ? why_.holds != Truth::Yes : why_.holds == Truth::Yes;
        const std::string what = why_.holds == Truth::Yes ? "is advised"
                                 : why_.holds == Truth::Unknown
                                     ? "may yet be advised: it is undecided"
                                     : "is not advised";
        headline(program_[term].label, program_[term].name, what, expected);
        if (why_.rules.empty()) {
            page_.paragraph(2, 2, Text("No rule that was read says anything about it."));
            return;
        }
        for (const bool proposed : {true, false}) {
            bool first = true;
            for (const RuleReason& one : why_.rules) {
                if (proposes(program_[*one.advice].verb) != proposed || !worth_telling(one)) {
                    continue;
                }
                if (std::exchange(first, false)) {
                    page_.heading(proposed ? "WHAT COULD ADVISE IT" : "WHAT SPEAKS AGAINST IT");
                }
                page_.blank();
                outcome(one);
                // Asked for the reason, the whole trace of what advises it; else what decided.
                if (!negated_ && one.state == AdviceState::Active) {
                    whole(one);
                } else {
                    brief(one);
                }
            }
        }
    }

    /// A warning whose rule did not fire explains nothing.
    [[nodiscard]] bool worth_telling(const RuleReason& one) const {
        return proposes(program_[*one.advice].verb) || one.status == Status::Fired ||
               one.status == Status::Undecided;
    }

    void
    headline(std::string_view label, std::string_view name, std::string_view what, bool expected) {
        Text text(label.empty() ? name : label, Tint::Bold);
        if (says_more(label, name)) {
            text.add(fmt::format("({})", name), Tint::Dim);
        }
        text.add(what);
        page_.paragraph(0, 2, text);
        if (!expected) {
            page_.paragraph(
                2,
                2,
                Text(
                    negated_ ? "So the question is why." : "So the question is why not.", Tint::Dim
                )
            );
        }
    }

    void outcome(const RuleReason& one) {
        const Rule& rule = program_[one.rule];
        const Advice& advice = program_[*one.advice];
        Text text = mark_of(view_.evaluation.fired(one.rule, view_.index), page_.unicode());
        text.add(unique_name(program_, one.rule), Tint::Bold);
        if (says_more(rule.label, rule.name)) {
            text.add(fmt::format("\"{}\"", rule.label));
        }
        text.add(
            fmt::format("({}: {})", in_words(advice.verb), show_terms(program_, advice)), Tint::Dim
        );
        Text right(in_words(one.status));
        if (one.state && *one.state != AdviceState::Active) {
            right.attach(",").add(in_words(*one.state), Tint::Open);
        }
        right.aside(show_place(sources_, rule.span));
        page_.columns(0, 2, text, {right});
        source_sentence(advice);
    }

    void source_sentence(const Advice& advice) {
        if (!advice.because.empty()) {
            page_.paragraph(2, 4, Text("says").add(advice.because));
        }
        for (const Citation& citation : advice.citations) {
            Text text("cites", Tint::Dim);
            text.add(program_[citation.source].title, Tint::Dim);
            if (!citation.section.empty()) {
                text.add(fmt::format("\"{}\"", citation.section), Tint::Dim);
            }
            page_.paragraph(2, 4, text);
        }
    }

    /// Only the conditions that decided it.
    void brief(const RuleReason& one) {
        for (const NodeId node : one.deciding) {
            trace_.condition("", trace_node(view_, node));
        }
        oppositions(one);
        waits_for(2, one.missing);
    }

    void whole(const RuleReason& one) {
        oppositions(one);
        waits_for(2, one.missing);
        trace_.rule(one.rule);
    }

    void oppositions(const RuleReason& one) {
        for (const Opposition& other : one.by) {
            Text text(other.holds == Truth::Yes ? "" : "perhaps");
            text.add(other.overrides ? "overridden by" : "blocked by")
                .add(unique_name(program_, other.rule), Tint::Bold)
                .aside(show_place(sources_, program_[other.rule].span));
            page_.paragraph(2, 4, text);
        }
    }

    void waits_for(std::size_t indent, const std::vector<Operand>& missing) {
        for (const Operand& operand : missing) {
            Text text("waits for");
            text.add(show_name(sources_, operand), Tint::Bold)
                .attach(":")
                .add(show_reason(program_, operand), Tint::Open);
            page_.paragraph(indent, indent + 2, text);
        }
    }

    const PatientView& view_;
    const Program& program_;
    const Why& why_;
    bool negated_;
    const Sources& sources_;
    Page page_;
    TraceWriter trace_;
};

} // namespace

std::optional<Thing> find_thing(const Program& program, const std::string& name) {
    std::vector<Thing> found;
    for_each_thing(
        program,
        [&](const Thing& thing, const std::string& bare, const std::string& full) {
            if (name == bare || name == full) {
                found.push_back(thing);
            }
        }
    );
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::string no_such_thing(const Program& program, const std::string& name) {
    std::vector<std::string> names, sharing;
    for_each_thing(program, [&](const Thing&, const std::string& bare, const std::string& full) {
        names.push_back(bare);
        if (bare == name) {
            sharing.push_back(full);
        }
    });
    if (!sharing.empty()) {
        return fmt::format("several things are called `{}`: say which, {}", name, list_of(sharing));
    }
    const auto guess = nearest(name, names);
    return guess
               ? fmt::format(
                     "no rule, term or definition is called `{}`; did you mean `{}`?", name, *guess
                 )
               : fmt::format("no rule, term or definition is called `{}`", name);
}

std::string name_of(const Program& program, const Thing& thing) {
    return std::visit(
        [&](const auto id) {
            if constexpr (std::is_same_v<decltype(id), const TermId>) {
                return program[id].name;
            } else {
                return unique_name(program, id);
            }
        },
        thing
    );
}

Why why(const PatientView& view, const Thing& thing) {
    const Program& program = view.program();
    Why result{thing, Truth::Unknown, {}, {}};
    const Answer now = answer(view);
    if (const auto* rule = std::get_if<RuleId>(&thing)) {
        result.holds = view.evaluation.fired(*rule, view.index);
        result.rules.push_back(reason_of(now, *rule, std::nullopt));
    } else if (const auto* definition = std::get_if<DefinitionId>(&thing)) {
        if (program[*definition].type.kind == TypeKind::Truth) {
            result.holds = view.evaluation.truth(program[*definition].body, view.place());
        }
        result.missing = missing_for(view, *definition);
    } else {
        const TermId term = std::get<TermId>(thing);
        result.holds = view.evaluation.outcome(term, ast::Verb::Recommend, view.index) ||
                       view.evaluation.outcome(term, ast::Verb::Consider, view.index);
        for (const AdviceId advice : advice_near(program, term)) {
            result.rules.push_back(reason_of(now, program[advice].rule, advice));
        }
    }
    return result;
}

std::string render_text(
    const PatientView& view,
    const Why& why,
    bool negated,
    const Sources& sources,
    const Style& style
) {
    return WhyWriter(view, why, negated, sources, style).write();
}

} // namespace precept
