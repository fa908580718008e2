// Candidates stand for all values of a fact: where they are said to be complete, no other value
// gives another outcome; where they are not, it is said why.
#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_expression.hpp"
#include "tests/unit/random/random_patient.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace precept;
using precept::testing::Asked;

namespace {

/// What comes out: whether each rule fires and each piece of advice is active.
std::vector<std::vector<Truth>>
outcomes(const Situation& situation, const std::vector<Hypothesis>& hypotheses) {
    std::vector<std::vector<Truth>> all;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Results,
        [&](std::size_t, const Evaluation& evaluation, std::span<const Patient> rows) {
            for (std::size_t row = 0; row < rows.size(); ++row) {
                std::vector<Truth> one;
                for (std::uint32_t i = 0; i < situation.program.rules.size(); ++i) {
                    one.push_back(evaluation.fired({i}, row));
                }
                for (std::uint32_t i = 0; i < situation.program.advice.size(); ++i) {
                    one.push_back(evaluation.active({i}, row));
                }
                all.push_back(std::move(one));
            }
            return true;
        }
    );
    return all;
}

Change change(const Subject& subject, const Value& value) {
    return {subject, value, {}, {}};
}

/// The patient's facts and the fields of the patient's events.
std::vector<Subject> all_subjects(const Program& program, const Patient& patient) {
    std::vector<Subject> all;
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        all.push_back({Subject::Kind::Fact, i, 0, 0});
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        for (std::uint32_t record = 0; record < patient.events[i].records.size(); ++record) {
            for (std::uint32_t field = 0; field < program.events[i].fields.size(); ++field) {
                all.push_back({Subject::Kind::Field, i, record, field});
            }
        }
    }
    return all;
}

/// Every constant of the program in every unit, with its neighbours, and a grid.
std::vector<double> many_numbers(const Program& program) {
    std::set<double> numbers;
    const auto add = [&](double number) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        numbers.insert(
            {number,
             std::nextafter(number, -infinity),
             std::nextafter(number, infinity),
             number - 0.01,
             number + 0.01}
        );
    };
    for (const Node& node : program.nodes) {
        const auto* constant = std::get_if<node::Constant>(&node.kind);
        const auto* number = constant ? std::get_if<double>(&constant->value) : nullptr;
        if (number == nullptr) {
            continue;
        }
        add(*number);
        for (const Unit from : random::random_units()) {
            for (const Unit to : random::random_units()) {
                if (const auto convert = conversion(from, to)) {
                    add((*convert)(*number));
                }
            }
        }
    }
    for (const Node& node : program.nodes) {
        const auto* convert = std::get_if<node::Convert>(&node.kind);
        const auto constants = std::vector<double>(numbers.begin(), numbers.end());
        for (std::size_t i = 0; convert != nullptr && i < constants.size(); ++i) {
            constexpr double infinity = std::numeric_limits<double>::infinity();
            const Conversion& its = convert->conversion;
            const double back = (constants[i] - its.offset) / its.scale;
            numbers.insert({back, std::nextafter(back, -infinity), std::nextafter(back, infinity)});
        }
    }
    for (double number = -20; number <= 20; number += 0.5) {
        numbers.insert(number);
    }
    return {numbers.begin(), numbers.end()};
}

/// Values of every kind, as finely as a test can.
std::vector<Value> fine_grid(const Program& program, const Holds& holds) {
    std::vector<Value> all;
    switch (holds.type.kind) {
    case TypeKind::Truth: return {Value{true}, Value{false}};
    case TypeKind::Number:
        for (const double number : many_numbers(program)) {
            if (!holds.range || (holds.range->first <= number && number <= holds.range->second)) {
                all.emplace_back(number);
            }
        }
        break;
    case TypeKind::Date:
        for (int day = -1000; day <= 700; ++day) {
            all.emplace_back(Date{random::random_today().days + day});
        }
        break;
    case TypeKind::Coded:
        for (std::size_t i = 0; i < program[holds.type.domain].values.size(); ++i) {
            all.emplace_back(CodedValue{static_cast<std::uint8_t>(i)});
        }
        break;
    case TypeKind::Set:
        for (std::uint64_t i = 0; i < 1U << program[holds.type.domain].values.size(); ++i) {
            all.emplace_back(SetValue{i});
        }
        break;
    case TypeKind::Term:
        for (const TermId term : at_or_below(program, holds.type.root)) {
            all.emplace_back(term);
        }
        break;
    default: break;
    }
    return all;
}

/// Every value in the grid has to come out as a candidate does; of a number, as the candidate does
/// that stands for its range.
void check_stand_for_all(const Situation& situation, const Subject& subject) {
    const Program& program = situation.program;
    const Candidates found = candidates(situation, subject);
    REQUIRE(found.complete == found.why.empty());
    REQUIRE(found.subject == subject);
    REQUIRE_FALSE(found.changes.empty());
    std::vector<Hypothesis> hypotheses;
    for (const Change& one : found.changes) {
        REQUIRE(one.subject == subject);
        REQUIRE(one.value.has_value());
        if (one.region) {
            INFO(show(program, holds_of(program, subject).type, *one.region));
            REQUIRE(contains(*one.region, *plain_number(*one.value)));
        }
        hypotheses.push_back({one});
    }
    if (!found.complete) {
        return;
    }
    const auto expected = outcomes(situation, hypotheses);
    const std::vector<Value> grid = fine_grid(program, holds_of(program, subject));
    std::vector<Hypothesis> tried;
    for (const Value& value : grid) {
        tried.push_back({change(subject, value)});
    }
    const auto actual = outcomes(situation, tried);
    // An edge that comes of arithmetic is right but for the last digits.
    const auto at_an_edge = [&](double number) {
        return std::ranges::any_of(found.changes, [&](const Change& one) {
            const auto near = [&](const std::optional<double>& edge) {
                return edge && std::abs(*edge - number) <= 1e-9 * std::max(1.0, std::abs(*edge));
            };
            return found.relative && (near(one.region->low) || near(one.region->high));
        });
    };
    for (std::size_t i = 0; i < grid.size(); ++i) {
        INFO(show(situation, tried[i][0]));
        const auto number = plain_number(grid[i]);
        if (!number) {
            REQUIRE(std::ranges::find(expected, actual[i]) != expected.end());
            continue;
        }
        std::size_t regions = 0;
        for (std::size_t j = 0; j < expected.size(); ++j) {
            if (contains(*found.changes[j].region, *number)) {
                ++regions;
                REQUIRE((actual[i] == expected[j] || at_an_edge(*number)));
            }
        }
        REQUIRE(regions == 1);
    }
}

const std::string declarations = R"(
fact lvef number in % from 0 to 100
fact weight number in kg from 0 to 300
fact height number in m from 0 to 3
fact dose number in g
fact age number in years
fact er one of positive, negative, unclear
fact onset date
fact current drug
fact few set of x, y, z
fact many set of m1, m2, m3, m4, m5, m6, m7, m8
fact stray number
fact pressure number
fact level number from 0 to 100
fact level_before number from 0 to 100
fact ratio number from 0 to 1
fact birth date
fact mass number in kg
fact temperature number in Cel
event therapy
  drug     drug
  line     number
  started  date
  stopped  yes/no
define limit number
  140
define bonus number
  55 when level < 10
  0 otherwise
define systolic number
  pressure
define blood_pressure number
  systolic
define bmi number in kg/m2
  max of weight / height / height, 0 kg/m2
define grade number
  1 when lvef is between 40 and 50 %
  2 when lvef > 70 %
  3 otherwise
rule low
  when lvef < 50 % and bmi > 30 kg/m2
  recommend a
rule other
  when er is positive or dose >= 9 mg or onset is within 6 months before today or age is 40 years
  unless blood_pressure >= limit or systolic is known
  unless mass < 150 [lb_av] or mass is 70.3 [lb_av] or temperature > 100.4 [degF]
  unless grade is 1 or few includes any of x or many includes any of m1 or current is in antibody
  recommend b
rule computed
  when sqrt ratio > 0.7 or years between birth and today >= 18 years
  recommend b
rule jumping
  when bonus + level > 60
  recommend b
rule falling
  when level_before - pressure >= 10
  recommend b
rule history
  when any therapy where drug is a and line >= 2 and started is after 2026-01-01
  recommend b
)";

Asked asked(const std::string& given) {
    return Asked(declarations + "\ntest \"t\"\n  given " + given + "\n  expect grade is 1\n");
}

Situation situation_of(const Asked& asked) {
    return {asked.program, asked.plan_of_program, asked.patients.front(), asked.view.today};
}

Subject fact(const Program& program, const std::string& name) {
    const auto found = std::ranges::find(program.facts, name, &Fact::name);
    REQUIRE(found != program.facts.end());
    return {Subject::Kind::Fact, static_cast<std::uint32_t>(found - program.facts.begin()), 0, 0};
}

/// The candidates as they are shown: the range of each, and the value that stands for it.
std::vector<std::string> shown(const std::string& given, const std::string& name) {
    const Asked as_is = asked(given);
    const Situation situation = situation_of(as_is);
    const Subject subject = fact(as_is.program, name);
    const Type& type = holds_of(as_is.program, subject).type;
    std::vector<std::string> all;
    for (const Change& one : candidates(situation, subject).changes) {
        std::string text = to_string(as_is.program, type, *one.value);
        if (one.region) {
            text = show(as_is.program, type, *one.region) + ": " + text;
        }
        all.push_back(text);
    }
    return all;
}

bool complete(const std::string& name) {
    const Asked as_is = asked("lvef is 62 %");
    return candidates(situation_of(as_is), fact(as_is.program, name)).complete;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("A number has a candidate for each range between thresholds") {
    CHECK(
        shown("no therapy", "lvef") ==
        Texts{
            "below 40 %: 20 %",
            "40 % to below 50 %: 40 %",
            "50 %: 50 %",
            "above 50 % up to 70 %: 70 %",
            "above 70 %: 90 %"}
    );
    CHECK(complete("lvef"));
}

TEST_CASE("The present value stands for its range") {
    const Texts all = shown("lvef is 47 %", "lvef");
    CHECK(std::ranges::find(all, "40 % to below 50 %: 47 %") != all.end());
}

TEST_CASE("Thresholds come in the unit of the declaration") {
    CHECK(
        shown("no therapy", "dose") == Texts{"below 0.009 g: 0.005 g", "at least 0.009 g: 0.009 g"}
    );
}

TEST_CASE("Thresholds are found behind definitions that are another name") {
    CHECK(shown("no therapy", "pressure") == Texts{"below 140: 100", "at least 140: 140"});
    CHECK(complete("pressure"));
}

TEST_CASE("Thresholds that other facts set are found, and hold as long as those stay") {
    CHECK(
        shown("pressure is 62.3", "level_before") == Texts{"below 72.3: 40", "at least 72.3: 72.3"}
    );
    const Asked as_is = asked("pressure is 62.3");
    const Candidates found = candidates(situation_of(as_is), fact(as_is.program, "level_before"));
    CHECK(found.complete);
    CHECK(found.relative);
    CHECK_FALSE(complete("level")); // a condition makes the sum jump
}

TEST_CASE("Where rules compute, the values at which the advice changes now are among the samples") {
    const Texts heights = shown("lvef is 45 % and weight is 91.875 kg", "height");
    CHECK(std::ranges::find(heights, "1.75 m") != heights.end());
    const Texts births = shown("no therapy", "birth");
    CHECK(std::ranges::find(births, "2008-11-23") != births.end());
    CHECK(std::ranges::find(births, "2008-11-24") != births.end());
}

TEST_CASE("Dates are cut by whole days") {
    CHECK(
        shown("no therapy", "onset") ==
        Texts{
            "on or before 2026-05-22: 2026-05-22",
            "2026-05-23 to 2026-11-23: 2026-05-23",
            "on or after 2026-11-24: 2026-11-24"}
    );
    CHECK(complete("onset"));
}

TEST_CASE("Coded facts, sets and terms have a candidate for all that rules tell apart") {
    CHECK(shown("no therapy", "er") == Texts{"positive", "negative", "unclear"});
    CHECK(shown("no therapy", "few").size() == 8);
    CHECK(complete("few"));
    const Texts terms = shown("no therapy", "current");
    CHECK(std::ranges::find(terms, "a") != terms.end());
    CHECK(std::ranges::find(terms, "b") != terms.end());
    CHECK(std::ranges::find(terms, "drug") != terms.end());
}

TEST_CASE("Candidates say what they leave out") {
    const Asked as_is = asked("lvef is 62 %");
    const Situation situation = situation_of(as_is);
    const auto why = [&](const Subject& subject) { return candidates(situation, subject).why; };
    using Catch::Matchers::ContainsSubstring;
    CHECK_FALSE(complete("height"));
    CHECK_THAT(why(fact(as_is.program, "height")), ContainsSubstring("compute with height"));
    CHECK_THAT(why(fact(as_is.program, "height")), ContainsSubstring("from 0 m to 3 m"));
    CHECK_FALSE(complete("many"));
    CHECK_THAT(why(fact(as_is.program, "many")), ContainsSubstring("many"));
    CHECK_THAT(why({Subject::Kind::Events, 0, 0, 0}), ContainsSubstring("therapy"));
}

TEST_CASE("Sampled values are such as people write, and the present one is among them") {
    const Texts heights = shown("no therapy", "height");
    REQUIRE(heights.size() == 31);
    CHECK(heights.front() == "0 m");
    CHECK(heights[3] == "0.3 m");
    CHECK(heights.back() == "3 m");
    const Texts ratios = shown("ratio is 0.33", "ratio");
    REQUIRE(ratios.size() == 23); // 0.49 among them, where the advice changes
    CHECK(ratios[1] == "0.05");
    CHECK(std::ranges::find(ratios, "0.15") != ratios.end());
    CHECK(std::ranges::find(ratios, "0.33") != ratios.end());
    const Texts births = shown("no therapy", "birth");
    CHECK(births.front() == "1926-11-23");
    CHECK(births.back() == "2026-11-23");
}

TEST_CASE("A list of events can be empty where it is unknown, and else get one more") {
    const Asked open = asked("lvef is 62 %");
    const Candidates of_unknown = candidates(situation_of(open), {Subject::Kind::Events, 0, 0, 0});
    CHECK_FALSE(of_unknown.complete);
    REQUIRE(of_unknown.changes.size() > 1);
    CHECK(std::ranges::any_of(of_unknown.changes, [](const Change& one) {
        return one.list->known && one.list->records.empty();
    }));
    const Asked one = asked("therapy with drug b");
    for (const Change& change :
         candidates(situation_of(one), {Subject::Kind::Events, 0, 0, 0}).changes) {
        CHECK(change.list->known);
        CHECK((change.list->records.size() == 1 || change.list->records.size() == 2));
    }
}

TEST_CASE("One more event can be such that a condition over its fields holds") {
    const Asked as_is = asked("no therapy");
    const Situation situation = situation_of(as_is);
    std::vector<Hypothesis> hypotheses;
    for (const Change& one : candidates(situation, {Subject::Kind::Events, 0, 0, 0}).changes) {
        hypotheses.push_back({one});
    }
    const RuleId history = as_is.rule("history");
    const auto all = outcomes(situation, hypotheses);
    CHECK(std::ranges::any_of(all, [&](const auto& one) {
        return one[history.index] == Truth::Yes;
    }));
    CHECK(std::ranges::any_of(all, [&](const auto& one) { return one[history.index] == Truth::No; })
    );
}

TEST_CASE("A value that stands for a range lies in it and is short") {
    const auto sample = [](const Region& region) {
        return sample_of(region, Holds{}, std::nullopt);
    };
    CHECK(sample({0.25, 0.35, false, false}) == 0.3);
    CHECK(sample({{}, 0.009, true, false}) < 0.009);
    CHECK(sample({{}, {}, true, true}) == 0);
    for (std::uint64_t seed = 0; seed < naive::property_cases(2000); ++seed) {
        random::Random random(seed);
        Region region;
        const double scale = std::pow(10, random.between(-12, 12));
        const double low = random.between(-1000, 1000) * scale;
        const double high = low + random.between(0, 1000) * scale;
        region.low = random.chance(80) ? std::optional(low) : std::nullopt;
        region.high = random.chance(80) ? std::optional(high) : std::nullopt;
        const bool both = region.low == region.high;
        region.low_included = both || random.chance(50);
        region.high_included = both || random.chance(50);
        INFO("seed " << seed << ": " << low << " " << high << " gives " << sample(region));
        REQUIRE(contains(region, sample(region)));
    }
}

TEST_CASE("Complete candidates of a program with every kind of fact stand for all values") {
    for (const char* given : {"no therapy", "lvef is 45 % and er is positive and few is x, y"}) {
        const Asked as_is = asked(given);
        const Situation situation = situation_of(as_is);
        for (const Subject& subject : all_subjects(as_is.program, as_is.patients.front())) {
            INFO(name_of(as_is.program, subject));
            check_stand_for_all(situation, subject);
        }
    }
}

TEST_CASE("Complete candidates stand for all values in random programs") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        for (int i = 0; i < 2; ++i) {
            const Patient patient = random::random_patient(random, made.program);
            const Situation situation{made.program, planned, patient, random::random_today()};
            for (const Subject& subject : all_subjects(made.program, patient)) {
                INFO("seed " << seed << ", " << name_of(made.program, subject));
                check_stand_for_all(situation, subject);
            }
        }
    }
}
