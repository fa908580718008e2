// What tests have seen: on a small guideline by hand, and on random programs against a second way
// to work the same out.
#include "interpreter/coverage/coverage.hpp"
#include "interpreter/coverage/render.hpp"
#include "interpreter/coverage/together.hpp"
#include "interpreter/evaluate.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace precept;

namespace {

constexpr Date today{20'000};

struct Compiled {
    Sources sources;
    Program program;

    explicit Compiled(const std::string& items) {
        Diagnostics findings;
        const std::string head = "guideline g \"G\"\n  language 1\n\nsource s \"S\"\nterm drug\n";
        program = compile_text("g.precept", head + items, sources, {today, false}, findings);
        INFO(head << items);
        INFO(render_text(findings, sources, {}));
        REQUIRE_FALSE(has_errors(findings));
    }
};

/// What is missing, as "place: words", a gap each.
std::vector<std::string> missing(const Compiled& compiled) {
    std::vector<std::string> found;
    const auto seen = coverage::measure(compiled.program, {today, ""});
    for (const coverage::Gap& gap : coverage::gaps(compiled.program, seen)) {
        found.push_back(fmt::format(
            "{}: {}",
            gap.kind == coverage::Gap::Kind::Condition ? compiled.sources.text(gap.span)
                                                       : name_of(compiled.program, gap.owner),
            gap.in_words()
        ));
    }
    return found;
}

constexpr auto advice = "  recommend drug\n    strength strong\n    cite s\n";

coverage::Shares sum(const Compiled& compiled, const coverage::Coverage& seen) {
    coverage::Shares all;
    for (const coverage::Shares& its : shares(compiled.program, seen)) {
        all += its;
    }
    return all;
}

} // namespace

TEST_CASE("A condition is to be seen yes, no and unknown, and to decide alone as yes and as no") {
    const std::string items =
        std::string("fact p yes/no\nfact n number\nrule r\n  when p and n > 3\n") + advice;
    const std::string both = "test \"both\"\n  given p and n is 4\n  expect r fires\n";
    CHECK(
        missing(Compiled(items + both)) ==
        std::vector<std::string>{
            "rule r: never seen not fired or undecided",
            "p: never seen no or unknown; never decided alone as no",
            "n > 3: never seen no or unknown; never decided alone as no"}
    );
    const std::string all = items + both +
                            "test \"n is small\"\n  given p and n is 3\n  expect r does not fire\n"
                            "test \"nothing\"\n  given p is unknown\n  expect r is undecided\n"
                            "test \"not p\"\n  given not p\n  expect r does not fire\n";
    CHECK(missing(Compiled(all)).empty());
}

TEST_CASE("A condition that another one masks has not decided alone") {
    // Either is enough, and both are always so together.
    const std::string items = std::string("fact p yes/no\nfact q yes/no\nrule r\n  when p or q\n") +
                              advice +
                              "test \"both\"\n  given p and q\n  expect r fires\n"
                              "test \"nothing\"\n  given p is unknown\n  expect r is undecided\n";
    const auto found = missing(Compiled(items));
    CHECK(std::ranges::count(found, "p: never seen no; never decided alone") == 1);
    CHECK(std::ranges::count(found, "q: never seen no; never decided alone") == 1);
}

TEST_CASE("Conditions inside `where` are seen at events, cells and cases each by themselves") {
    const Compiled compiled(R"(
term a is drug
fact grade one of low, middle, high
event therapy
  drug drug
define had_a when any therapy where drug is a
define risk
  table grade  | had_a | result
        low    | any   | small
        middle | no    | small
        any    | yes   | large
test "one"
  given grade is low and therapy with drug a and therapy with drug unknown
  expect risk is small
)");
    CHECK(
        missing(compiled) ==
        std::vector<std::string>{
            "define had_a: never seen no or unknown",
            "any therapy where drug is a: never seen no or unknown; never decided alone as no",
            "drug is a: never seen no; never decided alone as no",
            "define risk: never seen large or unknown",
            "low: never seen no or unknown; never decided alone as no",
            "middle: never seen yes or unknown; never decided alone",
            "no: never seen yes or unknown; never decided alone",
            "define risk: never seen to decide",
            "yes: never seen no or unknown; never decided alone",
            "define risk: never seen to decide"}
    );
}

TEST_CASE("What can't be unknown is not asked for") {
    const Compiled compiled(
        std::string("fact p yes/no  assume no\nfact n number\n"
                    "define known_n when n is known\nrule r\n  when p and known_n\n") +
        advice +
        "test \"a\"\n  given p and n is 1\n  expect r fires\n"
        "test \"b\"\n  given not p and n is 1\n  expect r does not fire\n"
        "test \"c\"\n  given p\n  expect r does not fire\n"
    );
    CHECK(missing(compiled) == std::vector<std::string>{});
    const auto seen = coverage::measure(compiled.program, {today, ""});
    CHECK(sum(compiled, seen).conditions.all == 6);
    CHECK(sum(compiled, seen).least().complete());
}

TEST_CASE("An assumed fact that can go out of date can be unknown") {
    const Compiled compiled(
        std::string("fact p yes/no  assume no  valid for 3 months\nrule r\n  when p\n") + advice
    );
    const auto seen = coverage::measure(compiled.program, {today, ""});
    CHECK(sum(compiled, seen).conditions.all == 3);
}

TEST_CASE("Shares are never rounded up") {
    using coverage::Share;
    CHECK(show(Share{9996, 10000}) == "99.9 %");
    CHECK(show(Share{99999, 100000}) == "99.9 %");
    CHECK(show(Share{10000, 10000}) == "100 %");
    CHECK(show(Share{0, 0}) == "100 %");
    CHECK(show(Share{1, 3}) == "33.3 %");
    CHECK(show(Share{0, 7}) == "0.0 %");
    coverage::Shares all;
    all.rules = {1, 2};
    all.conditions = {9, 10};
    CHECK(all.least().all == 2);
}

TEST_CASE("What conditions decide together is what the evaluation says; the impossible is not seen"
) {
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        random::Random random(seed + 9'000'000);
        const auto made = random::random_program(random, {});
        const Program& program = made.program;
        std::vector<Patient> patients;
        for (int i = 0; i < 8; ++i) {
            patients.push_back(random::random_patient(random, program));
            for (Cell& cell : patients.back().facts) {
                if (cell.state == CellState::Conflicting) {
                    cell = {}; // no test can give it
                }
            }
            settle(program, random::random_today(), patients.back());
        }
        const Plan planned = plan(program);
        const Batch batch = make_batch(program, patients, random::random_today());
        const Evaluation evaluation(program, planned, batch);
        INFO("seed " << seed + 9'000'000 << "\n" << made.text());
        const auto conditions = coverage::find_conditions(program);
        for (const auto& decision : conditions.decisions) {
            const coverage::Outcomes outcomes(program, decision);
            for (std::size_t row = 0; row < batch.rows(decision.scope); ++row) {
                const Place place{decision.scope, row};
                const auto its = outcomes.as_is(evaluation, place);
                if (decision.kind == coverage::Decision::Kind::Rule) {
                    REQUIRE(its.front() == evaluation.fired({decision.owner.index}, row));
                } else if (decision.kind == coverage::Decision::Kind::Condition) {
                    REQUIRE(its.front() == evaluation.truth(decision.parts.front(), place));
                }
            }
        }
        const coverage::AlwaysKnown known(program);
        const auto aims = coverage::find_aims(program, conditions);
        const auto never = coverage::never_alone(program, conditions, aims);
        for (std::size_t i = 0; i < aims.size(); ++i) {
            const bool impossible = never[i] || known.rules_out(conditions, aims[i]);
            for (std::size_t row = 0; impossible && row < patients.size(); ++row) {
                REQUIRE_FALSE(coverage::shows(conditions, aims[i], evaluation, row));
            }
        }
    }
}

TEST_CASE("Tests that can't tell `or` from `and` do not see the conditions decide on both sides") {
    const std::string items = "fact p yes/no\nfact q yes/no\nrule r\n  when p {} q\n{}";
    const std::string alike =
        "test \"both\"\n  given p and q\n  expect r fires\n"
        "test \"neither\"\n  given not p and not q\n  expect r does not fire\n"
        "test \"nothing\"\n  given p is unknown\n  expect r is undecided\n";
    const Compiled either(fmt::format(fmt::runtime(items), "or", advice) + alike);
    CHECK(
        missing(either) ==
        std::vector<std::string>{"p: never decided alone as yes", "q: never decided alone as yes"}
    );
    const auto seen = coverage::measure(either.program, {today, ""});
    CHECK(sum(either, seen).alone.seen == 0);
    CHECK(sum(either, seen).alone.all == 2);
    const Compiled both(fmt::format(fmt::runtime(items), "and", advice) + alike);
    CHECK(
        missing(both) ==
        std::vector<std::string>{"p: never decided alone as no", "q: never decided alone as no"}
    );
    const std::string one_each = "test \"p\"\n  given p and not q\n  expect r fires\n"
                                 "test \"q\"\n  given q and not p\n  expect r fires\n";
    CHECK(
        missing(Compiled(fmt::format(fmt::runtime(items), "or", advice) + alike + one_each)).empty()
    );
}

TEST_CASE("A side on which a condition can't decide alone is not asked for") {
    // What is low is not high: were `g is low` otherwise, `g is not high` would still be yes.
    const Compiled coupled(
        std::string("fact g one of low, middle, high\nrule r\n  when g is low or g is not high\n") +
        advice +
        "test \"low\"\n  given g is low\n  expect r fires\n"
        "test \"middle\"\n  given g is middle\n  expect r fires\n"
        "test \"high\"\n  given g is high\n  expect r does not fire\n"
        "test \"nothing\"\n  given g is unknown\n  expect r is undecided\n"
    );
    CHECK(missing(coupled).empty());
    const auto seen = coverage::measure(coupled.program, {today, ""});
    CHECK(sum(coupled, seen).alone.complete());
    CHECK(sum(coupled, seen).alone.all == 2);
    CHECK(std::ranges::count(seen.shown, coverage::Shown::Impossible) == 1);

    using coverage::on_both_sides;
    using coverage::Shown;
    CHECK(on_both_sides(Shown::Seen, Shown::Seen) == Shown::Seen);
    CHECK(on_both_sides(Shown::Seen, Shown::Missing) == Shown::Missing);
    CHECK(on_both_sides(Shown::Impossible, Shown::Missing) == Shown::Missing);
    CHECK(on_both_sides(Shown::Seen, Shown::Impossible) == Shown::Seen);
    CHECK(on_both_sides(Shown::Impossible, Shown::Seen) == Shown::Seen);
    CHECK(on_both_sides(Shown::Impossible, Shown::Impossible) == Shown::Impossible);
}

TEST_CASE("Conditions on one definition can't all be so, whatever that depends on") {
    std::string items;
    std::string when;
    for (int i = 0; i < 10; ++i) { // more than all combinations are tried of
        items += fmt::format("fact n{} number\n", i);
        when += fmt::format("{}n{} > 3", i == 0 ? "" : " and ", i);
    }
    items += "fact m number\ndefine g one of low, middle, high\n  low when " + when +
             "\n  middle when n0 < 2\n  high otherwise\n"
             "define d one of a, b\n  table g | m | result\n"
             "        low, middle | any | a\n        high | >= 4 and < 6 | a\n"
             "        high | < 4 | b\n        high | >= 6 | b\n";
    const auto found = missing(Compiled(items + "rule r\n  when d is a\n" + advice));
    // Who is not high is low or middle, of whom the first row decides.
    CHECK(
        std::ranges::count(
            found, "high: never seen yes, no or unknown; never decided alone as yes"
        ) == 3
    );
}

TEST_CASE("What is never yes never decides alone as yes, however much else decides") {
    std::string items = "fact p yes/no\ndefine torn when p and not p\n";
    std::string all_of = "rule r\n  when all of\n    - not torn\n";
    for (int i = 0; i < 10; ++i) { // more than all combinations are tried of
        items += fmt::format("fact n{} number\n", i);
        all_of += fmt::format("    - n{} > 3\n", i);
    }
    const auto found = missing(Compiled(items + all_of + advice));
    CHECK(
        std::ranges::count(found, "torn: never seen no or unknown; never decided alone as no") == 1
    );
}

namespace {

/// A condition over yes/no facts, each of which occurs once.
std::string condition_over(random::Random& random, int& facts, int depth) {
    if (depth == 0 || random.chance(25)) {
        return fmt::format("{}f{}", random.chance(30) ? "not " : "", facts++);
    }
    const bool both = random.chance(50);
    const std::string left = condition_over(random, facts, depth - 1);
    const std::string right = condition_over(random, facts, depth - 1);
    return fmt::format("({} {} {})", left, both ? "and" : "or", right);
}

} // namespace

TEST_CASE("A condition decides alone where the patient with it turned comes out otherwise") {
    std::size_t decided = 0;
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        int facts = 0;
        const std::string when = condition_over(random, facts, 3);
        std::string items;
        for (int i = 0; i < facts; ++i) {
            items += fmt::format("fact f{} yes/no\n", i);
        }
        const Compiled compiled(items + "rule r\n  when " + when + "\n" + advice);
        const Program& program = compiled.program;
        const Plan planned = plan(program);
        const auto conditions = coverage::find_conditions(program);
        REQUIRE(conditions.conditions.size() == static_cast<std::size_t>(facts));
        Patient patient = unknown_patient(program);
        for (Cell& cell : patient.facts) {
            if (random.chance(75)) {
                cell.state = CellState::Given;
                cell.value = random.chance(50);
            }
        }
        std::vector<Patient> patients{patient};
        for (std::size_t i = 0; i < patient.facts.size(); ++i) {
            patients.push_back(patient);
            Cell& cell = patients.back().facts[i];
            cell.value = cell.state == CellState::Given && !std::get<bool>(cell.value);
        }
        const Batch batch = make_batch(program, patients, today);
        const Evaluation evaluation(program, planned, batch);
        const coverage::Outcomes outcomes(program, conditions.decisions.front());
        INFO(items << when);
        for (const coverage::Condition& condition : conditions.conditions) {
            const auto fact = std::get<node::FactRef>(program[condition.node].kind).fact.index;
            const bool otherwise = evaluation.fired({0}, 0) != evaluation.fired({0}, fact + 1);
            const bool known = patient.facts[fact].state == CellState::Given;
            const bool alone = decides_alone(outcomes, evaluation, {ScopeId{0}, 0}, condition.node);
            REQUIRE(alone == (known && otherwise));
            decided += alone ? 1 : 0;
        }
    }
    CHECK(decided > naive::property_cases(20));
}

TEST_CASE("A page marks what is missing, and escapes what the rules say") {
    const Compiled compiled(
        std::string("fact p yes/no\nfact q \"q <b>\" yes/no\nrule r \"R & D\"\n  when p or q\n") +
        advice + "test \"a\"\n  given p and not q\n  expect r fires\n"
    );
    const auto seen = coverage::measure(compiled.program, {today, ""});
    const std::string page = coverage::render_html(compiled.program, seen, compiled.sources);
    const auto has = [&](const char* text) { return page.find(text) != std::string::npos; };
    CHECK(has("<mark class=\"missing\">p</mark> or <mark class=\"missing\">q</mark>"));
    CHECK(has("never seen no or unknown"));
    CHECK(has("q &lt;b&gt;"));
    CHECK_FALSE(has("<b>"));
    CHECK(has("R &amp; D"));
}
