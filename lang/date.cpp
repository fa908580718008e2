#include "lang/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <utility>

namespace precept {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int32_t to_days(year_month_day date) {
    return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

constexpr std::int32_t first_day = to_days(std::chrono::year(1) / 1 / 1);
constexpr std::int32_t last_day = to_days(std::chrono::year(9999) / 12 / 31);

Date held(std::int64_t days) {
    return {static_cast<std::int32_t>(std::clamp<std::int64_t>(days, first_day, last_day))};
}

year_month_day civil(Date date) {
    return {sys_days(std::chrono::days(held(date.days).days))};
}

/// Months since the start of the year 0, so that a month is one number.
std::int64_t month_index(year_month_day date) {
    return std::int64_t{int(date.year())} * 12 + unsigned(date.month()) - 1;
}

Date add_months(Date date, std::int64_t months) {
    const year_month_day start = civil(date);
    const std::int64_t index = month_index(start) + months;
    if (index < 12) {
        return {first_day};
    }
    if (index >= std::int64_t{10000} * 12) {
        return {last_day};
    }
    const auto month = std::chrono::year(static_cast<int>(index / 12)) /
                       std::chrono::month(static_cast<unsigned>(index % 12 + 1));
    const std::chrono::day end = (month / std::chrono::last).day();
    return {to_days(month / std::min(start.day(), end))};
}

std::int64_t elapsed_months(Date from, Date to) {
    std::int64_t months = month_index(civil(to)) - month_index(civil(from));
    // The difference of the months is at most one too far: the day of the month decides.
    if (months > 0 && add_months(from, months) > to) {
        --months;
    } else if (months < 0 && add_months(from, months) < to) {
        ++months;
    }
    return months;
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) {
        return std::nullopt;
    }
    const year_month_day date = std::chrono::year(*year) /
                                std::chrono::month(static_cast<unsigned>(*month)) /
                                std::chrono::day(static_cast<unsigned>(*day));
    if (!date.ok()) {
        return std::nullopt;
    }
    return Date{to_days(date)};
}

std::string to_string(Date date) {
    const year_month_day day = civil(date);
    return fmt::format(
        "{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day())
    );
}

std::string to_string(CalendarSpan span) {
    static constexpr std::array<std::string_view, 4> words = {"day", "week", "month", "year"};
    const bool one = span.count == 1 || span.count == -1;
    return fmt::format(
        "{} {}{}", span.count, words[static_cast<std::size_t>(span.unit)], one ? "" : "s"
    );
}

Date add(Date date, CalendarSpan span) {
    const std::int64_t count = span.count;
    switch (span.unit) {
    case CalendarUnit::Days: return held(date.days + count);
    case CalendarUnit::Weeks: return held(date.days + count * 7);
    case CalendarUnit::Months: return add_months(date, count);
    case CalendarUnit::Years: return add_months(date, count * 12);
    }
    std::abort();
}

std::int32_t elapsed(Date from, Date to, CalendarUnit unit) {
    const std::int64_t days = std::int64_t{to.days} - from.days;
    const auto narrow = [](std::int64_t count) { return static_cast<std::int32_t>(count); };
    switch (unit) {
    case CalendarUnit::Days: return narrow(days);
    case CalendarUnit::Weeks: return narrow(days / 7);
    case CalendarUnit::Months: return narrow(elapsed_months(from, to));
    // Twelve months are always one year, so whole years are whole dozens of whole months.
    case CalendarUnit::Years: return narrow(elapsed_months(from, to) / 12);
    }
    std::abort();
}

std::optional<CalendarUnit> calendar_unit(std::string_view spelling) {
    using enum CalendarUnit;
    static constexpr std::array<std::pair<std::string_view, CalendarUnit>, 14> spellings = {
        {{"day", Days},
         {"days", Days},
         {"d", Days},
         {"week", Weeks},
         {"weeks", Weeks},
         {"wk", Weeks},
         {"month", Months},
         {"months", Months},
         {"mo", Months},
         {"mo_j", Months},
         {"year", Years},
         {"years", Years},
         {"a", Years},
         {"a_j", Years}}};
    for (const auto& [name, unit] : spellings) {
        if (name == spelling) {
            return unit;
        }
    }
    return std::nullopt;
}

Date local_today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    const auto date = std::chrono::year(local.tm_year + 1900) /
                      std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)) /
                      std::chrono::day(static_cast<unsigned>(local.tm_mday));
    return {to_days(date)};
}

} // namespace precept
