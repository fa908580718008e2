// The index of a table of events is the same whether it fits into memory or is put aside in pieces.
#include "interpreter/cohort/events_index.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random.hpp"

#include <algorithm>
#include <tuple>

using namespace precept;
using namespace precept::cohort;

namespace {

using Key = std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>;

Key key(const EventRows& rows) {
    return {rows.hash, rows.offset, rows.line};
}

} // namespace

TEST_CASE("An index finds the rows of a hash, however much of it is in memory") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        random::Random random(seed);
        const std::size_t count = random.below(random.chance(50) ? 50 : 3000);
        const std::size_t hashes = 1 + random.below(random.chance(50) ? 5 : 2000);
        EventsIndex index(1 + random.below(random.chance(50) ? 20 : 2000));
        std::vector<EventRows> all;
        for (std::size_t i = 0; i < count; ++i) {
            all.push_back(
                {static_cast<std::uint32_t>(2 * random.below(hashes)),
                 static_cast<std::uint32_t>(i + 2),
                 10 * i}
            );
            REQUIRE(index.add(all.back()));
        }
        REQUIRE(index.finish());
        INFO("seed " << seed);
        REQUIRE(index.size() == count);
        std::ranges::sort(all, {}, key);
        std::size_t visited = 0;
        index.for_each([&](const EventsIndex::Entry& entry) {
            REQUIRE(entry.number == visited);
            REQUIRE(key(entry.rows) == key(all[visited++]));
        });
        REQUIRE(visited == count);
        std::vector<EventsIndex::Entry> found;
        for (std::uint32_t hash = 0; hash < 2 * hashes + 2; ++hash) { // every other is not there
            REQUIRE(index.find(hash, found));
            const auto first = std::ranges::lower_bound(all, hash, {}, &EventRows::hash);
            const auto last = std::ranges::upper_bound(all, hash, {}, &EventRows::hash);
            REQUIRE(found.size() == static_cast<std::size_t>(last - first));
            const auto begin = static_cast<std::size_t>(first - all.begin());
            for (std::size_t i = 0; i < found.size(); ++i) {
                REQUIRE(key(found[i].rows) == key(all[begin + i]));
                REQUIRE(found[i].number == begin + i);
            }
        }
    }
}
