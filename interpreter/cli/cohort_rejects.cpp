#include "interpreter/cli/cohort_rejects.hpp"

#include "interpreter/cohort/record_text.hpp"
#include "interpreter/cohort/summary.hpp"

#include <fmt/format.h>

#include <charconv>
#include <unistd.h>
#include <utility>

namespace precept::cli {

namespace {

constexpr std::uint64_t enough_to_judge = 1000; // records

} // namespace

std::string caret_text(const cohort::Reject& reject, const std::string& input, const Style& style) {
    Sources sources;
    const FileId file = cohort::add_record(sources, input, reject.text, reject.line);
    const auto before =
        static_cast<std::uint32_t>(sources[file].text().size() - reject.text.size());
    Diagnostics findings;
    for (const cohort::RejectReason& reason : reject.reasons) {
        findings.push_back(reason.finding);
        Span& span = findings.back().span;
        if (reason.file.empty()) {
            span = {file, span.begin + before, span.end + before};
        } else { // a row of another file, whose text is not at hand
            span = {
                sources.add(fmt::format("{}:{}:{}", reason.file, reason.line, reason.column), ""),
                0,
                0};
        }
        findings.back().notes.clear(); // they point into other files
        findings.back().fix.reset();
    }
    const std::string text = render_text(findings, sources, style);
    return text.substr(0, text.rfind("\n\n") + 2);
}

std::optional<double> parse_share(const std::string& text) {
    double share = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, share);
    std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    if (error != std::errc{} || (!unit.empty() && unit != "%")) {
        return std::nullopt;
    }
    share /= unit.empty() ? 1 : 100;
    return share >= 0 && share <= 1 ? std::optional(share) : std::nullopt;
}

Rejects::Rejects(const CohortArguments& arguments, std::string input)
    : arguments_(arguments),
      input_(std::move(input)),
      limit_(parse_share(arguments.max_rejects)) {}

bool Rejects::open(const cohort::Written& before, const std::string& header) {
    if (arguments_.rejects.empty()) {
        return true;
    }
    return file_.open(arguments_.rejects, before) && (before.length != 0 || file_.append(header));
}

bool Rejects::take(const std::vector<cohort::Reject>& rejects) {
    std::string lines;
    for (const cohort::Reject& reject : rejects) {
        if (shown_ < most_shown) {
            show(reject);
        }
        if (file_.is_open()) {
            lines += reject.text;
            lines += reject.line_end;
        }
    }
    return lines.empty() || file_.append(lines);
}

void Rejects::show(const cohort::Reject& reject) {
    complain(caret_text(reject, input_, style_for(STDERR_FILENO, arguments_.colour)));
    ++shown_;
}

bool Rejects::too_many(const cohort::Tally& tally, bool at_the_end) const {
    const std::uint64_t records = tally.patients + tally.rejected;
    if (!limit_ || (records < enough_to_judge && !at_the_end)) {
        return false;
    }
    return static_cast<double>(tally.rejected) > *limit_ * static_cast<double>(records);
}

std::string Rejects::too_many_text(const cohort::Tally& tally) const {
    const std::uint64_t records = tally.patients + tally.rejected;
    return fmt::format(
        "stopped: {} of {} records cannot be read ({}), more than --max-rejects {}",
        cohort::count_text(tally.rejected),
        cohort::count_text(records),
        cohort::share_text(tally.rejected, records),
        arguments_.max_rejects
    );
}

void Rejects::say_how_many(const cohort::Tally& tally) const {
    if (tally.rejected == 0) {
        return;
    }
    const std::uint64_t records = tally.patients + tally.rejected;
    std::string text = fmt::format(
        "precept cohort: {} of {} {} could not be read and {} left out ({})",
        cohort::count_text(tally.rejected),
        cohort::count_text(records),
        records == 1 ? "record" : "records",
        tally.rejected == 1 ? "was" : "were",
        cohort::share_text(tally.rejected, records)
    );
    if (!arguments_.rejects.empty()) {
        text +=
            fmt::format("; {} holds {}", arguments_.rejects, tally.rejected == 1 ? "it" : "them");
    } else if (tally.rejected > shown_) {
        text += fmt::format("; the first {} are shown above, --rejects FILE keeps all", shown_);
    }
    complain(text + "\n");
}

} // namespace precept::cli
