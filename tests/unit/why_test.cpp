// Why and why not: what is listed agrees with what came out, for every rule and term of random
// programs; what is left of a trace is what decided.
#include "interpreter/questions/why.hpp"
#include "interpreter/trace.hpp"
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

const std::string rules = R"(
fact lvef "LVEF" number in %
fact er one of positive, negative
fact frail yes/no
fact old yes/no
event therapy "Therapy"
  drug drug
define weak "Weak heart"
  when lvef < 50 %
define heart
  weak   when lvef < 40 %
  watch  when lvef < 50 %
  strong otherwise
rule first "The first"
  when er is positive and not weak
  unless frail because "Too much for the frail"
  recommend a because "A helps" cite s "Part 1"
rule second
  when er is positive and heart is watch
  consider a + b
rule third
  when first fires and old
  overrides first
  recommend b
rule class_rule
  when old
  recommend antibody
rule warning
  when lvef < 30 %
  contraindicate antibody because "Heart failure"
)";

struct Question {
    explicit Question(const std::string& given)
        : asked(rules + "\ntest \"t\"\n  given " + given + "\n  expect first fires\n") {}

    [[nodiscard]] Thing thing(const std::string& name) const {
        const auto found = find_thing(asked.program, name);
        INFO(name);
        REQUIRE(found);
        return *found;
    }

    [[nodiscard]] Why why(const std::string& name) const {
        return precept::why(asked.view, thing(name));
    }

    [[nodiscard]] std::string text(const std::string& name, bool negated) const {
        const Style style{.colour = false, .unicode = true, .width = 100};
        return render_text(asked.view, why(name), negated, asked.sources, style);
    }

    /// "first: not_fired" and so on, in the order of the answer.
    [[nodiscard]] std::vector<std::string> rules_of(const std::string& name) const {
        std::vector<std::string> all;
        for (const RuleReason& one : why(name).rules) {
            all.push_back(fmt::format("{}: {}", asked.program[one.rule].name, in_words(one.status))
            );
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> conditions(const std::vector<NodeId>& nodes) const {
        std::vector<std::string> all;
        for (const NodeId node : nodes) {
            all.push_back(one_line(asked.sources, asked.program[node].span));
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> ground_names(NodeId node) const {
        std::vector<std::string> all;
        for (const Operand& operand : grounds(asked.view, node)) {
            all.push_back(operand.name);
        }
        return all;
    }

    Asked asked;
};

using Names = std::vector<std::string>;

/// Whether some advice for the term, or for something that belongs to it, stands.
bool some_stands(const PatientView& view, const Why& why) {
    return std::ranges::any_of(why.rules, [&](const RuleReason& one) {
        const ast::Verb verb = view.program()[one.advice].verb;
        return (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) &&
               one.nearness != Nearness::Wider && one.state == AdviceState::Active;
    });
}

void check_reason(const PatientView& view, const RuleReason& one) {
    const Program& program = view.program();
    const Truth fired = view.evaluation.fired(one.rule, view.index);
    REQUIRE(one.status == status(view, one.rule));
    REQUIRE(program[one.advice].rule == one.rule);
    REQUIRE(one.state.has_value() == (fired == Truth::Yes));
    REQUIRE(one.deciding.empty() == (fired != Truth::No));
    for (const NodeId node : one.open) {
        REQUIRE(fired != Truth::Yes);
        REQUIRE(view.evaluation.truth(node, view.place()) == Truth::Unknown);
    }
    for (const NodeId node : one.deciding) {
        REQUIRE(view.evaluation.truth(node, view.place()) != Truth::Unknown);
    }
    if (one.status == Status::Undecided) {
        REQUIRE_FALSE(one.open.empty());
        REQUIRE_FALSE(one.missing.empty());
    }
}

} // namespace

TEST_CASE("Reasons agree with what came out, in random programs") {
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
        for (std::size_t i = 0; i < patients.size(); ++i) {
            const PatientView view{evaluation, i, patients[i], random::random_today()};
            for (std::uint32_t r = 0; r < made.program.rules.size(); ++r) {
                const Why of_rule = why(view, RuleId{r});
                REQUIRE(of_rule.rules.size() == made.program.rules[r].advice.size());
                std::ranges::for_each(of_rule.rules, [&](const RuleReason& one) {
                    check_reason(view, one);
                });
            }
            for (std::uint32_t t = 0; t < made.program.terms.size(); ++t) {
                const Why of_term = why(view, TermId{t});
                REQUIRE((of_term.holds == Truth::Yes) == some_stands(view, of_term));
                REQUIRE(fits(view, of_term, false) == (of_term.holds == Truth::Yes));
                for (const RuleReason& one : of_term.rules) {
                    check_reason(view, one);
                }
            }
        }
    }
}

TEST_CASE("A thing is found by its name, with its module, or by its label") {
    const Question question("er is positive");
    CHECK(std::holds_alternative<RuleId>(question.thing("first")));
    CHECK(std::holds_alternative<RuleId>(question.thing("g.first")));
    CHECK(question.thing("The First") == question.thing("first"));
    CHECK(question.thing("drug a") == question.thing("a"));
    CHECK(question.thing("drug_a") == question.thing("a"));
    CHECK(std::holds_alternative<DefinitionId>(question.thing("heart")));
    const Program& program = question.asked.program;
    CHECK_FALSE(find_thing(program, "frist"));
    CHECK_THAT(no_such_thing(program, "frist"), ContainsSubstring("did you mean `first`?"));
    CHECK_THAT(no_such_thing(program, "lvef"), ContainsSubstring("is told of the patient"));
    CHECK_THAT(no_such_thing(program, "therapy"), ContainsSubstring("is told of the patient"));
}

TEST_CASE("Why not a drug lists every rule that could have advised it") {
    const Question question("er is negative and lvef is 45 % and not frail and not old");
    CHECK(
        question.rules_of("a") ==
        Names{
            "first: did not fire",
            "class_rule: did not fire",
            "second: did not fire",
            "warning: did not fire"}
    );
    CHECK(
        question.rules_of("antibody") ==
        Names{
            "class_rule: did not fire",
            "first: did not fire",
            "third: did not fire",
            "second: did not fire",
            "warning: did not fire"}
    );
    const Why of_a = question.why("a");
    CHECK(of_a.holds == Truth::No);
    CHECK(of_a.rules[0].nearness == Nearness::Names);
    CHECK(of_a.rules[1].nearness == Nearness::Wider);
    CHECK(question.why("antibody").rules[1].nearness == Nearness::Narrower);
    CHECK(question.conditions(of_a.rules[0].deciding) == Names{"er is positive", "not weak"});
    const std::string text = question.text("a", true);
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("Drug A (a) is not advised."));
    CHECK_THAT(text, ContainsSubstring("er = negative"));
    CHECK_THAT(text, ContainsSubstring("because A helps"));
    CHECK_THAT(text, ContainsSubstring("cites A source, \"Part 1\""));
    CHECK_THAT(text, ContainsSubstring("Drug A belongs to: Antibody"));
    CHECK(text.find("So the question") == std::string::npos);
    CHECK(text.find("WHAT SPEAKS AGAINST IT") == std::string::npos);
}

TEST_CASE("What is merely unknown is told apart from what failed") {
    const Question question("er is negative and not old");
    const RuleReason first = question.why("first").rules.front();
    CHECK(question.conditions(first.deciding) == Names{"er is positive"});
    CHECK(question.conditions(first.open) == Names{"not weak", "frail"});
    const std::string text = question.text("first", true);
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("✗ when er is positive"));
    CHECK_THAT(text, ContainsSubstring("? when not weak"));
    CHECK_THAT(text, ContainsSubstring("? unless frail"));
    CHECK_THAT(text, ContainsSubstring("because Too much for the frail"));
}

TEST_CASE("A question that assumes what is not so is answered the other way") {
    const Question positive("er is positive and lvef is 62 % and not frail and not old");
    CHECK_THAT(positive.text("first", true), ContainsSubstring("So the question is why."));
    CHECK_THAT(positive.text("a", true), ContainsSubstring("So the question is why."));
    CHECK_THAT(positive.text("second", false), ContainsSubstring("So the question is why not."));
    CHECK(positive.text("first", false).find("So the question") == std::string::npos);
    CHECK_THAT(positive.text("weak", false), ContainsSubstring("So the question is why not."));
    const Question open("er is positive and lvef is 62 % and not frail");
    CHECK_THAT(open.text("third", false), ContainsSubstring("what it still waits for"));
    CHECK_THAT(open.text("third", false), ContainsSubstring("waits for old (missing)"));
}

TEST_CASE("What blocks or overrides is named") {
    const Question overridden("er is positive and lvef is 62 % and not frail and old");
    const std::string first = overridden.text("first", true);
    INFO(first);
    CHECK_THAT(first, ContainsSubstring("fired, but its advice is overridden."));
    CHECK_THAT(first, ContainsSubstring("overridden by third"));
    CHECK(first.find("So the question") == std::string::npos);
    CHECK_THAT(overridden.text("a", false), ContainsSubstring("other advice overrides it"));

    const Question blocked("er is positive and lvef is 20 % and not frail and old");
    const std::string antibody = blocked.text("antibody", true);
    INFO(antibody);
    CHECK_THAT(antibody, ContainsSubstring("a contraindication blocks it; it is contraindicated"));
    CHECK_THAT(antibody, ContainsSubstring("blocked by warning"));
    CHECK_THAT(antibody, ContainsSubstring("WHAT SPEAKS AGAINST IT"));
    CHECK_THAT(antibody, ContainsSubstring("lvef = 20 %"));

    const Question wider("er is negative and lvef is 62 % and not frail and old");
    CHECK_THAT(
        wider.text("a", true),
        ContainsSubstring("not advised by itself; a class that it belongs to")
    );
}

TEST_CASE("A definition is traced to what decided it") {
    const Question question("lvef is 45 % and er is positive");
    const std::string text = question.text("heart", false);
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("is watch."));
    CHECK_THAT(text, ContainsSubstring("✓ watch when lvef < 50 %"));
    CHECK_THAT(text, ContainsSubstring("(2 other cases)"));
    CHECK(text.find("weak when") == std::string::npos);

    // That nothing else applies is the reason for `otherwise`.
    const std::string strong = Question("lvef is 62 %").text("heart", false);
    INFO(strong);
    CHECK_THAT(strong, ContainsSubstring("✗ weak when lvef < 40 %"));
    CHECK_THAT(strong, ContainsSubstring("✓ strong otherwise"));

    const Question unknown("er is positive");
    CHECK_THAT(unknown.text("heart", false), ContainsSubstring("is undecided."));
    CHECK_THAT(unknown.text("heart", false), ContainsSubstring("waits for lvef (missing)"));
    CHECK(unknown.why("heart").missing.size() == 1);
}

TEST_CASE("Grounds are facts, through definitions and rules, and only those that decided") {
    const Question question("er is positive and lvef is 62 % and not frail and not old");
    const Program& program = question.asked.program;
    const auto when = [&](const std::string& name) {
        return program[question.asked.rule(name)].when;
    };
    CHECK(question.ground_names(when("first")) == Names{"er", "lvef"});
    CHECK(question.ground_names(when("second")) == Names{"lvef"});
    CHECK(question.ground_names(when("third")) == Names{"old"});
    const Question old("er is negative and lvef is 62 % and not frail and old");
    CHECK(old.ground_names(old.asked.program[old.asked.rule("third")].when) == Names{"er"});
}

TEST_CASE("What is left of a tree of conditions is what decided it") {
    const Asked asked(R"(
fact p yes/no
fact q yes/no
fact r yes/no
event therapy
  drug drug
define all_of when all of
  - p
  - q
  - r
define any_of when any of
  - p
  - q
  - r
define none_of when none of
  - p
  - q
  - r
define one_of when exactly 1 of
  - p
  - q
  - r
define some_a when any therapy where drug is a
define no_a when no therapy where drug is a
define every_a when every therapy where drug is a
rule nothing
  when p
  recommend a
test "t"
  given p and not q and therapy with drug a and therapy with drug b
  expect p
)");
    const auto left = [&](const std::string& name) {
        const Condition whole = trace_definition(asked.view, asked.definition(name));
        const Condition part = deciding_part(asked.program, whole);
        REQUIRE(part.children.size() + part.left_out == whole.children.size());
        std::string text;
        for (const Condition& child : part.children) {
            text += child.truth == Truth::Yes ? '+' : child.truth == Truth::No ? '-' : '?';
        }
        return text;
    };
    CHECK(left("all_of") == "-");   // q is no, whatever r is
    CHECK(left("any_of") == "+");   // p is yes
    CHECK(left("none_of") == "+");  // p is what makes it no
    CHECK(left("one_of") == "+-?"); // all of them count
    CHECK(left("some_a") == "+");
    CHECK(left("no_a") == "+");
    CHECK(left("every_a") == "-");
}
