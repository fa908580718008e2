#include "interpreter/cli/progress_bar.hpp"

#include "interpreter/cohort/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unistd.h>
#include <vector>

namespace precept::cli {

namespace {

using cohort::count_text;

/// `1 h 05 min`, `3 min 20 s`, `12 s`.
std::string time_text(double seconds) {
    constexpr double longest = 100.0 * 3600;
    const auto whole = static_cast<long>(std::ceil(std::clamp(seconds, 0.0, longest)));
    if (whole >= 3600) {
        return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
    }
    return whole >= 60 ? fmt::format("{} min {:02} s", whole / 60, whole % 60)
                       : fmt::format("{} s", whole);
}

std::string bar_text(double share, bool unicode) {
    constexpr std::size_t length = 20;
    const auto done = static_cast<std::size_t>(std::floor(share * length));
    std::string bar;
    for (std::size_t i = 0; i < length; ++i) {
        bar += i < done ? (unicode ? "█" : "#") : (unicode ? "░" : ".");
    }
    return bar;
}

} // namespace

std::string progress_line(const Progress& progress, const Style& style) {
    // The more a part matters, the earlier it comes: what has no room is left out.
    std::vector<std::pair<std::string, std::size_t>> parts; // text and columns
    const auto add = [&](std::string text) {
        const std::size_t columns = text.size();
        parts.emplace_back(std::move(text), columns);
    };
    const bool sized = progress.total && *progress.total > 0;
    const double all = sized ? static_cast<double>(*progress.total) : 1;
    const double share = std::clamp(static_cast<double>(progress.bytes) / all, 0.0, 1.0);
    if (sized) {
        parts.emplace_back(bar_text(share, style.unicode), 20);
        add(fmt::format("{:>3.0f} %", std::floor(share * 100)));
    }
    add(count_text(progress.patients) + (progress.patients == 1 ? " patient" : " patients"));
    if (progress.rejected != 0) {
        add(count_text(progress.rejected) + " rejected");
    }
    const double seconds = progress.seconds;
    const auto done = static_cast<double>(progress.patients - progress.patients_before);
    if (seconds > 0) {
        add(fmt::format("{}/s", count_text(static_cast<std::uint64_t>(done / seconds))));
    }
    const auto used = static_cast<double>(progress.bytes - progress.bytes_before);
    if (sized && seconds > 0 && used > 0) {
        const double left = all - static_cast<double>(progress.bytes);
        add(time_text(left / (used / seconds)) + " left");
    }
    std::string line;
    std::size_t columns = 0;
    for (const auto& [text, its] : parts) {
        const std::size_t gap = line.empty() ? 0 : 2;
        if (columns + gap + its >= static_cast<std::size_t>(style.width)) {
            break;
        }
        line.append(gap, ' ');
        line += text;
        columns += gap + its;
    }
    return line;
}

ProgressBar::ProgressBar(ShowProgress show, Colour colour)
    : wanted_(
          show == ShowProgress::Always || (show == ShowProgress::Auto && isatty(STDERR_FILENO) != 0)
      ) {
    if (wanted_) { // else the locale is of no interest, which takes a while to ask for
        style_ = style_for(STDERR_FILENO, colour);
    }
}

void ProgressBar::show(Progress progress) {
    constexpr auto often = std::chrono::milliseconds(100);
    const auto now = Clock::now();
    if (!wanted_ || now - last_ < often) {
        return;
    }
    last_ = now;
    progress.seconds = std::chrono::duration<double>(now - begun_).count();
    style_.width = style_for(STDERR_FILENO, Colour::Never).width; // the window may have changed
    complain("\r" + progress_line(progress, style_) + "\x1b[K");
    drawn_ = true;
}

void ProgressBar::clear() {
    if (drawn_) {
        complain("\r\x1b[K");
        drawn_ = false;
    }
}

} // namespace precept::cli
