#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/coverage.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/testing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace precept::cli {

namespace {

struct TestArguments : Common {
    std::string filter;
    CoverageArguments coverage;
};

constexpr const char* footer = "Runs the `test` blocks of rule files. A failure shows the "
                               "expectation, what came out instead, and the\n"
                               "conditions behind it with their values.\n\n"
                               "Examples:\n"
                               "  precept test guidelines\n"
                               "  precept test guidelines --filter 'heart'\n"
                               "  precept test guidelines --coverage --min 90\n\n";

Exit test(const TestArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    const auto results = run_tests(*program, sources, arguments.today, arguments.filter);
    const bool no_test_needed = arguments.coverage.any() && arguments.filter.empty();
    if (results.empty() && !no_test_needed) {
        complain(
            arguments.filter.empty()
                ? "precept test: these files hold no tests\n"
                : fmt::format("precept test: no test has `{}` in its label\n", arguments.filter)
        );
        return Exit::Unusable;
    }
    const bool fine = std::all_of(results.begin(), results.end(), passed);
    if (arguments.coverage.suggest && fine) {
        // Rule files alone go to standard output.
        return report_coverage(
            arguments.coverage, arguments, arguments.filter, *program, sources
        );
    }
    if (!print(render_tests(*program, results, sources, style_for(STDOUT_FILENO, arguments.colour))
        )) {
        return Exit::Unusable;
    }
    if (!arguments.coverage.any()) {
        return fine ? Exit::Fine : Exit::Findings;
    }
    const Exit covered =
        report_coverage(arguments.coverage, arguments, arguments.filter, *program, sources);
    return covered == Exit::Fine && !fine ? Exit::Findings : covered;
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
            add_coverage(command, arguments.coverage);
        },
        test
    );
}

} // namespace precept::cli
