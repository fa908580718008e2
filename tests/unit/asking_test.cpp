// Questions agree with trying every answer by hand; the bands of a sweep with every point of a fine
// grid.
#include "interpreter/missing.hpp"
#include "interpreter/questions/asking.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace precept;
using Catch::Matchers::ContainsSubstring;
using precept::testing::Asked;

namespace {

/// A hypothetical patient, evaluated alone.
struct Alone {
    std::vector<Patient> patients;
    Batch batch;
    Evaluation evaluation;
    PatientView view;

    Alone(const Situation& situation, const Hypothesis& hypothesis)
        : patients{suppose(situation, std::span(hypothesis))},
          batch(make_batch(situation.program, patients, situation.today)),
          evaluation(situation.program, situation.plan, batch),
          view{evaluation, 0, patients.front(), situation.today} {}

    [[nodiscard]] std::vector<int> outcome() const {
        std::vector<int> all;
        const Program& program = view.program();
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            all.push_back(static_cast<int>(status(view, RuleId{i})));
        }
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            const bool fired = evaluation.fired(program.advice[i].rule, 0) == Truth::Yes;
            all.push_back(fired ? static_cast<int>(state(view, AdviceId{i})) : -1);
        }
        return all;
    }

    [[nodiscard]] std::size_t undecided() const {
        std::size_t count = 0;
        for (std::uint32_t i = 0; i < view.program().rules.size(); ++i) {
            count += status(view, RuleId{i}) == Status::Undecided ? 1U : 0U;
        }
        return count;
    }
};

/// Whether the effect is what comes of its answer.
void check_effect(const Situation& situation, const Alone& as_is, const AnswerEffect& effect) {
    const Alone alone(situation, {effect.answer});
    const Difference expected = difference(as_is.view, alone.view);
    REQUIRE(
        one_line(situation.program, effect.difference) == one_line(situation.program, expected)
    );
    REQUIRE(effect.difference.advice.size() == expected.advice.size());
    REQUIRE(effect.difference.rules.size() == expected.rules.size());
    REQUIRE(effect.difference.definitions.size() == expected.definitions.size());
    REQUIRE(effect.undecided == alone.undecided());
}

void check_question(const Situation& situation, const Alone& as_is, const Question& question) {
    INFO(name_of(situation.program, question.subject));
    REQUIRE(is_unknown(situation, question.subject));
    REQUIRE_FALSE(question.text.empty());
    REQUIRE_FALSE(question.effects.empty());
    REQUIRE(question.complete == question.why.empty());
    bool changes_advice = false;
    for (const AnswerEffect& effect : question.effects) {
        REQUIRE(effect.answer.subject == question.subject);
        check_effect(situation, as_is, effect);
        changes_advice = changes_advice || !effect.difference.advice.empty();
    }
    REQUIRE(question.changes_advice == changes_advice);
}

/// An answer that alone decides an undecided rule belongs to a question that is asked.
void check_nothing_forgotten(
    const Situation& situation, const Alone& as_is, const Questions& asked
) {
    for (std::uint32_t i = 0; i < situation.program.facts.size(); ++i) {
        const Subject subject{Subject::Kind::Fact, i, 0, 0};
        const bool is_asked = std::ranges::any_of(asked.questions, [&](const Question& one) {
            return one.subject == subject;
        });
        if (is_asked || !is_unknown(situation, subject)) {
            continue;
        }
        for (const Change& one : candidates(situation, subject).changes) {
            INFO(show(situation, one));
            REQUIRE(Alone(situation, {one}).undecided() == as_is.undecided());
        }
    }
}

/// Bands lie side by side from `low` to `high`, neighbours differ, and each point of a grid comes
/// out as the sample of its band does.
void check_bands(const Situation& situation, const Sweep& found, double low, double high) {
    REQUIRE_FALSE(found.bands.empty());
    REQUIRE(found.bands.front().region.low == low);
    REQUIRE(found.bands.back().region.high == high);
    const Type& type = holds_of(situation.program, found.subject).type;
    const bool days = type.kind == TypeKind::Date;
    std::vector<std::vector<int>> outcomes;
    for (std::size_t i = 0; i < found.bands.size(); ++i) {
        const Band& band = found.bands[i];
        INFO(show(situation.program, type, band.region));
        REQUIRE(contains(band.region, *plain_number(*band.sample.value)));
        outcomes.push_back(Alone(situation, {band.sample}).outcome());
        if (i == 0) {
            REQUIRE(band.difference.empty());
            continue;
        }
        const Band& before = found.bands[i - 1];
        REQUIRE(outcomes[i] != outcomes[i - 1]);
        REQUIRE_FALSE((band.difference.advice.empty() && band.difference.rules.empty()));
        if (days) {
            REQUIRE(*before.region.high + 1 == *band.region.low);
        } else {
            REQUIRE(*before.region.high == *band.region.low);
            REQUIRE(before.region.high_included != band.region.low_included);
        }
    }
    constexpr int steps = 97;
    for (int i = 0; i <= steps; ++i) {
        double at = low + (high - low) * i / steps;
        at = days ? std::round(at) : at;
        INFO(at);
        const auto band = std::ranges::find_if(found.bands, [&](const Band& one) {
            return contains(one.region, at);
        });
        REQUIRE(band != found.bands.end());
        const Change change{found.subject, value_of(type, at), {}, {}};
        REQUIRE(
            Alone(situation, {change}).outcome() ==
            outcomes[static_cast<std::size_t>(band - found.bands.begin())]
        );
    }
}

const std::string declarations = R"(
fact er one of positive, negative
  ask "Is the oestrogen receptor positive?"
fact frail "Frail" yes/no
fact lvef number in % from 0 to 100
fact weight number in kg from 0 to 200
fact height number in m
fact onset date
fact unused yes/no
fact deeper yes/no
event therapy "Earlier therapy"
  drug drug
  stopped yes/no
define bmi number in kg/m2
  weight / height / height
rule first
  when er is positive and not frail
  recommend a
rule second
  when er is negative and deeper
  recommend b
rule third
  when er is negative
  consider b
rule weak
  when lvef < 50 % or lvef >= 70 %
  avoid a
rule heavy
  when bmi >= 27.5 kg/m2
  avoid b
rule twice
  when height is 1.7 m
  consider a
rule recent
  when onset is within 6 months before today
  consider a + b
rule history
  when any therapy where drug is a and stopped
  avoid antibody
)";

Asked asked(const std::string& given) {
    return Asked(declarations + "\ntest \"t\"\n  given " + given + "\n  expect first fires\n");
}

Situation situation_of(const Asked& asked) {
    return {asked.program, asked.plan_of_program, asked.patients.front(), asked.view.today};
}

Subject fact(const Program& program, const std::string& name) {
    const auto found = std::ranges::find(program.facts, name, &Fact::name);
    REQUIRE(found != program.facts.end());
    return {Subject::Kind::Fact, static_cast<std::uint32_t>(found - program.facts.begin()), 0, 0};
}

std::vector<std::string> names(const Program& program, const Questions& questions) {
    std::vector<std::string> all;
    for (const Question& one : questions.questions) {
        all.push_back(name_of(program, one.subject));
    }
    return all;
}

std::vector<std::string> shown(const Program& program, const Sweep& sweep) {
    std::vector<std::string> all;
    for (const Band& band : sweep.bands) {
        all.push_back(show(program, holds_of(program, sweep.subject).type, band.region));
    }
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("What changes the advice is asked first, what does not matter never") {
    const Asked as_is =
        asked("not frail and lvef is 60 % and weight is 70 kg and height is 2 m and no therapy and "
              "onset is 2026-01-01");
    const Questions found = questions(situation_of(as_is), {});
    CHECK(names(as_is.program, found) == Texts{"er", "deeper"});
    CHECK(found.searched.complete());
    const Question& er = found.questions.front();
    CHECK(er.text == "Is the oestrogen receptor positive?");
    CHECK(er.changes_advice);
    CHECK(er.complete);
    REQUIRE(er.effects.size() == 2);
    CHECK(er.effects[0].undecided == 0); // positive: the other two cannot fire
    CHECK(er.effects[1].undecided == 1); // negative: second waits for `deeper`
    CHECK(er.decides == Approx(2.5));
    CHECK_FALSE(found.questions.back().changes_advice);
}

TEST_CASE("Lists and fields of events are asked for") {
    const Asked open = asked("er is positive");
    const Texts of_unknown = names(open.program, questions(situation_of(open), {}));
    CHECK(std::ranges::find(of_unknown, "therapy") != of_unknown.end());
    const Asked one = asked("therapy with drug a");
    const Questions found = questions(situation_of(one), {});
    const Texts of_field = names(one.program, found);
    CHECK(std::ranges::find(of_field, "therapy[1].stopped") != of_field.end());
    CHECK(std::ranges::find(of_field, "therapy") == of_field.end());
}

TEST_CASE("A guideline that may not apply asks for what decides that") {
    Sources sources;
    Diagnostics findings;
    const Program program = compile_text(
        "g.precept",
        "guideline g\n  language 1\n  version \"1\"\n  status draft\n  reviewed 2026-11-01\n"
        "  applies when adult\nterm a\nfact adult yes/no\nfact fit yes/no\n"
        "rule r\n  when fit\n  recommend a\n",
        sources,
        {*parse_date("2026-11-23")},
        findings
    );
    REQUIRE_FALSE(has_errors(findings));
    const Plan planned = plan(program);
    Patient patient = unknown_patient(program);
    patient.facts[1].state = CellState::Given;
    patient.facts[1].value = true;
    const Situation situation{program, planned, patient, *parse_date("2026-11-23")};
    const Questions found = questions(situation, {});
    CHECK(names(program, found) == Texts{"adult"});
    CHECK(found.questions.front().changes_advice);
}

TEST_CASE("Questions that were cut short say so") {
    const Asked as_is = asked("no therapy");
    Limits limits;
    limits.hypotheses = 2;
    CHECK_FALSE(questions(situation_of(as_is), limits).searched.complete());
    const std::atomic<bool> stop = true;
    limits = {};
    limits.stop = &stop;
    CHECK_FALSE(questions(situation_of(as_is), limits).searched.complete());
}

TEST_CASE("Nothing is asked of a patient of whom all is decided") {
    const Asked as_is = asked(
        "er is positive and frail and lvef is 60 % and weight is 70 kg and height is 2 m and no "
        "therapy and onset is 2026-01-01"
    );
    const Questions found = questions(situation_of(as_is), {});
    CHECK(found.questions.empty());
    CHECK(found.searched.complete());
}

TEST_CASE("Questions agree with trying each answer, in random programs") {
    const random::Shape shape{.monotone = true};
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        INFO("seed " << seed);
        random::Random random(seed);
        const auto made = random::random_program(random, shape);
        const Plan planned = plan(made.program);
        const Patient patient = random::random_patient(random, made.program);
        const Situation situation{made.program, planned, patient, random::random_today()};
        const Alone as_is(situation, {});
        const Questions found = questions(situation, {});
        for (std::size_t i = 0; i < found.questions.size(); ++i) {
            check_question(situation, as_is, found.questions[i]);
            if (i > 0) {
                const Question& before = found.questions[i - 1];
                const Question& after = found.questions[i];
                REQUIRE(
                    std::pair(before.changes_advice, before.decides) >=
                    std::pair(after.changes_advice, after.decides)
                );
            }
        }
        check_nothing_forgotten(situation, as_is, found);
    }
}

TEST_CASE("The bands of a number meet at its thresholds") {
    const Asked as_is = asked("er is positive");
    const Situation situation = situation_of(as_is);
    const Sweep found = sweep(situation, fact(as_is.program, "lvef"), 30, 80, {});
    CHECK(
        shown(as_is.program, found) ==
        Texts{"30 % to below 50 %", "50 % to below 70 %", "70 % to 80 %"}
    );
    CHECK(found.searched.complete());
    CHECK(found.bands[0].active.size() == 1);
    CHECK(found.bands[1].active.empty());
    check_bands(situation, found, 30, 80);
    const Sweep inside = sweep(situation, fact(as_is.program, "lvef"), 55, 60, {});
    CHECK(shown(as_is.program, inside) == Texts{"55 % to 60 %"});
    const Sweep wide = sweep(situation, fact(as_is.program, "lvef"), -100, 1000, {});
    check_bands(situation, wide, 0, 100);
    CHECK(sweep(situation, fact(as_is.program, "lvef"), 80, 30, {}).bands.empty());
}

TEST_CASE("The bands of a date meet by whole days") {
    const Asked as_is = asked("er is positive");
    const Situation situation = situation_of(as_is);
    const double low = parse_date("2026-01-01")->days;
    const double high = parse_date("2026-12-31")->days;
    const Sweep found = sweep(situation, fact(as_is.program, "onset"), low, high, {});
    CHECK(
        shown(as_is.program, found) ==
        Texts{"2026-01-01 to 2026-05-22", "2026-05-23 to 2026-11-23", "2026-11-24 to 2026-12-31"}
    );
    check_bands(situation, found, low, high);
}

TEST_CASE("A number that rules compute with is sampled, and its edges are found") {
    const Asked as_is = asked("weight is 110 kg");
    const Situation situation = situation_of(as_is);
    const Sweep found = sweep(situation, fact(as_is.program, "height"), 1.31, 2.75, {});
    CHECK(
        shown(as_is.program, found) ==
        Texts{"1.31 m to below 1.7 m", "1.7 m", "above 1.7 m up to 2 m", "above 2 m up to 2.75 m"}
    );
    CHECK_FALSE(found.searched.complete());
    REQUIRE_FALSE(found.searched.left_out.empty());
    CHECK_THAT(found.searched.left_out.front(), ContainsSubstring("compute with height"));
    check_bands(situation, found, 1.31, 2.75);
}

TEST_CASE("A sweep that was stopped says so") {
    const Asked as_is = asked("weight is 110 kg");
    const std::atomic<bool> stop = true;
    Limits limits;
    limits.stop = &stop;
    const Subject height = fact(as_is.program, "height");
    const Sweep found = sweep(situation_of(as_is), height, 1.31, 2.75, limits);
    CHECK(std::ranges::any_of(found.searched.left_out, [](const std::string& one) {
        return one.find("cut short") != std::string::npos;
    }));
}

TEST_CASE("Bands agree with every point of a grid in random programs") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        const Patient patient = random::random_patient(random, made.program);
        const Situation situation{made.program, planned, patient, random::random_today()};
        for (std::uint32_t i = 0; i < made.program.facts.size(); ++i) {
            const TypeKind kind = made.program.facts[i].holds.type.kind;
            if (kind != TypeKind::Number && kind != TypeKind::Date) {
                continue;
            }
            const Subject subject{Subject::Kind::Fact, i, 0, 0};
            INFO("seed " << seed << ", " << name_of(made.program, subject));
            const double middle =
                kind == TypeKind::Date ? static_cast<double>(random::random_today().days) : 0;
            const double width = kind == TypeKind::Date ? 800 : 12;
            const Sweep found = sweep(situation, subject, middle - width, middle + width, {});
            const bool exact = !uses_of(situation, subject).computed;
            REQUIRE(found.searched.complete() == exact);
            // Of a number that rules compute with, the grid could find what the samples missed.
            if (exact) {
                check_bands(situation, found, middle - width, middle + width);
            }
        }
    }
}
