#include "lang/name_table.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace precept;

TEST_CASE("a name has the number that it was given first") {
    NameTable table(3);
    CHECK(table.add("a", 7) == 7);
    CHECK(table.add("b", 8) == 8);
    CHECK(table.add("a", 9) == 7);
    CHECK(table.find("a") == 7U);
    CHECK(table.find("b", NameTable::hash_of("b")) == 8U);
    CHECK(table.find("c") == std::nullopt);
    CHECK(table.find("") == std::nullopt);
}

TEST_CASE("a table of names that is full finds all of them and no others") {
    constexpr std::uint32_t count = 1000;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < 2 * count; ++i) {
        names.push_back("name_" + std::to_string(i));
    }
    NameTable table(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        table.add(names[i], i);
    }
    for (std::uint32_t i = 0; i < 2 * count; ++i) {
        CHECK(table.find(names[i]) == (i < count ? std::optional(i) : std::nullopt));
    }
    std::vector<bool> seen(count);
    table.for_each([&](std::string_view name, std::uint32_t number) {
        CHECK(name == names[number]);
        seen[number] = true;
    });
    CHECK(std::ranges::find(seen, false) == seen.end());
    CHECK(NameTable(0).find("a") == std::nullopt);
}
