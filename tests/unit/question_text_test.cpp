// The answers to questions as people and as tools read them: what was not tried is always said, no
// line is wider than the terminal, and every JSON document keeps to the schema.
#include "interpreter/questions/render.hpp"
#include "tests/unit/asked/asked.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

using namespace precept;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using precept::testing::Asked;

namespace {

const std::string rules = R"(
fact lvef "LVEF" number in % from 0 to 100
  ask "What was the last LVEF?"
fact er one of positive, negative
fact sex one of female, male fixed
fact frail yes/no
event therapy
  drug drug
rule first
  when er is positive and lvef >= 50 %
  unless frail
  recommend a because "A helps"
rule second
  when er is positive and lvef < 40 %
  consider b
rule third
  when sex is male
  recommend b
rule warning
  when any therapy where drug is b
  contraindicate b
)";

struct Case {
    explicit Case(const std::string& given)
        : asked(rules + "\ntest \"t\"\n  given " + given + "\n  expect first fires\n") {}

    [[nodiscard]] Situation situation() const {
        return {asked.program, asked.plan_of_program, asked.patients.front(), asked.view.today};
    }

    [[nodiscard]] Goal goal(const std::string& name, bool wanted) const {
        return *goal_of(asked.program, *find_thing(asked.program, name), wanted);
    }

    [[nodiscard]] Subject fact(std::string_view name) const {
        for (std::uint32_t i = 0; i < asked.program.facts.size(); ++i) {
            if (asked.program.facts[i].name == name) {
                return {Subject::Kind::Fact, i, 0, 0};
            }
        }
        FAIL("no such fact");
        return {};
    }

    [[nodiscard]] std::string flip_text(const std::string& name, bool wanted) const {
        const Goal what = goal(name, wanted);
        return render_text(situation(), what, flip(situation(), what, {}), style());
    }

    [[nodiscard]] static Style style(int width = 100, bool unicode = true) {
        return {.colour = false, .unicode = unicode, .width = width};
    }

    Asked asked;
};

std::size_t widest(const std::string& text) {
    std::size_t widest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto is_first = [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        };
        const auto line = std::string_view(text).substr(begin, end - begin);
        widest = std::max(widest, static_cast<std::size_t>(std::ranges::count_if(line, is_first)));
        begin = end + 1;
    }
    return widest;
}

/// As much of JSON Schema as ours are written in.
class Schemas {
public:
    Schemas() {
        for (const char* name : {"answer", "questions"}) {
            std::ifstream file(
                fmt::format("{}/interpreter/schema/{}.schema.json", PRECEPT_SOURCE_DIR, name)
            );
            json schema = json::parse(file);
            const auto id = schema.at("$id").get<std::string>();
            all_.emplace(id, std::move(schema));
        }
    }

    [[nodiscard]] std::string fault(const std::string& text) const {
        const std::string id = "urn:precept:schema:questions:1";
        return check(all_.at(id), json::parse(text), id, "document");
    }

private:
    [[nodiscard]] std::string check(
        const json& schema, const json& value, const std::string& id, const std::string& at
    ) const {
        if (schema.contains("$ref")) {
            const auto ref = schema["$ref"].get<std::string>();
            const std::size_t hash = ref.find('#');
            const std::string base = hash == 0 ? id : ref.substr(0, hash);
            const json& target = all_.at(base).at(json::json_pointer(ref.substr(hash + 1)));
            if (std::string found = check(target, value, base, at); !found.empty()) {
                return found;
            }
        }
        if (schema.contains("oneOf")) {
            int fit = 0;
            std::string faults;
            for (const json& one : schema["oneOf"]) {
                const std::string found = check(one, value, id, at);
                fit += found.empty() ? 1 : 0;
                faults += found + "\n";
            }
            if (fit != 1) {
                return fmt::format("{}: {} forms fit:\n{}", at, fit, faults);
            }
        }
        for (const json& one : schema.value("allOf", json::array())) {
            if (std::string found = check(one, value, id, at); !found.empty()) {
                return found;
            }
        }
        if (schema.contains("const") && schema["const"] != value) {
            return at + " is not " + schema["const"].dump();
        }
        if (schema.contains("enum") &&
            std::ranges::find(schema["enum"], value) == schema["enum"].end()) {
            return at + " is " + value.dump();
        }
        if (schema.contains("type") && !is_one_of(schema["type"], value)) {
            return at + " has the wrong type";
        }
        return parts(schema, value, id, at);
    }

    [[nodiscard]] std::string parts(
        const json& schema, const json& value, const std::string& id, const std::string& at
    ) const {
        for (const json& name : schema.value("required", json::array())) {
            if (!value.contains(name.get<std::string>())) {
                return at + " lacks " + name.get<std::string>();
            }
        }
        const json members = schema.value("properties", json::object());
        if (value.is_object()) {
            for (const auto& [name, member] : value.items()) {
                if (members.contains(name)) {
                    if (std::string found = check(members[name], member, id, at + "." + name);
                        !found.empty()) {
                        return found;
                    }
                } else if (schema.contains("additionalProperties")) {
                    return at + " has " + name;
                }
            }
        }
        if (value.is_array() && schema.contains("items")) {
            for (const json& item : value) {
                if (std::string found = check(schema["items"], item, id, at + "[]");
                    !found.empty()) {
                    return found;
                }
            }
        }
        return value.is_array() && value.size() < schema.value("minItems", std::size_t{0})
                   ? at + " is empty"
                   : "";
    }

    static bool is_one_of(const json& types, const json& value) {
        if (types.is_string()) {
            return is(types.get<std::string>(), value);
        }
        return std::ranges::any_of(types, [&](const json& type) { return is_one_of(type, value); });
    }

    static bool is(const std::string& type, const json& value) {
        return type == "object"    ? value.is_object()
               : type == "array"   ? value.is_array()
               : type == "string"  ? value.is_string()
               : type == "boolean" ? value.is_boolean()
               : type == "null"    ? value.is_null()
               : type == "integer" ? value.is_number_integer()
                                   : value.is_number();
    }

    std::map<std::string, json> all_;
};

} // namespace

TEST_CASE("A flip says what has to change, what was kept, and what was not tried") {
    const Case question("er is positive and lvef is 45 % and not frail and sex is female");
    const std::string flipped = question.flip_text("first", true);
    INFO(flipped);
    CHECK_THAT(flipped, ContainsSubstring("So that first fires, 1 thing has to change"));
    CHECK_THAT(flipped, ContainsSubstring("- lvef: 45 % → at least 50 %"));
    CHECK_THAT(question.flip_text("first", false), ContainsSubstring("It is so already"));
    const std::string fixed = question.flip_text("third", true);
    INFO(fixed);
    CHECK_THAT(fixed, ContainsSubstring("No change makes it so that third fires."));
    CHECK_THAT(fixed, ContainsSubstring("Left as it is, being fixed: sex."));
    CHECK(fixed.find("Left out") == std::string::npos);
    const std::string warned = question.flip_text("warning", true);
    INFO(warned);
    CHECK_THAT(warned, ContainsSubstring("Left out:"));
    const Case open("er is positive and not frail");
    CHECK_THAT(open.flip_text("first", true), ContainsSubstring("Undecided as things are"));
}

TEST_CASE("An event that would be added is told without those on record") {
    const Case question("therapy with drug a and therapy with drug a");
    const std::string text = question.flip_text("warning", true);
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("- besides what is on record: therapy drug b"));
}

TEST_CASE("Answers that lead to the same are told together") {
    const Case question("er is positive and not frail and sex is female and no therapy");
    const Questions found = questions(question.situation(), {});
    const std::string text = render_text(question.situation(), found, 0, Case::style());
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("1. What was the last LVEF?  lvef"));
    CHECK_THAT(text, ContainsSubstring("below 40 % → now an option: Drug B"));
    CHECK_THAT(text, ContainsSubstring("40 % to below 50 % → no advice changes"));
    CHECK_THAT(text, ContainsSubstring("at least 50 % → now recommended: Drug A"));
    CHECK_THAT(text, ContainsSubstring("nothing stays undecided"));
    const Case nothing("er is negative and lvef is 45 % and not frail and sex is female and no "
                       "therapy");
    const Questions none = questions(nothing.situation(), {});
    CHECK(
        render_text(nothing.situation(), none, 0, Case::style()) ==
        "Nothing is undecided for want of a fact.\n"
    );
    Questions cut = found;
    cut.searched.leave_out("all on Sundays");
    CHECK_THAT(
        render_text(question.situation(), cut, 0, Case::style()),
        ContainsSubstring("Left out:\n  - all on Sundays")
    );
}

TEST_CASE("A chart of bands ends where the next begins, and marks the patient") {
    const Case question("er is positive and lvef is 45 % and not frail and sex is female");
    const Sweep bands = sweep(question.situation(), question.fact("lvef"), 30, 70, {});
    REQUIRE(bands.bands.size() == 3);
    const std::string text = render_text(question.situation(), bands, Case::style());
    INFO(text);
    CHECK_THAT(text, ContainsSubstring("lvef 30 % to 70 %: changes 2 times"));
    CHECK_THAT(text, ContainsSubstring("40 % to below 50 %  now 45 %"));
    CHECK(text.find("now 45 %") == text.rfind("now 45 %"));
    CHECK_THAT(text, ContainsSubstring("now recommended: Drug A"));
    CHECK_THAT(text, ContainsSubstring("\n  ██████████ "));
    CHECK_THAT(text, ContainsSubstring("\n            ██████████ "));
    const std::string ascii = render_text(question.situation(), bands, Case::style(50, false));
    INFO(ascii);
    CHECK_THAT(ascii, ContainsSubstring("#######"));
    CHECK(std::ranges::all_of(ascii, [](char c) { return static_cast<unsigned char>(c) < 0x80U; }));
    const Sweep flat = sweep(question.situation(), question.fact("lvef"), 60, 70, {});
    CHECK_THAT(
        render_text(question.situation(), flat, Case::style()),
        ContainsSubstring("nothing changes anywhere")
    );
}

TEST_CASE("What stands whatever is unknown is told apart from what depends") {
    const Case question("er is positive and lvef is 62 % and sex is male and no therapy");
    const auto found = robust(question.situation(), {});
    const std::string text = render_text(question.situation(), found, Case::style());
    INFO(text);
    const std::size_t stands = text.find("STANDS, WHATEVER THE UNKNOWN FACTS ARE");
    const std::size_t depends = text.find("DEPENDS ON UNKNOWN FACTS");
    REQUIRE(stands != std::string::npos);
    REQUIRE(depends != std::string::npos);
    CHECK(text.find("Drug B  third") > stands);
    CHECK(text.find("Drug B  third") < depends);
    CHECK(text.find("Drug A  first") > depends);
    CHECK_THAT(text, ContainsSubstring("on frail"));
    CHECK_THAT(text, ContainsSubstring("so if not frail"));
    CHECK_THAT(text, ContainsSubstring("not if frail"));
}

TEST_CASE("No answer is wider than the terminal") {
    const Case question("er is positive and not frail and sex is female and therapy with drug a");
    const Situation situation = question.situation();
    const Goal goal = question.goal("first", true);
    const Sources& sources = question.asked.sources;
    const PatientView& view = question.asked.view;
    for (const int width : {40, 60, 80, 100}) {
        const Style style = Case::style(width);
        const Why answered = why(view, *find_thing(question.asked.program, "antibody"));
        for (const std::string& text :
             {render_text(view, answered, true, sources, style),
              render_text(situation, goal, flip(situation, goal, {}), style),
              render_text(situation, questions(situation, {}), 0, style),
              render_text(situation, sweep(situation, question.fact("lvef"), 0, 100, {}), style),
              render_text(situation, robust(situation, {}), style)}) {
            INFO(text);
            CHECK(widest(text) <= static_cast<std::size_t>(width));
        }
    }
}

TEST_CASE("Every question's JSON keeps to the schema") {
    const Schemas schemas;
    for (const std::string given :
         {"er is positive and not frail and sex is female and therapy with drug a",
          "er is positive and lvef is 62 % and frail and no therapy",
          "lvef is 20 %"}) {
        INFO(given);
        const Case question(given);
        const Situation situation = question.situation();
        const Sources& sources = question.asked.sources;
        const PatientView& view = question.asked.view;
        const Goal goal = question.goal("first", true);
        for (const char* name : {"first", "third", "antibody", "b"}) {
            const Why answered = why(view, *find_thing(question.asked.program, name));
            CHECK(schemas.fault(render_json(view, answered, true, sources)) == "");
            CHECK(schemas.fault(render_json(view, answered, false, sources)) == "");
        }
        CHECK(schemas.fault(render_json(situation, goal, flip(situation, goal, {}))) == "");
        CHECK(schemas.fault(render_json(situation, questions(situation, {}))) == "");
        const Sweep bands = sweep(situation, question.fact("lvef"), 0, 100, {});
        CHECK(schemas.fault(render_json(situation, bands)) == "");
        CHECK(schemas.fault(render_json(situation, robust(situation, {}))) == "");

        const Case other("er is positive and lvef is 62 % and not frail and therapy with drug b");
        const Batch batch =
            make_batch(question.asked.program, {other.asked.patients.data(), 1}, view.today);
        const Evaluation evaluation(question.asked.program, situation.plan, batch);
        const PatientView right{evaluation, 0, other.asked.patients.front(), view.today};
        const Comparison found = compare(view, right);
        CHECK(schemas.fault(render_json(view, right, found, sources)) == "");
        CHECK(schemas.fault(render_json(situation, Hypothesis{}, found.difference)) == "");
    }
}

TEST_CASE("A document with a fault is found out") {
    const Case question("lvef is 20 %");
    const Situation situation = question.situation();
    const Schemas schemas;
    json document = json::parse(render_json(situation, robust(situation, {})));
    REQUIRE(schemas.fault(document.dump()) == "");
    document["surplus"] = 1;
    CHECK(schemas.fault(document.dump()) != "");
    document.erase("surplus");
    document["advice"][0]["kind"] = "perhaps";
    CHECK(schemas.fault(document.dump()) != "");
}
