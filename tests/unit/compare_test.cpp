// Two patients side by side: nothing lies between a patient and the same, and every rule that came
// out otherwise has a condition that tells the two apart.
#include "interpreter/questions/compare.hpp"
#include "interpreter/questions/render.hpp"
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

constexpr auto rules = R"(
fact lvef number in %
fact er one of positive, negative
event therapy
  drug drug
define weak
  when lvef < 50 %
rule first
  when er is positive and not weak
  recommend a
rule second
  when er is positive
  recommend b
rule warning
  when any therapy where drug is b
  contraindicate b
)";

/// The patients of two tests of one program.
struct Pair {
    Pair(const std::string& left, const std::string& right)
        : asked(fmt::format(
              "{}\ntest \"l\"\n  given {}\n  expect first fires\n"
              "test \"r\"\n  given {}\n  expect first fires\n",
              rules,
              left,
              right
          )),
          patients{
              patient_of(asked.program, asked.program.tests[0]),
              patient_of(asked.program, asked.program.tests[1])},
          batch(make_batch(asked.program, patients, asked.view.today)),
          evaluation(asked.program, asked.plan_of_program, batch),
          left_view{evaluation, 0, patients[0], asked.view.today},
          right_view{evaluation, 1, patients[1], asked.view.today} {
        patients[0].name = "left.json";
        patients[1].name = "right.json";
    }

    [[nodiscard]] std::string text() const {
        const Style style{.colour = false, .unicode = true, .width = 100};
        return render_text(
            left_view, right_view, compare(left_view, right_view), asked.sources, style
        );
    }

    Asked asked;
    std::vector<Patient> patients;
    Batch batch;
    Evaluation evaluation;
    PatientView left_view, right_view;
};

} // namespace

TEST_CASE("Two random patients part where their rules do") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        INFO("seed " << seed);
        random::Random random(seed);
        const auto made = random::random_program(random, {});
        const Plan planned = plan(made.program);
        std::vector<Patient> patients;
        for (int i = 0; i < 4; ++i) {
            patients.push_back(random::random_patient(random, made.program));
        }
        const Batch batch = make_batch(made.program, patients, random::random_today());
        const Evaluation evaluation(made.program, planned, batch);
        const auto view = [&](std::size_t i) {
            return PatientView{evaluation, i, patients[i], random::random_today()};
        };
        for (std::size_t i = 0; i < patients.size(); ++i) {
            const Comparison same = compare(view(i), view(i));
            REQUIRE(same.facts.empty());
            REQUIRE(same.difference.empty());
            REQUIRE(same.partings.empty());
            REQUIRE(same.oppositions.empty());
            for (std::size_t j = 0; j < i; ++j) {
                const PatientView left = view(i);
                const PatientView right = view(j);
                const Comparison found = compare(left, right);
                for (const StatusChange& one : found.difference.rules) {
                    REQUIRE(std::ranges::any_of(found.partings, [&](const Parting& parting) {
                        return parting.rule == one.rule;
                    }));
                }
                for (const Parting& one : found.partings) {
                    REQUIRE(one.left != one.right);
                    REQUIRE(one.left == evaluation.truth(one.condition, left.place()));
                    REQUIRE(one.right == evaluation.truth(one.condition, right.place()));
                }
                REQUIRE((!found.difference.empty() <= !found.facts.empty()));
            }
        }
    }
}

TEST_CASE("Where two patients part, down to the condition") {
    const Pair pair("er is positive and lvef is 62 %", "er is positive and lvef is 45 %");
    const Comparison found = compare(pair.left_view, pair.right_view);
    REQUIRE(found.facts.size() == 1);
    CHECK(found.facts[0].name == "lvef");
    CHECK(found.facts[0].left == "62 %");
    CHECK(found.facts[0].right == "45 %");
    REQUIRE(found.partings.size() == 1);
    CHECK(
        one_line(pair.asked.sources, pair.asked.program[found.partings[0].condition].span) ==
        "lvef < 50 %"
    );
    CHECK(found.partings[0].left == Truth::No);
    CHECK(found.partings[0].right == Truth::Yes);
    const std::string text = pair.text();
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("left.json → right.json"));
    CHECK_THAT(text, ContainsSubstring("✗ → ✓ lvef < 50 %"));
    CHECK_THAT(text, ContainsSubstring("lvef: 62 % → 45 %"));
    CHECK_THAT(text, ContainsSubstring("first fired → did not fire"));
}

TEST_CASE("Advice that both rules give parts by what stands against it") {
    const Pair pair(
        "er is positive and lvef is 62 % and no therapy",
        "er is positive and lvef is 62 % and therapy with drug b"
    );
    const Comparison found = compare(pair.left_view, pair.right_view);
    REQUIRE(found.facts.size() == 1);
    CHECK(found.facts[0].left == "none");
    CHECK(found.facts[0].right == "drug b");
    REQUIRE(found.oppositions.size() == 1);
    CHECK(found.oppositions[0].left.empty());
    REQUIRE(found.oppositions[0].right.size() == 1);
    CHECK(found.oppositions[0].right[0].rule == pair.asked.rule("warning"));
    const std::string text = pair.text();
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("stands → blocked by warning"));
}

TEST_CASE("Two patients who are alike") {
    const Pair pair("er is positive and lvef is 62 %", "er is positive and lvef is 62 %");
    const std::string text = pair.text();
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("Their facts are the same."));
    CHECK_THAT(text, ContainsSubstring("Nothing."));
    CHECK(text.find("WHERE THEY PART") == std::string::npos);
}
