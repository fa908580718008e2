// The smallest change and what holds whatever is unknown, against brute force: every value of every
// fact of small random programs.

#include "interpreter/evaluate.hpp"
#include "interpreter/questions/search.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/random/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

using namespace precept;
using precept::random::Random;

namespace {

constexpr Date today{20'000};

Program compiled(const std::string& text) {
    Sources sources;
    Diagnostics findings;
    Program program = compile_text("random.precept", text, sources, {today, false}, findings);
    INFO(text);
    INFO(render_text(findings, sources, {}));
    REQUIRE_FALSE(has_errors(findings));
    return program;
}

constexpr auto declarations = R"(guideline random "Random"
  language 1

term drug
term a is drug
term b is drug
term c is a

fact p yes/no
fact q yes/no
fact r yes/no  fixed
fact grade one of low, middle, high
fact size number in cm from 0 to 40
fact s yes/no  assume no
fact other number in cm from 0 to 40
)";

/// Rules over the facts above, each of which may look at the ones before it.
class Rules {
public:
    /// With `computing`, rules add numbers before they compare them.
    explicit Rules(Random& random, bool computing = false)
        : random_(random),
          computing_(computing) {}

    /// Rules without circles.
    std::string text() {
        for (;;) {
            std::string all = attempt();
            Sources sources;
            Diagnostics findings;
            (void)compile_text("random.precept", all, sources, {today, false}, findings);
            if (std::ranges::none_of(findings, [](const Diagnostic& one) {
                    return one.code == Code::DefinitionCircle;
                })) {
                return all;
            }
        }
    }

private:
    std::string attempt() {
        defined_ = false;
        rule_ = 0;
        std::string all = declarations;
        all += fmt::format("define d when {}\n", condition(2));
        defined_ = true;
        for (rule_ = 0; rule_ < 4; ++rule_) {
            constexpr std::array<const char*, 4> verbs = {
                "recommend", "consider", "contraindicate", "recommend"};
            all += fmt::format("rule r{} when {}\n", rule_, condition(3));
            if (random_.chance(30)) {
                all += fmt::format("  unless {}\n", condition(1));
            }
            if (rule_ > 0 && random_.chance(30)) {
                all += fmt::format("  overrides r{}\n", random_.below(rule_));
            }
            all += fmt::format("  {} {}\n", verbs.at(random_.below(4)), random_.pick(terms_));
        }
        return all;
    }

    std::string condition(int depth) {
        if (depth == 0 || random_.chance(20)) {
            return leaf();
        }
        switch (random_.below(4)) {
        case 0: return fmt::format("({} and {})", condition(depth - 1), condition(depth - 1));
        case 1: return fmt::format("({} or {})", condition(depth - 1), condition(depth - 1));
        case 2: return fmt::format("not ({})", condition(depth - 1));
        default: return leaf();
        }
    }

    std::string leaf() {
        static const std::vector<std::string> leaves = {
            "p",
            "q",
            "r",
            "s",
            "grade is low",
            "grade is one of middle, high",
            "size < 10 cm",
            "size <= 10 cm",
            "size > 20 cm",
            "size >= 0.3 m",
            "size is between 10 cm and 20 cm",
            "p is known",
            "size is unknown"};
        static const std::vector<std::string> computed = {
            "size + other > 25 cm", "size + other <= 40 cm", "2 * size - other >= 10 cm"};
        if (computing_ && random_.chance(30)) {
            return random_.pick(computed);
        }
        // A circle is an error, so that only what stands above is looked at.
        if (rule_ > 0 && random_.chance(10)) {
            return fmt::format("r{} fires", random_.below(rule_));
        }
        return defined_ && random_.chance(10) ? "d" : random_.pick(leaves);
    }

    Random& random_;
    bool computing_;
    std::size_t rule_ = 0;
    bool defined_ = false;
    std::vector<std::string> terms_{"a", "b", "c", "drug"};
};

/// Every value of a fact that a rule could tell apart, and more.
std::vector<Value> all_values(const Program& program, const Fact& fact) {
    switch (fact.holds.type.kind) {
    case TypeKind::Truth: return {Value{true}, Value{false}};
    case TypeKind::Coded: {
        std::vector<Value> values;
        for (std::size_t i = 0; i < program[fact.holds.type.domain].values.size(); ++i) {
            values.emplace_back(CodedValue{static_cast<std::uint8_t>(i)});
        }
        return values;
    }
    default: break;
    }
    std::vector<Value> values;
    for (int i = 0; i <= 16; ++i) {
        values.emplace_back(i * 2.5);
    }
    return values;
}

Patient random_patient(const Program& program, Random& random) {
    Patient patient = unknown_patient(program);
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        if (random.chance(50)) {
            patient.facts[i].state = CellState::Given;
            patient.facts[i].value = random.pick(all_values(program, program.facts[i]));
        }
    }
    settle(program, today, patient);
    return patient;
}

/// Every patient that differs from `patient` in the values of `free` facts.
void for_each_patient(
    const Program& program,
    const Patient& patient,
    const std::vector<std::size_t>& free,
    std::vector<Patient>& all,
    std::size_t next = 0
) {
    if (next == free.size()) {
        all.push_back(patient);
        return;
    }
    const std::size_t fact = free[next];
    for (const Value& value : all_values(program, program.facts[fact])) {
        Patient changed = patient;
        changed.facts[fact].state = CellState::Given;
        changed.facts[fact].value = value;
        for_each_patient(program, changed, free, all, next + 1);
    }
}

/// All values of a set of facts, and with which of them the goal is reached.
struct Tried {
    std::vector<std::size_t> facts;
    std::vector<Patient> patients;
    std::vector<bool> reached;

    [[nodiscard]] bool any() const { return std::ranges::find(reached, true) != reached.end(); }
};

Tried tried(const Situation& situation, const Goal& goal, std::vector<std::size_t> facts) {
    Tried all{std::move(facts), {}, {}};
    for_each_patient(situation.program, situation.patient, all.facts, all.patients);
    const Batch batch = make_batch(situation.program, all.patients, today);
    const Evaluation evaluation = evaluate(situation.program, situation.plan, batch);
    for (std::size_t row = 0; row < all.patients.size(); ++row) {
        all.reached.push_back(
            truth_of(goal, evaluation, row) == (goal.wanted ? Truth::Yes : Truth::No)
        );
    }
    return all;
}

/// All that can be reached with the smallest number of facts, at most `most`, that suffices; empty
/// where none does.
std::vector<Tried> smallest(const Situation& situation, const Goal& goal, std::size_t most) {
    const Program& program = situation.program;
    for (std::size_t size = 0; size <= most; ++size) {
        std::vector<Tried> found;
        bool any = false;
        for (std::size_t set = 0; set < (std::size_t{1} << program.facts.size()); ++set) {
            std::vector<std::size_t> free;
            bool fixed = false;
            for (std::size_t i = 0; i < program.facts.size(); ++i) {
                if ((set >> i & 1U) != 0) {
                    free.push_back(i);
                    fixed = fixed || program.facts[i].fixed;
                }
            }
            if (!fixed && free.size() == size) {
                found.push_back(tried(situation, goal, free));
                any = any || found.back().any();
            }
        }
        if (any) {
            return found;
        }
    }
    return {};
}

/// Whether the answer changes just these facts, and to these values.
bool covers(const Hypothesis& one, const std::vector<std::size_t>& facts, const Patient& patient) {
    if (one.size() != facts.size()) {
        return false;
    }
    for (std::size_t i = 0; i < one.size(); ++i) {
        const Value& value = patient.facts[facts[i]].value;
        const auto number = plain_number(value);
        const bool in =
            number && one[i].region ? contains(*one[i].region, *number) : one[i].value == value;
        if (one[i].subject.index != facts[i] || !in) {
            return false;
        }
    }
    return true;
}

Truth truth_with(const Situation& situation, const Goal& goal, const Hypothesis& one) {
    const Patient changed = suppose(situation, one);
    const Batch batch = make_batch(situation.program, {&changed, 1}, today);
    return truth_of(goal, evaluate(situation.program, situation.plan, batch), 0);
}

Goal random_goal(const Program& program, Random& random) {
    Goal goal;
    goal.wanted = random.chance(50);
    if (random.chance(50)) {
        goal.what =
            Goal::Fires{RuleId{static_cast<std::uint32_t>(random.below(program.rules.size()))}};
    } else {
        goal.what =
            Goal::Advised{TermId{static_cast<std::uint32_t>(random.below(program.terms.size()))}};
    }
    return goal;
}

} // namespace

TEST_CASE("flip finds what brute force finds with the fewest changes", "[search]") {
    std::map<std::size_t, int> sizes;
    for (std::uint64_t seed = 1; seed <= 2500; ++seed) {
        Random random(seed);
        const std::string text = Rules(random).text();
        const Program program = compiled(text);
        const Plan planned = plan(program);
        const Patient patient = random_patient(program, random);
        const Situation situation{program, planned, patient, today};
        const Goal goal = random_goal(program, random);
        CAPTURE(seed, text);
        FlipOptions options;
        options.limits.changes = 3;
        options.limits.answers = 10'000;
        const Flip found = flip(situation, goal, options);
        const auto expected = smallest(situation, goal, 3);
        const std::size_t size = expected.empty() ? 4 : expected.front().facts.size();
        ++sizes[size];
        REQUIRE((found.now == (goal.wanted ? Truth::Yes : Truth::No)) == (size == 0));
        REQUIRE(found.answers.empty() == (size == 0 || size == 4));
        if (size == 4) {
            CHECK(
                (found.searched.complete() ||
                 found.searched.left_out.front() == "more than 3 changes at once")
            );
            continue;
        }
        CHECK(found.searched.complete());
        // Every patient that reaches it is in the range of an answer, and no other is.
        for (const Tried& all : expected) {
            for (std::size_t row = 0; size > 0 && row < all.patients.size(); ++row) {
                const bool named = std::ranges::any_of(found.answers, [&](const Hypothesis& one) {
                    return covers(one, all.facts, all.patients[row]);
                });
                if (named != all.reached[row]) {
                    CAPTURE(all.facts, row, all.reached[row]);
                    FAIL("an answer too many, or too few");
                }
            }
        }
        for (const Hypothesis& one : found.answers) {
            CHECK(one.size() == size);
            CHECK(truth_with(situation, goal, one) == (goal.wanted ? Truth::Yes : Truth::No));
        }
    }
    for (std::size_t size = 0; size <= 4; ++size) {
        CAPTURE(size);
        CHECK(sizes[size] > 20);
    }
}

TEST_CASE("where rules compute with numbers, flip claims no more than it knows", "[search]") {
    int complete = 0;
    int cut = 0;
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const std::string text = Rules(random, true).text();
        const Program program = compiled(text);
        const Plan planned = plan(program);
        const Patient patient = random_patient(program, random);
        const Situation situation{program, planned, patient, today};
        const Goal goal = random_goal(program, random);
        CAPTURE(seed, text);
        FlipOptions options;
        options.limits.changes = 2;
        options.limits.answers = 10'000;
        const Flip found = flip(situation, goal, options);
        const auto expected = smallest(situation, goal, 2);
        const std::size_t size = expected.empty() ? 3 : expected.front().facts.size();
        (found.searched.complete() ? complete : cut) += 1;
        if (found.answers.empty()) {
            const bool none = size == 0 || size == 3;
            CHECK((none || !found.searched.complete()));
            continue;
        }
        CHECK(found.answers.front().size() >= size);
        CHECK((found.answers.front().size() == size || !found.searched.complete()));
        for (const Hypothesis& one : found.answers) {
            CHECK(truth_with(situation, goal, one) == (goal.wanted ? Truth::Yes : Truth::No));
        }
        // A range is reached as a whole.
        for (const Tried& all : expected) {
            for (std::size_t row = 0; row < all.patients.size(); ++row) {
                const bool named = std::ranges::any_of(found.answers, [&](const Hypothesis& one) {
                    return covers(one, all.facts, all.patients[row]);
                });
                if (named && !all.reached[row]) {
                    CAPTURE(all.facts, row);
                    FAIL("an answer too many");
                }
            }
        }
    }
    CHECK(complete > 50);
    CHECK(cut > 50);
}

TEST_CASE("robust agrees with every completion of the record", "[search]") {
    std::map<Robustness::Kind, int> seen;
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        Random random(seed);
        const std::string text = Rules(random).text();
        const Program program = compiled(text);
        const Plan planned = plan(program);
        const Patient patient = random_patient(program, random);
        const Situation situation{program, planned, patient, today};
        CAPTURE(seed, text);
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < program.facts.size(); ++i) {
            if (patient.facts[i].state == CellState::Missing) {
                free.push_back(i);
            }
        }
        std::vector<Patient> all;
        for_each_patient(program, patient, free, all);
        const Batch batch = make_batch(program, all, today);
        const Evaluation evaluation = evaluate(program, planned, batch);
        Limits limits;
        limits.hypotheses = 1'000'000;
        const auto results = robust(situation, limits);
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            std::size_t with = 0;
            for (std::size_t row = 0; row < all.size(); ++row) {
                with += evaluation.active(AdviceId{i}, row) == Truth::Yes ? 1 : 0;
            }
            const auto found = std::ranges::find(results, AdviceId{i}, &Robustness::advice);
            if (found == results.end()) {
                CHECK(with == 0);
                continue;
            }
            CHECK(found->searched.complete());
            ++seen[found->kind];
            switch (found->kind) {
            case Robustness::Kind::Holds: CHECK(with == all.size()); break;
            case Robustness::Kind::Never: CHECK(with == 0); break;
            case Robustness::Kind::Depends: {
                CHECK(with > 0);
                CHECK(with < all.size());
                CHECK_FALSE(found->on.empty());
                break;
            }
            default: FAIL("the search was cut short");
            }
        }
    }
    CHECK(seen[Robustness::Kind::Holds] > 50);
    CHECK(seen[Robustness::Kind::Depends] > 50);
    CHECK(seen[Robustness::Kind::Never] > 5);
}

TEST_CASE("robust claims no more than it knows where rules compute with numbers", "[search]") {
    std::map<Robustness::Kind, int> seen;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        const std::string text = Rules(random, true).text();
        const Program program = compiled(text);
        const Plan planned = plan(program);
        const Patient patient = random_patient(program, random);
        const Situation situation{program, planned, patient, today};
        CAPTURE(seed, text);
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < program.facts.size(); ++i) {
            if (patient.facts[i].state == CellState::Missing) {
                free.push_back(i);
            }
        }
        std::vector<Patient> all;
        for_each_patient(program, patient, free, all);
        const Batch batch = make_batch(program, all, today);
        const Evaluation evaluation = evaluate(program, planned, batch);
        Limits limits;
        limits.hypotheses = 1'000'000;
        const auto results = robust(situation, limits);
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            std::size_t with = 0;
            for (std::size_t row = 0; row < all.size(); ++row) {
                with += evaluation.active(AdviceId{i}, row) == Truth::Yes ? 1 : 0;
            }
            const auto found = std::ranges::find(results, AdviceId{i}, &Robustness::advice);
            if (found == results.end()) {
                CHECK(with == 0);
                continue;
            }
            ++seen[found->kind];
            switch (found->kind) {
            case Robustness::Kind::Holds: CHECK(with == all.size()); break;
            case Robustness::Kind::Never: CHECK(with == 0); break;
            case Robustness::Kind::Depends: {
                // The grid may miss what the examples show.
                for (const bool wanted : {true, false}) {
                    const Patient one = suppose(situation, wanted ? found->with : found->without);
                    const Batch alone = make_batch(program, {&one, 1}, today);
                    const Evaluation shown = evaluate(program, planned, alone);
                    CHECK((shown.active(AdviceId{i}, 0) == Truth::Yes) == wanted);
                }
                CHECK_FALSE(found->on.empty());
                break;
            }
            default: CHECK_FALSE(found->searched.complete());
            }
        }
    }
    CHECK(seen[Robustness::Kind::Depends] > 50);
}

TEST_CASE("a search that is cut short says so", "[search]") {
    const Program program = compiled(std::string(declarations) + R"(
rule r0 when p and q and grade is high and size > 20 cm
  recommend a
)");
    const Plan planned = plan(program);
    const Patient patient = unknown_patient(program);
    const Situation situation{program, planned, patient, today};
    const Goal goal{Goal::Fires{RuleId{0}}, true};
    FlipOptions options;
    options.limits.changes = 3;
    const Flip shallow = flip(situation, goal, options);
    CHECK(shallow.answers.empty());
    CHECK(shallow.searched.left_out == std::vector<std::string>{"more than 3 changes at once"});
    options.limits.changes = 4;
    const Flip deep = flip(situation, goal, options);
    REQUIRE(deep.answers.size() == 1);
    CHECK(deep.searched.complete());
    CHECK(show(situation, deep.answers[0][3]) == "size: unknown → above 20 cm");
    const std::atomic<bool> stop = true;
    options.limits.stop = &stop;
    CHECK_FALSE(flip(situation, goal, options).searched.complete());
    options.limits.stop = nullptr;
    options.limits.hypotheses = 2;
    const Flip poor = flip(situation, goal, options);
    CHECK_FALSE(poor.searched.complete());
}

TEST_CASE("what is fixed stays unless it is told to go", "[search]") {
    const Program program = compiled(std::string(declarations) + R"(
rule r0 when r or (p and q)
  recommend a
)");
    const Plan planned = plan(program);
    const Patient patient = unknown_patient(program);
    const Situation situation{program, planned, patient, today};
    FlipOptions options;
    const Goal goal{Goal::Fires{RuleId{0}}, true};
    const Flip without = flip(situation, goal, options);
    REQUIRE(without.answers.size() == 1);
    CHECK(without.answers[0].size() == 2);
    CHECK(without.kept.size() == 1);
    options.change_fixed = true;
    const Flip with = flip(situation, goal, options);
    REQUIRE(with.answers.size() == 1);
    CHECK(show(situation, with.answers[0][0]) == "r: unknown → yes");
}
