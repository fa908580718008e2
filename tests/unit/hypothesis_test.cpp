// Hypothetical patients: what is supposed replaces what is on record and nothing else; in words and
// in the words of a rule file, which have to mean the same change.
#include "interpreter/questions/hypothesis.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace precept;
using precept::testing::Asked;

namespace {

const std::string declarations = R"(
fact lvef number in % from 0 to 100
fact weight number in kg
fact er one of positive, negative, "not done"
fact pregnant yes/no
fact assumed yes/no assume no
fact mutations set of esr1, pik3ca, akt1
fact onset date
fact current drug
fact age number in years fixed
fact creatinine number in mg/dL
  valid for 3 months
event therapy
  drug     drug
  line     number
  started  date
  stopped  yes/no
rule r
  when any therapy where line is 1 and lvef < 50 % and weight > 10 kg and er is positive
  unless pregnant or assumed or mutations includes any of esr1
  unless onset is before today or current is a or age > 5 years or creatinine > 1 mg/dL
  unless any therapy where stopped or (drug is b and started is before today)
  recommend a
)";

Asked asked(const std::string& given) {
    return Asked(declarations + "\ntest \"t\"\n  given " + given + "\n  expect r is undecided\n");
}

Situation situation_of(const Asked& asked) {
    return {asked.program, asked.plan_of_program, asked.patients.front(), asked.view.today};
}

Subject fact(const Program& program, const std::string& name) {
    const auto found = std::ranges::find(program.facts, name, &Fact::name);
    REQUIRE(found != program.facts.end());
    return {Subject::Kind::Fact, static_cast<std::uint32_t>(found - program.facts.begin()), 0, 0};
}

constexpr Subject therapy{Subject::Kind::Events, 0, 0, 0};

Change change(const Subject& subject, std::optional<Value> value) {
    return {subject, value, {}, {}};
}

bool same_cell(const Cell& left, const Cell& right) {
    return left.state == right.state &&
           (left.state != CellState::Given || left.value == right.value);
}

bool same_record(const EventRecord& left, const EventRecord& right) {
    return std::ranges::equal(left.fields, right.fields, same_cell);
}

/// What a rule file's `given` makes of the words.
Patient given(const std::string& words) {
    Sources sources;
    const Asked told = asked(words);
    return told.patients.front();
}

void check_says_the_same(const Situation& situation, const Change& one) {
    const std::string words = as_given(situation.program, one);
    INFO(words);
    const Patient told = given(words);
    if (one.subject.kind == Subject::Kind::Events) {
        CHECK(told.events[one.subject.index].known == one.list->known);
        CHECK(std::ranges::equal(
            told.events[one.subject.index].records, one.list->records, same_record
        ));
        return;
    }
    const Cell& cell = told.facts[one.subject.index];
    if (one.value) {
        REQUIRE(cell.state == CellState::Given);
        CHECK(cell.value == *one.value);
    } else {
        CHECK(cell.state == CellState::Missing);
    }
}

EventRecord record(const Program& program, const std::vector<std::optional<Value>>& values) {
    EventRecord record;
    record.fields.resize(program.events.front().fields.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i]) {
            record.fields[i].state = CellState::Given;
            record.fields[i].value = *values[i];
        }
    }
    return record;
}

TermId term(const Program& program, const std::string& name) {
    const auto found = std::ranges::find(program.terms, name, &Term::name);
    return {static_cast<std::uint32_t>(found - program.terms.begin())};
}

} // namespace

TEST_CASE("What is supposed takes the place of what is on record") {
    const Asked as_is = asked("lvef is 62 % and therapy with drug a, line 1");
    const Situation situation = situation_of(as_is);
    const Subject lvef = fact(as_is.program, "lvef");
    const Subject line{Subject::Kind::Field, 0, 0, 1};
    CHECK(std::get<double>(current(situation, lvef).value) == 62);
    CHECK(std::get<double>(current(situation, line).value) == 1);

    const std::vector<Change> changes{change(lvef, 45.0), change(line, 2.0)};
    const Patient supposed = suppose(situation, changes);
    CHECK(std::get<double>(supposed.facts[lvef.index].value) == 45);
    CHECK(std::get<double>(supposed.events[0].records[0].fields[1].value) == 2);
    CHECK(supposed.events[0].records[0].fields[0].state == CellState::Given);
    CHECK(std::get<double>(current(situation, lvef).value) == 62); // the patient stays as it was
}

TEST_CASE("A fact made unknown is assumed where its declaration assumes it") {
    const Asked as_is = asked("assumed and pregnant");
    const Situation situation = situation_of(as_is);
    const Subject assumed = fact(as_is.program, "assumed");
    const Subject pregnant = fact(as_is.program, "pregnant");
    const Patient supposed = suppose(
        situation, std::vector<Change>{change(assumed, std::nullopt), change(pregnant, {})}
    );
    CHECK(supposed.facts[assumed.index].state == CellState::Assumed);
    CHECK(supposed.facts[assumed.index].value == Value{false});
    CHECK(supposed.facts[pregnant.index].state == CellState::Missing);
}

TEST_CASE("A supposed value is current, however old the one on record is") {
    const Asked as_is = asked("creatinine is 2 mg/dL on 2026-01-01");
    const Situation situation = situation_of(as_is);
    const Subject creatinine = fact(as_is.program, "creatinine");
    CHECK(current(situation, creatinine).state == CellState::OutOfDate);
    CHECK(is_unknown(situation, creatinine));
    const Patient supposed = suppose(situation, std::vector{change(creatinine, 2.0)});
    CHECK(supposed.facts[creatinine.index].state == CellState::Given);
    CHECK_FALSE(supposed.facts[creatinine.index].measured.has_value());
}

TEST_CASE("A whole list is replaced, and can become unknown") {
    const Asked as_is = asked("therapy with drug a and therapy with drug b");
    const Situation situation = situation_of(as_is);
    EventList none;
    none.known = true;
    const Patient without = suppose(situation, std::vector<Change>{{therapy, {}, none, {}}});
    CHECK(without.events[0].known);
    CHECK(without.events[0].records.empty());
    const Patient open = suppose(situation, std::vector<Change>{{therapy, {}, {}, {}}});
    CHECK_FALSE(open.events[0].known);
    CHECK(situation.patient.events[0].records.size() == 2);
}

TEST_CASE("Names and fixed facts") {
    const Asked as_is = asked("therapy with drug a and therapy with drug b");
    const Program& program = as_is.program;
    CHECK(name_of(program, fact(program, "lvef")) == "lvef");
    CHECK(name_of(program, therapy) == "therapy");
    CHECK(name_of(program, {Subject::Kind::Field, 0, 1, 3}) == "therapy[2].stopped");
    CHECK(is_fixed(program, fact(program, "age")));
    CHECK_FALSE(is_fixed(program, fact(program, "lvef")));
    CHECK_FALSE(is_fixed(program, therapy));
    CHECK(holds_of(program, {Subject::Kind::Field, 0, 1, 3}).type.kind == TypeKind::Truth);
}

TEST_CASE("Ranges in words") {
    const Asked as_is = asked("lvef is 62 %");
    const Program& program = as_is.program;
    const Type percent = holds_of(program, fact(program, "lvef")).type;
    const Type date{.kind = TypeKind::Date};
    const double may = parse_date("2026-05-23")->days;
    const double june = parse_date("2026-06-23")->days;
    const auto words = [&](const Type& type, const Region& region) {
        return show(program, type, region);
    };
    CHECK(words(percent, {50, {}, true, true}) == "at least 50 %");
    CHECK(words(percent, {50, {}, false, true}) == "above 50 %");
    CHECK(words(percent, {{}, 50, true, true}) == "at most 50 %");
    CHECK(words(percent, {{}, 50, true, false}) == "below 50 %");
    CHECK(words(percent, {40, 45, true, true}) == "40 % to 45 %");
    CHECK(words(percent, {40, 45, true, false}) == "40 % to below 45 %");
    CHECK(words(percent, {40, 45, false, true}) == "above 40 % up to 45 %");
    CHECK(words(percent, {40, 45, false, false}) == "above 40 % and below 45 %");
    CHECK(words(percent, {45, 45, true, true}) == "45 %");
    CHECK(words(date, {may, {}, true, true}) == "on or after 2026-05-23");
    CHECK(words(date, {{}, may, true, true}) == "on or before 2026-05-23");
    CHECK(words(date, {may, june, true, true}) == "2026-05-23 to 2026-06-23");
}

TEST_CASE("A change in words") {
    const Asked as_is = asked("lvef is 62 % and no therapy");
    const Situation situation = situation_of(as_is);
    const Program& program = as_is.program;
    Change lower = change(fact(program, "lvef"), 45.0);
    CHECK(show(situation, lower) == "lvef: 62 % → 45 %");
    lower.region = Region{{}, 50, true, false};
    CHECK(show(situation, lower) == "lvef: 62 % → below 50 %");
    CHECK(show_value(program, lower) == "below 50 %");
    CHECK(show(situation, change(fact(program, "er"), CodedValue{0})) == "er: unknown → positive");
    CHECK(show(situation, change(fact(program, "lvef"), {})) == "lvef: 62 % → unknown");
    CHECK(show(situation, change(fact(program, "assumed"), true)) == "assumed: no → yes");
    EventList list;
    list.known = true;
    list.records.push_back(record(program, {term(program, "a"), {}, {}, true}));
    CHECK(
        show(situation, {therapy, {}, list, {}}) == "therapy: none → therapy drug a, stopped yes"
    );
}

TEST_CASE("What is supposed means the same in the words of a rule file") {
    const Asked as_is = asked("lvef is 62 %");
    const Situation situation = situation_of(as_is);
    const Program& program = as_is.program;
    const std::vector<Change> changes{
        change(fact(program, "lvef"), 45.0),
        change(fact(program, "lvef"), 0.1 + 0.2),
        change(fact(program, "lvef"), {}),
        change(fact(program, "weight"), -1e-9),
        change(fact(program, "weight"), 1e12),
        change(fact(program, "er"), CodedValue{1}),
        change(fact(program, "er"), CodedValue{2}),
        change(fact(program, "pregnant"), true),
        change(fact(program, "pregnant"), false),
        change(fact(program, "mutations"), SetValue{0}),
        change(fact(program, "mutations"), SetValue{5}),
        change(fact(program, "onset"), *parse_date("2024-02-29")),
        change(fact(program, "current"), term(program, "antibody")),
    };
    for (const Change& one : changes) {
        check_says_the_same(situation, one);
    }
}

TEST_CASE("A supposed list means the same in the words of a rule file") {
    const Asked as_is = asked("lvef is 62 %");
    const Situation situation = situation_of(as_is);
    const Program& program = as_is.program;
    EventList list;
    list.known = true;
    check_says_the_same(situation, {therapy, {}, list, {}});
    list.records.push_back(
        record(program, {term(program, "a"), 2.0, *parse_date("2026-01-31"), false})
    );
    check_says_the_same(situation, {therapy, {}, list, {}});
    list.records.push_back(record(program, {{}, {}, {}, true}));
    check_says_the_same(situation, {therapy, {}, list, {}});
    list.records.push_back(record(program, {}));
    check_says_the_same(situation, {therapy, {}, list, {}});
}

TEST_CASE("Hypotheses come out as each does alone, in batches of any size") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(40); ++seed) {
        INFO("seed " << seed);
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        const Patient patient = random::random_patient(random, made.program);
        const Situation situation{made.program, planned, patient, random::random_today()};
        std::vector<Hypothesis> hypotheses;
        for (std::size_t i = 0; i < 20; ++i) {
            const Patient other = random::random_patient(random, made.program);
            Hypothesis hypothesis;
            for (std::uint32_t f = 0; f < other.facts.size(); ++f) {
                if (random.chance(30)) {
                    const Cell& cell = other.facts[f];
                    const bool known = cell.state == CellState::Given;
                    hypothesis.push_back(
                        {{Subject::Kind::Fact, f, 0, 0},
                         known ? std::optional(cell.value) : std::nullopt,
                         {},
                         {}}
                    );
                }
            }
            hypotheses.push_back(std::move(hypothesis));
        }
        std::vector<bool> seen(hypotheses.size());
        evaluate_all(
            situation,
            hypotheses,
            seed % 2 == 0 ? Retain::Everything : Retain::Results,
            [&](std::size_t first, const Evaluation& together, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    seen[first + row] = true;
                    const Patient alone = suppose(situation, hypotheses[first + row]);
                    const Batch batch =
                        make_batch(made.program, {&alone, 1}, random::random_today());
                    const Evaluation evaluation(made.program, planned, batch);
                    for (std::uint32_t i = 0; i < made.program.rules.size(); ++i) {
                        REQUIRE(together.fired({i}, row) == evaluation.fired({i}, 0));
                    }
                    for (std::uint32_t i = 0; i < made.program.advice.size(); ++i) {
                        REQUIRE(together.active({i}, row) == evaluation.active({i}, 0));
                    }
                }
                return true;
            },
            1 + seed % 7
        );
        REQUIRE(std::ranges::all_of(seen, [](bool one) { return one; }));
    }
}

TEST_CASE("Evaluating hypotheses stops when it is told to") {
    const Asked as_is = asked("lvef is 62 %");
    const Situation situation = situation_of(as_is);
    const std::vector<Hypothesis> hypotheses(10);
    std::size_t batches = 0;
    evaluate_all(
        situation,
        hypotheses,
        Retain::Results,
        [&](std::size_t first, const Evaluation& /*evaluation*/, std::span<const Patient> rows) {
            ++batches;
            CHECK(first == (batches - 1) * 4);
            CHECK(rows.size() == 4);
            return batches < 2;
        },
        4
    );
    CHECK(batches == 2);
}
