// Which facts could still decide what is undecided, and why each is unknown.
#include "interpreter/missing.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

using namespace precept;
using precept::testing::Asked;
using precept::testing::reasons;
using Lines = std::vector<std::string>;

namespace {

/// What the rule `r`, with the condition `when`, waits for.
Lines waits_for(
    const std::string& declarations, const std::string& when, const std::string& given
) {
    const Asked asked(fmt::format(
        R"({}
rule r "R"
  when {}
  recommend a
    cite s
test "t"
  given {}
  expect r is undecided
)",
        declarations,
        when,
        given
    ));
    REQUIRE(asked.answer_of("r").status == Status::Undecided);
    return reasons(asked, asked.answer_of("r").missing);
}

constexpr const char* facts = R"(fact x "X" yes/no
fact y "Y" yes/no
fact lvef "LVEF" number in % from 0 to 100
  valid for 3 months
fact n "N" number
fact m "M" number
event therapy "Therapy"
  drug drug
  stopped date
)";

} // namespace

TEST_CASE("only unknown parts that can matter are waited for") {
    CHECK(waits_for(facts, "x and y", "x") == Lines{"y: missing"});
    CHECK(waits_for(facts, "(x and y) or lvef < 50 %", "not x") == Lines{"lvef: missing"});
    CHECK(waits_for(facts, "x and y", "n is 1") == Lines{"x: missing", "y: missing"});
}

TEST_CASE("what is measured too long ago is out of date, not missing") {
    CHECK(
        waits_for(facts, "lvef < 50 %", "lvef is 62 % on 2026-03-02") ==
        Lines{"lvef: out of date since 2026-06-03: 62 %, measured 2026-03-02, valid for 3 months"}
    );
}

TEST_CASE("lists and fields of events are waited for by name") {
    const std::string stopped = "any therapy where stopped is before 2026-01-01";
    CHECK(waits_for(facts, stopped, "x") == Lines{"therapy: not given"});
    CHECK(
        waits_for(
            facts, stopped, "therapy with drug a, stopped 2026-05-01 and therapy with drug b"
        ) == Lines{"therapy[2].stopped: missing"}
    );
}

TEST_CASE("a part that has no value says why") {
    CHECK(
        waits_for(facts, "n / m > 1", "n is 1 and m is 0") ==
        Lines{"n / m: not computable: division by zero"}
    );
    const std::string ratio = std::string(facts) + "define ratio \"Ratio\" sqrt n\n";
    CHECK(
        waits_for(ratio, "ratio > 1", "n is -1") ==
        Lines{"ratio: not computable: the square root of a negative number"}
    );
    const std::string group = std::string(facts) + R"(define group "Group"
  low  when n < 1
  high when n > 2
)";
    CHECK(waits_for(group, "group is low", "n is 1.5") == Lines{"group: no case applies"});
    CHECK(waits_for(group, "group is low", "x") == Lines{"n: missing"});
    const std::string last =
        std::string(facts) + "define last \"Last\" latest therapy by stopped\n";
    CHECK(
        waits_for(last, "last.stopped is before today", "no therapy") ==
        Lines{"last.stopped: no such event"}
    );
}

TEST_CASE("the walk goes through definitions and the outcome of other rules") {
    const std::string rules = std::string(facts) + R"(define z "Z" when y
rule other "Other"
  when z
  recommend b
    cite s
)";
    CHECK(waits_for(rules, "other fires", "x") == Lines{"y: missing"});
    CHECK(waits_for(rules, "b is recommended", "x") == Lines{"y: missing"});
}

TEST_CASE("ten thousand definitions deep") {
    std::string chain = std::string(facts) + "define d0 \"D\" when x\n";
    for (int i = 1; i <= 10'000; ++i) {
        chain += fmt::format("define d{} \"D\" when not d{}\n", i, i - 1);
    }
    CHECK(waits_for(chain, "d10000", "y") == Lines{"x: missing"});
}
