// The facts reader as data: values in their units, where they came from, and what several
// measurements come to. What it says about mistakes is in tests/golden/facts.
#include "interpreter/facts/json_facts.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <random>
#include <string>

namespace {

using namespace precept;

const Date today = *parse_date("2026-11-23");

constexpr std::string_view declarations = R"(guideline declared "Declarations"
  language 1
term drug
term trastuzumab is drug
fact pregnant yes/no assume no
fact lvef number in % from 0 to 100 valid for 3 months
fact weight number in kg
fact ihc one of 0, 1+, 2+, 3+
fact mutations set of esr1, pik3ca, brca1
fact born date
event therapy
  drug drug
  started date
)";

/// A program and whatever was read against it.
struct Fixture {
    Sources sources;
    Diagnostics findings;
    Program program =
        compile_text("declared", std::string(declarations), sources, {.today = today}, findings);

    std::optional<Patient> read(const std::string& json) {
        findings.clear();
        const auto file = add_text("patient.json", json, sources, findings);
        REQUIRE(file);
        return read_patient(program, sources, *file, {.today = today}, findings);
    }

    Patient sound(const std::string& json) {
        auto patient = read(json);
        INFO(render_text(findings, sources, Style{}));
        REQUIRE(patient);
        return *patient;
    }

    const Cell& fact(const Patient& patient, std::string_view name) {
        for (std::size_t i = 0; i < program.facts.size(); ++i) {
            if (program.facts[i].name == name) {
                return patient.facts[i];
            }
        }
        FAIL("no such fact");
        return patient.facts[0];
    }
};

} // namespace

TEST_CASE("facts: what is absent or null is missing, an empty list of events is known") {
    Fixture it;
    const Patient patient = it.sound(R"({"lvef": null, "therapy": []})");
    CHECK(it.fact(patient, "lvef").state == CellState::Missing);
    CHECK(it.fact(patient, "pregnant").state == CellState::Missing);
    CHECK(patient.events[0].known);
    CHECK(patient.events[0].records.empty());
    CHECK_FALSE(it.sound("{}").events[0].known);
    CHECK_FALSE(it.sound(R"({"therapy": null})").events[0].known);
}

TEST_CASE("facts: numbers are converted to the declared unit and keep their place") {
    Fixture it;
    const Patient patient =
        it.sound("{\n  \"weight\": {\"value\": 70000, \"unit\": \"g\"},\n  \"lvef\": 62\n}");
    CHECK(std::get<double>(it.fact(patient, "weight").value) == 70);
    CHECK(std::get<double>(it.fact(patient, "lvef").value) == 62);
    CHECK(it.sources.place(it.fact(patient, "lvef").origin) == "patient.json:3");
    CHECK(it.sources.text(it.fact(patient, "weight").origin) == "70000");
}

TEST_CASE("facts: of several measurements the latest counts, two of one day that disagree conflict"
) {
    Fixture it;
    const Patient latest = it.sound(
        R"({"lvef": [{"value": 40, "on": "2026-01-01"}, {"value": 60, "on": "2026-10-01"}]})"
    );
    CHECK(std::get<double>(it.fact(latest, "lvef").value) == 60);
    CHECK(it.fact(latest, "lvef").state == CellState::Given);
    const Patient torn = it.sound(
        R"({"lvef": [{"value": 40, "on": "2026-10-01"}, {"value": 60, "on": "2026-10-01"}]})"
    );
    CHECK(it.fact(torn, "lvef").state == CellState::Conflicting);
    const Patient agreed = it.sound(
        R"({"lvef": [{"value": 60, "on": "2026-10-01"}, {"value": 60, "on": "2026-10-01"}]})"
    );
    CHECK(it.fact(agreed, "lvef").state == CellState::Given);
}

TEST_CASE("facts: any finding means that there is no patient") {
    Fixture it;
    CHECK_FALSE(it.read(R"({"lvef": 62, "lfev": 62})"));
    CHECK(it.findings.size() == 1);
    CHECK_FALSE(it.read(R"({"lvef": 162, "born": "1970-02-30", "therapy": [{"drug": "echo"}]})"));
    CHECK(it.findings.size() == 3);
    CHECK(it.findings[2].path == "therapy[1].drug");
}

TEST_CASE("facts: assignments replace what the file says") {
    Fixture it;
    Patient patient = it.sound(R"({"lvef": 62, "pregnant": true})");
    const FactsOptions options{.today = today};
    it.findings.clear();
    CHECK(set_fact(it.program, "lvef=45 % on 2026-11-01", it.sources, options, patient, it.findings)
    );
    CHECK(set_fact(it.program, "pregnant=unknown", it.sources, options, patient, it.findings));
    CHECK(set_fact(it.program, "ihc=0", it.sources, options, patient, it.findings));
    CHECK(set_fact(it.program, "mutations=esr1, brca1", it.sources, options, patient, it.findings));
    CHECK(std::get<double>(it.fact(patient, "lvef").value) == 45);
    CHECK(it.fact(patient, "lvef").measured == parse_date("2026-11-01"));
    CHECK(it.fact(patient, "pregnant").state == CellState::Missing);
    CHECK(std::get<CodedValue>(it.fact(patient, "ihc").value).index == 0);
    CHECK(std::get<SetValue>(it.fact(patient, "mutations").value).members == 0b101);
    CHECK(it.findings.empty());
    CHECK_FALSE(set_fact(it.program, "therapy=none", it.sources, options, patient, it.findings));
    CHECK_FALSE(set_fact(it.program, "lvef=45 kg", it.sources, options, patient, it.findings));
    CHECK_FALSE(set_fact(it.program, "lvef", it.sources, options, patient, it.findings));
    CHECK(it.findings.size() == 3);
}

TEST_CASE("facts: a patient written as JSON reads back the same") {
    Fixture it;
    const unsigned seed = 20261123;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(random() % limit);
    };
    for (int round = 0; round < 500; ++round) {
        const double lvef = below(10001) / 100.0;
        const unsigned ihc = below(4);
        const std::uint64_t mutations = below(8);
        const Date born{static_cast<std::int32_t>(below(20'000))};
        std::string list;
        for (unsigned i = 0; i < 3; ++i) {
            if ((mutations >> i & 1U) != 0) {
                list +=
                    (list.empty() ? "\"" : ", \"") + it.program.domains[1].values[i].name + "\"";
            }
        }
        const Patient patient = it.sound(fmt::format(
            R"({{"lvef": {}, "ihc": "{}", "mutations": [{}], "born": "{}"}})",
            lvef,
            it.program.domains[0].values[ihc].name,
            list,
            to_string(born)
        ));
        REQUIRE(std::get<double>(it.fact(patient, "lvef").value) == lvef);
        REQUIRE(std::get<CodedValue>(it.fact(patient, "ihc").value).index == ihc);
        REQUIRE(std::get<SetValue>(it.fact(patient, "mutations").value).members == mutations);
        REQUIRE(std::get<Date>(it.fact(patient, "born").value) == born);
    }
}
