// The answer as text for a clinician: advice, what is undecided, properties, then the trace.

#include "interpreter/text_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace precept {

namespace {

const char* status_word(ast::ModuleStatus status) {
    switch (status) {
    case ast::ModuleStatus::Draft: return "draft";
    case ast::ModuleStatus::Active: return "active";
    case ast::ModuleStatus::Retired: break;
    }
    return "retired";
}

const char* evidence_word(ast::Evidence evidence) {
    switch (evidence) {
    case ast::Evidence::High: return "high";
    case ast::Evidence::Moderate: return "moderate";
    case ast::Evidence::Low: return "low";
    case ast::Evidence::VeryLow: break;
    }
    return "very low";
}

const char* verb_phrase(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "recommend";
    case ast::Verb::Consider: return "offer as an option";
    case ast::Verb::Avoid: return "caution against";
    case ast::Verb::Contraindicate: break;
    }
    return "contraindicate";
}

bool proposes(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

struct Section {
    ast::Verb verb;
    std::string_view heading;
};

constexpr std::array<Section, 4> sections = {
    {{ast::Verb::Recommend, "RECOMMENDED"},
     {ast::Verb::Consider, "OPTIONS"},
     {ast::Verb::Avoid, "CAUTIONS"},
     {ast::Verb::Contraindicate, "CONTRAINDICATED"}}};

class AnswerWriter {
public:
    AnswerWriter(
        const PatientView& view, const Answer& answer, const Sources& sources, const Style& style
    )
        : view_(view),
          program_(view.program()),
          answer_(answer),
          sources_(sources),
          page_(style) {}

    std::string write(TraceLevel level) {
        header();
        for (const Section& section : sections) {
            advice_of(section);
        }
        withheld();
        if (answer_.advice.empty()) {
            page_.heading("NO ADVICE");
            page_.paragraph(2, 2, Text(why_no_advice()));
        }
        undecided();
        properties(level);
        if (level != TraceLevel::None) {
            write_why(view_, answer_, sources_, page_, level);
        }
        closing();
        return page_.take();
    }

private:
    void header() {
        const std::string& name = view_.patient.name;
        page_.entry(0, "Patient", Text(name.empty() ? "no facts file" : name, Tint::Bold));
        page_.entry(0, "Asked for", Text(to_string(view_.today)));
        bool first = true;
        for (const GuidelineAnswer& one : answer_.guidelines) {
            page_.entry(0, first ? "Guidelines" : "", guideline(one));
            first = false;
        }
    }

    Text guideline(const GuidelineAnswer& one) {
        const Module& module = program_[one.module];
        Text text(module.name, Tint::Bold);
        text.add(module.version);
        if (module.status) {
            text.keep(
                fmt::format("({})", status_word(*module.status)),
                *module.status == ast::ModuleStatus::Active ? Tint::Plain : Tint::Open
            );
        }
        if (one.applies == Truth::No) {
            text.add("does not apply to this patient", Tint::No);
        } else if (one.applies == Truth::Unknown) {
            text.add("it is undecided whether it applies", Tint::Open);
        } else if (says_more(module.label, module.name)) {
            text.add(module.label);
        }
        return text;
    }

    // ---- advice

    [[nodiscard]] static bool stands(const AdviceAnswer& one) {
        return one.state == AdviceState::Active || one.state == AdviceState::Provisional;
    }

    void advice_of(const Section& section) {
        bool first = true;
        for (const AdviceAnswer& one : answer_.advice) {
            if (program_[one.advice].verb == section.verb && stands(one)) {
                first ? page_.heading(section.heading) : page_.blank();
                first = false;
                advice(one);
            }
        }
    }

    void withheld() {
        bool first = true;
        for (const AdviceAnswer& one : answer_.advice) {
            if (!stands(one)) {
                first ? page_.heading("BLOCKED OR OVERRIDDEN") : page_.blank();
                first = false;
                advice(one);
            }
        }
    }

    void advice(const AdviceAnswer& one) {
        const Advice& advice = program_[one.advice];
        const Truth truth = one.state == AdviceState::Active        ? Truth::Yes
                            : one.state == AdviceState::Provisional ? Truth::Unknown
                                                                    : Truth::No;
        Text title;
        if (!stands(one)) {
            title.add(mark_of(Truth::No, page_.unicode()));
        } else if (truth == Truth::Unknown) {
            title.add(mark_of(truth, page_.unicode()));
        }
        title.add(show_terms(program_, advice), Tint::Bold);
        page_.paragraph(2, 4, title);
        for (const Opposition& other : one.by) {
            opposition(one, other);
        }
        if (!one.waiting_for.empty()) {
            waiting_for(one.waiting_for);
        }
        quality(advice);
        texts(advice);
        cautions(one);
    }

    void opposition(const AdviceAnswer& one, const Opposition& other) {
        const bool certain = one.state != AdviceState::Provisional;
        const char* word = other.overrides ? "overridden" : "blocked";
        const Tint tint = certain ? Tint::No : Tint::Open;
        Text text;
        if (!certain) {
            text.add(fmt::format("could still be {}", word), tint);
        }
        text.add("by", tint);
        text.add(rule_text(other.rule));
        for (const AdviceId reason : program_[other.rule].advice) {
            if (program_[reason].verb == ast::Verb::Contraindicate &&
                !program_[reason].because.empty()) {
                text.attach(":").add(program_[reason].because);
                break;
            }
        }
        const char* name = certain ? (other.overrides ? "overridden" : "blocked") : "provisional";
        page_.entry(4, &other == &one.by.front() ? name : "", text);
    }

    Text rule_text(RuleId id) {
        const Rule& rule = program_[id];
        Text text(unique_name(program_, id), Tint::Bold);
        if (says_more(rule.label, rule.name)) {
            text.add(fmt::format("\"{}\"", rule.label));
        }
        return text;
    }

    void quality(const Advice& advice) {
        std::string text;
        if (advice.strength) {
            text = *advice.strength == ast::Strength::Strong ? "strong" : "conditional";
        }
        if (advice.evidence) {
            text += fmt::format(
                "{}evidence {}", text.empty() ? "" : ", ", evidence_word(*advice.evidence)
            );
        }
        if (!text.empty()) {
            page_.entry(4, "strength", Text(text));
        }
    }

    void texts(const Advice& advice) {
        if (!advice.because.empty()) {
            page_.entry(4, "why", Text(advice.because));
        }
        if (!advice.how.empty()) {
            page_.entry(4, "how", Text(advice.how));
        }
        page_.entry(4, "rule", rule_text(advice.rule).aside(show_place(sources_, advice.span)));
        bool first = true;
        for (const Citation& citation : advice.citations) {
            page_.entry(4, first ? "cite" : "", cited(citation));
            first = false;
        }
    }

    Text cited(const Citation& citation) {
        const Source& source = program_[citation.source];
        Text text(source.title);
        if (!citation.section.empty()) {
            text.add(fmt::format("\"{}\"", citation.section));
        }
        if (!source.doi.empty()) {
            text.add("doi:" + source.doi, Tint::Dim);
        } else if (!source.pmid.empty()) {
            text.add("PMID " + source.pmid, Tint::Dim);
        } else if (!source.url.empty()) {
            text.add(source.url, Tint::Dim);
        }
        return text;
    }

    /// Beside what is recommended, the cautions that concern it.
    void cautions(const AdviceAnswer& one) {
        const Advice& advice = program_[one.advice];
        for (const AdviceAnswer& other : answer_.advice) {
            const Advice& caution = program_[other.advice];
            if (!proposes(advice.verb) || caution.verb != ast::Verb::Avoid || !stands(other) ||
                !concerns(caution, advice)) {
                continue;
            }
            Text text(show_terms(program_, caution));
            if (!caution.because.empty()) {
                text.attach(":").add(caution.because);
            }
            page_.entry(4, "caution", text);
        }
    }

    [[nodiscard]] bool concerns(const Advice& caution, const Advice& advice) const {
        return std::ranges::any_of(advice.terms, [&](TermId term) {
            return std::ranges::any_of(caution.terms, [&](TermId root) {
                return is_below(program_, term, root);
            });
        });
    }

    [[nodiscard]] std::string why_no_advice() const {
        const auto is = [](Status status) {
            return [status](const RuleAnswer& one) { return one.status == status; };
        };
        if (std::ranges::any_of(answer_.rules, is(Status::Undecided))) {
            return "No rule fires on what is known so far.";
        }
        if (std::ranges::all_of(answer_.rules, is(Status::NotApplicable))) {
            return "None of the guidelines applies to this patient.";
        }
        return "No rule fires for this patient.";
    }

    // ---- undecided

    void undecided() {
        std::vector<const RuleAnswer*> open;
        for (const RuleAnswer& one : answer_.rules) {
            if (one.status == Status::Undecided) {
                open.push_back(&one);
            }
        }
        // What could be done comes before what could speak against it.
        std::stable_partition(open.begin(), open.end(), [&](const RuleAnswer* one) {
            return std::ranges::any_of(program_[one->rule].advice, [&](AdviceId advice) {
                return proposes(program_[advice].verb);
            });
        });
        for (const RuleAnswer* one : open) {
            one == open.front() ? page_.heading("UNDECIDED") : page_.blank();
            page_.paragraph(
                2, 4, mark_of(Truth::Unknown, page_.unicode()).add(rule_text(one->rule))
            );
            for (const AdviceId advice : program_[one->rule].advice) {
                page_.entry(
                    4,
                    "would",
                    Text(verb_phrase(program_[advice].verb))
                        .add(show_terms(program_, program_[advice]), Tint::Bold)
                );
            }
            waiting_for(one->missing);
        }
    }

    void waiting_for(const std::vector<Operand>& missing) {
        bool first = true;
        for (const Operand& operand : missing) {
            Text text(show_name(sources_, operand), Tint::Bold);
            if (says_more(operand.label, operand.name)) {
                text.add(fmt::format("({})", operand.label));
            }
            text.attach(":").add(show_reason(program_, operand), Tint::Open);
            text.aside(show_origin(sources_, operand));
            page_.entry(4, first ? "waits for" : "", text);
            first = false;
            const bool fact = operand.kind == Operand::Kind::Fact;
            if (fact && asked_.insert(operand.index).second) {
                const std::string& ask = program_.facts[operand.index].ask;
                if (!ask.empty()) {
                    page_.entry(4, "", Text("  " + ask, Tint::Dim));
                }
            }
        }
    }

    // ---- properties

    void properties(TraceLevel level) {
        bool first = true;
        for (const EnsureAnswer& one : answer_.ensures) {
            const bool hidden = one.state == EnsureState::Held ||
                                (one.state == EnsureState::Undecided && level != TraceLevel::Full);
            if (hidden) {
                continue;
            }
            first ? page_.heading("PROPERTIES THAT MUST HOLD") : page_.blank();
            first = false;
            const Ensure& ensure = program_.ensures[one.ensure];
            const bool violated = one.state == EnsureState::Violated;
            Text text = mark_of(violated ? Truth::No : Truth::Unknown, page_.unicode());
            text.add(ensure.name, Tint::Bold);
            if (says_more(ensure.label, ensure.name)) {
                text.add(fmt::format("\"{}\"", ensure.label));
            }
            text.add(violated ? "violated" : "undecided", violated ? Tint::No : Tint::Open);
            text.aside(show_place(sources_, ensure.span));
            page_.paragraph(2, 4, text);
            if (violated) {
                page_.entry(4, "claim", Text(one_line(sources_, program_[ensure.claim].span)));
            }
            waiting_for(one.missing);
        }
    }

    void closing() {
        using enum ast::ModuleStatus;
        const std::string drafts = named(Draft);
        const std::string retired = named(Retired);
        const bool immature = std::ranges::any_of(answer_.guidelines, [&](const auto& one) {
            const auto status = program_[one.module].status;
            return status && *status != Active;
        });
        if (!immature) {
            return;
        }
        std::string text = "Not medical advice.";
        if (!drafts.empty()) {
            text += " Drafts: " + drafts + ".";
        }
        if (!retired.empty()) {
            text += " Retired: " + retired + ".";
        }
        page_.blank();
        page_.paragraph(0, 0, Text(text, Tint::Open));
    }

    /// The guidelines of that status that apply, or still may.
    [[nodiscard]] std::string named(ast::ModuleStatus status) const {
        std::string names;
        for (const GuidelineAnswer& one : answer_.guidelines) {
            const Module& module = program_[one.module];
            if (module.status == status && one.applies != Truth::No) {
                names += (names.empty() ? "" : ", ") + module.name;
            }
        }
        return names;
    }

    const PatientView& view_;
    const Program& program_;
    const Answer& answer_;
    const Sources& sources_;
    Page page_;
    std::set<std::uint32_t> asked_; ///< facts whose question has been shown
};

} // namespace

std::string render_text(
    const PatientView& view,
    const Answer& answer,
    const Sources& sources,
    const Style& style,
    TraceLevel level
) {
    return AnswerWriter(view, answer, sources, style).write(level);
}

std::string render_rule_trace(
    const PatientView& view, RuleId rule, const Sources& sources, const Style& style
) {
    Page page(style);
    TraceWriter writer(view, sources, page);
    writer.rule(rule);
    writer.rest();
    return page.take();
}

std::string render_definition_trace(
    const PatientView& view, DefinitionId definition, const Sources& sources, const Style& style
) {
    Page page(style);
    TraceWriter writer(view, sources, page);
    writer.definition(definition);
    writer.rest();
    return page.take();
}

std::string
render_question(const PatientView& view, NodeId node, const Sources& sources, const Style& style) {
    Page page(style);
    const Program& program = view.program();
    const Type& type = program[node].type;
    const Reading reading = read(view, node, view.place());
    Text head = type.kind == TypeKind::Truth
                    ? mark_of(view.evaluation.truth(node, view.place()), style.unicode)
                    : Text();
    head.add(show(program, reading), Tint::Bold);
    if (type.kind != TypeKind::Event) {
        head.aside(to_string(program, type));
    }
    page.paragraph(0, 2, head);
    TraceWriter writer(view, sources, page);
    writer.condition("", trace_node(view, node));
    writer.rest();
    return page.take();
}

} // namespace precept
