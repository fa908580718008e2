// How far a cohort's run is, on a terminal: one line on standard error that is drawn again and
// again, and of which nothing is left at the end.
#pragma once

#include "interpreter/cli/terminal.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace precept::cli {

/// When it is shown; auto is on a terminal.
enum class ShowProgress : std::uint8_t { Auto, Always, Never };

/// What is known of a run.
struct Progress {
    std::uint64_t bytes = 0;            ///< of the input, used up
    std::optional<std::uint64_t> total; ///< bytes that it has
    std::uint64_t patients = 0;
    std::uint64_t rejected = 0;
    double seconds = 0; ///< since it began
    /// Of a run that was gone on with: what was done before it.
    std::uint64_t bytes_before = 0, patients_before = 0;
};

/// The line, at most `style.width` columns: bar and share where the size is known, patients,
/// rejects, rate, and the time left.
[[nodiscard]] std::string progress_line(const Progress& progress, const Style& style);

class ProgressBar {
public:
    explicit ProgressBar(ShowProgress show, Colour colour);
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    ~ProgressBar() { clear(); }

    /// Draws it, unless it was drawn a moment ago.
    void show(Progress progress);

    /// Takes it off the screen, so that other lines can be written.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool wanted_;
    bool drawn_ = false;
    Style style_;
    Clock::time_point begun_ = Clock::now();
    Clock::time_point last_ = begun_;
};

} // namespace precept::cli
