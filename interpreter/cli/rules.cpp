#include "interpreter/cli/rules.hpp"

#include <unistd.h>

namespace precept::cli {

std::optional<Program> read_rules(const Common& arguments, Sources& sources) {
    Diagnostics findings;
    // A cold start counts here: what only an author wants to know is left to `precept check`.
    const CheckOptions options{.today = arguments.today, .unreachable_cases = false};
    Program program = compile(arguments.paths, sources, options, findings);
    if (has_errors(findings)) {
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        return std::nullopt;
    }
    if (!findings.empty()) {
        complain("precept: the rule files have warnings; `precept check` shows them\n");
    }
    return program;
}

} // namespace precept::cli
