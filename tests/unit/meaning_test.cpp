// The meaning of the language, sentence by sentence of its reference: small guidelines, what is
// given of a patient, and what must be yes, no or unknown. The interpreter and the naive evaluator
// have to say so both. Today is 2026-11-23.
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/compare.hpp"

#include <fmt/format.h>

using namespace precept;
using precept::testing::Asked;

namespace {

constexpr Truth yes = Truth::Yes;
constexpr Truth no = Truth::No;
constexpr Truth unknown = Truth::Unknown;

struct Says {
    std::string condition;
    Truth truth;
};

void check_agrees(const Asked& asked) {
    naive::Evaluator naive(asked.program, asked.patients.front(), asked.view.today);
    CHECK(naive::disagreement(asked.evaluation, 0, naive) == "");
}

/// A patient of whom `given` is known, in a guideline with these declarations.
void says(
    const std::string& declarations, const std::string& given, const std::vector<Says>& conditions
) {
    std::string items = declarations;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        items += fmt::format("\ndefine question_{}\n  when {}\n", i, conditions[i].condition);
    }
    items += "\ntest \"t\"\n  given " + given + "\n  expect question_0\n";
    const Asked asked(items);
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        INFO("given " << given << ": " << conditions[i].condition);
        const DefinitionId question = asked.definition(fmt::format("question_{}", i));
        const NodeId body = asked.program[question].body;
        CHECK(asked.evaluation.truth(body, asked.view.place()) == conditions[i].truth);
    }
    check_agrees(asked);
}

/// What became of the advice of `rule`: nothing where the rule did not fire.
std::string
becomes(const std::string& declarations, const std::string& given, const std::string& rule) {
    const Asked asked(
        declarations + "\ntest \"t\"\n  given " + given + "\n  expect " + rule + " fires\n"
    );
    check_agrees(asked);
    const RuleAnswer& status = asked.answer_of(rule);
    switch (status.status) {
    case Status::NotFired: return "not fired";
    case Status::Undecided: return "undecided";
    case Status::NotApplicable: return "not applicable";
    case Status::Fired: break;
    }
    switch (asked.advice(rule).state) {
    case AdviceState::Active: return "active";
    case AdviceState::Blocked: return "blocked";
    case AdviceState::Overridden: return "overridden";
    case AdviceState::Provisional: return "provisional";
    }
    return "?";
}

const std::string three_facts = R"(
fact p yes/no
fact q yes/no
fact r yes/no
)";

const std::string therapies = R"(
event therapy
  drug     drug
  line     number
  started  date
  stopped  date
define last_antibody
  latest therapy by started where drug is in antibody
define first_antibody
  earliest therapy by started where drug is in antibody
)";

const std::string before = "\n  and ";

} // namespace

TEST_CASE("Conditions are three-valued") {
    says(
        three_facts,
        "p and not q",
        {{"p or r", yes},
         {"q or r", unknown},
         {"q and r", no},
         {"p and r", unknown},
         {"not r", unknown},
         {"r or not r", unknown},
         {"r is known", no},
         {"r is unknown", yes},
         {"p is yes", yes},
         {"q is no", yes},
         {"(p and r) is known", no}}
    );
}

TEST_CASE("A list of conditions is counted as far as they are decided") {
    says(
        three_facts,
        "p and not q",
        {{"at least 1 of\n    - p\n    - q\n    - r", yes},
         {"at least 2 of\n    - p\n    - q\n    - r", unknown},
         {"at least 3 of\n    - p\n    - q\n    - r", no},
         {"exactly 1 of\n    - p\n    - q\n    - r", unknown},
         {"exactly 3 of\n    - p\n    - q\n    - r", no},
         {"exactly 1 of\n    - p\n    - q", yes},
         {"at most 2 of\n    - p\n    - q\n    - r", yes},
         {"at most 1 of\n    - p\n    - q\n    - r", unknown},
         {"none of\n    - q\n    - r", unknown},
         {"none of\n    - p\n    - r", no}}
    );
}

TEST_CASE("A coded value carries what is still possible") {
    const std::string receptor = three_facts + R"(
define receptor
  positive   when p
  negative   when q
  equivocal  otherwise
)";
    says(
        receptor,
        "not p",
        {{"receptor is not positive", yes},
         {"receptor is positive", no},
         {"receptor is negative", unknown},
         {"receptor is one of negative, equivocal", yes},
         {"receptor is one of positive, negative", unknown},
         {"receptor is known", no}}
    );
    says(receptor, "p", {{"receptor is positive", yes}, {"receptor is known", yes}});
    says(
        receptor,
        "q",
        {{"receptor is equivocal", no}, {"receptor is one of positive, negative", yes}}
    );
}

TEST_CASE("A coded fact that is missing may be anything, even nothing") {
    says(
        "fact ihc one of 0, 1+, 2+, 3+\n",
        "today is 2026-11-23",
        {{"ihc is 3+", unknown},
         {"ihc is one of 0, 1+, 2+, 3+", unknown},
         {"ihc is not 0", unknown},
         {"ihc is known", no}}
    );
}

TEST_CASE("Where no case applies there is no value") {
    const std::string declarations = three_facts + R"(
define grade
  severe when p
  mild   when q
define dose
  5 mg when p
)";
    says(
        declarations,
        "not p and not q",
        {{"grade is severe", unknown},
         {"grade is not severe", unknown},
         {"grade is known", no},
         {"dose > 0 mg", unknown},
         {"dose is known", no}}
    );
    // What a still open case would give is not all that is possible.
    says(declarations, "not p", {{"grade is severe", unknown}, {"grade is mild", unknown}});
}

TEST_CASE("Cases that agree on a number need not be decided") {
    const std::string declarations = three_facts + R"(
define dose
  5 mg when p
  5 mg when q
  7 mg otherwise
)";
    says(declarations, "q", {{"dose is 5 mg", yes}, {"dose is known", yes}});
    says(declarations, "not q", {{"dose is 5 mg", unknown}, {"dose < 10 mg", unknown}});
    says(declarations, "not p and not q", {{"dose is 7 mg", yes}});
}

TEST_CASE("A sum is decided as far as its bounds are") {
    const std::string declarations = three_facts + R"(
define score
  sum of
    - 3 when p
    - 2 when q
define lowered
  sum of
    - 3 when p
    - -2 when q
)";
    says(
        declarations,
        "p",
        {{"score >= 2", yes},
         {"score > 3", unknown},
         {"score < 6", yes},
         {"score is between 3 and 5", yes},
         {"score is between 0 and 4", unknown},
         {"score is 9", no},
         {"score is 3", unknown},
         {"score is known", no},
         {"score + 1 >= 2", unknown},
         {"lowered >= 1", yes},
         {"lowered > 3", no}}
    );
    says(declarations, "p and q", {{"score is 5", yes}, {"score + 1 is 6", yes}});
}

TEST_CASE("A sum with an unknown summand that may count is open") {
    const std::string declarations = three_facts + R"(
fact points number
define score
  sum of
    - points when p
    - 2 when q
)";
    says(declarations, "q", {{"score >= 2", unknown}, {"score is known", no}});
    says(declarations, "q and not p", {{"score is 2", yes}});
}

TEST_CASE("An event list that is not given is unknown; one that is given is complete") {
    says(
        therapies,
        "no therapy",
        {{"any therapy where drug is a", no},
         {"no therapy where drug is a", yes},
         {"every therapy where drug is a", yes},
         {"at least 1 therapy", no},
         {"at most 1 therapy where drug is a", yes},
         {"(count of therapy) is 0", yes}}
    );
    says(
        therapies,
        "today is 2026-11-23",
        {{"any therapy where drug is a", unknown},
         {"no therapy where drug is a", unknown},
         {"every therapy where drug is a", unknown},
         {"exactly 1 therapy", unknown},
         {"(count of therapy) >= 0", yes},
         {"(count of therapy) >= 1", unknown}}
    );
    says(
        therapies,
        "therapy with drug a" + before + "therapy with line 2",
        {{"any therapy where drug is a", yes},
         {"any therapy where drug is b", unknown},
         {"every therapy where drug is a", unknown},
         {"every therapy where drug is b", no},
         {"at least 2 therapy where drug is in antibody", unknown},
         {"at most 2 therapy where drug is a", yes},
         {"(count of therapy where drug is a) is between 1 and 2", yes},
         {"(count of therapy where drug is a) is 0", no}}
    );
}

TEST_CASE("The later of two events of one day is the later in the record") {
    const std::string given = "therapy with drug a, line 1, started 2026-01-01" + before +
                              "therapy with drug b, line 2, started 2026-01-01";
    says(
        therapies,
        given,
        {{"last_antibody.line is 2", yes},
         {"first_antibody.line is 1", yes},
         {"last_antibody.drug is b", yes},
         {"last_antibody is known", yes}}
    );
}

TEST_CASE("An event that may match and has no date leaves the latest unknown") {
    says(
        therapies,
        "therapy with drug a, line 1, started 2026-01-01" + before + "therapy with drug b, line 2",
        {{"last_antibody.line is 1", unknown}, {"last_antibody is known", no}}
    );
    says(
        therapies,
        "therapy with drug a, line 1, started 2026-01-01" + before +
            "therapy with drug drug, line 2",
        {{"last_antibody.line is 1", yes}}
    );
}

TEST_CASE("The latest is known when what is open would be earlier") {
    says(
        therapies,
        "therapy with drug a, line 1, started 2026-02-01" + before +
            "therapy with line 2, started 2026-01-01",
        {{"last_antibody.line is 1", yes}, {"first_antibody.line is 1", unknown}}
    );
}

TEST_CASE("Of no event there is no latest, and its fields are unknown") {
    says(
        therapies,
        "no therapy",
        {{"last_antibody is known", no},
         {"last_antibody.line is 1", unknown},
         {"last_antibody.stopped is known", no},
         {"last_antibody.drug is in antibody", unknown}}
    );
    says(therapies, "today is 2026-11-23", {{"last_antibody is known", no}});
}

TEST_CASE("Inside where, names are the fields of the nearest event first") {
    const std::string declarations = therapies + R"(
event scan
  line number
  done date
)";
    says(
        declarations,
        "therapy with line 1, started 2026-01-01" + before + "scan with line 2, done 2026-02-01" +
            before + "scan with line 1, done 2025-01-01",
        {{"any therapy where (any scan where done is after started)", yes},
         {"any therapy where (any scan where (line is therapy.line and done is after started))",
          no},
         {"every therapy where (any scan where line is therapy.line)", yes},
         {"any therapy where (count of scan where line > therapy.line) is 1", yes}}
    );
}

TEST_CASE("Between includes both ends") {
    const std::string fact = "fact lvef number in %\n";
    says(fact, "lvef is 40 %", {{"lvef is between 40 and 50 %", yes}, {"lvef < 40 %", no}});
    says(fact, "lvef is 50 %", {{"lvef is between 40 % and 50 %", yes}, {"lvef <= 50 %", yes}});
    says(fact, "lvef is 50.1 %", {{"lvef is between 40 and 50 %", no}});
}

TEST_CASE("What cannot be computed is unknown") {
    says(
        "fact x number\n",
        "x is 0",
        {{"1 / x > 0", unknown},
         {"x / x is 1", unknown},
         {"sqrt (x - 1) > 0", unknown},
         {"ln x < 0", unknown},
         {"exp (x + 1000) > 0", unknown},
         {"(1 / x) is known", no},
         {"x ^ 0 is 1", yes}}
    );
}

TEST_CASE("Numbers are rounded, and the least and greatest taken") {
    says(
        "fact x number\n",
        "x is 2.45",
        {{"round x to 1 > 2.4", yes},
         {"floor x is 2", yes},
         {"ceiling x is 3", yes},
         {"(min of x, 2) is 2", yes},
         {"(max of x, 2) is 2.45", yes},
         {"abs (-x) is 2.45", yes},
         {"2 ^ 3 is 8", yes}}
    );
}

TEST_CASE("Quantities are compared in one unit") {
    const std::string facts = "fact dose number in mg\nfact age number in years\n";
    says(
        facts,
        "dose is 1500 mg and age is 1 years",
        {{"dose is 1.5 g", yes},
         {"dose > 1 g", yes},
         {"dose in g is 1.5", yes},
         {"age is 12 months", yes},
         {"age in months is 12", yes}}
    );
}

TEST_CASE("A bare number becomes the declared unit") {
    says(
        "fact dose number in mg\ndefine rate number in mg/d\n  dose in mg / 2\n",
        "dose is 10 mg",
        {{"rate is 5 mg/d", yes}}
    );
}

TEST_CASE("Age is whole years elapsed, leap days and all") {
    const std::string facts = "fact born date\nfact seen date\n";
    says(
        facts,
        "born is 2004-02-29 and seen is 2022-02-28",
        {{"(years between born and seen) is 18 years", yes}}
    );
    says(
        facts,
        "born is 2004-02-29 and seen is 2022-02-27",
        {{"(years between born and seen) is 17 years", yes}}
    );
    says(
        facts,
        "born is 2024-01-31 and seen is 2024-02-29",
        {{"(months between born and seen) is 1 months", yes},
         {"(days between born and seen) is 29 days", yes},
         {"(days between seen and born) is -29 days", yes}}
    );
    says(facts, "born is 2000-11-23", {{"(years between born and today) is 26 years", yes}});
    says(facts, "born is 2000-11-24", {{"(years between born and today) is 25 years", yes}});
}

TEST_CASE("Spans between dates are calendar spans, their ends as the words say") {
    const std::string fact = "fact day date\n";
    says(
        fact,
        "day is 2026-05-23",
        {{"day is within 6 months before today", yes},
         {"day is less than 6 months before today", no},
         {"day is more than 6 months before today", no},
         {"day is before today", yes}}
    );
    says(
        fact,
        "day is 2026-05-22",
        {{"day is within 6 months before today", no},
         {"day is more than 6 months before today", yes}}
    );
    says(
        fact,
        "day is 2026-11-23",
        {{"day is within 1 day before today", yes},
         {"day is within 1 day after today", yes},
         {"day is before today", no},
         {"day is after today", no}}
    );
    says(
        fact,
        "day is 2026-12-23",
        {{"day is within 1 month after today", yes},
         {"day is less than 1 month after today", no},
         {"day is more than 29 days after today", yes},
         {"day is within 2 months before today", no}}
    );
}

TEST_CASE("A value that was measured too long ago is unknown") {
    const std::string fact = "fact lvef number in % valid for 3 months\n";
    says(fact, "lvef is 60 % on 2026-08-23", {{"lvef > 50 %", yes}});
    says(fact, "lvef is 60 % on 2026-08-22", {{"lvef > 50 %", unknown}, {"lvef is known", no}});
    says(fact, "lvef is 60 %", {{"lvef > 50 %", yes}});
}

TEST_CASE("What is assumed holds when nothing is given, not when it is out of date") {
    const std::string fact = "fact pregnant yes/no assume no valid for 1 month\n";
    says(fact, "today is 2026-11-23", {{"pregnant", no}, {"pregnant is known", yes}});
    says(fact, "pregnant is unknown", {{"pregnant", no}});
    says(fact, "pregnant", {{"pregnant", yes}});
    says(fact, "pregnant is yes on 2026-01-01", {{"pregnant", unknown}});
}

TEST_CASE("A set is known as a whole") {
    const std::string fact = "fact found set of esr1, pik3ca, brca1\n";
    says(
        fact,
        "found is esr1, brca1",
        {{"found includes esr1", yes},
         {"found does not include esr1", no},
         {"found includes any of pik3ca, brca1", yes},
         {"found includes all of pik3ca, brca1", no}}
    );
    says(fact, "found is none", {{"found includes esr1", no}, {"found is known", yes}});
    says(fact, "today is 2026-11-23", {{"found includes esr1", unknown}});
}

TEST_CASE("A term is in every class above it") {
    says(
        "fact received drug\n",
        "received is a",
        {{"received is a", yes},
         {"received is in antibody", yes},
         {"received is in a", yes},
         {"received is antibody", no},
         {"received is one of b, a", yes},
         {"received is in b", no}}
    );
}

TEST_CASE("A table is cases, its cells conditions") {
    const std::string declarations = R"(
fact ihc one of 0, 1+, 2+, 3+
fact ish one of amplified, not_amplified
fact size number in mm
define her2 one of positive, negative, equivocal
  table  ihc  | ish           | result
         3+   | any           | positive
         2+   | amplified     | positive
         2+   | not_amplified | negative
         0, 1+ | any          | negative
define stage one of small, medium, large
  table  size          | result
         < 5 mm        | small
         5 mm to 10 mm | medium
         > 10 mm       | large
)";
    says(
        declarations,
        "ihc is 3+ and size is 5 mm",
        {{"her2 is positive", yes}, {"stage is medium", yes}}
    );
    says(
        declarations,
        "ihc is 2+ and size is 10 mm",
        {{"her2 is equivocal", unknown}, {"her2 is known", no}, {"stage is medium", yes}}
    );
    says(
        declarations,
        "ihc is 1+ and size is 10.5 mm",
        {{"her2 is negative", yes}, {"stage is large", yes}}
    );
}

namespace {

const std::string rules = three_facts + R"(
rule base
  when p is known
  recommend a
    cite s
rule better
  when q
  overrides base
  recommend b
    cite s
rule warning
  when r
  contraindicate b
    cite s
)";

} // namespace

TEST_CASE("An override withdraws advice; one whose own advice is blocked gives way") {
    CHECK(becomes(rules, "p and not q and not r", "base") == "active");
    CHECK(becomes(rules, "p and q and not r", "base") == "overridden");
    CHECK(becomes(rules, "p and q and r", "better") == "blocked");
    CHECK(becomes(rules, "p and q and r", "base") == "active");
}

TEST_CASE("Advice that an undecided rule could still stop is provisional") {
    CHECK(becomes(rules, "p and not r", "base") == "provisional");
    CHECK(becomes(rules, "p and r", "base") == "active"); // the override would be blocked
    CHECK(becomes(rules, "p and q", "better") == "provisional");
    CHECK(becomes(rules, "p and q", "base") == "provisional");
}

TEST_CASE("A rule fires when its condition holds and no unless does") {
    const std::string rule = three_facts + R"(
rule single
  when p
  unless q
  unless r because "a reason"
  consider a
    cite s
)";
    CHECK(becomes(rule, "p and not q and not r", "single") == "active");
    CHECK(becomes(rule, "p and not q", "single") == "undecided");
    CHECK(becomes(rule, "p and q", "single") == "not fired");
    CHECK(becomes(rule, "not p", "single") == "not fired");
    CHECK(becomes(rule, "today is 2026-11-23", "single") == "undecided");
}

TEST_CASE("A contraindication blocks all that contains it or what is below it") {
    const std::string declarations = three_facts + R"(
term other is drug
rule regimen
  when p
  recommend other + a
    cite s
rule alone
  when p
  consider other
    cite s
rule class
  when p
  recommend antibody
    cite s
rule warning
  when q
  contraindicate antibody
    cite s
rule narrow
  when r
  contraindicate a
    cite s
)";
    CHECK(becomes(declarations, "p and q and not r", "regimen") == "blocked");
    CHECK(becomes(declarations, "p and q and not r", "alone") == "active");
    CHECK(becomes(declarations, "p and q and not r", "class") == "blocked");
    CHECK(becomes(declarations, "p and r and not q", "regimen") == "blocked");
    // A contraindication of one of its members does not block the class.
    CHECK(becomes(declarations, "p and r and not q", "class") == "active");
    CHECK(becomes(declarations, "p and r and q", "narrow") == "active");
    CHECK(becomes(declarations, "p and not q", "regimen") == "provisional");
}

TEST_CASE("A caution blocks nothing; a contraindication can be overridden") {
    const std::string declarations = three_facts + R"(
rule base
  when p
  recommend a
    cite s
rule caution
  when p
  avoid a
    cite s
rule warning
  when q
  contraindicate a
    cite s
rule expert
  when r
  overrides warning
  consider b
    cite s
)";
    CHECK(becomes(declarations, "p and not q", "base") == "active");
    CHECK(becomes(declarations, "p and q and not r", "base") == "blocked");
    CHECK(becomes(declarations, "p and q and r", "base") == "active");
    CHECK(becomes(declarations, "p and q and r", "warning") == "overridden");
}

TEST_CASE("Rules may ask what became of others") {
    const std::string declarations = rules + R"(
rule monitoring
  when antibody is recommended
  consider drug
    cite s
)";
    CHECK(becomes(declarations, "p and not q", "monitoring") == "active");
    says(
        declarations,
        "p and q and not r",
        {{"a is recommended", no},
         {"b is recommended", yes},
         {"antibody is recommended", yes},
         {"drug is considered", yes},
         {"b is contraindicated", no},
         {"better fires", yes},
         {"warning fires", no}}
    );
    says(
        declarations,
        "p and r",
        {{"b is contraindicated", yes},
         {"antibody is contraindicated", no},
         {"b is recommended", no},
         {"a is recommended", yes},
         {"better fires", unknown}}
    );
}

TEST_CASE("A property holds, is violated or is undecided") {
    const std::string declarations = rules + R"(
ensure not_both
  never a is recommended and b is recommended
ensure answered
  whenever p
  some advice is given
ensure just_one
  exactly one of base, better fires
)";
    const auto ensures = [&](const std::string& given) {
        const Asked asked(
            declarations + "\ntest \"t\"\n  given " + given + "\n  expect base fires\n"
        );
        check_agrees(asked);
        std::vector<EnsureState> states;
        for (const EnsureAnswer& one : asked.answer.ensures) {
            states.push_back(one.state);
        }
        return states;
    };
    using enum EnsureState;
    CHECK(ensures("p and not q") == std::vector{Held, Held, Held});
    CHECK(ensures("p and q and not r") == std::vector{Held, Held, Violated});
    // Each advice by itself is undecided, though one of the two is sure to be active.
    CHECK(ensures("p") == std::vector{Undecided, Undecided, Undecided});
}
