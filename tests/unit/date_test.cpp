#include "lang/date.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <random>

using namespace precept;

namespace {

Date day(std::string_view text) {
    const auto date = parse_date(text);
    REQUIRE(date.has_value());
    return *date;
}

Date plus(std::string_view text, std::int32_t count, CalendarUnit unit) {
    return add(day(text), {count, unit});
}

/// A day between the years 1600 and 2400.
Date random_date(std::mt19937& random) {
    return {std::uniform_int_distribution<std::int32_t>(-135000, 157000)(random)};
}

} // namespace

TEST_CASE("dates of every day agree with the standard library's calendar") {
    using namespace std::chrono;
    const sys_days end = year(2110) / 12 / 31;
    for (sys_days at = year(1850) / 1 / 1; at <= end; at += days(1)) {
        const year_month_day civil(at);
        char text[16];
        std::snprintf(
            text,
            sizeof text,
            "%04d-%02u-%02u",
            int(civil.year()),
            unsigned(civil.month()),
            unsigned(civil.day())
        );
        const auto date = parse_date(text);
        REQUIRE(date.has_value());
        REQUIRE(date->days == at.time_since_epoch().count());
        REQUIRE(to_string(*date) == text);
    }
}

TEST_CASE("the ends of the calendar are read and shown") {
    CHECK(to_string(day("0001-01-01")) == "0001-01-01");
    CHECK(to_string(day("9999-12-31")) == "9999-12-31");
    CHECK(day("1970-01-01").days == 0);
    CHECK(day("1969-12-31").days == -1);
    CHECK(to_string(Date{std::numeric_limits<std::int32_t>::max()}) == "9999-12-31");
    CHECK(to_string(Date{std::numeric_limits<std::int32_t>::min()}) == "0001-01-01");
}

TEST_CASE("what is not a day is refused") {
    for (const char* text :
         {"",           "2026",       "2026-11",     "2026-11-3",   "2026-1-03",
          "26-11-23",   "2026/11/23", "2026-11-23 ", " 2026-11-23", "2026-11-23T00:00",
          "+026-11-23", "-026-11-23", "2026-1a-23",  "0000-01-01",  "2026-00-10",
          "2026-13-10", "2026-10-00", "2026-10-32",  "2026-04-31",  "2026-02-29",
          "1900-02-29", "2100-02-29"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text).has_value());
    }
    CHECK(parse_date("2024-02-29").has_value());
    CHECK(parse_date("2000-02-29").has_value());
}

TEST_CASE("months and years keep the day or end with the month") {
    using enum CalendarUnit;
    CHECK(to_string(plus("2024-01-31", 1, Months)) == "2024-02-29");
    CHECK(to_string(plus("2023-01-31", 1, Months)) == "2023-02-28");
    CHECK(to_string(plus("2024-03-31", -1, Months)) == "2024-02-29");
    CHECK(to_string(plus("2024-01-31", 2, Months)) == "2024-03-31");
    CHECK(to_string(plus("2024-08-31", 1, Months)) == "2024-09-30");
    CHECK(to_string(plus("2024-12-15", 1, Months)) == "2025-01-15");
    CHECK(to_string(plus("2024-01-15", -1, Months)) == "2023-12-15");
    CHECK(to_string(plus("2024-02-29", 1, Years)) == "2025-02-28");
    CHECK(to_string(plus("2024-02-29", 4, Years)) == "2028-02-29");
    CHECK(to_string(plus("2024-02-29", -1, Years)) == "2023-02-28");
    CHECK(to_string(plus("2024-02-28", 2, Days)) == "2024-03-01");
    CHECK(to_string(plus("2024-02-28", 1, Weeks)) == "2024-03-06");
}

TEST_CASE("sums past the calendar are held at its edge") {
    using enum CalendarUnit;
    const std::int32_t most = std::numeric_limits<std::int32_t>::max();
    const std::int32_t least = std::numeric_limits<std::int32_t>::min();
    for (const CalendarUnit unit : {Days, Weeks, Months, Years}) {
        CHECK(to_string(plus("2024-05-05", most, unit)) == "9999-12-31");
        CHECK(to_string(plus("2024-05-05", least, unit)) == "0001-01-01");
    }
    CHECK(to_string(plus("9999-12-30", 1, Days)) == "9999-12-31");
    CHECK(to_string(plus("9999-11-30", 1, Months)) == "9999-12-30");
    CHECK(to_string(plus("0001-02-28", -1, Months)) == "0001-01-28");
}

TEST_CASE("elapsed counts whole units") {
    using enum CalendarUnit;
    const auto count = [](std::string_view from, std::string_view to, CalendarUnit unit) {
        return elapsed(day(from), day(to), unit);
    };
    CHECK(count("1960-05-20", "2026-05-19", Years) == 65);
    CHECK(count("1960-05-20", "2026-05-20", Years) == 66);
    CHECK(count("2024-02-29", "2025-02-28", Years) == 1);
    CHECK(count("2024-02-29", "2025-02-27", Years) == 0);
    CHECK(count("2024-01-31", "2024-02-29", Months) == 1);
    CHECK(count("2024-01-31", "2024-02-28", Months) == 0);
    CHECK(count("2024-01-31", "2024-03-30", Months) == 1);
    CHECK(count("2024-01-01", "2024-01-14", Weeks) == 1);
    CHECK(count("2024-01-01", "2024-01-15", Weeks) == 2);
    CHECK(count("2024-01-01", "2024-01-01", Years) == 0);

    SECTION("backwards it is negative, and whole units again") {
        CHECK(count("2024-01-15", "2024-01-02", Weeks) == -1);
        CHECK(count("2024-03-31", "2024-02-29", Months) == -1);
        CHECK(count("2024-03-31", "2024-03-01", Months) == 0);
        CHECK(count("2026-05-20", "1960-05-20", Years) == -66);
        CHECK(count("2026-05-20", "1960-05-21", Years) == -65);
    }
}

TEST_CASE("elapsed is the largest number of units that is not past the end") {
    std::mt19937 random(7);
    for (int i = 0; i < 20000; ++i) {
        const Date from = random_date(random);
        const Date to = random_date(random);
        for (const CalendarUnit unit :
             {CalendarUnit::Days, CalendarUnit::Weeks, CalendarUnit::Months, CalendarUnit::Years}) {
            CAPTURE(to_string(from), to_string(to), static_cast<int>(unit));
            const std::int32_t count = elapsed(from, to, unit);
            const Date reached = add(from, {count, unit});
            if (to >= from) {
                REQUIRE(count >= 0);
                REQUIRE(reached <= to);
                REQUIRE(add(from, {count + 1, unit}) > to);
            } else {
                REQUIRE(count <= 0);
                REQUIRE(reached >= to);
                REQUIRE(add(from, {count - 1, unit}) < to);
            }
        }
    }
}

TEST_CASE("what was added has elapsed") {
    std::mt19937 random(11);
    std::uniform_int_distribution<std::int32_t> counts(-1500, 1500);
    for (int i = 0; i < 20000; ++i) {
        const Date from = random_date(random);
        const std::int32_t count = counts(random);
        for (const CalendarUnit unit : {CalendarUnit::Days, CalendarUnit::Weeks}) {
            REQUIRE(elapsed(from, add(from, {count, unit}), unit) == count);
        }
        const std::int32_t few = count / 10;
        CAPTURE(to_string(from), few);
        REQUIRE(elapsed(from, add(from, {few, CalendarUnit::Months}), CalendarUnit::Months) == few);
        REQUIRE(elapsed(from, add(from, {few, CalendarUnit::Years}), CalendarUnit::Years) == few);
        REQUIRE(
            add(from, {few * 12, CalendarUnit::Months}) == add(from, {few, CalendarUnit::Years})
        );
    }
}

TEST_CASE("adding keeps the order of days") {
    std::mt19937 random(13);
    for (int i = 0; i < 20000; ++i) {
        const Date first = random_date(random);
        const Date second = random_date(random);
        const Date early = std::min(first, second);
        const Date late = std::max(first, second);
        for (const std::int32_t months : {-13, -1, 1, 11, 12}) {
            const CalendarSpan span{months, CalendarUnit::Months};
            REQUIRE(add(early, span) <= add(late, span));
        }
    }
}

TEST_CASE("calendar spans and units are spelled") {
    using enum CalendarUnit;
    CHECK(to_string(CalendarSpan{1, Years}) == "1 year");
    CHECK(to_string(CalendarSpan{3, Months}) == "3 months");
    CHECK(to_string(CalendarSpan{0, Weeks}) == "0 weeks");
    CHECK(to_string(CalendarSpan{-1, Days}) == "-1 day");
    CHECK(calendar_unit("year") == Years);
    CHECK(calendar_unit("a") == Years);
    CHECK(calendar_unit("mo") == Months);
    CHECK(calendar_unit("weeks") == Weeks);
    CHECK(calendar_unit("d") == Days);
    CHECK_FALSE(calendar_unit("h").has_value());
    CHECK_FALSE(calendar_unit("Years").has_value());
    CHECK_FALSE(calendar_unit("").has_value());
}
