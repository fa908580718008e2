// Two versions of a program: what is no change is not called one, and what is called none changes
// nobody's answer.
#include "interpreter/batch.hpp"
#include "interpreter/evaluation.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/versions/changes.hpp"
#include "lang/checker.hpp"
#include "lang/format.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <memory>

using namespace precept;

namespace {

const Date today = random::random_today();

struct Text {
    Sources sources;
    Program program;
    bool sound = false;

    explicit Text(const std::string& text) {
        Diagnostics findings;
        program = compile_text("m0.precept", text, sources, {today}, findings);
        sound = !has_errors(findings);
    }

    [[nodiscard]] versions::Version version() const { return {program, sources}; }
};

std::string shown(const Text& before, const Text& after) {
    return versions::render_text(
        versions::changes(before.version(), after.version()), after.sources, {}
    );
}

constexpr const char* heart = R"(guideline m0 "Heart"
  language 1

source paper "A paper"

term echo "Echocardiogram"
term drug "Drug"

fact lvef "Ejection fraction" number in % from 0 to 100
fact fit "Fit" yes/no
fact stage "Stage" one of early, late

define weak "Weak heart" when lvef < 50 %

define grade "Grade"
  low   when lvef < 30 %
  high  otherwise

rule order "Order an echocardiogram"
  when all of
    - weak
    - fit
    - stage is late
  unless lvef < 20 % because "too late"
  recommend echo
    strength strong
    because "it helps"
    cite paper
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string change_of(const std::string& what, const std::string& by) {
    const Text before(heart);
    const Text after(replaced(heart, what, by));
    REQUIRE(before.sound);
    REQUIRE(after.sound);
    return shown(before, after);
}

} // namespace

TEST_CASE("Layout, comments and the order of conditions are no change") {
    CHECK(change_of("when lvef < 50 %", "# so\n  when   lvef<50%").empty());
    CHECK(change_of("    - weak\n    - fit\n", "    - fit\n    - weak\n").empty());
}

TEST_CASE("Of a list of conditions only what differs is shown") {
    CHECK(
        change_of("    - fit\n", "    - not fit\n") ==
        "~ rule order \"Order an echocardiogram\"  m0.precept:19\n"
        "    when:\n"
        "      - fit\n"
        "      + not fit\n"
    );
    CHECK(
        change_of("low   when lvef < 30 %", "low   when lvef < 35 %") ==
        "~ definition grade \"Grade\"  m0.precept:15\n"
        "    meaning:\n"
        "      - low when lvef < 30 %\n"
        "      + low when lvef < 35 %\n"
    );
}

TEST_CASE("An exception that went, and one that says something else") {
    CHECK(
        change_of("  unless lvef < 20 % because \"too late\"\n", "") ==
        "~ rule order \"Order an echocardiogram\"  m0.precept:19\n"
        "    - unless lvef < 20 %\n"
        "    wording: unless, because\n"
    );
    CHECK(
        change_of("unless lvef < 20 %", "unless lvef < 25 %") ==
        "~ rule order \"Order an echocardiogram\"  m0.precept:19\n"
        "    - unless lvef < 20 %\n"
        "    + unless lvef < 25 %\n"
        "    wording: unless, because; unless, because\n"
    );
}

TEST_CASE("What readers see only is wording") {
    const Text before(heart);
    const Text after(replaced(heart, "it helps", "it helps a lot"));
    const auto found = versions::changes(before.version(), after.version());
    REQUIRE(found.size() == 1);
    CHECK(found[0].wording());
}

TEST_CASE("How strong advice is, and on what evidence, is no wording") {
    const Text before(heart);
    const Text after(replaced(heart, "strength strong", "strength conditional"));
    const auto found = versions::changes(before.version(), after.version());
    REQUIRE(found.size() == 1);
    CHECK(!found[0].wording());
    CHECK(shown(before, after).find("      - strong\n      + conditional\n") != std::string::npos);
}

TEST_CASE("Another name for the same is not something that went and something that came") {
    std::string text = replaced(heart, "define weak", "define feeble");
    text = replaced(text, "    - weak\n", "    - feeble\n");
    const Text before(heart);
    const Text after(text);
    CHECK(
        shown(before, after) ==
        "~ definition weak is now called feeble \"Weak heart\"  m0.precept:13\n"
    );
}

TEST_CASE("A random program, shuffled and formatted, is the same") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        random::Random random(seed);
        auto made = random::random_program(random, {.textual = true});
        const Text before(made.text());
        std::reverse(made.items.begin(), made.items.end());
        Sources sources;
        Diagnostics findings;
        const auto file = add_text("m0.precept", made.text(), sources, findings);
        REQUIRE(file);
        const auto formatted = format(sources, *file, findings);
        REQUIRE(formatted);
        const Text after(*formatted);
        INFO("seed " << seed << "\n" << *formatted);
        REQUIRE(before.sound);
        REQUIRE(after.sound);
        REQUIRE(shown(before, after).empty());
    }
}

TEST_CASE("Where only wording changed, every rule comes out the same") {
    std::size_t changed = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {.textual = true});
        std::string text = made.text();
        // One word becomes another, somewhere.
        static const std::vector<std::pair<std::string, std::string>> slips = {
            {" < ", " <= "},
            {" and ", " or "},
            {"all of", "any of"},
            {"not ", ""},
            {" >= ", " > "},
            {"any of", "all of"},
            {" is ", " is not "}};
        const auto& [what, by] = slips[seed % slips.size()];
        const std::size_t at = text.find(what, text.size() / 3);
        if (at == std::string::npos) {
            continue;
        }
        text.replace(at, what.size(), by);
        const Text before(made.text());
        const Text after(text);
        if (!after.sound || before.program.rules.size() != after.program.rules.size()) {
            continue;
        }
        const auto found = versions::changes(before.version(), after.version());
        const bool meaning = std::any_of(found.begin(), found.end(), [](const auto& change) {
            return !change.wording() && change.item().kind != versions::Kind::Test;
        });
        const Plan old_plan = plan(before.program);
        const Plan new_plan = plan(after.program);
        for (int i = 0; i < 20; ++i) {
            Patient patient = random::random_patient(random, before.program);
            settle(before.program, today, patient);
            const Batch old_batch = make_batch(before.program, {&patient, 1}, today);
            const Batch new_batch = make_batch(after.program, {&patient, 1}, today);
            const Evaluation then(before.program, old_plan, old_batch);
            const Evaluation now(after.program, new_plan, new_batch);
            for (std::uint32_t r = 0; r < before.program.rules.size(); ++r) {
                if (then.fired(RuleId{r}, 0) != now.fired(RuleId{r}, 0)) {
                    ++changed;
                    INFO("seed " << seed << ": " << what << " became " << by << "\n" << text);
                    REQUIRE(meaning);
                }
            }
        }
    }
    CHECK(changed > 20); // else this has shown nothing
}
