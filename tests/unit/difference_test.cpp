// What two answers do not share: nothing between an answer and itself, the same seen from both
// sides, and exactly what each answer says by itself.
#include "interpreter/questions/difference.hpp"
#include "interpreter/questions/hypothesis.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace precept;
using Catch::Matchers::ContainsSubstring;
using precept::testing::Asked;

namespace {

/// The difference in a form to compare; `turned`: as it is seen from the other side.
std::vector<std::string>
listed(const Program& program, const Difference& difference, bool turned = false) {
    std::vector<std::string> all;
    const auto add = [&](std::string_view kind, std::size_t index, int before, int after) {
        all.push_back(fmt::format(
            "{} {}: {} to {}", kind, index, turned ? after : before, turned ? before : after
        ));
    };
    const auto number = [](const std::optional<AdviceState>& state) {
        return state ? static_cast<int>(*state) : -1;
    };
    for (const AdviceChange& one : difference.advice) {
        add("advice", one.advice.index, number(one.before), number(one.after));
    }
    for (const StatusChange& one : difference.rules) {
        add("rule", one.rule.index, static_cast<int>(one.before), static_cast<int>(one.after));
    }
    for (const EnsureChange& one : difference.ensures) {
        add("ensure", one.ensure, static_cast<int>(one.before), static_cast<int>(one.after));
    }
    for (const DefinitionChange& one : difference.definitions) {
        const std::string before = show(program, one.before);
        const std::string after = show(program, one.after);
        all.push_back(fmt::format(
            "definition {}: {} to {}",
            one.definition.index,
            turned ? after : before,
            turned ? before : after
        ));
    }
    return all;
}

/// The same, read off two whole answers.
std::vector<std::string> expected(const PatientView& before, const PatientView& after) {
    const Program& program = before.program();
    const Answer was = answer(before);
    const Answer is = answer(after);
    Difference difference;
    const auto state_in = [](const Answer& one, AdviceId id) -> std::optional<AdviceState> {
        const auto found = std::ranges::find(one.advice, id, &AdviceAnswer::advice);
        return found == one.advice.end() ? std::nullopt : std::optional(found->state);
    };
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const AdviceId id{i};
        if (state_in(was, id) != state_in(is, id)) {
            difference.advice.push_back({id, state_in(was, id), state_in(is, id)});
        }
    }
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        if (was.rules[i].status != is.rules[i].status) {
            difference.rules.push_back({{i}, was.rules[i].status, is.rules[i].status});
        }
    }
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        if (was.ensures[i].state != is.ensures[i].state) {
            difference.ensures.push_back({i, was.ensures[i].state, is.ensures[i].state});
        }
    }
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        const Reading first = read_definition(before, {i}).reading;
        const Reading second = read_definition(after, {i}).reading;
        // Why it is unknown is no difference.
        const bool unknown = !first.value && !second.value && first.type.kind == TypeKind::Truth;
        if (!unknown && show(program, first) != show(program, second)) {
            difference.definitions.push_back({{i}, first, second});
        }
    }
    return listed(program, difference);
}

std::vector<std::string> sorted(std::vector<std::string> all) {
    std::ranges::sort(all);
    return all;
}

const std::string declarations = R"(
fact lvef number in %
fact er one of positive, negative
fact frail yes/no
define weak
  when lvef < 50 %
rule first
  when er is positive
  unless frail
  recommend a
rule second
  when weak
  contraindicate antibody because "heart failure"
rule third
  when er is negative
  consider b
ensure someone
  never er is positive and frail
)";

/// What changes for the patient of `given` when that and `more` is so.
struct Turn {
    Asked before, after;

    Turn(const std::string& given, const std::string& more)
        : before(text(given)),
          after(text(more)) {}

    static std::string text(const std::string& given) {
        return declarations + "\ntest \"t\"\n  given " + given + "\n  expect first fires\n";
    }

    [[nodiscard]] std::string line() const { return one_line(before.program, of()); }

    [[nodiscard]] Difference of() const { return difference(before.view, after.view); }
};

} // namespace

TEST_CASE("Nothing lies between an answer and itself, and both sides see the same") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        INFO("seed " << seed);
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        std::vector<Patient> patients;
        for (int i = 0; i < 6; ++i) {
            patients.push_back(random::random_patient(random, made.program));
        }
        const Batch batch = make_batch(made.program, patients, random::random_today());
        const Evaluation evaluation(made.program, planned, batch);
        const auto view = [&](std::size_t i) {
            return PatientView{evaluation, i, patients[i], random::random_today()};
        };
        for (std::size_t i = 0; i < patients.size(); ++i) {
            REQUIRE(difference(view(i), view(i)).empty());
            for (std::size_t j = 0; j < i; ++j) {
                const Difference there = difference(view(i), view(j));
                const Difference back = difference(view(j), view(i));
                REQUIRE(listed(made.program, there) == listed(made.program, back, true));
                REQUIRE(sorted(listed(made.program, there)) == sorted(expected(view(i), view(j))));
                REQUIRE((one_line(made.program, there) == "nothing changes") == there.empty());
            }
        }
    }
}

TEST_CASE("A change in one line") {
    const std::string positive = "er is positive and not frail and lvef is 62 %";
    const auto line = [&](const std::string& more) { return Turn(positive, more).line(); };
    CHECK(line(positive) == "nothing changes");
    CHECK(line("er is positive and not frail and lvef is 61 %") == "nothing changes");
    CHECK(
        line("er is positive and not frail and lvef is 45 %") ==
        "no longer recommended: Drug A (blocked); now contraindicated: Antibody"
    );
    CHECK(
        line("er is negative and not frail and lvef is 62 %") ==
        "no longer recommended: Drug A (not given); now an option: Drug B"
    );
    CHECK(
        line("er is positive and lvef is 62 %") ==
        "no longer recommended: Drug A (not given); someone undecided"
    );
    CHECK_THAT(
        line("er is positive and frail and lvef is 62 %"), ContainsSubstring("someone violated")
    );
}

TEST_CASE("A rule is named once, and not beside its own advice") {
    const std::string text = Turn("lvef is 62 %", "lvef is 62 % and er is negative").line();
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("now an option: Drug B"));
    CHECK_THAT(text, ContainsSubstring("first did not fire"));
    CHECK(text.find("third") == std::string::npos);
}

TEST_CASE("A change in a few paragraphs") {
    const Turn change(
        "er is positive and not frail and lvef is 62 %",
        "er is positive and not frail and lvef is 45 %"
    );
    const Style style{.colour = false, .unicode = true, .width = 100};
    const std::string text = render_text(change.before.program, change.of(), style);
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("+ contraindicated: Antibody"));
    CHECK_THAT(text, ContainsSubstring("- recommended: Drug A"));
    CHECK_THAT(text, ContainsSubstring("active → blocked"));
    CHECK_THAT(text, ContainsSubstring("rule second did not fire → fired"));
    CHECK_THAT(text, ContainsSubstring("weak no → yes"));
    const Difference none = difference(change.before.view, change.before.view);
    CHECK_THAT(
        render_text(change.before.program, none, style), ContainsSubstring("nothing changes")
    );
}

TEST_CASE("Answers of two days can be compared") {
    const std::string items = R"(
fact measured yes/no
  valid for 3 months
rule r
  when measured
  recommend a
test "t"
  given measured is yes on 2026-11-01
  expect r fires
)";
    const Asked now(items);
    const Date later = *parse_date("2027-06-01");
    std::vector<Patient> patients{patient_of(now.program, now.program.tests.front())};
    settle(now.program, later, patients.front());
    const Batch batch = make_batch(now.program, patients, later);
    const Evaluation evaluation(now.program, now.plan_of_program, batch);
    const Difference found = difference(now.view, {evaluation, 0, patients.front(), later});
    REQUIRE(found.rules.size() == 1);
    CHECK(found.rules[0].after == Status::Undecided);
    REQUIRE(found.advice.size() == 1);
    CHECK(found.advice[0].before == AdviceState::Active);
    CHECK_FALSE(found.advice[0].after.has_value());
}
