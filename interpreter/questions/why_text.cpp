// Why and why not as text: what the rule says, then only those conditions that decided.

#include "interpreter/questions/why.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/text_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace precept {

namespace {

bool proposes(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

/// "recommends", "would recommend", "may yet recommend".
std::string deed(ast::Verb verb, Status status) {
    const bool fired = status == Status::Fired;
    const std::string before = fired ? "" : status == Status::Undecided ? "may yet " : "would ";
    const std::string_view ending = fired ? "s" : "";
    switch (verb) {
    case ast::Verb::Recommend: return fmt::format("{}recommend{}", before, ending);
    case ast::Verb::Consider: return fmt::format("{}offer{} as an option", before, ending);
    case ast::Verb::Avoid: return fmt::format("{}advise{} against", before, ending);
    case ast::Verb::Contraindicate: break;
    }
    return fmt::format("{}contraindicate{}", before, ending);
}

bool within(Span outer, Span inner) {
    return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// Whether a label says more than the name, however capitals are set.
bool worth_naming(std::string label, std::string name) {
    const auto lower = [](std::string& text) {
        std::ranges::transform(text, text.begin(), [](unsigned char c) {
            return static_cast<char>(std::tolower(c));
        });
    };
    lower(label);
    lower(name);
    return says_more(label, name);
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
          fits_(fits(view, why, negated)),
          negated_(negated),
          sources_(sources),
          page_(style),
          trace_(view, sources, page_, TraceWriter::Extent::Deciding) {}

    std::string write() {
        std::visit([&](const auto id) { about(id); }, why_.thing);
        trace_.rest();
        return page_.take();
    }

private:
    // ---- a rule

    void about(RuleId rule) {
        const RuleReason& reason = why_.rules.front();
        headline(program_[rule].label, unique_name(program_, rule), outcome_of_rule());
        page_.blank();
        heading(reason);
        for (const RuleReason& one : why_.rules) {
            advice(one);
        }
        conditions(reason);
    }

    [[nodiscard]] std::string outcome_of_rule() const {
        switch (why_.rules.front().status) {
        case Status::NotFired: return "did not fire";
        case Status::Undecided: return "is undecided";
        case Status::NotApplicable: return "does not apply to this patient";
        case Status::Fired: break;
        }
        std::string text = "fired";
        for (const RuleReason& one : why_.rules) {
            if (one.state && *one.state != AdviceState::Active && text == "fired") {
                text += fmt::format(", but its advice is {}", in_words(*one.state));
            }
        }
        return text;
    }

    // ---- a definition

    void about(DefinitionId id) {
        const Operand operand = read_definition(view_, id);
        headline(program_[id].label, unique_name(program_, id), outcome_of_definition(operand));
        page_.blank();
        trace_.definition(id);
        waits_for(why_.missing);
    }

    [[nodiscard]] std::string outcome_of_definition(const Operand& operand) const {
        const std::string value = show(program_, operand.reading);
        const std::string reason = show_reason(program_, operand);
        switch (operand.reading.reason) {
        case Reason::None: return "is " + value;
        case Reason::NoCaseApplies:
        case Reason::NoSuchEvent: return "has no value: " + reason;
        default: break;
        }
        const bool open = value == "unknown" || value == "undecided";
        return open ? "is " + reason : fmt::format("is {}, as yet {}", value, reason);
    }

    // ---- a term

    void about(TermId term) {
        headline(program_[term].label, program_[term].name, outcome_of_term());
        if (why_.rules.empty()) {
            page_.paragraph(2, 2, Text("No rule that was read says anything about it."));
            return;
        }
        // Who is told why it is advised does not ask for what else could have advised it.
        const bool advised = why_.holds == Truth::Yes;
        std::string others;
        bool first = true;
        for (const RuleReason& one : why_.rules) {
            if (!proposes(program_[one.advice].verb)) {
                continue;
            }
            if (advised &&
                (one.status == Status::NotFired || one.status == Status::NotApplicable)) {
                others += (others.empty() ? "" : ", ") + unique_name(program_, one.rule);
                continue;
            }
            if (std::exchange(first, false)) {
                page_.heading(
                    advised                        ? "WHAT ADVISES IT"
                    : why_.holds == Truth::Unknown ? "WHAT COULD ADVISE IT"
                                                   : "WHAT COULD HAVE ADVISED IT"
                );
            }
            reason(term, one);
        }
        if (!others.empty()) {
            page_.blank();
            page_.paragraph(
                0, 2, Text("These could have advised it as well, and did not: " + others, Tint::Dim)
            );
        }
        against(term);
    }

    void against(TermId term) {
        bool first = true;
        for (const RuleReason& one : why_.rules) {
            // A warning whose rule did not fire explains nothing.
            const bool warns = one.status == Status::Fired || one.status == Status::Undecided;
            if (proposes(program_[one.advice].verb) || !warns) {
                continue;
            }
            if (std::exchange(first, false)) {
                page_.heading("WHAT SPEAKS AGAINST IT");
            }
            reason(term, one);
        }
    }

    void reason(TermId term, const RuleReason& one) {
        page_.blank();
        heading(one);
        advice(one);
        const std::string_view through = program_[one.through].label;
        const std::string_view asked = program_[term].label;
        if (one.nearness == Nearness::Narrower) {
            page_.paragraph(2, 4, Text(fmt::format("{} is one of: {}", through, asked), Tint::Dim));
        } else if (one.nearness == Nearness::Wider) {
            page_.paragraph(
                2, 4, Text(fmt::format("{} belongs to: {}", asked, through), Tint::Dim)
            );
        }
        conditions(one);
    }

    /// What became of the term, the strongest first.
    [[nodiscard]] std::string outcome_of_term() const {
        const auto state_of = [&](ast::Verb verb, AdviceState state, bool itself) {
            return std::ranges::any_of(why_.rules, [&](const RuleReason& one) {
                return program_[one.advice].verb == verb && one.state == state &&
                       (!itself || one.nearness != Nearness::Wider);
            });
        };
        using enum ast::Verb;
        using enum AdviceState;
        std::string text = state_of(Recommend, Active, true)  ? "is recommended"
                           : state_of(Consider, Active, true) ? "is an option"
                           : why_.holds == Truth::Unknown     ? "may yet be advised: undecided"
                                                              : "is not advised";
        if (why_.holds == Truth::No) {
            const auto proposed = [&](AdviceState state) {
                return state_of(Recommend, state, true) || state_of(Consider, state, true);
            };
            text += proposed(Blocked)      ? ": a contraindication blocks it"
                    : proposed(Overridden) ? ": other advice overrides it"
                    : state_of(Recommend, Active, false) || state_of(Consider, Active, false)
                        ? " by itself; a class that it belongs to is"
                        : "";
        }
        const auto warned = [&](ast::Verb verb) {
            return std::ranges::any_of(why_.rules, [&](const RuleReason& one) {
                return program_[one.advice].verb == verb && one.state == Active &&
                       one.nearness != Nearness::Narrower;
            });
        };
        if (warned(Contraindicate) || warned(Avoid)) {
            text += fmt::format(
                "{} {}",
                why_.holds == Truth::Yes ? ", yet" : "; it is",
                in_words(warned(Contraindicate) ? Contraindicate : Avoid)
            );
        }
        return text;
    }

    // ---- parts

    void headline(const std::string& label, const std::string& name, std::string_view what) {
        Text text(label.empty() ? name : label, Tint::Bold);
        if (worth_naming(label, name)) {
            text.add(fmt::format("({})", name), Tint::Dim);
        }
        page_.paragraph(0, 2, text.add(what).attach("."));
        const bool undecided = why_.holds == Truth::Unknown;
        if (!fits_) {
            page_.paragraph(
                0,
                2,
                Text(
                    negated_    ? "So the question is why."
                    : undecided ? "So the question is what it still waits for."
                                : "So the question is why not.",
                    Tint::Dim
                )
            );
        }
    }

    void heading(const RuleReason& one) {
        const Rule& rule = program_[one.rule];
        const Truth fired = view_.evaluation.fired(one.rule, view_.index);
        Text text = mark_of(fired, page_.unicode());
        text.add(unique_name(program_, one.rule), Tint::Bold);
        if (worth_naming(rule.label, rule.name)) {
            text.add(fmt::format("\"{}\"", rule.label));
        }
        const Tint tint = fired == Truth::Yes  ? Tint::Yes
                          : fired == Truth::No ? Tint::No
                                               : Tint::Open;
        page_.columns(
            0, 2, text, {Text(in_words(one.status), tint).aside(show_place(sources_, rule.span))}
        );
    }

    void advice(const RuleReason& one) {
        const Advice& advice = program_[one.advice];
        Text text(deed(advice.verb, one.status));
        text.attach(":").add(show_terms(program_, advice), Tint::Bold);
        if (one.state && *one.state != AdviceState::Active) {
            text.attach(",").add(in_words(*one.state), Tint::Open);
        }
        page_.paragraph(2, 4, text);
        if (!advice.because.empty()) {
            page_.paragraph(2, 4, Text("because", Tint::Dim).add(advice.because));
        }
        for (const Citation& citation : advice.citations) {
            Text cited("cites", Tint::Dim);
            cited.add(program_[citation.source].title);
            if (!citation.section.empty()) {
                cited.attach(",").add(fmt::format("\"{}\"", citation.section));
            }
            page_.paragraph(2, 4, cited);
        }
        for (const Opposition& other : one.by) {
            const Rule& rule = program_[other.rule];
            Text by(other.holds == Truth::Yes ? "" : "perhaps", Tint::Open);
            by.add(other.overrides ? "overridden by" : "blocked by", Tint::Open)
                .add(unique_name(program_, other.rule), Tint::Bold);
            if (worth_naming(rule.label, rule.name)) {
                by.add(fmt::format("\"{}\"", rule.label));
            }
            page_.paragraph(2, 4, by.aside(show_place(sources_, rule.span)));
        }
    }

    /// The conditions that decided it, or that are still open.
    void conditions(const RuleReason& one) {
        if (one.status == Status::Fired) {
            const RuleTrace trace = trace_rule(view_, one.rule);
            trace_.condition("when", trace.when);
            for (const Condition& unless : trace.unless) {
                trace_.condition("unless", unless);
            }
        }
        for (const std::vector<NodeId>* nodes : {&one.deciding, &one.besides, &one.open}) {
            for (const NodeId node : *nodes) {
                trace_.condition(introduction(one.rule, node), trace_node(view_, node));
                because_of_unless(one.rule, node);
            }
        }
        waits_for(one.missing);
    }

    /// Where in its rule the condition stands.
    [[nodiscard]] std::string_view introduction(RuleId id, NodeId node) const {
        const Rule& rule = program_[id];
        const Span span = program_[node].span;
        const NodeId applies = program_[rule.module].applies;
        if (applies.valid() && within(program_[applies].span, span)) {
            return "applies when";
        }
        return unless_of(rule, span) == nullptr ? "when" : "unless";
    }

    [[nodiscard]] const Unless* unless_of(const Rule& rule, Span span) const {
        const auto found = std::ranges::find_if(rule.unless, [&](const Unless& unless) {
            return within(program_[unless.condition].span, span);
        });
        return found == rule.unless.end() ? nullptr : &*found;
    }

    void because_of_unless(RuleId rule, NodeId node) {
        const Unless* unless = unless_of(program_[rule], program_[node].span);
        if (unless != nullptr && !unless->because.empty()) {
            page_.paragraph(4, 6, Text("because", Tint::Dim).add(unless->because));
        }
    }

    void waits_for(const std::vector<Operand>& missing) {
        if (missing.empty()) {
            return;
        }
        Text text("waits for");
        for (const Operand& operand : missing) {
            text.add(show_name(sources_, operand), Tint::Bold)
                .add(fmt::format("({})", show_reason(program_, operand)), Tint::Open);
            text.attach(&operand == &missing.back() ? "" : ",");
        }
        page_.paragraph(2, 4, text);
    }

    const PatientView& view_;
    const Program& program_;
    const Why& why_;
    bool fits_;
    bool negated_;
    const Sources& sources_;
    Page page_;
    TraceWriter trace_;
};

} // namespace

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
