// Calendar-correct dates (proleptic Gregorian, as ISO 8601), and spans of calendar time.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace precept {

/// A day, as days since 1970-01-01.
struct Date {
    std::int32_t days = 0;

    // clang-tidy 14 takes the zero that `default` stands for to be a pointer.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const Date&, const Date&) = default;
};

enum class CalendarUnit : std::uint8_t { Days, Weeks, Months, Years };

/// A whole number of calendar units, such as 3 months.
struct CalendarSpan {
    std::int32_t count = 0;
    CalendarUnit unit = CalendarUnit::Days;

    friend bool operator==(const CalendarSpan&, const CalendarSpan&) = default;
};

/// Reads `YYYY-MM-DD`, year 0001 to 9999; nothing for another shape or a day that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// `YYYY-MM-DD`.
[[nodiscard]] std::string to_string(Date date);

/// `3 months`, `1 year`.
[[nodiscard]] std::string to_string(CalendarSpan span);

/// `date` plus `span`; a day that the month does not have becomes its last (2024-01-31 + 1 month =
/// 2024-02-29). Results outside the years 0001 to 9999 are held at that edge.
[[nodiscard]] Date add(Date date, CalendarSpan span);

/// Whole units elapsed from `from` to `to`, negative when `to` is earlier: the largest n in size
/// with `add(from, n)` not past `to`. Age in years from a birth date.
[[nodiscard]] std::int32_t elapsed(Date from, Date to, CalendarUnit unit);

/// The calendar unit that an English or UCUM spelling names (`year`, `months`, `a`, `mo`, `wk`,
/// `d`).
[[nodiscard]] std::optional<CalendarUnit> calendar_unit(std::string_view spelling);

/// Today in the local time zone.
[[nodiscard]] Date local_today();

} // namespace precept
