#include "interpreter/patient.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/program_builder.hpp"

using namespace precept;
using namespace precept::build;

namespace {

constexpr Date today{20'000};

struct OneFact {
    Builder builder;
    Patient patient;

    OneFact() {
        builder.fact(number_type);
        patient = unknown_patient(builder.program);
    }

    Fact& fact() { return builder.program.facts[0]; }

    Cell& settled(Date day = today) {
        settle(builder.program, day, patient);
        return patient.facts[0];
    }
};

} // namespace

TEST_CASE("Of an unknown patient there is a cell for each fact and a list for each event") {
    Builder builder;
    builder.fact(truth_type);
    builder.event({date_type});
    const Patient patient = unknown_patient(builder.program, "anna");
    CHECK(patient.name == "anna");
    REQUIRE(patient.facts.size() == 1);
    CHECK(patient.facts[0].state == CellState::Missing);
    REQUIRE(patient.events.size() == 1);
    CHECK_FALSE(patient.events[0].known);
}

TEST_CASE("What is missing is assumed where the fact says so") {
    OneFact one;
    one.fact().assume = 5.0;
    CHECK(one.settled().state == CellState::Assumed);
    CHECK(std::get<double>(one.settled().value) == 5);
}

TEST_CASE("Conflicting records are not replaced by what is assumed") {
    OneFact one;
    one.fact().assume = 5.0;
    one.patient.facts[0] = {CellState::Conflicting, 7.0};
    CHECK(one.settled().state == CellState::Conflicting);
}

TEST_CASE("A value is out of date on the day after it was last valid") {
    OneFact one;
    one.fact().valid_for = CalendarSpan{10, CalendarUnit::Days};
    one.fact().assume = 5.0;
    one.patient.facts[0] = cell(7.0);
    SECTION("without a day it is current") {
        CHECK(one.settled().state == CellState::Given);
    }
    SECTION("on the last day it is valid") {
        one.patient.facts[0].measured = Date{today.days - 10};
        CHECK(one.settled().state == CellState::Given);
    }
    SECTION("a day later it is not, nor is anything assumed") {
        one.patient.facts[0].measured = Date{today.days - 11};
        CHECK(one.settled().state == CellState::OutOfDate);
        CHECK(one.settled().state == CellState::OutOfDate);
        CHECK(std::get<double>(one.settled().value) == 7);
        CHECK(one.settled({today.days - 1}).state == CellState::Given);
    }
}

TEST_CASE("A test's patient has what is given and nothing else") {
    Builder builder;
    const FactId weight = builder.fact(number_type);
    const FactId height = builder.fact(number_type);
    const EventId therapy = builder.event({date_type, number_type});
    const EventId scan = builder.event({date_type});
    builder.event({date_type});
    Test test;
    test.label = "one therapy";
    test.given.facts = {{weight, {70.0, Date{5}, {}}}, {height, {std::nullopt, {}, {}}}};
    test.given.events = {{therapy, {{1, {2.0, {}, {}}}}, {}}};
    test.given.events_given = {therapy, scan};
    const Patient patient = patient_of(builder.program, test);
    CHECK(patient.facts[0].state == CellState::Given);
    CHECK(patient.facts[0].measured == Date{5});
    CHECK(patient.facts[1].state == CellState::Missing);
    REQUIRE(patient.events[0].records.size() == 1);
    CHECK(patient.events[0].records[0].fields[0].state == CellState::Missing);
    CHECK(std::get<double>(patient.events[0].records[0].fields[1].value) == 2);
    CHECK(patient.events[1].known);
    CHECK(patient.events[1].records.empty());
    CHECK_FALSE(patient.events[2].known);
}
