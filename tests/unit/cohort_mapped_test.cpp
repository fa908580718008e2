// NDJSON with a mapping file, or with events in tables: what is read straight into columns is what
// RecordMapper makes of the same records, and neither rejects what the other takes.
#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/record_mapper.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/batches/batches.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random.hpp"
#include "tests/unit/random/random_patient.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

using namespace precept;
using namespace precept::cohort;

namespace {

const Date today = random::random_today();

constexpr std::string_view declarations = R"(guideline declared "Declarations"
  language 1
term drug
term antibody is drug
term trastuzumab is antibody
fact pregnant yes/no assume no
fact lvef number in % from 0 to 100
fact haemoglobin number in g/dL from 0 to 20
fact points number from 0 to 9
fact ihc one of 0, 1+, 2+, 3+, "not done"
fact mutations set of esr1, pik3ca, brca1
fact born date
fact drug_now antibody
event therapy
  drug drug
  dose number in mg from 0 to 1000
)";

/// Mappings of which all, some or nothing can be read without a tree.
const std::vector<std::string> mappings{
    "{}",
    R"({"ignore": ["note", "Age"]})",
    R"({"facts": {"ihc": {"column": "IHC", "values": {"0": "0", "2": "2+", "neg": "1+", "?": null}},
        "lvef": "EF", "haemoglobin": {"column": "Hb", "unit": "g/L", "missing": ["NA", "-1"]}}})",
    R"({"id": "nr", "missing": ["NA"], "ignore": ["ihc"], "facts": {"pregnant":
        {"column": "gravid", "values": {"1": true, "0": false, "J": true}},
        "mutations": {"column": "genes", "separator": "+"}, "born": "birth day",
        "drug_now": {"column": "drug", "values": {"Herceptin": "trastuzumab"}}}})",
    R"json({"unreadable": "missing", "facts": {"points": {"column": "pts", "pattern": "p=([0-9]+)"},
        "lvef": {"column": "lvef", "values": {"good": 60}}, "ihc": {"constant": "3+"}}})json",
    R"({"facts": {"lvef": ["EF", "EF2"], "points": {"column": "pts"}}})",
    R"({"facts": {"lvef": {"column": "EF", "on": "EF day"}, "ihc": "IHC"}})",
    R"({"facts": {"lvef": "both", "points": "both"}})",
    R"({"id": "nr", "ignore": ["nr", "note"]})",
    R"({"id": "lvef", "facts": {"lvef": "EF", "points": "nr"}})",
    R"({"missing": ["-1", "NA", "false"], "separator": "+"})",
    R"({"missing": ["NA"], "unreadable": "missing", "facts": {"lvef": {"column": "EF", "on": "EF day"}}})",
    R"({"events": {"therapy": {"fields": {"drug": {"column": "name", "values": {"H": "trastuzumab"}},
        "dose": {"column": "dose", "values": {"5": 50}}}}},
        "facts": {"lvef": "EF"}})"};

const std::vector<std::string> keys{
    "id",   "nr",   "IHC",      "ihc",  "EF",       "EF2",           "EF day",  "lvef",
    "Hb",   "pts",  "note",     "Age",  "pregnant", "gravid",        "genes",   "birth day",
    "born", "drug", "drug_now", "both", "points",   "declared.lvef", "therapy", "unheard_of"};

const std::vector<std::string> values{
    "null",
    "0",
    "1",
    "2",
    "3",
    "-1",
    "55",
    "55.5",
    "1e2",
    "120",
    "500",
    "true",
    "false",
    R"("")",
    R"("0")",
    R"("2")",
    R"("2+")",
    R"("neg")",
    R"("?")",
    R"("NA")",
    R"(" NA ")",
    R"("J")",
    R"("55 %")",
    R"("120 g/L")",
    R"("12 g/dL")",
    R"("esr1")",
    R"("esr1+brca1")",
    R"("esr1;brca1")",
    R"("none")",
    R"("1970-01-31")",
    R"("1970-02-31")",
    R"("Herceptin")",
    R"("trastuzumab")",
    R"("p=7")",
    R"("good")",
    R"("caf\u00e9")",
    R"("Ä")",
    R"(["esr1", "pik3ca"])",
    R"([])",
    R"({"value": 50, "on": "2020-01-01"})",
    R"({"value": "2", "unit": "%"})",
    R"([{"drug": "trastuzumab", "dose": 5}])",
    R"([{"name": "H"}])",
    R"([{"name": "H", "dose": 5000}])",
    "12345678901234567890",
    "-0.0",
    "0.30000000000000004"};

/// Values that may make sense behind a key.
const std::map<std::string, std::vector<std::string>> sensible{
    {"EF", {"55", "55.5", R"("55 %")", "120", "null"}},
    {"lvef", {"55", R"("good")", "120", R"({"value": 50, "on": "2020-01-01"})", "null"}},
    {"Hb", {"120", "500", R"("120 g/L")", R"("12 g/dL")", "-1", R"("NA")"}},
    {"IHC", {"0", "2", "3", R"("2")", R"("2+")", R"("neg")", R"("?")"}},
    {"ihc", {R"("0")", R"("2+")", "null"}},
    {"pts", {"3", "12", R"("p=7")", R"("7")", R"("p=")"}},
    {"gravid", {"1", "0", "2", "true", "false", R"("J")", R"("NA")"}},
    {"genes", {R"("esr1")", R"("esr1+brca1")", R"("none")", R"(["esr1", "pik3ca"])"}},
    {"birth day", {R"("1970-01-31")", R"("1970-02-31")", R"("NA")"}},
    {"drug", {R"("Herceptin")", R"("trastuzumab")"}},
    {"both", {"5", "null"}},
    {"EF day", {R"("1970-01-31")"}},
    {"therapy",
     {R"([{"drug": "trastuzumab", "dose": 5}])",
      R"([{"name": "H"}])",
      R"([{"name": "H", "dose": 5000}])",
      "[]",
      "null"}}};

std::string random_line(random::Random& random) {
    std::string line = "{";
    for (std::size_t i = random.below(5); i > 0; --i) {
        const std::string& key = random.pick(keys);
        const auto its = sensible.find(key);
        const bool odd = its == sensible.end() || random.chance(10);
        line += line.size() == 1 ? "" : random.chance(50) ? ", " : ",";
        line += fmt::format(
            "\"{}\":{}{}",
            key,
            random.chance(20) ? " " : "",
            random.pick(odd ? values : its->second)
        );
    }
    return line + "}";
}

struct Fixture {
    Program program;
    Mapping mapping;
    EventsFiles no_tables;
    std::string file = "c.ndjson";
    FactsOptions facts{.today = today};

    explicit Fixture(const std::string& text) {
        Sources sources;
        Diagnostics found;
        program =
            compile_text("declared", std::string(declarations), sources, {.today = today}, found);
        const FileId mapped = sources.add("map.json", text);
        auto read = read_mapping(program, sources, mapped, found);
        INFO(render_text(found, sources, Style{}));
        REQUIRE_FALSE(has_errors(found));
        facts.id_field = id_field_of(program, read->cohort.id.name);
        mapping = for_records(program, *read, facts.id_field);
    }

    /// Reads `lines` both ways. How many were read, and how many of those the long way.
    std::pair<std::size_t, std::size_t> compare(const std::vector<std::string>& lines) {
        ReadingCounts counts;
        ReadingCounts mapper_counts;
        const RecordSources from{mapping, no_tables, file, counts};
        RecordMapper mapper(program, facts, {mapping, no_tables, file, mapper_counts});
        const auto decoder = make_ndjson_decoder(
            program, {facts.today, facts.ignore_unknown, facts.id_field}, &from
        );
        std::string text;
        for (const std::string& line : lines) {
            text += line + "\n";
        }
        Block block;
        block.text = text;
        block.line_ends = lines.size();
        decoder->start(block);
        Decoded decoded;
        std::size_t unusual = 0;
        std::vector<std::uint64_t> taken;
        std::vector<std::pair<std::uint64_t, std::string>> refused;
        while (decoder->next(16, decoded)) {
            std::vector<Patient> patients;
            for (const RowOrigin& row : decoded.rows) {
                CAPTURE(row.text);
                Sources sources;
                Diagnostics findings;
                const FileId record = sources.add("record", std::string(row.text));
                auto patient = mapper.read(row.line, sources, record, findings);
                INFO(render_text(findings, sources, Style{}));
                REQUIRE(patient);
                settle(program, today, *patient);
                CHECK(patient->name == row.id);
                patients.push_back(std::move(*patient));
                taken.push_back(row.line);
            }
            REQUIRE(batches::disagreement(program, decoded.batch, patients).empty());
            for (const Reject& reject : decoded.rejects) {
                CAPTURE(reject.text);
                Sources sources;
                Diagnostics findings;
                const FileId record = sources.add("record", reject.text);
                REQUIRE_FALSE(mapper.read(reject.line, sources, record, findings));
                REQUIRE(findings.size() == reject.reasons.size());
            }
            unusual += decoded.unusual;
        }
        const auto counted = counts.unreadable();
        const auto wanted = mapper_counts.unreadable();
        REQUIRE(counted.size() == wanted.size());
        for (std::size_t i = 0; i < counted.size(); ++i) {
            CHECK(counted[i].column == wanted[i].column);
            CHECK(counted[i].count == wanted[i].count);
            CHECK(counted[i].first == wanted[i].first);
        }
        return {taken.size(), unusual};
    }
};

} // namespace

TEST_CASE("mapped ndjson: random records and mappings are read as by way of a tree") {
    for (const std::string& mapping : mappings) {
        CAPTURE(mapping);
        Fixture it(mapping);
        for (std::uint64_t seed = 0; seed < naive::property_cases(40); ++seed) {
            random::Random random(seed);
            it.facts.ignore_unknown = random.chance(60);
            std::vector<std::string> lines;
            for (std::size_t i = random.below(60); i > 0; --i) {
                lines.push_back(random_line(random));
            }
            it.compare(lines);
        }
    }
}

TEST_CASE("mapped ndjson: usual records need no tree") {
    const std::vector<std::pair<std::string, std::string>> usual{
        {mappings[0],
         R"({"id": 1, "lvef": 55, "ihc": "2+", "therapy": [{"drug": "trastuzumab"}]})"},
        {mappings[1], R"({"id": 1, "note": "x", "Age": 50, "lvef": 55})"},
        {mappings[2], R"({"id": 1, "IHC": 2, "EF": 55, "Hb": 120})"},
        {mappings[2], R"({"id": 1, "IHC": "neg", "EF": "55 %", "Hb": "NA"})"},
        {mappings[3],
         R"({"nr": "a", "gravid": "J", "genes": "esr1+brca1", "birth day": "1970-01-31",)"
         R"( "drug": "Herceptin"})"},
        {mappings[4], R"({"pts": "p=7", "lvef": "good"})"},
        {mappings.back(), R"({"EF": 55, "id": "x", "therapy": null})"}};
    for (const auto& [mapping, line] : usual) {
        CAPTURE(mapping, line);
        CHECK(Fixture(mapping).compare({line}) == std::pair<std::size_t, std::size_t>(1, 0));
    }
}

TEST_CASE("mapped ndjson: a fact under its own name and another is not read twice") {
    Fixture it(mappings[2]);
    it.facts.ignore_unknown = true; // the own name is known, and not to be ignored
    CHECK(
        it.compare({R"({"EF": 55, "lvef": 60})", R"({"declared.lvef": 60, "EF": 55})"}).first == 0
    );
    CHECK(it.compare({R"({"EF": 55, "lvef": null})", R"({"lvef": 60})"}).first == 2);
}
