// The commands that show where things stand.

#include "interpreter/render_answer.hpp"
#include "interpreter/repl/commands.hpp"
#include "interpreter/text_page.hpp"
#include "interpreter/text_trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::repl {

Reply Commands::advice(const std::string& /*arguments*/) {
    const PatientView view = session_.as_is().view();
    return said(
        render_text(view, precept::answer(view), *session_.sources_, style(), TraceLevel::None)
    );
}

Reply Commands::rules(const std::string& arguments) {
    const std::vector<std::string> kinds = {"fired", "not", "undecided"};
    if (!arguments.empty() && std::ranges::find(kinds, arguments) == kinds.end()) {
        return fail("rules, rules fired, rules not, or rules undecided\n");
    }
    const PatientView view = session_.as_is().view();
    Page page(style());
    for (std::uint32_t i = 0; i < program().rules.size(); ++i) {
        const RuleId rule{i};
        const Status status = precept::status(view, rule);
        const bool not_fired = status == Status::NotFired || status == Status::NotApplicable;
        const bool wanted = arguments.empty() ||
                            (arguments == "fired" && status == Status::Fired) ||
                            (arguments == "not" && not_fired) ||
                            (arguments == "undecided" && status == Status::Undecided);
        if (wanted) {
            Text left = mark_of(view.evaluation.fired(rule, 0), style().unicode);
            left.add(unique_name(program(), rule), Tint::Bold);
            page.columns(0, 2, left, {Text(in_words(status)).aside(program()[rule].label)});
        }
    }
    const std::string text = page.take();
    return said(text.empty() ? "none\n" : text);
}

Reply Commands::trace(const std::string& arguments) {
    const PatientView view = session_.as_is().view();
    if (arguments.empty()) {
        return said(
            render_text(view, precept::answer(view), *session_.sources_, style(), TraceLevel::Fired)
        );
    }
    std::string problem;
    const auto found = thing(arguments, problem);
    if (!found) {
        return fail(std::move(problem));
    }
    if (const auto* rule = std::get_if<RuleId>(&*found)) {
        return said(render_rule_trace(view, *rule, *session_.sources_, style()));
    }
    if (const auto* definition = std::get_if<DefinitionId>(&*found)) {
        return said(render_definition_trace(view, *definition, *session_.sources_, style()));
    }
    return fail(fmt::format("`{}` is a term; `why {}` says what advises it\n", arguments, arguments)
    );
}

Reply Commands::show(const std::string& arguments) {
    if (arguments.empty()) {
        return fail("show THING: a fact, a definition, a rule or a term\n");
    }
    const PatientView view = session_.as_is().view();
    const auto fact = std::ranges::find(program().facts, arguments, &Fact::name);
    if (fact != program().facts.end()) {
        const FactId id{static_cast<std::uint32_t>(fact - program().facts.begin())};
        const Operand operand = read_fact(view, id);
        const std::string reason = show_reason(program(), operand);
        const std::string origin = show_origin(*session_.sources_, operand);
        return said(fmt::format(
            "{} ({}), {}\n{}{}\n{}",
            fact->label,
            fact->name,
            to_string(program(), fact->holds.type),
            reason.empty() ? precept::show(program(), operand.reading) : "unknown: " + reason,
            origin.empty() ? "" : "  " + origin,
            fact->ask.empty() ? "" : fact->ask + "\n"
        ));
    }
    std::string problem;
    const auto found = thing(arguments, problem);
    if (!found) {
        std::vector<std::string> facts;
        for (const Fact& one : program().facts) {
            facts.push_back(one.name);
        }
        const auto guess = nearest(arguments, facts);
        return fail(
            guess ? fmt::format("nothing is called `{}`; did you mean `{}`?\n", arguments, *guess)
                  : std::move(problem)
        );
    }
    if (const auto* definition = std::get_if<DefinitionId>(&*found)) {
        return said(
            fmt::format(
                "{}\n", precept::show(program(), read_definition(view, *definition).reading)
            ) +
            render_definition_trace(view, *definition, *session_.sources_, style())
        );
    }
    if (std::holds_alternative<RuleId>(*found)) {
        return trace(arguments);
    }
    const Term& term = program()[std::get<TermId>(*found)];
    std::string text = fmt::format("{} ({})\n", term.label, term.name);
    const auto list = [&](std::string_view what, const std::vector<TermId>& terms) {
        for (const TermId one : terms) {
            text += fmt::format("  {} {}\n", what, program()[one].name);
        }
    };
    list("is", term.parents);
    list("holds", term.children);
    return said(text + fmt::format("`why {}` says what advises it\n", arguments));
}

Reply Commands::expression(const std::string& text) {
    Diagnostics findings;
    const auto file = session_.typed(text, findings);
    const auto node = file ? session_.compilation_->ask(*file, findings) : std::optional<NodeId>{};
    if (!node) {
        return fail(session_.shown(std::move(findings)));
    }
    session_.plan_again();
    const PatientView view = session_.as_is().view();
    return said(render_question(view, *node, *session_.sources_, style()));
}

} // namespace precept::repl
