#include "interpreter/cli/commands.hpp"
#include "lang/checker.hpp"

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
    "circles,\n"
    "unreachable cases, missing citations, overdue reviews. Files that they `use` are checked as "
    "well.\n\n"
    "Examples:\n"
    "  precept check guidelines\n"
    "  precept check --format gcc her2.precept      a line for each finding, for editors\n"
    "  precept check --format json guidelines       for tools\n\n";

std::string summary(const Program& program) {
    const auto counted = [](std::size_t count, std::string_view one) {
        return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
    };
    return fmt::format(
        "{}, {}, {}, {}: nothing wrong\n",
        counted(program.modules.size(), "file"),
        counted(program.rules.size(), "rule"),
        counted(program.definitions.size(), "definition"),
        counted(program.tests.size(), "test")
    );
}

Exit check(const CheckArguments& arguments) {
    Sources sources;
    Diagnostics findings;
    const Program program = compile(arguments.paths, sources, {arguments.today}, findings);
    bool written = true;
    switch (arguments.format) {
    case CheckArguments::Format::Text:
        written = print(
            findings.empty()
                ? summary(program)
                : render_text(findings, sources, style_for(STDOUT_FILENO, arguments.colour))
        );
        break;
    case CheckArguments::Format::Gcc: written = print(render_gcc(findings, sources)); break;
    case CheckArguments::Format::Json: written = print(render_json(findings, sources)); break;
    }
    const bool unreadable =
        std::any_of(findings.begin(), findings.end(), [](const Diagnostic& finding) {
            return finding.code == Code::UnreadableFile;
        });
    if (!written || unreadable) {
        return Exit::Unusable;
    }
    return findings.empty() ? Exit::Fine : Exit::Findings;
}

} // namespace

void add_check(Subcommands& subcommands) {
    using Format = CheckArguments::Format;
    subcommands.add<CheckArguments>(
        {"check", "Find what is wrong in rule files", footer},
        [](Subcommand& command, CheckArguments& arguments) {
            command.rules(arguments);
            command.choice<Format>(
                "--format",
                arguments.format,
                {{"text", Format::Text}, {"gcc", Format::Gcc}, {"json", Format::Json}},
                "How to print the findings"
            );
        },
        check
    );
}

} // namespace precept::cli
