#include "interpreter/text_trace.hpp"

#include <fmt/format.h>

#include <utility>

namespace precept {

namespace {

/// `(age = 77 years, stage = metastatic)`, where that says more than the condition.
std::string brief_values(const Program& program, const Condition& condition) {
    std::string text;
    for (const Operand& operand : condition.operands) {
        const bool plain = operand.reading.type.kind != TypeKind::Truth &&
                           operand.kind != Operand::Kind::Events &&
                           operand.kind != Operand::Kind::Today;
        if (plain && operand.reading.reason == Reason::None) {
            text += fmt::format(
                "{}{} = {}", text.empty() ? "" : ", ", operand.name, show(program, operand.reading)
            );
        }
    }
    return text.empty() ? text : fmt::format("({})", text);
}

/// One line for each rule that did not fire: the conditions that decided it.
void write_not_fired(
    const PatientView& view, const Answer& answer, const Sources& sources, Page& page
) {
    const Program& program = view.program();
    bool first = true;
    for (const RuleAnswer& one : answer.rules) {
        if (one.status != Status::NotFired) {
            continue;
        }
        if (first) {
            page.heading("DID NOT FIRE");
        }
        first = false;
        std::vector<Text> reasons;
        for (const NodeId node : one.deciding) {
            const Condition condition = trace_node(view, node);
            Text reason = mark_of(condition.truth, page.unicode());
            reason.add(show_condition(program, sources, condition));
            reasons.push_back(reason.add(brief_values(program, condition), Tint::Dim));
        }
        page.columns(2, 4, Text(unique_name(program, one.rule)), reasons);
    }
    if (!first) {
        page.blank();
        page.paragraph(2, 2, Text("--trace full shows all their conditions.", Tint::Dim));
    }
}

} // namespace

void write_why(
    const PatientView& view,
    const Answer& answer,
    const Sources& sources,
    Page& page,
    TraceLevel level
) {
    const Program& program = view.program();
    TraceWriter writer(view, sources, page);
    page.heading("WHY");
    for (const GuidelineAnswer& one : answer.guidelines) {
        const NodeId applies = program[one.module].applies;
        if (applies.valid()) {
            page.blank();
            page.paragraph(0, 2, Text(program[one.module].name, Tint::Bold));
            writer.condition("applies when", trace_node(view, applies));
        }
        for (const RuleAnswer& rule : answer.rules) {
            const bool shown = rule.status == Status::Fired || rule.status == Status::Undecided;
            if (program[rule.rule].module == one.module && (shown || level == TraceLevel::Full)) {
                writer.rule(rule.rule);
            }
        }
    }
    writer.rest();
    if (level == TraceLevel::Fired) {
        write_not_fired(view, answer, sources, page);
    }
}

} // namespace precept
