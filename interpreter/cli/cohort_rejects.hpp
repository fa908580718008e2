// Records that could not be read: the first are shown in full, all are counted, and written as they
// were where that is asked for.
#pragma once

#include "interpreter/cli/cohort.hpp"
#include "interpreter/cohort/output_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept::cli {

class Rejects {
public:
    Rejects(const CohortArguments& arguments, std::string input);

    /// Opens the file of rejects, if there is to be one, behind what was written `before`.
    bool open(const cohort::Written& before, const std::string& header);

    /// Shows and writes some more; false when they could not be written.
    bool take(const std::vector<cohort::Reject>& rejects);

    /// Whether the next one is shown.
    [[nodiscard]] bool shows_more() const { return shown_ < most_shown; }

    /// Whether there are more than were to be put up with; while the run goes on, only once enough
    /// records were read to judge.
    [[nodiscard]] bool too_many(const cohort::Tally& tally, bool at_the_end) const;
    [[nodiscard]] std::string too_many_text(const cohort::Tally& tally) const;

    /// Says at the end how many there were, if any.
    void say_how_many(const cohort::Tally& tally) const;

    bool flush() { return !file_.is_open() || file_.flush(); }

    bool close() { return !file_.is_open() || file_.close(); }

    [[nodiscard]] cohort::Written written() const { return file_.written(); }

    [[nodiscard]] const std::string& failure() const { return file_.failure(); }

private:
    /// Shows one in full.
    void show(const cohort::Reject& reject);

    static constexpr std::size_t most_shown = 10;

    const CohortArguments& arguments_;
    std::string input_;
    std::optional<double> limit_;
    cohort::OutputFile file_;
    std::size_t shown_ = 0;
};

/// `5%` or `0.05` as a share from 0 to 1; nothing when it is none.
[[nodiscard]] std::optional<double> parse_share(const std::string& text);

} // namespace precept::cli
