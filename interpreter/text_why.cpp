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

/// The guidelines that do not apply and the rules that did not fire, a line for each of the
/// conditions that decided it.
class Left {
public:
    Left(const PatientView& view, const Answer& answer, const Sources& sources, Page& page)
        : view_(view),
          program_(view.program()),
          answer_(answer),
          sources_(sources),
          page_(page) {}

    void write() {
        for (const GuidelineAnswer& one : answer_.guidelines) {
            if (one.applies == Truth::No) {
                heading("DOES NOT APPLY");
                line(
                    program_[one.module].name,
                    deciding_conditions(view_, program_[one.module].applies, Truth::No)
                );
            }
        }
        first_ = true;
        for (const RuleAnswer& one : answer_.rules) {
            if (one.status == Status::NotFired) {
                heading("DID NOT FIRE");
                line(unique_name(program_, one.rule), one.deciding);
            }
        }
        if (any_) {
            page_.blank();
            page_.paragraph(2, 2, Text("--trace full shows all their conditions.", Tint::Dim));
        }
    }

private:
    void heading(std::string_view text) {
        if (first_) {
            page_.heading(text);
        }
        first_ = false;
        any_ = true;
    }

    void line(std::string_view name, const std::vector<NodeId>& deciding) {
        std::vector<Text> reasons;
        for (const NodeId node : deciding) {
            const Condition condition = trace_node(view_, node);
            Text reason = mark_of(condition.truth, page_.unicode());
            reason.add(show_condition(program_, sources_, condition));
            for (const Condition& child : condition.children) {
                if (condition.shape == Condition::Shape::Junction) {
                    reason.add(show_condition(program_, sources_, child));
                    reason.attach(&child == &condition.children.back() ? "" : ",");
                }
            }
            reasons.push_back(reason.add(brief_values(program_, condition), Tint::Dim));
        }
        page_.columns(2, 4, Text(name), reasons);
    }

    const PatientView& view_;
    const Program& program_;
    const Answer& answer_;
    const Sources& sources_;
    Page& page_;
    bool first_ = true;
    bool any_ = false;
};

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
    bool first = true;
    const auto heading = [&] {
        if (first) {
            page.heading("WHY");
        }
        first = false;
    };
    for (const GuidelineAnswer& one : answer.guidelines) {
        const NodeId applies = program[one.module].applies;
        if (one.applies == Truth::No && level == TraceLevel::Fired) {
            continue; // named below
        }
        if (applies.valid()) {
            heading();
            page.blank();
            page.paragraph(0, 2, Text(program[one.module].name, Tint::Bold));
            writer.condition("applies when", trace_node(view, applies));
        }
        for (const RuleAnswer& rule : answer.rules) {
            const bool shown = rule.status == Status::Fired || rule.status == Status::Undecided;
            if (program[rule.rule].module == one.module && (shown || level == TraceLevel::Full)) {
                heading();
                writer.rule(rule.rule);
            }
        }
    }
    writer.rest();
    if (level == TraceLevel::Fired) {
        Left(view, answer, sources, page).write();
    }
}

} // namespace precept
