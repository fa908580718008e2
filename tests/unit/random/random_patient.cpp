#include "tests/unit/random/random_patient.hpp"

#include <array>
#include <string_view>

namespace precept::random {

namespace {

constexpr std::array<double, 9> numbers{0, 1, 2, 3, 5, 10, -1, 2.5, 0.001};
constexpr std::array<std::string_view, 8> days{
    "2024-02-29",
    "2025-02-28",
    "2025-12-31",
    "2026-01-31",
    "2026-02-28",
    "2026-03-31",
    "2026-03-01",
    "2025-03-31"};

Value random_value(Random& random, const Program& program, const Type& type) {
    switch (type.kind) {
    case TypeKind::Number: return numbers.at(random.below(numbers.size()));
    case TypeKind::Date: return *parse_date(days.at(random.below(days.size())));
    case TypeKind::Coded:
        return CodedValue{
            static_cast<std::uint8_t>(random.below(program[type.domain].values.size()))};
    case TypeKind::Set:
        return SetValue{random.below(std::size_t{1} << program[type.domain].values.size())};
    case TypeKind::Term: return random.pick(at_or_below(program, type.root));
    default: return random.chance(50);
    }
}

Cell given(Random& random, const Program& program, const Type& type) {
    return {.state = CellState::Given, .value = random_value(random, program, type)};
}

EventRecord random_record(Random& random, const Program& program, const Event& event) {
    EventRecord record;
    for (const Field& field : event.fields) {
        Cell cell = given(random, program, field.holds.type);
        if (random.chance(12)) {
            cell = {};
        }
        record.fields.push_back(cell);
    }
    return record;
}

} // namespace

Date random_today() {
    return *parse_date("2026-03-31");
}

Patient random_patient(Random& random, const Program& program) {
    Patient patient;
    patient.name = "random";
    const int gaps = random.between(0, 60);
    for (const Fact& fact : program.facts) {
        Cell cell = given(random, program, fact.holds.type);
        if (random.chance(gaps)) {
            if (fact.assume) {
                cell = {.state = CellState::Assumed, .value = *fact.assume};
            } else {
                cell = {};
            }
        } else if (fact.valid_for && random.chance(gaps)) {
            cell.state = CellState::OutOfDate;
            cell.measured = *parse_date("2025-01-01");
        } else if (random.chance(gaps / 6)) {
            cell.state = CellState::Conflicting;
        }
        patient.facts.push_back(cell);
    }
    for (const Event& event : program.events) {
        EventList list;
        list.known = !random.chance(gaps / 2);
        for (std::size_t i = list.known ? random.below(5) : 0; i > 0; --i) {
            list.records.push_back(random_record(random, program, event));
        }
        patient.events.push_back(std::move(list));
    }
    return patient;
}

Patient better_known(Random& random, const Program& program, const Patient& patient) {
    Patient better = patient;
    const auto fill = [&](Cell& cell, const Type& type) {
        const bool open = cell.state != CellState::Given && cell.state != CellState::Assumed;
        if (open && random.chance(50)) {
            cell = given(random, program, type);
        }
    };
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        fill(better.facts[i], program.facts[i].holds.type);
    }
    for (std::size_t i = 0; i < program.events.size(); ++i) {
        const Event& event = program.events[i];
        EventList& list = better.events[i];
        for (EventRecord& record : list.records) {
            for (std::size_t j = 0; j < event.fields.size(); ++j) {
                fill(record.fields[j], event.fields[j].holds.type);
            }
        }
        if (!list.known && random.chance(50)) {
            list.known = true;
            for (std::size_t j = random.below(4); j > 0; --j) {
                list.records.push_back(random_record(random, program, event));
            }
        }
    }
    return better;
}

} // namespace precept::random
