#include "interpreter/cli/rules.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace precept::cli {

std::optional<Program> read_rules(const Common& arguments, Sources& sources) {
    Diagnostics findings;
    Program program = compile(arguments.paths, sources, {arguments.today}, findings);
    if (has_errors(findings)) {
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        return std::nullopt;
    }
    if (!findings.empty()) {
        complain(fmt::format(
            "precept: {} in the rule files; `precept check` shows {}\n",
            findings.size() == 1 ? "1 warning" : fmt::format("{} warnings", findings.size()),
            findings.size() == 1 ? "it" : "them"
        ));
    }
    return program;
}

} // namespace precept::cli
