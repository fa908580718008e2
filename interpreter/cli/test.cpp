#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/coverage.hpp"
#include "interpreter/cli/may_write.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/testing/render.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <unistd.h>

namespace precept::cli {

namespace {

struct TestArguments : Common {
    enum class Format : std::uint8_t { Text, Json, Junit };

    std::string filter;
    bool ignore_unknown_facts = false;
    Format format = Format::Text;
    CoverageArguments coverage;
};

constexpr const char* footer =
    "Runs the `test` blocks of rule files, each row of a table as a test "
    "of its own. A failure shows the\n"
    "expectation, what came out instead, and the conditions that "
    "decided it with their values.\n\n"
    "Examples:\n"
    "  precept test guidelines\n"
    "  precept test guidelines --filter 'heart'\n"
    "  precept test guidelines --format junit > tests.xml\n"
    "  precept test guidelines --coverage --min 90\n\n";

/// How far a long run is, on a terminal only, and nothing of it left there.
class ProgressLine {
public:
    explicit ProgressLine(std::size_t all) : all_(all) {}

    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    ~ProgressLine() {
        if (shown_) {
            complain("\r\x1b[K");
        }
    }

    void show(std::size_t done) {
        constexpr auto patience = std::chrono::milliseconds(300);
        const auto now = std::chrono::steady_clock::now();
        if (terminal_ && now - last_ >= patience) {
            last_ = now;
            shown_ = true;
            complain(fmt::format("\r{} of {} tests\x1b[K", done, all_));
        }
    }

private:
    std::size_t all_;
    bool terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Says why there is nothing to run.
void complain_of_none(const Program& program, const std::string& filter) {
    if (program.tests.empty() || filter.empty()) {
        complain("precept test: these files hold no tests\n");
        return;
    }
    const auto near = testing::nearest_labels(program, filter);
    complain(fmt::format("precept test: no test has `{}` in its label\n", filter));
    if (!near.empty()) {
        complain(fmt::format("the nearest: {}\n", list_of(near, "and")));
    }
}

std::vector<testing::TestResult> run_with_progress(
    const Program& program,
    const Sources& sources,
    const std::vector<testing::TestCase>& cases,
    const TestArguments& arguments
) {
    const bool text = arguments.format == TestArguments::Format::Text;
    const Style style = text ? style_for(STDOUT_FILENO, arguments.colour) : Style{};
    ProgressLine line(cases.size());
    return testing::run_tests(program, sources, cases, style, [&](std::size_t done) {
        line.show(done);
    });
}

bool print_results(
    const Program& program,
    const Sources& sources,
    const std::vector<testing::TestResult>& results,
    const TestArguments& arguments
) {
    switch (arguments.format) {
    case TestArguments::Format::Json:
        return print(testing::render_json(program, results, sources, arguments.today));
    case TestArguments::Format::Junit:
        return print(testing::render_junit(program, results, sources));
    case TestArguments::Format::Text: break;
    }
    return print(
        testing::render_text(program, results, sources, style_for(STDOUT_FILENO, arguments.colour))
    );
}

Exit test(const TestArguments& arguments) {
    const bool text = arguments.format == TestArguments::Format::Text;
    if (const std::string fault = fault_in(arguments.coverage, text); !fault.empty()) {
        complain(fmt::format("precept test: {}\nTry `precept test --help`.\n", fault));
        return Exit::Unusable;
    }
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    Diagnostics findings;
    const auto cases = testing::test_cases(
        *program,
        sources,
        {arguments.today, arguments.filter, arguments.ignore_unknown_facts},
        findings
    );
    if (!findings.empty()) {
        sort_diagnostics(findings);
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        return Exit::Unusable;
    }
    const bool no_test_needed = arguments.coverage.any() && arguments.filter.empty();
    if (cases.empty() && !no_test_needed) {
        complain_of_none(*program, arguments.filter);
        return Exit::Unusable;
    }
    std::vector<std::string> read = files_of(sources);
    std::ranges::copy(testing::patient_files(*program, sources), std::back_inserter(read));
    for (const std::string& report : arguments.coverage.reports) {
        if (!may_write("test", "--report", report, read)) {
            return Exit::Unusable;
        }
    }
    const auto results = run_with_progress(*program, sources, cases, arguments);
    const bool fine = std::all_of(results.begin(), results.end(), testing::passed);
    if (arguments.coverage.suggest) {
        // Only what can stand in a rule file goes to standard output.
        if (!fine) {
            const Style style = style_for(STDERR_FILENO, arguments.colour);
            complain(testing::render_text(*program, results, sources, style));
        }
    } else if (!print_results(*program, sources, results, arguments)) {
        return Exit::Unusable;
    }
    if (!arguments.coverage.any()) {
        return fine ? Exit::Fine : Exit::Findings;
    }
    const Exit covered =
        report_coverage(arguments.coverage, arguments, text, cases, *program, sources);
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
            command.choice<TestArguments::Format>(
                "--format",
                arguments.format,
                {{"text", TestArguments::Format::Text},
                 {"json", TestArguments::Format::Json},
                 {"junit", TestArguments::Format::Junit}},
                "How results are printed: text (default), json or junit"
            );
            command.flag(
                "--ignore-unknown-facts",
                arguments.ignore_unknown_facts,
                "Leave out facts of a patient's file that no rule file declares"
            );
            add_coverage(command, arguments.coverage);
        },
        test
    );
}

} // namespace precept::cli
