// The grammar by itself: it can neither loop nor recurse without reading, and each rule takes what
// it is meant to take and no more.

#include "lang/grammar_tests.hpp"
#include "tests/unit/catch.hpp"

#include <tao/pegtl/contrib/analyze.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace g = precept::grammar;
namespace pegtl = tao::pegtl;

namespace {

/// Lists by their columns alone.
struct Recorder {
    std::vector<std::size_t> columns;

    void gap(std::size_t /*begin*/, std::size_t /*end*/) {}

    bool open_list(std::string_view text, std::size_t at) {
        if (!precept::parsing::is_bullet(text, at)) {
            return false;
        }
        columns.push_back(at - precept::parsing::line_begin(text, at));
        return true;
    }

    bool continue_list(std::string_view text, std::size_t at) {
        return precept::parsing::is_bullet(text, at) &&
               at - precept::parsing::line_begin(text, at) == columns.back();
    }

    static bool in_expected_column() { return false; }
};

template <typename Rule>
struct action : pegtl::nothing<Rule> {};

template <>
struct action<g::list_close> {
    static void apply0(Recorder& recorder) { recorder.columns.pop_back(); }
};

/// How much of `text` the rule takes; nothing if it does not match.
template <typename Rule>
std::optional<std::string> taken(const std::string& text) {
    pegtl::memory_input<pegtl::tracking_mode::lazy> in(text, "");
    Recorder recorder;
    try {
        if (!pegtl::parse<Rule, action>(in, recorder)) {
            return std::nullopt;
        }
    } catch (const pegtl::parse_error&) {
        return std::nullopt;
    }
    return text.substr(0, text.size() - in.size());
}

template <typename Rule>
bool whole(const std::string& text) {
    return taken<Rule>(text) == text;
}

template <typename Rule>
bool refused(const std::string& text) {
    return !taken<Rule>(text);
}

} // namespace

TEST_CASE("the grammar makes progress wherever it repeats or recurses") {
    CHECK(pegtl::analyze<g::file>() == 0);
    CHECK(pegtl::analyze<g::expression_file>() == 0);
    CHECK(pegtl::analyze<g::suppositions_file>() == 0);
}

TEST_CASE("names and paths") {
    CHECK(whole<g::name>("her2_status"));
    CHECK(whole<g::name>("_x1"));
    CHECK(refused<g::name>("when"));
    CHECK(whole<g::name>("whenever_1"));
    CHECK(refused<g::name>("1a"));
    CHECK(whole<g::path>("terms.trastuzumab"));
    CHECK(taken<g::path>("a .b") == "a");
    CHECK(taken<g::path>("a.when") == "a");
}

TEST_CASE("texts end on their line") {
    CHECK(whole<g::text>(R"("with \"quotes\" and a \\")"));
    CHECK(taken<g::text>(R"("a" "b")") == R"("a")");
    CHECK(refused<g::text>("\"open\n\""));
    CHECK(refused<g::text>("\"open\r\n\""));
}

TEST_CASE("numbers, dates and values with a plus") {
    CHECK(whole<g::literal>("62"));
    CHECK(whole<g::literal>("0.5"));
    CHECK(taken<g::literal>("5.") == "5");
    CHECK(whole<g::literal>("2026-11-23"));
    CHECK(taken<g::date_value>("2026-11-234") == std::nullopt);
    CHECK(whole<g::graded>("3+"));
    CHECK(taken<g::graded>("3+ 2") == "3+");
    CHECK(refused<g::graded>("3+2"));
    CHECK(refused<g::graded>("3+a"));
    CHECK(refused<g::graded>("3+(2)"));
    CHECK(whole<g::sum>("3+2"));
    CHECK(whole<g::sum>("3 + 2"));
}

TEST_CASE("a unit stands on the line of its number") {
    CHECK(whole<g::quantity>("62%"));
    CHECK(whole<g::quantity>("5 mg/dL"));
    CHECK(whole<g::quantity>("1.5 10*9/L"));
    CHECK(whole<g::quantity>("120 mm[Hg]"));
    CHECK(whole<g::quantity>("60 mL/min/{1.73_m2}"));
    CHECK(whole<g::quantity>("2 /min"));
    CHECK(whole<g::quantity>("3 mg/(kg.d)"));
    CHECK(whole<g::quantity>("5 min"));
    CHECK(taken<g::quantity>("2\n negative") == "2");
    CHECK(taken<g::quantity>("1 when a") == "1");
    CHECK(taken<g::quantity>("4 to 6") == "4");
    CHECK(taken<g::quantity>("6 / x") == "6");
    CHECK(taken<g::quantity>("5 kg) ") == "5 kg");
}

TEST_CASE("operators bind from the power to the sum") {
    CHECK(whole<g::power>("a ^ -b ^ 2"));
    CHECK(taken<g::power>("a * b") == "a");
    CHECK(whole<g::product>("a * b / 2 in kg"));
    CHECK(taken<g::product>("a + b") == "a");
    CHECK(whole<g::unary>("-(a)"));
    CHECK(refused<g::unary>("- a"));
    CHECK(taken<g::sum>("a\n- b") == "a");
    CHECK(whole<g::sum>("a -\n b"));
    CHECK(whole<g::postfix>("age in years"));
}

TEST_CASE("words that begin a value") {
    CHECK(whole<g::elapsed>("years between a and today"));
    CHECK(whole<g::primary>("years"));
    CHECK(whole<g::function>("sqrt (a)"));
    CHECK(whole<g::round>("round a / b to 1"));
    CHECK(whole<g::extreme>("min of a, b + 1, 2"));
    CHECK(whole<g::count_of>("count of therapy where a is 1 and b"));
    CHECK(whole<g::pick>("latest therapy by started where a"));
    CHECK(whole<g::sum_of>("sum of\n - 1 when a\n - 2"));
    CHECK(whole<g::some_advice>("some advice is given"));
}

TEST_CASE("events, lists and rules share their first words") {
    CHECK(whole<g::worded>("any therapy"));
    CHECK(whole<g::worded>("any of\n - a\n - b"));
    CHECK(whole<g::worded>("no therapy where a"));
    CHECK(whole<g::worded>("no"));
    CHECK(whole<g::worded>("every therapy where a"));
    CHECK(whole<g::worded>("at least 2 therapy where a"));
    CHECK(whole<g::worded>("at least 2 of\n - a\n - b"));
    CHECK(whole<g::worded>("exactly one of r1, r2 fires"));
    CHECK(whole<g::worded>("none of r1, r2 fires"));
    CHECK(refused<g::worded>("all of r1, r2 fires"));
    CHECK(refused<g::worded>("at least 2.5 of\n - a"));
}

TEST_CASE("a list goes on with the dashes of its column") {
    CHECK(whole<g::worded>("all of\n  - a\n  - any of\n    - b\n    - c\n  - d"));
    CHECK(taken<g::worded>("all of\n  - a\n- b") == "all of\n  - a");
    CHECK(taken<g::worded>("all of\n  - a\n  -b") == "all of\n  - a");
}

TEST_CASE("what follows `is`") {
    for (const char* tail : {
             "is 3+",
             "is not 3+",
             "is one of a, b",
             "is not one of a, b",
             "is known",
             "is unknown",
             "is in terms.drug",
             "is between 1 and 2 %",
             "is within 6 months before today",
             "is not more than 1 year after b",
             "is less than 2 weeks before b",
             "is before b",
             "is not recommended",
             "is undecided for want of a, b",
             "is not applicable",
         }) {
        CHECK(whole<g::condition>(std::string("a ") + tail));
    }
    CHECK(taken<g::condition>("a is no\n negative") == "a is no");
    CHECK(taken<g::condition>("a is between 1 and 2 and b") == "a is between 1 and 2 and b");
}

TEST_CASE("conditions") {
    CHECK(whole<g::condition>("not a and b or not (c and d)"));
    CHECK(whole<g::condition>("a includes any of b, c"));
    CHECK(whole<g::condition>("a does not include all of b, c"));
    CHECK(whole<g::condition>("a fires and b does not fire"));
    CHECK(whole<g::condition>("a ≥ 1 and b ≤ 2 and c <= d"));
    CHECK(taken<g::condition>("a\n b") == "a");
    CHECK(refused<g::condition>("a and"));
    CHECK(whole<g::chain_tail>(" and b and c"));
}

TEST_CASE("types") {
    CHECK(whole<g::type>("yes/no"));
    CHECK(whole<g::type>("number in mL/min from -1 to 120"));
    CHECK(whole<g::type>("number from 0 to 5"));
    CHECK(whole<g::type>("date"));
    CHECK(whole<g::type>("one of 0, 1+, \"not done\", b"));
    CHECK(whole<g::type>("set of\n - a \"A\" code s \"1\"\n - b"));
    CHECK(whole<g::type>("terms.drug"));
    CHECK(taken<g::type>("one of a, b\n c when d") == "one of a, b");
}

TEST_CASE("cells") {
    for (const char* cell : {"any", "known", "unknown", ">= 4 and < 6", "4 to 6", "0, 1+", "yes"}) {
        CHECK(whole<g::cell>(cell));
    }
    CHECK(taken<g::row>("a | 1 to 2 | x\nb | 2 | y") == std::nullopt); // in the first column
    CHECK(
        taken<g::table>("table a | b | r\n  1 | any | x\n  2 | 3 | y\n z") ==
        "table a | b | r\n  1 | any | x\n  2 | 3 | y"
    );
}

TEST_CASE("items") {
    for (const char* item : {
             "guideline g \"G\" language 1 version \"1\" status draft reviewed 2026-11-23 "
             "review every 12 months applies when a",
             "terms t",
             "use a/b as c",
             "source s \"S\" doi \"d\" pmid \"p\" url \"u\" published 2026-01-01 accessed "
             "2026-01-02",
             "system s \"S\" uri \"u\"",
             "term t \"T\" is a, b code s \"1\"",
             "fact f yes/no assume no valid for 3 months fixed ask \"?\" code s \"1\"",
             "event e \"E\" code s \"1\" a date b \"B\" number in kg",
             "define d \"D\" cite s when a",
             "define d number in kg (a + b) cite s \"x\"",
             "define d drug latest therapy by started",
             "define d\n a when b\n c otherwise\n code s \"1\"",
             "rule r when a unless b because \"x\" overrides s, t recommend u + v strength strong "
             "evidence very_low because \"b\" how \"h\" cite s \"x\", t avoid w",
             "test \"t\" given today is 2026-01-01 and a and not b and c is 62 % on 2026-01-01 and "
             "d is none and no e and e with f g, h unknown expect r fires",
             "ensure e never a whenever b",
             "ensure e whenever b some advice is given",
         }) {
        CHECK(whole<g::file>(item));
        CHECK(whole<g::declaration>(item));
    }
}
