// `precept cohort`: what its parts share. Reading the command line is in cohort.cpp, opening the
// input in cohort_input.cpp, taking the results in cohort_run.cpp.
#pragma once

#include "interpreter/cli/progress_bar.hpp"
#include "interpreter/cli/subcommand.hpp"
#include "interpreter/cohort/input.hpp"
#include "interpreter/cohort/journal.hpp"
#include "interpreter/cohort/pipeline.hpp"

#include <memory>
#include <string>
#include <vector>

namespace precept::cli {

struct CohortArguments : Common {
    enum class Format : std::uint8_t { Summary, Json, Ndjson, Csv };

    std::string facts;
    CohortReading reading;
    bool ignore_unknown_facts = false;
    Format format = Format::Summary;
    std::size_t jobs = 0;    ///< 0: as many as there are processors
    std::string out;         ///< empty: standard output
    std::string rejects;     ///< empty: they are not kept
    std::string max_rejects; ///< a share
    std::string report;      ///< an HTML file
    bool strict = false;
    bool resume = false;
    ShowProgress progress = ShowProgress::Auto;

    [[nodiscard]] bool writes_rows() const {
        return format == Format::Ndjson || format == Format::Csv;
    }
};

/// Where a run with --out writes how far it has come.
[[nodiscard]] inline std::string journal_of(const CohortArguments& arguments) {
    return arguments.out + ".progress";
}

/// Opens the cohort `facts`; faults are shown, and give nothing.
[[nodiscard]] std::unique_ptr<cohort::Input> open_cohort(
    const std::string& facts,
    const CohortReading& reading,
    bool ignore_unknown_facts,
    const Common& common,
    const Program& program,
    Sources& sources
);

/// Adds to `to` all that the decoding of `input` depends on.
void add_reading(const CohortReading& reading, const cohort::Input& input, cohort::Fingerprint& to);

/// What was left out on the way because it may be, in sentences: cells that count as missing, and
/// events of nobody in the cohort.
[[nodiscard]] std::string left_out_text(const cohort::Input& input);

/// Caret text for what is wrong with a record of `input`.
[[nodiscard]] std::string
caret_text(const cohort::Reject& reject, const std::string& input, const Style& style);

/// Runs the cohort through `program`, and writes what was asked for.
[[nodiscard]] Exit
run_cohort(const CohortArguments& arguments, const Program& program, Sources& sources);

} // namespace precept::cli
