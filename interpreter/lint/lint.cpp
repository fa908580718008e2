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
    if (!has_errors(findings)) {
        lint(checked.program, checked.modules, findings);
        lint_with_patients(checked.program, today, findings);
    }
    const bool sound = !has_errors(findings);
    Allowances allowances(checked.modules, sources);
    allowances.leave_out(findings);
    if (sound) {
        allowances.report(findings); // with errors, what they would allow was not looked for
    }
    sort_diagnostics(findings);
    return checked;
}

void lint_with_patients(const Program& program, Date today, Diagnostics& diagnostics) {
    const linting::People people(program, today);
    const linting::Firing by_rule = linting::who_can_fire(people);
    linting::lint_rules(people, by_rule, diagnostics);
    linting::lint_cautions(people, by_rule, diagnostics);
    linting::lint_cases(people, diagnostics);
}

} // namespace precept
