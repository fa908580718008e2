#include "interpreter/cli/commands.hpp"
#include "interpreter/lint/lint.hpp"
#include "interpreter/testing/cases.hpp"
#include "lang/catalogue.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace precept::cli {

namespace {

struct CheckArguments : Common {
    enum class Format : std::uint8_t { Text, Gcc, Json };

    Format format = Format::Text;
};

constexpr const char* footer =
    "Reports everything that is wrong with rule files in one run: syntax, names, types, units, "
    "circles; and,\n"
    "where there is no error, all that `precept lint` reports, and what is wrong with the "
    "patients' files that\n"
    "tests start from. Files that they `use` are checked as well.\n\n"
    "Examples:\n"
    "  precept check guidelines\n"
    "  precept check --format gcc her2.precept      a line for each finding, for editors\n"
    "  precept check --format json guidelines       for tools\n\n";

constexpr const char* lint_footer =
    "Reports what is legal but suspect: rules that can never fire, cases that are never reached, "
    "overlap or\n"
    "leave a gap, advice that another rule warns of, thresholds on neither side, advice without "
    "strength,\n"
    "evidence or citation, missing labels, what nothing uses, overdue reviews. Each with a patient "
    "for whom it\n"
    "matters, where there is one. `precept check` reports all of it, too.\n\n"
    "A comment switches a finding off, with a reason: for the item below it, for the whole file "
    "above the\n"
    "header, for its line at the end of one:\n"
    "  # precept: allow missing-evidence because \"the label gives no grades\"\n\n"
    "Examples:\n"
    "  precept lint guidelines\n"
    "  precept explain overlapping-cases            what a finding means\n\n";

std::string summary(const Program& program) {
    return fmt::format(
        "{}, {}, {}, {}: nothing wrong\n",
        counted(program.modules.size(), "file"),
        counted(program.rules.size(), "rule"),
        counted(program.definitions.size(), "definition"),
        counted(program.tests.size(), "test")
    );
}

bool print_findings(
    const CheckArguments& arguments,
    const Diagnostics& findings,
    const Program& program,
    const Sources& sources
) {
    switch (arguments.format) {
    case CheckArguments::Format::Text: break;
    case CheckArguments::Format::Gcc: return print(render_gcc(findings, sources));
    case CheckArguments::Format::Json: return print(render_json(findings, sources));
    }
    return print(
        findings.empty()
            ? summary(program)
            : render_text(findings, sources, style_for(STDOUT_FILENO, arguments.colour))
    );
}

Exit check(const CheckArguments& arguments) {
    Sources sources;
    Diagnostics findings;
    const Checked checked = check_in_full(arguments.paths, sources, arguments.today, findings);
    const bool unreadable =
        std::any_of(findings.begin(), findings.end(), [](const Diagnostic& finding) {
            return finding.code == Code::UnreadableFile;
        });
    if (!has_errors(findings)) {
        // Files of patients that tests start from are read as `precept test` would.
        (void)testing::test_cases(checked.program, sources, {.today = arguments.today}, findings);
        sort_diagnostics(findings);
    }
    if (!print_findings(arguments, findings, checked.program, sources) || unreadable) {
        return Exit::Unusable;
    }
    complain(checked.not_looked_at.sentence());
    return findings.empty() ? Exit::Fine : Exit::Findings;
}

Exit lint(const CheckArguments& arguments) {
    Sources sources;
    Diagnostics findings;
    const Checked checked = check_in_full(arguments.paths, sources, arguments.today, findings);
    if (has_errors(findings)) {
        std::erase_if(findings, [](const Diagnostic& finding) {
            return info(finding.code).severity != Severity::Error;
        });
        // Programs read the errors where they read the rest.
        if (arguments.format == CheckArguments::Format::Text) {
            complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        } else if (!print_findings(arguments, findings, checked.program, sources)) {
            return Exit::Unusable;
        }
        complain("precept lint: what is suspect is only looked for where there is no error\n");
        return Exit::Unusable;
    }
    if (!print_findings(arguments, findings, checked.program, sources)) {
        return Exit::Unusable;
    }
    complain(checked.not_looked_at.sentence());
    return findings.empty() ? Exit::Fine : Exit::Findings;
}

void declare(Subcommand& command, CheckArguments& arguments) {
    using Format = CheckArguments::Format;
    command.rules(arguments);
    command.choice<Format>(
        "--format",
        arguments.format,
        {{"text", Format::Text}, {"gcc", Format::Gcc}, {"json", Format::Json}},
        "How to print the findings"
    );
}

} // namespace

void add_check(Subcommands& subcommands) {
    subcommands.add<CheckArguments>(
        {"check", "Find what is wrong in rule files", footer}, declare, check
    );
    subcommands.add<CheckArguments>(
        {"lint", "Find what is legal but suspect in them", lint_footer}, declare, lint
    );
}

} // namespace precept::cli
