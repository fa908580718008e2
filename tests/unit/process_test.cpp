#include "interpreter/process.hpp"
#include "tests/unit/catch.hpp"

using namespace precept;

TEST_CASE("a program's output, errors and exit code are kept apart") {
    const auto finished = run_program({"sh", "-c", "echo out; echo err >&2; exit 3"});
    REQUIRE(finished);
    CHECK(finished->status == 3);
    CHECK(finished->output == "out\n");
    CHECK(finished->errors == "err\n");
}

TEST_CASE("arguments reach a program as they are") {
    const auto finished = run_program({"printf", "%s|", "a b", "$HOME; *", ""});
    REQUIRE(finished);
    CHECK(finished->output == "a b|$HOME; *||");
}

TEST_CASE("more than a pipe holds goes in and out at once") {
    const std::string much(1 << 20, 'x');
    const auto finished = run_program({"cat"}, much);
    REQUIRE(finished);
    CHECK(finished->output == much);
}

TEST_CASE("a program that does not read its input is no fault") {
    const auto finished = run_program({"true"}, std::string(1 << 20, 'x'));
    REQUIRE(finished);
    CHECK(finished->status == 0);
}

TEST_CASE("no such program is told from one that fails") {
    CHECK(!run_program({"precept-no-such-program"}));
    CHECK(!run_program({}));
}

TEST_CASE("a program that a signal ends has 128 and its number as exit code") {
    const auto finished = run_program({"sh", "-c", "kill -TERM $$"});
    REQUIRE(finished);
    CHECK(finished->status == 128 + 15);
}
