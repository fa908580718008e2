// Shares, counts and bars of a cohort's summary.
#include "interpreter/cohort/summary.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random.hpp"

#include <numeric>

using namespace precept;
using namespace precept::cohort;
using Lengths = std::vector<std::size_t>;

TEST_CASE("A share is never rounded to nothing or to all") {
    CHECK(share_text(0, 10) == "0 %");
    CHECK(share_text(10, 10) == "100 %");
    CHECK(share_text(1, 3) == "33.3 %");
    CHECK(share_text(1, 2) == "50.0 %");
    CHECK(share_text(1, 1'000'000) == "< 0.1 %");
    CHECK(share_text(999'999, 1'000'000) == "> 99.9 %");
    CHECK(share_text(999, 1000) == "99.9 %");
    CHECK(share_text(1, 1000) == "0.1 %");
    CHECK(share_text(0, 0) == "0 %");
}

TEST_CASE("Counts have their thousands apart") {
    CHECK(count_text(0) == "0");
    CHECK(count_text(999) == "999");
    CHECK(count_text(1000) == "1,000");
    CHECK(count_text(1234567) == "1,234,567");
}

TEST_CASE("A bar is in proportion, and shows what is there") {
    CHECK(bar_parts({1, 1}, 2, 10) == Lengths{5, 5});
    CHECK(bar_parts({999, 1}, 1000, 10) == Lengths{9, 1});
    CHECK(bar_parts({1, 998, 1}, 1000, 10) == Lengths{1, 8, 1});
    CHECK(bar_parts({0, 10}, 10, 10) == Lengths{0, 10});
    CHECK(bar_parts({1}, 1000, 10) == Lengths{1});
    CHECK(bar_parts({1, 2}, 0, 10) == Lengths{0, 0});
    CHECK(bar_parts({5}, 10, 10) == Lengths{5});
}

TEST_CASE("Bars fill what they stand for, whatever the counts") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(2000); ++seed) {
        random::Random random(seed);
        std::vector<std::uint64_t> counts(1 + random.below(5));
        for (std::uint64_t& count : counts) {
            count = random.chance(30) ? 0 : random.below(random.chance(50) ? 5 : 100'000);
        }
        const auto all = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
        const std::size_t length = 5 + random.below(40);
        const Lengths parts = bar_parts(counts, all, length);
        INFO("seed " << seed);
        const auto sum = std::accumulate(parts.begin(), parts.end(), std::size_t{0});
        REQUIRE(sum == (all == 0 ? 0 : length));
        for (std::size_t i = 0; i < counts.size(); ++i) {
            REQUIRE((parts[i] == 0) == (counts[i] == 0));
        }
    }
}
