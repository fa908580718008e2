// Flow pictures: on the guidelines that ship and on random programs and patients, nothing is left
// out, every arrow leads from something to something, what is marked is what was answered, and the
// patient's way leads somewhere. The text for Graphviz is sound whatever labels hold.
#include "interpreter/drawing/drawing.hpp"
#include "interpreter/evaluate.hpp"
#include "lang/checker.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

using namespace precept;
using drawing::Arrow;
using drawing::Mark;
using drawing::Thing;

namespace {

const Date today = random::random_today();

std::vector<ModuleId> all_modules(const Program& program) {
    std::vector<ModuleId> modules;
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        modules.push_back(ModuleId{i});
    }
    return modules;
}

/// What a text in DOT declares and joins; whether its quotes and brackets are sound.
struct Dot {
    std::multiset<std::string> nodes;
    std::vector<std::pair<std::string, std::string>> edges;
    std::vector<std::string> strings;
    bool sound = true;

    explicit Dot(const std::string& text) {
        std::string skeleton; // the text with its strings as `@`
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] != '"') {
                skeleton += text[at];
                continue;
            }
            std::string string;
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                sound = sound && text[at] != '\n';
                if (text[at] == '\\') {
                    string += text[at++];
                }
                string += text[at];
            }
            sound = sound && at < text.size();
            skeleton += '@';
            strings.push_back(string);
        }
        sound = sound && std::count(skeleton.begin(), skeleton.end(), '[') ==
                             std::count(skeleton.begin(), skeleton.end(), ']');
        sound = sound && std::count(skeleton.begin(), skeleton.end(), '{') ==
                             std::count(skeleton.begin(), skeleton.end(), '}');
        collect(skeleton);
    }

private:
    void collect(const std::string& skeleton) {
        std::size_t next = 0;
        std::size_t from = 0;
        while (from < skeleton.size()) {
            const std::size_t end = std::min(skeleton.find('\n', from), skeleton.size());
            const std::string line = skeleton.substr(from, end - from);
            const std::size_t begin = line.find_first_not_of(' ');
            if (begin != std::string::npos && line.compare(begin, 3, "@ [") == 0) {
                nodes.insert(strings[next]);
            } else if (begin != std::string::npos && line.compare(begin, 4, "@ ->") == 0) {
                edges.emplace_back(strings[next], strings[next + 1]);
            }
            next += static_cast<std::size_t>(std::count(line.begin(), line.end(), '@'));
            from = end + 1;
        }
    }
};

std::size_t count(const drawing::Picture& picture, Thing thing) {
    return static_cast<std::size_t>(std::count_if(
        picture.boxes.begin(),
        picture.boxes.end(),
        [&](const drawing::Box& box) { return box.thing == thing; }
    ));
}

void check_picture(const Program& program, const drawing::Picture& picture) {
    CHECK(count(picture, Thing::Rule) == program.rules.size());
    CHECK(count(picture, Thing::Definition) == program.definitions.size());
    CHECK(count(picture, Thing::Advice) == program.advice.size());
    std::set<std::string> ids;
    for (const drawing::Box& box : picture.boxes) {
        CHECK(ids.insert(box.id).second);
    }
    for (const Arrow& arrow : picture.arrows) {
        REQUIRE(arrow.from < picture.boxes.size());
        REQUIRE(arrow.to < picture.boxes.size());
        CHECK(arrow.from != arrow.to);
    }
    const Dot dot(drawing::write_dot(picture));
    CHECK(dot.sound);
    for (const std::string& id : ids) {
        CHECK(dot.nodes.count(id) == 1);
    }
    for (const auto& [from, to] : dot.edges) {
        CHECK(dot.nodes.count(from) == 1);
        CHECK(dot.nodes.count(to) == 1);
    }
}

/// Whether the way goes on from each thing that it comes to, until rules that fired or wait.
bool leads_somewhere(const drawing::Picture& picture) {
    std::set<std::size_t> left;
    for (const Arrow& arrow : picture.arrows) {
        if (arrow.on_path) {
            left.insert(arrow.from);
        }
    }
    return std::all_of(picture.arrows.begin(), picture.arrows.end(), [&](const Arrow& arrow) {
        const drawing::Box& to = picture.boxes[arrow.to];
        const bool decided = to.mark == Mark::Yes || to.mark == Mark::Unknown;
        return !arrow.on_path || to.thing == Thing::Advice ||
               (to.thing == Thing::Rule ? decided : left.count(arrow.to) == 1);
    });
}

struct Drawn {
    Sources sources;
    Program program;

    explicit Drawn(const std::string& text) {
        Diagnostics findings;
        program = compile_text("m0.precept", text, sources, {today}, findings);
        REQUIRE(!has_errors(findings));
    }

    [[nodiscard]] drawing::Picture picture() const {
        return drawing::Painter(program, sources, all_modules(program)).picture();
    }

    [[nodiscard]] drawing::Picture picture(const Patient& patient) const {
        const Plan compiled = plan(program);
        const Batch batch = make_batch(program, {&patient, 1}, today);
        const Evaluation evaluation = evaluate(program, compiled, batch);
        const PatientView view{evaluation, 0, patient, today};
        drawing::Painter painter(program, sources, all_modules(program));
        painter.mark(view, answer(view));
        check_marks(evaluation, painter.picture());
        return painter.picture();
    }

private:
    /// Rules bear what was evaluated.
    void check_marks(const Evaluation& evaluation, const drawing::Picture& picture) const {
        const document::Links links(program, document::Links::Pages::One);
        std::map<std::string, Mark> marks;
        for (const drawing::Box& box : picture.boxes) {
            CHECK(box.mark != Mark::None);
            CHECK(!box.said.empty());
            marks.emplace(box.id, box.mark);
        }
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            const Mark mark = marks.at(links.id({document::Target::Kind::Rule, i}));
            const Truth fired = evaluation.fired(RuleId{i}, 0);
            CHECK((mark == Mark::Yes) == (fired == Truth::Yes));
            CHECK((mark == Mark::Unknown) == (fired == Truth::Unknown));
        }
    }
};

const drawing::Box& box(const drawing::Picture& picture, const std::string& id) {
    const auto found =
        std::find_if(picture.boxes.begin(), picture.boxes.end(), [&](const drawing::Box& one) {
            return one.id == id;
        });
    REQUIRE(found != picture.boxes.end());
    return *found;
}

bool on_path(const drawing::Picture& picture, const std::string& from, const std::string& to) {
    for (const Arrow& arrow : picture.arrows) {
        if (picture.boxes[arrow.from].id == from && picture.boxes[arrow.to].id == to) {
            return arrow.on_path;
        }
    }
    FAIL("no arrow from " << from << " to " << to);
    return false;
}

constexpr const char* heart = R"(guideline m0 "Heart"
  language 1
source s "S"
term drug "Drug"
term beta "Beta blocker" is drug
term ace "ACE inhibitor" is drug
fact lvef "LVEF" number in % from 0 to 100
fact asthma "Asthma" yes/no
fact cough "Cough" yes/no
define weak "Weak" when lvef < 40 %
rule base "Base"
  when weak
  unless cough
  recommend ace
    cite s
rule better "Better"
  when weak or asthma
  overrides base
  recommend beta
    cite s
rule stop "Stop"
  when asthma
  contraindicate beta
    cite s
test "t"
  given lvef is 30 % and not asthma and not cough
  expect better fires
test "blocked"
  given lvef is 30 % and asthma and not cough
  expect beta is blocked
test "open"
  given asthma is unknown
  expect better is undecided
)";

drawing::Picture heart_of(std::size_t test) {
    const Drawn drawn(heart);
    Patient patient = patient_of(drawn.program, drawn.program.tests[test]);
    settle(drawn.program, today, patient);
    return drawn.picture(patient);
}

} // namespace

TEST_CASE("A picture of the guidelines that ship is whole") {
    Sources sources;
    Diagnostics findings;
    const std::string folder = (std::filesystem::path(PRECEPT_SOURCE_DIR) / "guidelines").string();
    const Program program = compile({folder}, sources, {today}, findings);
    REQUIRE(!program.rules.empty());
    const auto modules = all_modules(program);
    check_picture(program, drawing::Painter(program, sources, modules).picture());
}

TEST_CASE("A picture of a random program and its patients is whole") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(40); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {.textual = true});
        INFO("seed " << seed);
        const Drawn drawn(made.text());
        check_picture(drawn.program, drawn.picture());
        for (int i = 0; i < 3; ++i) {
            const drawing::Picture picture =
                drawn.picture(random::random_patient(random, drawn.program));
            check_picture(drawn.program, picture);
            CHECK(leads_somewhere(picture));
        }
    }
}

TEST_CASE("What became of things, and the patient's way") {
    const drawing::Picture picture = heart_of(0);
    CHECK(box(picture, "rule-base").mark == Mark::Yes);
    CHECK(box(picture, "rule-base-advice").mark == Mark::Stopped);
    CHECK(box(picture, "rule-base-advice").said == "overridden by Better");
    CHECK(box(picture, "rule-better-advice").said == "active");
    CHECK(box(picture, "rule-stop").said == "did not fire");
    CHECK(box(picture, "rule-stop-advice").said == "not given");
    CHECK(box(picture, "fact-lvef").said == "= 30 %");
    CHECK(box(picture, "definition-weak").said == "yes");
    CHECK(on_path(picture, "fact-lvef", "definition-weak"));
    CHECK(on_path(picture, "definition-weak", "rule-better"));
    CHECK_FALSE(on_path(picture, "fact-asthma", "rule-better")); // no part in its firing
    CHECK(on_path(picture, "fact-cough", "rule-base"));          // whose no lets it fire
    CHECK_FALSE(on_path(picture, "fact-asthma", "rule-stop"));
    CHECK(on_path(picture, "rule-better", "rule-base"));
    CHECK_FALSE(on_path(picture, "rule-stop-advice", "rule-better-advice"));
}

TEST_CASE("What blocks advice is on the way, and an override that is blocked is not") {
    const drawing::Picture picture = heart_of(1);
    CHECK(box(picture, "rule-better-advice").said == "blocked by Stop");
    CHECK(box(picture, "rule-base-advice").said == "active");
    CHECK(on_path(picture, "rule-stop-advice", "rule-better-advice"));
    CHECK_FALSE(on_path(picture, "rule-better", "rule-base"));
}

TEST_CASE("What is unknown is marked so, and leads to what waits for it") {
    const drawing::Picture picture = heart_of(2);
    CHECK(box(picture, "fact-asthma").mark == Mark::Unknown);
    CHECK(box(picture, "fact-asthma").said == "missing");
    CHECK(box(picture, "definition-weak").said == "undecided");
    CHECK(box(picture, "rule-better").mark == Mark::Unknown);
    CHECK(on_path(picture, "fact-asthma", "rule-better"));
    CHECK(on_path(picture, "fact-lvef", "definition-weak"));
}

TEST_CASE("Only the rules of the files named are drawn, with all that they are made of") {
    const Drawn drawn(heart);
    const drawing::Picture none = drawing::Painter(drawn.program, drawn.sources, {}).picture();
    CHECK(none.boxes.empty());
}

TEST_CASE("Labels stay labels in the text for Graphviz") {
    const Drawn drawn(R"rules(guideline m0 "A \"quoted\" \\N & <b>"
  language 1
source s "S"
term a "x\", shape=star] //"
fact f "&lt;i&gt; \\l" yes/no
rule r "}{"
  when f
  recommend a
    because "\\"
    cite s
)rules");
    const Dot dot(drawing::write_dot(drawn.picture()));
    CHECK(dot.sound);
    const auto has = [&](const std::string& wanted) {
        return std::find(dot.strings.begin(), dot.strings.end(), wanted) != dot.strings.end();
    };
    CHECK(has("&amp;lt;i&amp;gt; \\\\l"));
    CHECK(has("Recommend: x\\\", shape=star] //"));
    CHECK(has("}{"));
    CHECK(dot.strings.front() == "A \\\"quoted\\\" \\\\N &amp; <b>\\nNot medical advice.");
}
