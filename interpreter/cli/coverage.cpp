#include "interpreter/cli/coverage.hpp"

#include "interpreter/coverage/render.hpp"
#include "interpreter/coverage/suggest.hpp"
#include "interpreter/write_file.hpp"
#include "lang/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace precept::cli {

void add_coverage(Subcommand& command, CoverageArguments& arguments) {
    command.flag(
        "--coverage",
        arguments.wanted,
        "Show which conditions the tests have seen yes, no and unknown, and deciding alone"
    );
    command.option(
        "--min",
        arguments.least,
        "PERCENT",
        "With --coverage: exit code 1 where less was seen of the rules (fired, not fired, "
        "undecided), "
        "the definitions (each value) or the single conditions (yes, no and unknown); deciding "
        "alone "
        "does not count",
        0,
        100
    );
    command.option(
        "--report",
        arguments.reports,
        "FILE",
        "With --coverage: also write it to FILE, as JSON or as HTML by its ending; may be given "
        "again"
    );
    command.flag(
        "--suggest", arguments.suggest, "Write tests that would see what the tests have not seen"
    );
}

namespace {

Exit print_suggestions(
    const Common& common,
    const Program& program,
    const LoadedModules& modules,
    const coverage::Coverage& seen,
    const Sources& sources
) {
    const coverage::Suggestions made =
        coverage::suggest(program, modules, seen, sources, {.today = common.today});
    return print(coverage::render_suggestions(program, seen, made, sources)) ? Exit::Fine
                                                                             : Exit::Unusable;
}

bool is_json(const std::string& path) {
    return path.ends_with(".json");
}

/// Whether the report was written; else that was said.
bool write_report(
    const std::string& path,
    const Program& program,
    const coverage::Coverage& seen,
    const Sources& sources
) {
    const std::string report = is_json(path) ? coverage::render_json(program, seen, sources)
                                             : coverage::render_html(program, seen, sources);
    const bool written = write_file(path, report);
    if (!written) {
        complain(fmt::format("precept test: {} cannot be written: {}\n", path, std::strerror(errno))
        );
    }
    return written;
}

/// What the share is of that --min is held against.
const char* what_is_least(const coverage::Shares& shares) {
    return &shares.least() == &shares.rules         ? "what rules do (fired, not fired, undecided)"
           : &shares.least() == &shares.definitions ? "the values of definitions"
                                                    : "the single conditions (yes, no and unknown)";
}

} // namespace

std::string fault_in(const CoverageArguments& arguments, bool text) {
    for (const std::string& path : arguments.reports) {
        if (!is_json(path) && !path.ends_with(".html")) {
            return fmt::format("--report {}: the name has to end in .json or .html", path);
        }
    }
    if (arguments.suggest && (arguments.least != 0 || !arguments.reports.empty())) {
        return "--suggest writes tests in place of a report: leave out --min and --report, or it";
    }
    if (arguments.suggest && !text) {
        return "--suggest writes tests, as text: leave out --format";
    }
    if (arguments.wanted && !text && arguments.least == 0 && arguments.reports.empty()) {
        return "with another --format than text, coverage goes to a file: add --report "
               "coverage.html or --report coverage.json";
    }
    return {};
}

Exit report_coverage(
    const CoverageArguments& arguments,
    const Common& common,
    bool text,
    const std::vector<testing::TestCase>& cases,
    const Program& program,
    const Sources& sources
) {
    // The syntax trees again, to know which file was named and sees which; the program has none.
    // Standard input cannot be read twice: what it uses is asked for as well.
    const auto& paths = common.paths;
    const bool again_readable = std::find(paths.begin(), paths.end(), "-") == paths.end();
    Sources again;
    Diagnostics ignored;
    const LoadedModules modules =
        again_readable || arguments.suggest ? load(paths, again, ignored) : LoadedModules{};
    std::vector<bool> named(program.modules.size(), true);
    for (std::size_t i = 0; again_readable && i < named.size(); ++i) {
        named[i] = modules[i].named;
    }
    coverage::Coverage seen = coverage::measure(program, cases, common.today);
    coverage::ask_only_of(named, program, seen);
    if (arguments.suggest) {
        return print_suggestions(common, program, modules, seen, sources);
    }
    const Style style = style_for(STDOUT_FILENO, common.colour);
    if (text && !print("\n" + coverage::render_text(program, seen, sources, style))) {
        return Exit::Unusable;
    }
    for (const std::string& path : arguments.reports) {
        if (!write_report(path, program, seen, sources)) {
            return Exit::Unusable;
        }
    }
    coverage::Shares all;
    for (const coverage::Shares& shares : coverage::shares(program, seen)) {
        all += shares;
    }
    if (all.least().per_mille() >= arguments.least * 10) {
        return Exit::Fine;
    }
    complain(fmt::format(
        "precept test: {} of {} was seen, less than the {} % of --min\n",
        coverage::show(all.least()),
        what_is_least(all),
        arguments.least
    ));
    return Exit::Findings;
}

} // namespace precept::cli
