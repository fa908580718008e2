#include "lang/suggest.hpp"
#include "tests/unit/catch.hpp"

#include <vector>

using namespace precept;

namespace {

const std::vector<std::string> names = {
    "lvef", "age", "heart_failure", "trastuzumab", "pertuzumab", "her2_ihc", "her2_ish", "er"};

std::string near(std::string_view word) {
    return nearest(word, names).value_or("");
}

} // namespace

TEST_CASE("a slip finds the name that was meant") {
    CHECK(near("lvfe") == "lvef");  // swapped
    CHECK(near("lvf") == "lvef");   // left out
    CHECK(near("llvef") == "lvef"); // doubled
    CHECK(near("lvaf") == "lvef");  // mistyped
    CHECK(near("lfev") == "lvef");  // the same letters
    CHECK(near("feel").empty());
    CHECK(near("trastuzumb") == "trastuzumab");
    CHECK(near("transtuzumap") == "trastuzumab");
}

TEST_CASE("case and separators do not count") {
    CHECK(near("HeartFailure") == "heart_failure");
    CHECK(near("heart-failure") == "heart_failure");
    CHECK(near("LVEF") == "lvef");
    CHECK(near("hartfailure") == "heart_failure");
}

TEST_CASE("what is far from everything has no suggestion") {
    CHECK(near("creatinine").empty());
    CHECK(near("x").empty());
    CHECK(near("").empty());
    CHECK(near("xyz").empty());
    CHECK_FALSE(nearest("lvef", {}).has_value());
}

TEST_CASE("the word itself is no suggestion for itself") {
    CHECK(near("trastuzumab").empty());
    const std::vector<std::string> two = {"age", "agee"};
    CHECK(nearest("age", two) == "agee");
}

TEST_CASE("a tie goes by the alphabet, whatever the order") {
    const std::vector<std::string> one = {"her2_ish", "her2_ihc"};
    const std::vector<std::string> other = {"her2_ihc", "her2_ish"};
    CHECK(nearest("her2_ixx", one) == nearest("her2_ixx", other));
    CHECK(nearest("her2_ixx", one) == "her2_ihc");
}

TEST_CASE("an exact spelling but for case wins over a shorter way") {
    const std::vector<std::string> both = {"Mg", "mk", "MG"};
    CHECK(nearest("mg", both) == "Mg");
}

TEST_CASE("lists are joined as in a sentence") {
    const std::vector<std::string> three = {"a", "b", "c"};
    const std::span<const std::string> all(three);
    CHECK(list_of(all.first(0)).empty());
    CHECK(list_of(all.first(1)) == "`a`");
    CHECK(list_of(all.first(2)) == "`a` or `b`");
    CHECK(list_of(all) == "`a`, `b` or `c`");
    CHECK(list_of(all, "and") == "`a`, `b` and `c`");
    CHECK(list_of(all, "or", 2) == "`a`, `b` and 1 more");
    CHECK(list_of(all, "or", 3) == "`a`, `b` or `c`");
    CHECK(list_of(all, "or", 0) == "3 more");
}
