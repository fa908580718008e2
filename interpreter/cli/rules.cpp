#include "interpreter/cli/rules.hpp"

#include "interpreter/cli/cohort_patient.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace precept::cli {

namespace {

bool looks_like_cohort(const std::string& path) {
    constexpr std::array endings{".ndjson", ".jsonl", ".csv", ".tsv", ".gz", ".zst"};
    return std::ranges::any_of(endings, [&](const char* ending) { return path.ends_with(ending); });
}

} // namespace

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

std::string clash_of_standard_input(
    const std::vector<std::string>& paths, const std::string& facts, const CohortReading& reading
) {
    std::vector<std::string> wanted;
    if (std::ranges::find(paths, "-") != paths.end()) {
        wanted.emplace_back("the rule files");
    }
    if (facts == "-") {
        wanted.emplace_back("--facts");
    }
    if (reading.map == "-") {
        wanted.emplace_back("--map");
    }
    for (const std::string& events : reading.events) {
        if (events.ends_with("=-")) {
            wanted.push_back("--events " + events);
        }
    }
    return wanted.size() < 2 ? ""
                             : fmt::format(
                                   "standard input (`-`) can be read once only, but is meant by {}",
                                   fmt::join(wanted, " and ")
                               );
}

std::optional<Patient>
read_facts(const PatientArguments& arguments, const Program& program, Sources& sources) {
    if (const std::string twice =
            clash_of_standard_input(arguments.paths, arguments.facts, arguments.reading);
        !twice.empty()) {
        complain(fmt::format("precept: {}\n", twice));
        return std::nullopt;
    }
    Diagnostics findings;
    const FactsOptions options{arguments.today, arguments.ignore_unknown_facts};
    std::optional<Patient> patient;
    if (!arguments.one.empty()) {
        patient = read_patient_of_cohort(arguments, program, sources);
        if (!patient) {
            return std::nullopt;
        }
    } else if (arguments.facts.empty()) {
        patient = unknown_patient(program);
    } else if (const auto file = read_file(arguments.facts, sources, findings)) {
        patient = read_patient(program, sources, *file, options, findings);
    }
    // Assignments are checked even when the file is broken, so that one run shows all.
    Patient scratch = patient ? std::move(*patient) : unknown_patient(program);
    for (const std::string& assignment : arguments.set) {
        set_fact(program, assignment, sources, options, scratch, findings);
    }
    if (has_errors(findings)) {
        sort_diagnostics(findings);
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        if (arguments.one.empty() && looks_like_cohort(arguments.facts)) {
            complain(fmt::format(
                "{} looks like a file of many patients: name one with --patient ID or line:N\n",
                arguments.facts
            ));
        }
        return std::nullopt;
    }
    settle(program, arguments.today, scratch);
    return scratch;
}

} // namespace precept::cli
