// Taking what comes out of a cohort's run, in the order of the input: rows, rejects, counts,
// progress, and how far it has come.

#include "interpreter/cli/cohort.hpp"
#include "interpreter/cli/cohort_rejects.hpp"
#include "interpreter/cohort/output_file.hpp"
#include "interpreter/cohort/summary.hpp"
#include "interpreter/cohort/watched_blocks.hpp"
#include "interpreter/cohort/write_rows.hpp"
#include "interpreter/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>
#include <unistd.h>
#include <utility>

namespace precept::cli {

namespace {

using namespace precept::cohort;

using Clock = std::chrono::steady_clock;

constexpr Clock::duration journal_often = std::chrono::milliseconds(100);

/// One run from its first block to its last.
class CohortRun {
public:
    CohortRun(
        const CohortArguments& arguments,
        const Program& program,
        const Sources& sources,
        Input& input,
        Journal journal
    )
        : arguments_(arguments),
          program_(program),
          sources_(sources),
          input_(input),
          blocks_(input.blocks()),
          journal_(std::move(journal)),
          rejects_(arguments, input.name()),
          bar_(arguments.progress, arguments.colour) {}

    /// Opens what is written to, and goes to where the run begins.
    bool begin() {
        if (!arguments_.out.empty()) {
            journal_path_ = journal_of(arguments_);
        }
        if (arguments_.resume && !go_on()) {
            return false;
        }
        if (!resumed_ && !journal_path_.empty()) {
            std::error_code ignored; // what it speaks of is about to be overwritten
            std::filesystem::remove(journal_path_, ignored);
        }
        const std::string& out = arguments_.out.empty() ? "-" : arguments_.out;
        if (arguments_.writes_rows() && !rows_.open(out, journal_.output)) {
            return stop(rows_.failure());
        }
        // What cannot be gone on with needs no journal: a pipe, a device.
        if (arguments_.writes_rows() && !rows_.regular()) {
            journal_path_.clear();
        }
        if (arguments_.format == CohortArguments::Format::Csv && rows_.length() == 0 &&
            !rows_.append(csv_header(program_))) {
            return stop(rows_.failure());
        }
        const std::string_view line_end = input_.blocks().line_end();
        const std::string header =
            input_.header().empty() ? "" : fmt::format("{}{}", input_.header(), line_end);
        return rejects_.open(journal_.rejects, header) || stop(rejects_.failure());
    }

    void run() {
        const Plan planned = plan(program_);
        CohortPlan what{program_, planned, 1, [this] { return input_.make_decoder(); }};
        what.jobs = arguments_.jobs != 0
                        ? arguments_.jobs
                        : std::max<std::size_t>(1, std::thread::hardware_concurrency());
        if (arguments_.format == CohortArguments::Format::Ndjson) {
            what.make_writer = [this] { return make_ndjson_writer(program_, sources_); };
        } else if (arguments_.format == CohortArguments::Format::Csv) {
            what.make_writer = [this] { return make_csv_writer(program_, sources_); };
        }
        if (what.make_writer) {
            what.retain = Retain::Everything;
        }
        // Without a journal nobody asks what was read.
        BlockSource& source =
            journal_path_.empty() ? static_cast<BlockSource&>(input_.blocks()) : blocks_;
        precept::cohort::run_cohort(what, source, [this](BlockPart&& part) {
            return take(std::move(part));
        });
        bar_.clear();
    }

    /// What is said and written at the end.
    Exit finish() {
        if (failed_) {
            keep_journal();
            return Exit::Unusable;
        }
        if (const auto failure = blocks_.failure()) {
            stop(*failure);
        } else if (rejects_.too_many(journal_.tally, true)) {
            stop(rejects_.too_many_text(journal_.tally));
        }
        if (!failed_ && !rows_.close()) {
            stop(rows_.failure());
        }
        if (!failed_ && !rejects_.close()) {
            stop(rejects_.failure());
        }
        if (failed_ || !write_summaries()) {
            keep_journal();
            return Exit::Unusable;
        }
        rejects_.say_how_many(journal_.tally);
        if (!resumed_) { // else it is of the last part alone
            complain(left_out_text(input_));
        }
        if (!journal_path_.empty()) {
            std::error_code ignored; // what it would be good for is done
            std::filesystem::remove(journal_path_, ignored);
        }
        return findings() ? Exit::Findings : Exit::Fine;
    }

private:
    bool stop(const std::string& why) {
        bar_.clear();
        complain(fmt::format("precept cohort: {}\n", why));
        failed_ = true;
        return false;
    }

    /// Takes up a run that was stopped, if there was one.
    bool go_on() {
        std::string why;
        auto before = read_journal(journal_path_, program_, why);
        if (!before) {
            return why.empty() || stop(cannot_go_on(why));
        }
        if (before->rules != journal_.rules) {
            return stop(cannot_go_on("the rule files changed"));
        }
        if (before->today != journal_.today) {
            return stop(cannot_go_on(
                fmt::format("it was asked for another day: add `--today {}`", before->today)
            ));
        }
        if (before->options != journal_.options) {
            return stop(cannot_go_on("the options, or the files that they name, are others"));
        }
        if (arguments_.strict && before->tally.rejected > 0) {
            return stop(cannot_go_on("records were left out before, which --strict does not allow")
            );
        }
        const bool reached = before->offset == 0 || blocks_.skip_to(before->offset);
        if (!reached || (before->offset != 0 && blocks_.skipped() != before->consumed)) {
            return stop(
                blocks_.failure() ? *blocks_.failure()
                                  : cannot_go_on(fmt::format("{} changed", input_.name()))
            );
        }
        journal_ = std::move(*before);
        resumed_ = true;
        progress_.bytes_before = input_.blocks().bytes().consumed();
        progress_.patients_before = journal_.tally.patients;
        return true;
    }

    [[nodiscard]] std::string cannot_go_on(const std::string& why) const {
        return fmt::format(
            "{} cannot be resumed: {}. Without --resume it is begun anew", arguments_.out, why
        );
    }

    bool take(BlockPart&& part) {
        if (arguments_.strict && !part.rejects.empty()) {
            bar_.clear();
            if (!rejects_.take({part.rejects.front()})) {
                return stop(rejects_.failure());
            }
            return stop("stopped at the first record that cannot be read (--strict)");
        }
        if (arguments_.writes_rows() && !rows_.append(part.rows)) {
            return stop(rows_.failure());
        }
        if (!part.rejects.empty() && rejects_.shows_more()) {
            bar_.clear();
        }
        if (!rejects_.take(part.rejects)) {
            return stop(rejects_.failure());
        }
        return !part.end || take(part.number, *part.end);
    }

    /// A block came to its end.
    bool take(std::size_t number, const BlockEnd& end) {
        journal_.tally.add(end.tally);
        journal_.consumed = journal_path_.empty() ? "" : blocks_.up_to(number);
        journal_.offset = end.offset;
        journal_.line = end.line;
        if (!journal_path_.empty()) {
            journal_.output = rows_.written();
            journal_.rejects = rejects_.written();
        }
        if (rejects_.too_many(journal_.tally, false)) {
            return stop(rejects_.too_many_text(journal_.tally));
        }
        progress_.bytes = input_.blocks().bytes().consumed();
        progress_.total = input_.blocks().bytes().total();
        progress_.patients = journal_.tally.patients;
        progress_.rejected = journal_.tally.rejected;
        bar_.show(progress_);
        const auto now = Clock::now();
        // Seldom where writing to the disk is slow: it is to take a small part of the time.
        return now - journal_written_ < std::max(journal_often, 20 * journal_took_) ||
               keep_journal();
    }

    bool keep_journal() {
        if (journal_path_.empty() || journal_.offset == 0) {
            return true;
        }
        const auto begun = Clock::now();
        if (rows_.is_open() && !rows_.flush()) {
            return failed_ || stop(rows_.failure());
        }
        if (!rejects_.flush() || !write_journal(journal_path_, journal_)) {
            return failed_ ||
                   stop(fmt::format("{} can't be written: {}", journal_path_, std::strerror(errno))
                   );
        }
        journal_written_ = Clock::now();
        journal_took_ = journal_written_ - begun;
        return true;
    }

    bool write_summaries() {
        const Summary summary{program_, sources_, journal_.tally, arguments_.today, input_.name()};
        if (!arguments_.report.empty() && !write(arguments_.report, render_html(summary))) {
            return false;
        }
        if (arguments_.writes_rows()) {
            return true;
        }
        const bool json = arguments_.format == CohortArguments::Format::Json;
        if (arguments_.out.empty()) {
            return print(
                json ? render_json(summary)
                     : render_text(summary, style_for(STDOUT_FILENO, arguments_.colour))
            );
        }
        Style plain = style_for(STDOUT_FILENO, Colour::Never);
        plain.width = 100;
        return write(arguments_.out, json ? render_json(summary) : render_text(summary, plain));
    }

    bool write(const std::string& path, const std::string& text) {
        std::string failure;
        return write_whole(path, text, failure) || stop(failure);
    }

    [[nodiscard]] bool findings() const {
        return journal_.tally.rejected != 0 ||
               std::ranges::any_of(journal_.tally.ensures, [](const EnsureCounts& its) {
                   return its.violated != 0;
               });
    }

    const CohortArguments& arguments_;
    const Program& program_;
    const Sources& sources_;
    Input& input_;
    WatchedBlocks blocks_;
    Journal journal_; ///< what is done so far
    OutputFile rows_;
    Rejects rejects_;
    ProgressBar bar_;
    Progress progress_;
    std::string journal_path_; ///< empty: none is kept
    Clock::time_point journal_written_ = Clock::now();
    Clock::duration journal_took_{};
    bool resumed_ = false;
    bool failed_ = false;
};

/// What the rule files say, whatever they are called.
std::string fingerprint_of(const Program& program, const Sources& sources) {
    Fingerprint rules;
    for (const Module& module : program.modules) {
        rules.add_text(sources[module.file].text());
    }
    return rules.digits();
}

} // namespace

Exit run_cohort(const CohortArguments& arguments, const Program& program, Sources& sources) {
    Journal journal(program);
    journal.rules = fingerprint_of(program, sources);
    journal.today = to_string(arguments.today);
    Fingerprint options;
    options.add_text(PRECEPT_VERSION);
    options.add_text(fmt::format(
        "{} {} {}",
        static_cast<int>(arguments.format),
        arguments.ignore_unknown_facts,
        arguments.rejects
    ));
    const auto input = open_cohort(
        arguments.facts,
        arguments.reading,
        arguments.ignore_unknown_facts,
        arguments,
        program,
        sources
    );
    if (!input) {
        return Exit::Unusable;
    }
    add_reading(arguments.reading, *input, options);
    journal.options = options.digits();
    journal.input = input->name();
    CohortRun run(arguments, program, sources, *input, std::move(journal));
    if (!run.begin()) {
        return Exit::Unusable;
    }
    run.run();
    return run.finish();
}

} // namespace precept::cli
