#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/testing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace precept::cli {

namespace {

struct TestArguments : Common {
    std::string filter;
};

constexpr const char* footer = "Runs the `test` blocks of rule files. A failure shows the "
                               "expectation, what came out instead, and the\n"
                               "conditions behind it with their values.\n\n"
                               "Examples:\n"
                               "  precept test guidelines\n"
                               "  precept test guidelines --filter 'heart'\n\n";

Exit test(const TestArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    const auto results = run_tests(*program, sources, arguments.today, arguments.filter);
    if (results.empty()) {
        complain(
            arguments.filter.empty()
                ? "precept test: these files hold no tests\n"
                : fmt::format("precept test: no test has `{}` in its label\n", arguments.filter)
        );
        return Exit::Unusable;
    }
    if (!print(render_tests(*program, results, sources, style_for(STDOUT_FILENO, arguments.colour))
        )) {
        return Exit::Unusable;
    }
    return std::all_of(results.begin(), results.end(), passed) ? Exit::Fine : Exit::Findings;
}

} // namespace

void add_test(Subcommands& subcommands) {
    subcommands.add<TestArguments>(
        {"test", "Run the tests in rule files", footer},
        [](Subcommand& command, TestArguments& arguments) {
            command.rules(arguments);
            command.option(
                "--filter", arguments.filter, "TEXT", "Only the tests that have this in their label"
            );
        },
        test
    );
}

} // namespace precept::cli
