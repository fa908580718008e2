#include "interpreter/lint/lint.hpp"

#include "interpreter/lint/advice.hpp"
#include "interpreter/lint/boundaries.hpp"
#include "interpreter/lint/cases.hpp"
#include "lang/allowances.hpp"
#include "lang/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

Checked check_in_full(
    const std::vector<std::string>& paths,
    Sources& sources,
    Date today,
    Diagnostics& findings,
    const Overlay& overlay
) {
    Checked checked;
    checked.modules = load(paths, sources, findings, overlay);
    checked.program = check(checked.modules, sources, {.today = today}, findings);
    checked.not_looked_at =
        add_suspicions(checked.modules, checked.program, sources, today, findings);
    return checked;
}

NotLookedAt add_suspicions(
    const LoadedModules& modules,
    const Program& program,
    const Sources& sources,
    Date today,
    Diagnostics& findings,
    const LintEffort& effort
) {
    NotLookedAt left;
    const bool part = is_part(modules, sources);
    const auto stopped = [&] { return effort.stop && effort.stop(); };
    const bool sound = !has_errors(findings);
    if (sound) {
        lint(program, modules, findings);
        if (effort.most_values == 0 || stopped()) {
            left = {program.rules.size(), program.definitions.size()};
            // Patients may show that nobody is at a boundary, or who is: not to be taken back then.
            std::erase_if(findings, [](const Diagnostic& one) {
                return one.code == Code::BoundaryMissed;
            });
        } else {
            LintEffort its = effort;
            its.part = part;
            left = lint_with_patients(program, today, findings, its);
        }
    }
    Allowances allowances(modules, sources);
    allowances.leave_out(findings);
    if (sound && left.rules + left.definitions == 0) {
        allowances.report(findings, part); // else what they would allow was not looked for
    }
    sort_diagnostics(findings);
    return left;
}

NotLookedAt lint_with_patients(
    const Program& program, Date today, Diagnostics& diagnostics, const LintEffort& effort
) {
    const linting::People people(program, today, effort);
    const linting::Firing firing = linting::who_can_fire(people);
    linting::lint_rules(people, firing, diagnostics);
    linting::lint_cautions(people, firing, diagnostics);
    linting::explain_boundaries(people, diagnostics);
    NotLookedAt left;
    left.rules =
        static_cast<std::size_t>(std::count(firing.sought.begin(), firing.sought.end(), false));
    left.definitions = linting::lint_cases(people, diagnostics);
    return left;
}

std::string NotLookedAt::sentence() const {
    if (rules + definitions == 0) {
        return {};
    }
    return fmt::format(
        "There is too much here to try patients on all of it: for {} rule{} and {} definition{} it "
        "was not\nlooked for rules that never fire, advice with a caution, and cases that overlap "
        "or leave a gap.\nCheck fewer files at once for that.\n",
        rules,
        rules == 1 ? "" : "s",
        definitions,
        definitions == 1 ? "" : "s"
    );
}

} // namespace precept
