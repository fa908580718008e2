#include "interpreter/lint/lint.hpp"

#include "interpreter/lint/advice.hpp"
#include "interpreter/lint/cases.hpp"
#include "lang/allowances.hpp"
#include "lang/lint.hpp"

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
    add_suspicions(checked.modules, checked.program, sources, today, findings);
    return checked;
}

void add_suspicions(
    const LoadedModules& modules,
    const Program& program,
    const Sources& sources,
    Date today,
    Diagnostics& findings
) {
    const bool sound = !has_errors(findings);
    if (sound) {
        lint(program, modules, findings);
        lint_with_patients(program, today, findings);
    }
    Allowances allowances(modules, sources);
    allowances.leave_out(findings);
    if (sound) {
        allowances.report(findings); // with errors, what they would allow was not looked for
    }
    sort_diagnostics(findings);
}

void lint_with_patients(const Program& program, Date today, Diagnostics& diagnostics) {
    const linting::People people(program, today);
    const linting::Firing by_rule = linting::who_can_fire(people);
    linting::lint_rules(people, by_rule, diagnostics);
    linting::lint_cautions(people, by_rule, diagnostics);
    linting::lint_cases(people, diagnostics);
}

} // namespace precept
