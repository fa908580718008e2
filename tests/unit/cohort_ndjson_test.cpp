// A line of a cohort means what the same record means to `precept run`: for random programs and
// records, sound and broken, the decoder takes what `read_patient` takes, with the same cells, and
// rejects the rest with the same findings.
#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/record_text.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"
#include "tests/unit/batches/batches.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/cohort/records.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace precept;
using namespace precept::cohort;

namespace {

const Date today = random::random_today();

constexpr std::string_view declarations = R"(guideline declared "Declarations"
  language 1
term drug
term antibody is drug
term trastuzumab is antibody
term pertuzumab is antibody
term docetaxel is drug
fact pregnant yes/no assume no
fact lvef number in % from 0 to 100 valid for 3 months
fact haemoglobin number in g/dL
fact points number
fact ihc one of 0, 1+, 2+, 3+, "not done"
fact mutations set of esr1, pik3ca, brca1, a_mutation_with_a_long_name
fact born date
fact drug_now antibody
event therapy
  drug drug
  dose number in mg from 0 to 1000
  started date
  outcome one of response, progression
  beside set of steroids, rest
event visit
  seen date
)";

/// What the lines of a block come to, all batches together.
struct Read {
    std::vector<std::uint64_t> lines; ///< of rows
    std::vector<std::string> ids;
    std::vector<Reject> rejects;
    std::vector<std::string> wrong; ///< what is not as expected
    std::size_t unusual = 0;
};

struct Expected {
    std::vector<Patient> patients;
    std::vector<std::uint64_t> lines;
    std::vector<std::vector<std::string>> findings; ///< of each line that is rejected
    std::vector<std::uint64_t> rejected;
};

std::string shown(const Diagnostic& finding) {
    return fmt::format(
        "{} {}-{} {} {}",
        static_cast<int>(finding.code),
        finding.span.begin,
        finding.span.end,
        finding.message,
        finding.path
    );
}

struct Fixture {
    Program program;
    NdjsonOptions options{.today = today, .ignore_unknown = false, .id_field = {}};

    Expected expected(const std::vector<std::string>& lines) const {
        Expected found;
        FactsOptions facts{.today = today, .ignore_unknown = options.ignore_unknown};
        facts.id_field = id_field_of(program, options.id_field);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::string line = lines[i];
            if (!line.empty() && line.back() == '\r') {
                line.pop_back();
            }
            if (line.find_first_not_of(" \t\r") == std::string::npos) {
                continue;
            }
            Sources sources;
            Diagnostics findings;
            const auto file = add_text("record", line, sources, findings);
            auto patient =
                file ? read_patient(program, sources, *file, facts, findings) : std::nullopt;
            if (!file) { // of a whole file that is said without its place
                findings = {*find_bad_byte(line)};
            }
            if (patient) {
                settle(program, today, *patient);
                found.patients.push_back(std::move(*patient));
                found.lines.push_back(i + 1);
            } else {
                found.rejected.push_back(i + 1);
                sort_diagnostics(findings); // as `run` shows them
                auto& all = found.findings.emplace_back();
                std::transform(findings.begin(), findings.end(), std::back_inserter(all), shown);
            }
        }
        return found;
    }

    /// Reads `lines` and compares; `most` patients at a time.
    Read read(const std::vector<std::string>& lines, std::size_t most, bool end = true) const {
        std::string text;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            text += lines[i] + (end || i + 1 < lines.size() ? "\n" : "");
        }
        Block block;
        block.text = text;
        const Expected wanted = expected(lines);
        const auto decoder = make_ndjson_decoder(program, options);
        Read found;
        Decoded decoded;
        std::size_t first = 0;
        decoder->start(block);
        while (decoder->next(most, decoded)) {
            const std::size_t count = decoded.rows.size();
            if (count > most || first + count > wanted.patients.size()) {
                found.wrong.emplace_back("too many rows");
                break;
            }
            const auto begin = wanted.patients.begin() + static_cast<std::ptrdiff_t>(first);
            const std::vector<Patient> patients(begin, begin + static_cast<std::ptrdiff_t>(count));
            const std::string wrong = batches::disagreement(program, decoded.batch, patients);
            if (!wrong.empty()) {
                found.wrong.push_back(wrong);
            }
            for (std::size_t i = 0; i < count; ++i) {
                const RowOrigin& row = decoded.rows[i];
                found.lines.push_back(row.line);
                found.ids.emplace_back(row.id);
                if (row.id != patients[i].name) {
                    found.wrong.push_back(fmt::format("the name {}", row.id));
                }
            }
            std::move(
                decoded.rejects.begin(), decoded.rejects.end(), std::back_inserter(found.rejects)
            );
            found.unusual += decoded.unusual;
            first += count;
        }
        compare(wanted, found);
        return found;
    }

    static void compare(const Expected& wanted, const Read& found) {
        CHECK(found.wrong.empty());
        REQUIRE(found.wrong == std::vector<std::string>{});
        REQUIRE(found.lines == wanted.lines);
        std::vector<std::uint64_t> rejected;
        std::vector<std::vector<std::string>> findings;
        for (const Reject& reject : found.rejects) {
            rejected.push_back(reject.line);
            auto& all = findings.emplace_back();
            for (const RejectReason& reason : reject.reasons) {
                all.push_back(shown(reason.finding));
            }
        }
        REQUIRE(rejected == wanted.rejected);
        REQUIRE(findings == wanted.findings);
    }
};

Fixture fixture() {
    Sources sources;
    Diagnostics findings;
    Program program =
        compile_text("declared", std::string(declarations), sources, {.today = today}, findings);
    INFO(render_text(findings, sources, Style{}));
    REQUIRE_FALSE(has_errors(findings));
    return {std::move(program)};
}

} // namespace

TEST_CASE("ndjson: random records of all kinds are read as `run` reads them") {
    Fixture it = fixture();
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        random::Random random(seed);
        const random::Oddities oddities{
            .values = random.pick(std::vector<int>{0, 1, 4}),
            .bytes = random.pick(std::vector<int>{0, 5, 40})};
        it.options.ignore_unknown = random.chance(50);
        std::vector<std::string> lines;
        for (std::size_t i = random.below(40); i > 0; --i) {
            std::string line = random::random_record(random, it.program, oddities);
            if (random.chance(5)) {
                line = random.chance(50) ? "" : "  ";
            }
            lines.push_back(line + (random.chance(10) ? "\r" : ""));
        }
        INFO("seed " << seed);
        it.read(
            lines, 1 + random.below(50), random.chance(80) || lines.empty() || lines.back().empty()
        );
    }
}

TEST_CASE("ndjson: what is ignored has to be sound") {
    Fixture it = fixture();
    it.options.ignore_unknown = true;
    const std::vector<std::string> keys{
        "x",
        "x1",
        "pages",
        "seven77",
        "eight888",
        "fifteen_fifteen",
        "sixteen_sixteen_",
        "seventeen_sevente",
        "a name that is longer than the others are",
        "a name that is longer than the others are, too"};
    const std::vector<std::string> sound{"true",       "false",
                                         "null",       "0",
                                         "7",          "10",
                                         "1234567",    "12345678",
                                         "-1",         "1.5",
                                         "1e3",        "123456789012345678",
                                         "\"\"",       "\"a\"",
                                         "\"abcdef\"", "\"abcdefg\"",
                                         "\"a,b\"",    "\"a,\"",
                                         "\",\"",      "\"}\"",
                                         "\":\"",      "\"a long, long text: }\"",
                                         "\"\\\"\"",   "\"\\n\"",
                                         "[]",         "[1,2]",
                                         "{}",         "{\"a\":[{}]}",
                                         " 1",         "true "};
    const std::vector<std::string> unsound{
        "",         "tru",   "truee", "nul",     "nulll",      "falsy",
        "00",       "007",   "+1",    ".5",      "1.",         "1e",
        "NaN",      "'a'",   "\"a",   "a\"",     "\"a\"\"b\"", "\"a\" \"b\"",
        "1 2",      "true,", ":",     "\"\\q\"", "}",          "{",
        "[",        "[1,]",  "1}",    "\"a\":1", "true\"x\"",  "\"abcdefgh,\"",
        "12345678a"};
    for (std::uint64_t seed = 0; seed < naive::property_cases(1000); ++seed) {
        random::Random random(seed);
        const auto record = [&](const std::string* odd_value) {
            const std::size_t odd = random.below(keys.size());
            std::string text = R"({"points":)" + std::to_string(random.below(100));
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const bool other_key = odd_value != nullptr && i == odd && random.chance(10);
                text += ",\"" + (other_key ? random.pick(keys) : keys[i]) + "\":";
                // Most are short: otherwise the fast way would be left at once.
                text += odd_value != nullptr && i == odd
                            ? *odd_value
                            : sound[random.below(random.chance(90) ? 7 : sound.size())];
            }
            return text + (random.chance(50) ? R"(,"lvef":50})" : "}");
        };
        // So many until the keys are known and the fast way is tried again.
        std::vector<std::string> lines(40, record(nullptr));
        if (random.chance(20)) { // one byte more, less or another
            std::string& line = lines.back();
            const std::size_t at = random.below(line.size());
            constexpr std::string_view bytes = "\",:{}[] 1tn";
            line.replace(at, random.below(2), random.below(2), bytes[random.below(bytes.size())]);
        } else {
            lines.push_back(record(&random.pick(random.chance(50) ? sound : unsound)));
        }
        lines.push_back(record(nullptr));
        INFO("seed " << seed << "\n" << lines[lines.size() - 2]);
        it.read(lines, 100, random.chance(80));
    }
}

TEST_CASE("ndjson: random programs") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(100); ++seed) {
        random::Random random(seed);
        Fixture it{random::random_program(random, {}).program};
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < 20; ++i) {
            lines.push_back(random::random_record(random, it.program, {.values = 1, .bytes = 5}));
        }
        INFO("seed " << seed);
        it.read(lines, 7);
    }
}

TEST_CASE("ndjson: usual records need no second reading") {
    const Fixture it = fixture();
    const std::vector<std::string> lines{
        R"({"id": 1, "pregnant": true, "lvef": 55, "points": -3, "ihc": "2+", "mutations": ["esr1"]})",
        R"({"id":"a","lvef":{"value":55.5,"unit":"%","on":"2026-03-01"},"haemoglobin":[)"
        R"({"value":9,"on":"2026-01-01"},{"on":"2026-02-01","value":120,"unit":"g/L"}],"born":null})",
        R"({"mutations":[],"drug_now":"trastuzumab","therapy":[{"drug":"docetaxel","dose":20.5,)"
        R"("started":"2026-01-01","outcome":"response","beside":["rest"]},{}],"visit":null})",
        R"({"ihc":"not done","mutations":["a_mutation_with_a_long_name","pik3ca"],"born":"1950-05-05"})",
        "{}",
        R"({"declared.lvef": 1, "declared.therapy": []})"};
    const Read read = it.read(lines, 4);
    CHECK(read.unusual == 0);
    CHECK(read.ids == std::vector<std::string>{"1", "a", "", "", "", ""});
}

TEST_CASE("ndjson: neighbours of a broken record are not lost") {
    const Fixture it = fixture();
    const Read read = it.read(
        {R"({"id": 1, "lvef": 50})",
         R"({"id": 2, "ihc": "3+)",
         R"({"id": 3, "lvef": 50})",
         R"({"id": 4, "lvef": 50, "lvef": 51})",
         "\xFF",
         R"({"id": 6}})",
         R"({"id": 7, "lvef": 500})",
         R"({"id": 8)",
         R"({"id": 9})"},
        100
    );
    CHECK(read.lines == std::vector<std::uint64_t>{1, 3, 9});
    CHECK(read.rejects.size() == 6);
}

TEST_CASE("ndjson: a value is not taken for a key") {
    const Fixture it = fixture();
    const std::vector<std::string> lines{
        R"({"id": "d": "p-1"})",
        R"({"ihc": "2+": "3+"})",
        R"({"ihc": "2+"   : "3+"})",
        R"({"ihc": "2+"            : "3+"})",
        R"({"mutations": ["esr1": "brca1"]})",
        R"({"lvef": {"value": 50, "unit": "%": "x"}})",
        R"({"lvef": {"value": 50, "on": "2026-03-01": 1}})",
        R"({"ihc": {"value": "2+": 1}})",
        R"({"therapy": [{"drug": "docetaxel": 1}]})",
        R"({"therapy": [{"beside": ["rest": 1]}]})"};
    CHECK(it.read(lines, 100).rejects.size() == lines.size());
}

TEST_CASE("ndjson: where a record is wrong") {
    const Fixture it = fixture();
    const Read read = it.read({"{}", R"({"ihc": "2+", "lvef": 500, "bron": "2020-01-01"})"}, 100);
    REQUIRE(read.rejects.size() == 1);
    const Reject& reject = read.rejects.front();
    CHECK(reject.line == 2);
    CHECK(reject.text == R"({"ihc": "2+", "lvef": 500, "bron": "2020-01-01"})");
    REQUIRE(reject.reasons.size() == 2);
    CHECK(reject.reasons[0].line == 2);
    CHECK(reject.reasons[0].column == 23);
    CHECK(reject.reasons[1].column == 28);
    CHECK(reject.reasons[1].finding.help == "did you mean `born`?");
}

TEST_CASE("ndjson: the line end behind a rejected record is known") {
    const Fixture it = fixture();
    for (const auto& [line, line_end] :
         {std::pair("{\"lvef\":500}", "\n"), std::pair("{\"lvef\":500}\r", "\r\n")}) {
        const Read found = it.read({line, "{}", "{\"lvef\":501}"}, 10, false);
        REQUIRE(found.rejects.size() == 2);
        CHECK(found.rejects.front().line_end == line_end);
        CHECK(found.rejects.back().line_end.empty()); // the last has none
    }
}

TEST_CASE("ndjson: names of patients") {
    Fixture it = fixture();
    CHECK(
        it.read({R"({"id": "caf\u00e9"})", R"({"id": null})", R"({"id": -1.50})"}, 10).ids ==
        std::vector<std::string>{"caf\xC3\xA9", "", "-1.50"}
    );
    CHECK(it.read({R"({"id": [1]})", R"({"id": true})", R"({"id": {}})"}, 10).rejects.size() == 3);
    CHECK(it.read({R"({"patient_id": 1})"}, 10).rejects.size() == 1);
    it.options.id_field = "patient_id";
    CHECK(it.read({R"({"patient_id": 1})"}, 10).ids == std::vector<std::string>{"1"});
    CHECK(it.read({R"({"id": 1})"}, 10).rejects.size() == 1);
    it.options.ignore_unknown = true;
    CHECK(it.read({R"({"id": 1, "seen": [{"a": 1}]})"}, 10).ids == std::vector<std::string>{""});
}

TEST_CASE("ndjson: a byte-order mark at the start of the input") {
    const Fixture it = fixture();
    const auto decoder = make_ndjson_decoder(it.program, it.options);
    Block block;
    block.text = "\xEF\xBB\xBF{\"id\": 1}\n";
    Decoded decoded;
    decoder->start(block);
    REQUIRE(decoder->next(10, decoded));
    CHECK(decoded.rows.size() == 1);
    CHECK(decoded.rows[0].text == "{\"id\": 1}");
    CHECK_FALSE(decoder->next(10, decoded));
}
