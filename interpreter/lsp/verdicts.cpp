// The verdict beside each rule.

#include "interpreter/lsp/verdicts.hpp"

#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace precept::lsp {

namespace {

/// The first few, then how many more.
std::string listed(std::vector<std::string> names) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

class Verdicts {
public:
    Verdicts(const Snapshot& view, const Consultation& consultation)
        : view_(view),
          patient_(*consultation.patient()),
          sources_(consultation.sources()),
          answer_(consultation.answer()) {
        for (const AdviceAnswer& one : answer_.advice) {
            advice_.emplace(one.advice.index, &one);
        }
    }

    void rule(const ast::Rule& rule) {
        const Occurrence* name = view_.occurrences().at(rule.name.span.file, rule.name.span.begin);
        if (name == nullptr || !name->declares || name->target.symbol != SymbolKind::Rule) {
            return;
        }
        const RuleAnswer& became = answer_.rules[name->target.index];
        add(rule.label ? rule.label->span : rule.name.span, verdict(became), reason(became));
        const auto& advice = view_.program()[became.rule].advice;
        for (std::size_t i = 0; i < std::min(advice.size(), rule.actions.size()); ++i) {
            const auto state = advice_.find(advice[i].index);
            const auto& terms = rule.actions[i].terms;
            if (state != advice_.end() && !terms.empty()) {
                add(terms.back().span, fate(*state->second), waiting(state->second->waiting_for));
            }
        }
    }

    Json take() && { return std::move(list_); }

private:
    [[nodiscard]] std::string verdict(const RuleAnswer& rule) const {
        std::string text(in_words(rule.status));
        if (rule.status == Status::Undecided) {
            text += waits(rule.missing);
        }
        return text;
    }

    [[nodiscard]] std::string waits(const std::vector<Operand>& missing) const {
        std::vector<std::string> names;
        for (const Operand& one : missing) {
            names.push_back(show_name(sources_, one));
        }
        return names.empty() ? "" : ": waits for " + listed(std::move(names));
    }

    /// Each of what is missing, with why.
    [[nodiscard]] std::string waiting(const std::vector<Operand>& missing) const {
        std::string text;
        for (const Operand& one : missing) {
            const std::string why = show_reason(view_.program(), one);
            text += text.empty() ? "" : "\n";
            text += show_name(sources_, one) + (why.empty() ? "" : ": " + why);
        }
        return text;
    }

    [[nodiscard]] std::string reason(const RuleAnswer& rule) const {
        std::string text = waiting(rule.missing);
        for (const NodeId node : rule.deciding) {
            const Condition condition = trace_node(patient_, node);
            text += text.empty() ? "" : "\n";
            text += fmt::format(
                "{}: {}",
                show_condition(view_.program(), sources_, condition),
                condition.truth == Truth::Yes ? "yes" : "no"
            );
        }
        return text;
    }

    /// Nothing is said of advice that is simply active.
    [[nodiscard]] std::string fate(const AdviceAnswer& advice) const {
        if (advice.state == AdviceState::Active) {
            return {};
        }
        std::vector<std::string> rules;
        for (const Opposition& one : advice.by) {
            rules.push_back(unique_name(view_.program(), one.rule));
        }
        if (advice.state == AdviceState::Provisional) {
            return fmt::format(
                "provisional{}",
                rules.empty() ? "" : ": could still be withdrawn by " + listed(std::move(rules))
            );
        }
        return fmt::format(
            "{}{}", in_words(advice.state), rules.empty() ? "" : " by " + listed(std::move(rules))
        );
    }

    void add(Span after, const std::string& label, const std::string& tooltip) {
        if (label.empty()) {
            return;
        }
        Json hint = {
            {"position", view_.range({after.file, after.end, after.end})["start"]},
            {"label", label},
            {"paddingLeft", true}};
        if (!tooltip.empty()) {
            hint["tooltip"] = tooltip;
        }
        list_.push_back(std::move(hint));
    }

    const Snapshot& view_;
    const PatientView& patient_;
    const Sources& sources_;
    const Answer& answer_;
    std::map<std::uint32_t, const AdviceAnswer*> advice_;
    Json list_ = Json::array();
};

} // namespace

Json verdict_hints(const Snapshot& view, const Consultation& consultation, Span span) {
    const auto module = view.module_of(span.file);
    if (!module) {
        return Json::array();
    }
    Verdicts verdicts(view, consultation);
    for (const ast::Item& item : view.modules()[*module].ast.items) {
        const auto* rule = std::get_if<ast::Rule>(&item);
        if (rule != nullptr && rule->span.end >= span.begin && rule->span.begin <= span.end) {
            verdicts.rule(*rule);
        }
    }
    return std::move(verdicts).take();
}

} // namespace precept::lsp
