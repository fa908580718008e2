// A session with one patient: what each line comes to, without a terminal.

#include "interpreter/repl/commands.hpp"
#include "interpreter/repl/session.hpp"
#include "tests/unit/catch.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace precept;
using precept::repl::Session;

namespace fs = std::filesystem;

namespace {

constexpr auto rules = R"(guideline heart "The heart"
  language 1
  reviewed 2026-11-01
  review every 12 months

source s "A publication"
term drug "Drug"
term trastuzumab "Trastuzumab" is drug
term echo "Echocardiogram"
fact lvef "Ejection fraction" number in % from 0 to 100
  valid for 3 months
  ask "What was the last LVEF?"
fact pregnant "Pregnant" yes/no
fact sex "Sex" one of female, male  fixed
fact her2_ihc "HER2" one of 0, 1+, 2+, 3+
fact mutations "Mutations" set of esr1, pik3ca
event therapy "Therapy"
  drug     drug
  stopped  date
define fit "Fit for it" when lvef >= 50 %

rule give "Give it"
  when her2_ihc is 3+ and fit
  unless pregnant
  recommend trastuzumab  because "It helps"  cite s

rule watch "Watch the heart"
  when any therapy where drug is trastuzumab
  recommend echo  cite s
)";

constexpr auto patient = R"({
  "her2_ihc": "3+", "pregnant": false,
  "lvef": {"value": 62, "unit": "%", "on": "2026-10-02"},
  "therapy": []
}
)";

void write(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A folder of its own with the rules and the patient, removed at the end.
struct Talk {
    fs::path folder = fs::temp_directory_path() / ("precept-repl-" + std::to_string(number()));
    Session session{{*parse_date("2026-11-23"), {}, false, nullptr}};

    Talk() {
        fs::create_directories(folder);
        write(folder / "heart.precept", rules);
        write(folder / "anna.json", patient);
        REQUIRE_FALSE(session.load({(folder / "heart.precept").string()}).failed);
        REQUIRE_FALSE(session.open_patient((folder / "anna.json").string()).failed);
    }

    ~Talk() {
        std::error_code error;
        fs::remove_all(folder, error);
    }

    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    static std::size_t number() {
        static std::size_t count = 0;
        return static_cast<std::size_t>(::getpid()) * 1000 + count++;
    }

    std::string say(const std::string& line) {
        const repl::Reply reply = session.say(line);
        CAPTURE(line, reply.text);
        CHECK_FALSE(reply.failed);
        return reply.text;
    }

    std::string fails(const std::string& line) {
        const repl::Reply reply = session.say(line);
        CAPTURE(line, reply.text);
        CHECK(reply.failed);
        CHECK_FALSE(reply.text.empty());
        return reply.text;
    }
};

} // namespace

TEST_CASE("changes of the patient say what they change", "[repl]") {
    Talk talk;
    CHECK(talk.say("set lvef 45 %") == "no longer recommended: Trastuzumab (not given)\n");
    CHECK(talk.say("set lvef 48 %") == "nothing changes\n");
    CHECK(talk.say("undo") == "undone: set lvef=48 %\n");
    CHECK(talk.say("undo") == "undone: set lvef=45 %\n");
    CHECK(has(talk.fails("undo"), "nothing to undo"));
    CHECK(talk.say("redo") == "done again: set lvef=45 %\n");
    CHECK(talk.say("set lvef 62 % on 2026-10-02") == "now recommended: Trastuzumab\n");
    CHECK(has(talk.fails("redo"), "nothing to redo")); // a new change ends the old ones
    CHECK(has(talk.say("set pregnant"), "no longer recommended"));
    CHECK(has(talk.say("unset pregnant"), "give undecided"));
    CHECK(has(talk.say("history"), "set pregnant=yes"));
}

TEST_CASE("events are added, changed and removed", "[repl]") {
    Talk talk;
    CHECK(has(talk.say("add therapy drug=trastuzumab stopped=2026-01-05"), "Echocardiogram"));
    CHECK(has(talk.say("facts"), "therapy[1] drug trastuzumab stopped 2026-01-05"));
    talk.say("set therapy[1].stopped 2026-02-05");
    CHECK(has(talk.say("facts"), "stopped 2026-02-05"));
    CHECK(has(talk.fails("set therapy[2].stopped 2026-02-05"), "1 is on record"));
    CHECK(has(talk.fails("add therapy drug=trastuzumabb"), "did you mean `trastuzumab`?"));
    CHECK(has(talk.fails("add terapy drug=trastuzumab"), "did you mean `therapy`?"));
    CHECK(has(talk.fails("remove therapy 2"), "from 1 to 1"));
    CHECK(has(talk.say("remove therapy 1"), "no longer recommended: Echocardiogram"));
    talk.say("unset therapy");
    CHECK(has(talk.say("facts"), "therapy: unknown"));
    CHECK(has(talk.say("add therapy drug=trastuzumab"), "now counts as complete"));
    talk.say("set therapy none");
    CHECK(has(talk.say("facts"), "therapy: none"));
}

TEST_CASE("any condition or value is worked out, with where it came from", "[repl]") {
    Talk talk;
    const std::string condition = talk.say("lvef < 50 %");
    CHECK(has(condition, "✗ no  yes or no"));
    CHECK(has(condition, "anna.json:3"));
    CHECK(has(talk.say("lvef + 5 %"), "67 %  a number in %"));
    CHECK(has(talk.say("count of therapy where drug is trastuzumab"), "0  a number"));
    CHECK(has(talk.say("sex is female"), "? undecided"));
    CHECK(has(talk.fails("lvfe < 3 %"), "did you mean `lvef`?"));
    CHECK(has(talk.fails("robustt"), "Did you mean the command `robust`?"));
    CHECK(talk.session.say("").text.empty());
    CHECK(talk.session.say("# a remark").text.empty());
}

TEST_CASE("a supposition changes nothing until it is kept", "[repl]") {
    Talk talk;
    CHECK(has(talk.fails("keep"), "nothing to keep"));
    CHECK(has(talk.say("what if lvef is 45 %"), "- recommended: Trastuzumab"));
    CHECK(has(talk.say("lvef"), "62 %"));
    CHECK(has(talk.say("keep"), "no longer recommended: Trastuzumab"));
    CHECK(has(talk.say("lvef"), "45 %"));
    CHECK(has(talk.say("what if lvef is 46 %"), "nothing changes"));
    CHECK(has(talk.fails("what if lvef is 45 mg"), "incompatible-unit"));
}

TEST_CASE("what to ask next is asked, and its answer taken", "[repl]") {
    Talk talk;
    talk.say("unset lvef");
    CHECK(has(talk.say("ask"), "What was the last LVEF?"));
    talk.say("ask next");
    CHECK(has(talk.fails("forty"), "expected a number"));
    CHECK(has(talk.say("40 %"), "give did not fire"));
    CHECK(has(talk.say("lvef"), "40 %"));
    talk.say("unset lvef");
    talk.say("ask next");
    CHECK(talk.session.say("").text == "left unknown\n");
    talk.say("ask next");
    CHECK(has(talk.say("facts"), "her2_ihc"));       // a command is not an answer
    CHECK(talk.session.say("40 %").failed == false); // and ends the question: a value
}

TEST_CASE("questions about why, and what would have to change", "[repl]") {
    Talk talk;
    CHECK(has(talk.say("why give"), "fired"));
    CHECK(has(talk.say("why not trastuzumab"), "So the question is why."));
    talk.say("set lvef 45 %");
    const std::string why_not = talk.say("why not trastuzumab");
    CHECK(has(why_not, "is not advised"));
    CHECK(has(why_not, "fit"));
    CHECK(has(why_not, "It helps"));
    CHECK(has(talk.say("flip trastuzumab"), "lvef: 45 % → at least 50 %"));
    CHECK(has(talk.say("flip not trastuzumab"), "It is so already"));
    CHECK(has(talk.say("sweep lvef 30 to 70"), "30 % to below 50 %"));
    CHECK(has(talk.fails("sweep her2_ihc 0 to 3+"), "neither a number nor a date"));
    CHECK(has(talk.fails("why nothing"), "nothing"));
    CHECK(has(talk.say("robust"), "pregnant") == false); // lvef decides it already
    talk.say("set lvef 60 %");
    talk.say("unset pregnant");
    CHECK(has(talk.say("robust"), "on pregnant"));
}

TEST_CASE("a patient that is saved reads back the same", "[repl]") {
    Talk talk;
    talk.say("add therapy drug=trastuzumab stopped=2026-01-05");
    talk.say("set mutations esr1, pik3ca");
    talk.say("set pregnant no");
    const std::string facts = talk.say("facts");
    const std::string advice = talk.say("rules");
    talk.say("save " + (talk.folder / "saved.json").string());
    REQUIRE_FALSE(talk.session.open_patient((talk.folder / "saved.json").string()).failed);
    CHECK(talk.say("rules") == advice);
    // Only the places where facts stand differ.
    const std::string again = talk.say("facts");
    CHECK(
        std::count(facts.begin(), facts.end(), '\n') == std::count(again.begin(), again.end(), '\n')
    );
    CHECK(has(again, "lvef = 62 %"));
    CHECK(has(again, "measured 2026-10-02"));
    CHECK(has(again, "mutations = esr1, pik3ca"));
    CHECK(has(again, "therapy[1] drug trastuzumab stopped 2026-01-05"));
}

TEST_CASE("a test that is saved passes, and fails once the rules change", "[repl]") {
    Talk talk;
    talk.say("add therapy drug=trastuzumab stopped=2026-01-05");
    const fs::path file = talk.folder / "written.precept";
    talk.say("save test \"a fit heart\" " + file.string());
    talk.say("set lvef 40 %");
    talk.say("save test \"a weak heart\" " + file.string());
    const std::string text = read(file);
    CHECK(has(text, "use heart\n"));
    CHECK(has(text, "expect give fires"));
    CHECK(has(text, "and lvef is 62 % on 2026-10-02"));
    CHECK(has(text, "test \"a weak heart\""));
    Sources sources;
    Diagnostics findings;
    const Program program =
        compile({file.string()}, sources, {*parse_date("2026-11-23")}, findings);
    CHECK(findings.empty());
    REQUIRE(program.tests.size() == 2);
    for (const Test& test : program.tests) {
        CHECK(test.expect.size() >= 2);
    }
}

TEST_CASE("rules that change on disk are read again, and the patient stays", "[repl]") {
    Talk talk;
    talk.say("set pregnant no");
    const fs::path file = talk.folder / "heart.precept";
    const auto change = [&](const std::string& text) {
        const auto before = fs::last_write_time(file);
        write(file, text);
        fs::last_write_time(file, before + std::chrono::seconds(2));
    };
    std::string text(rules);
    text.replace(text.find(">= 50"), 5, ">= 70");
    change(text);
    const std::string advice = talk.say("give fires");
    CHECK(has(advice, "read again"));
    CHECK(has(advice, "✗ no"));
    CHECK(has(talk.say("lvef"), "anna.json:3"));
    CHECK(has(talk.say("pregnant"), "no"));
    change("guideline heart \"broken");
    const std::string broken = talk.say("give fires");
    CHECK(has(broken, "The rules of before stay in use."));
    CHECK(has(broken, "✗ no"));
    CHECK_FALSE(has(talk.say("give fires"), "read again")); // said once
    text.replace(text.find("fact pregnant"), 13, "fact expecting");
    text.replace(text.find("unless pregnant"), 15, "unless expecting");
    change(text);
    CHECK(has(talk.say("lvef"), "The patient's `pregnant` does not fit these rules"));
}

TEST_CASE("lines that are open at their end go on", "[repl]") {
    for (const auto* line :
         {"lvef < 50 % and", "(lvef < 50 %", "all of", "set mutations esr1,", "x \\"}) {
        CAPTURE(line);
        CHECK(Session::goes_on(line));
    }
    for (const auto* line : {"", "advice", "lvef < 50 %", "(lvef < 50 %)", "or", "\"(\""}) {
        CAPTURE(line);
        CHECK_FALSE(Session::goes_on(line));
    }
}

TEST_CASE("words are completed by what can stand there", "[repl]") {
    using Words = std::vector<std::string>;
    Talk talk;
    const auto complete = [&](std::string_view line) { return talk.session.complete(line); };
    CHECK(complete("und") == Words{"undo"});
    CHECK(complete("set her2") == Words{"her2_ihc"});
    CHECK(complete("set her2_ihc ") == Words{"0", "1+", "2+", "3+", "unknown"});
    CHECK(complete("what if her2_ihc is ") == Words{"0", "1+", "2+", "3+", "unknown"});
    CHECK(complete("what ") == Words{"if"});
    CHECK(complete("add therapy ") == Words{"drug=", "stopped="});
    CHECK(complete("add therapy drug=tr") == Words{"drug=trastuzumab"});
    CHECK(complete("trace gi") == Words{"give"});
    CHECK(complete("why not tr") == Words{"trastuzumab"});
    CHECK(complete("rules u") == Words{"undecided"});
    CHECK(complete("(lv") == Words{"lvef"});
    CHECK(complete("help sw") == Words{"sweep"});
    CHECK(
        complete("patient " + (talk.folder / "an").string()) ==
        Words{(talk.folder / "anna.json").string()}
    );
}

TEST_CASE("each command has help with an example", "[repl]") {
    Talk talk;
    const std::string all = talk.say("help");
    for (const repl::Command& command : repl::commands()) {
        CAPTURE(std::string(command.name));
        CHECK(has(all, std::string(command.name)));
        CHECK(has(talk.say("help " + std::string(command.name)), std::string(command.example)));
    }
    CHECK(has(talk.fails("help nothing"), "no command"));
    CHECK(talk.session.say("quit").quit);
}

TEST_CASE("nothing can be asked before there are rules", "[repl]") {
    Session session({*parse_date("2026-11-23"), {}, false, nullptr});
    for (const auto* line : {"advice", "lvef", "set lvef 3", "robust", "reload"}) {
        const repl::Reply reply = session.say(line);
        CHECK(reply.failed);
        CHECK(has(reply.text, "load FILE"));
    }
    CHECK(session.say("load nowhere.precept").failed);
    CHECK_FALSE(session.say("help").failed);
}
