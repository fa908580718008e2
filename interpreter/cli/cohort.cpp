// `precept cohort`: rule files and a file of many patients.

#include "interpreter/cli/cohort.hpp"

#include "interpreter/cli/cohort_rejects.hpp"
#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/may_write.hpp"
#include "interpreter/cli/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace precept::cli {

namespace {

constexpr const char* footer =
    "Asks rule files about every patient of a file, whatever its size, and prints counts: for how "
    "many each\n"
    "guideline applies, what became of each rule and each piece of advice, which missing facts "
    "leave how many\n"
    "undecided, and who violates an `ensure`. With --format ndjson or csv, a line for each patient "
    "instead.\n\n"
    "The cohort is NDJSON, a patient a line as for `precept run`, or CSV or TSV with a header "
    "whose columns are\n"
    "named like facts; a --map says what other columns or keys mean. Files may be compressed "
    "(gzip, zstd). A\n"
    "record that cannot be read is reported and left out, and the rest goes on. A table of "
    "--events is taken to\n"
    "be complete: who has no row in it has had no such event.\n\n"
    "Examples:\n"
    "  precept cohort guidelines --facts cohort.ndjson\n"
    "  precept cohort guidelines --facts cohort.csv --map columns.json --events "
    "therapy=therapies.csv\n"
    "  precept cohort guidelines --facts cohort.ndjson --format csv --out rows.csv --rejects "
    "bad.ndjson\n"
    "  precept cohort guidelines --facts cohort.ndjson --format csv --out rows.csv --resume\n"
    "  zcat cohort.ndjson.gz | precept cohort guidelines --facts - --report cohort.html\n"
    "  precept run guidelines --facts cohort.ndjson --patient P0042      one patient, with the "
    "whole "
    "trace\n\n"
    "Exit code 1 says that records were left out, or that a patient violates an `ensure`.\n\n";

/// A file that is written, and the option that names it.
struct Written {
    std::string option;
    std::string path;
};

std::vector<Written> written_by(const CohortArguments& arguments) {
    std::vector<Written> all;
    for (const auto& [option, path] :
         {std::pair("--out", arguments.out),
          std::pair("--rejects", arguments.rejects),
          std::pair("--report", arguments.report)}) {
        if (!path.empty()) {
            all.push_back({option, path});
        }
    }
    if (!arguments.out.empty()) {
        all.push_back({"--out", journal_of(arguments)});
    }
    return all;
}

/// Which file would be written twice; nothing if none is.
std::string clash_of_files(const CohortArguments& arguments) {
    const std::vector<Written> written = written_by(arguments);
    for (std::size_t i = 0; i < written.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (is_same_file(written[i].path, written[j].path)) {
                return fmt::format(
                    "{} and {} name the same file", written[j].option, written[i].option
                );
            }
        }
    }
    return {};
}

bool may_write_all(const CohortArguments& arguments, const Sources& sources) {
    const auto read = files_of(sources, arguments.facts, arguments.reading);
    return std::ranges::all_of(written_by(arguments), [&](const Written& one) {
        return may_write("cohort", one.option, one.path, read);
    });
}

/// What is wrong with the options taken together; nothing if nothing is.
std::string usage_fault(const CohortArguments& arguments) {
    if (arguments.facts.empty()) {
        return "name the cohort: --facts FILE, or --facts - for standard input";
    }
    if (arguments.resume && arguments.out.empty()) {
        return "--resume needs --out FILE: beside it stands how far the run came";
    }
    if (arguments.resume && arguments.out == "-") {
        return "--resume needs a file; standard output cannot be gone on with";
    }
    if (!arguments.max_rejects.empty() && !parse_share(arguments.max_rejects)) {
        return fmt::format(
            "--max-rejects: `{}` is not a share; write it like 5% or 0.05", arguments.max_rejects
        );
    }
    const std::string twice =
        clash_of_standard_input(arguments.paths, arguments.facts, arguments.reading);
    return twice.empty() ? clash_of_files(arguments) : twice;
}

Exit cohort(const CohortArguments& typed) {
    CohortArguments arguments = typed;
    if (arguments.out == "-" && !arguments.resume) {
        arguments.out.clear();
    }
    if (const std::string fault = usage_fault(arguments); !fault.empty()) {
        complain(fmt::format("precept cohort: {}\nTry `precept cohort --help`.\n", fault));
        return Exit::Unusable;
    }
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program || !may_write_all(arguments, sources)) {
        return Exit::Unusable;
    }
    const Exit exit = run_cohort(arguments, *program, sources);
    // The system takes back all memory at once, sooner than a program and its sources are taken
    // apart: of a small cohort that would be a good part of the time.
    std::exit(static_cast<int>(exit));
}

void declare_output(Subcommand& command, CohortArguments& arguments) {
    using Format = CohortArguments::Format;
    command.choice<Format>(
        "--format",
        arguments.format,
        {{"summary", Format::Summary},
         {"json", Format::Json},
         {"ndjson", Format::Ndjson},
         {"csv", Format::Csv}},
        "Counts as text (summary, the default) or json; or a line for each patient"
    );
    command.option("--out", arguments.out, "FILE", "Where to write that, instead of the screen");
    command.option("--report", arguments.report, "FILE", "Also write the counts as an HTML page");
    command.option(
        "--rejects",
        arguments.rejects,
        "FILE",
        "Where to write records that cannot be read, as they are"
    );
    command.flag("--strict", arguments.strict, "Stop at the first record that cannot be read");
    command.option(
        "--max-rejects",
        arguments.max_rejects,
        "SHARE",
        "Stop when more than this share cannot be read: 5% or 0.05"
    );
    command.flag("--resume", arguments.resume, "Go on where a run with the same --out was stopped");
    command.option("--jobs", arguments.jobs, "N", "Processors to use; all is the default", 1, 1024);
    command.choice<ShowProgress>(
        "--progress",
        arguments.progress,
        {{"auto", ShowProgress::Auto},
         {"always", ShowProgress::Always},
         {"never", ShowProgress::Never}},
        "When to show how far it is; auto is on a terminal"
    );
}

} // namespace

void add_cohort(Subcommands& subcommands) {
    subcommands.add<CohortArguments>(
        {"cohort", "Ask rule files about many patients", footer},
        [](Subcommand& command, CohortArguments& arguments) {
            command.rules(arguments);
            command.option(
                "--facts", arguments.facts, "FILE", "The cohort, or - for standard input"
            );
            command.cohort(arguments.reading);
            command.flag(
                "--ignore-unknown-facts",
                arguments.ignore_unknown_facts,
                "Leave out facts that no rule file declares"
            );
            declare_output(command, arguments);
        },
        cohort
    );
}

} // namespace precept::cli
