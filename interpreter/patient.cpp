#include "interpreter/patient.hpp"

namespace precept {

namespace {

Cell cell_of(const GivenValue& given) {
    Cell cell;
    cell.origin = given.span;
    cell.has_origin = true;
    if (given.value) {
        cell.state = CellState::Given;
        cell.value = *given.value;
        cell.measured = given.measured;
    }
    return cell;
}

void settle(const Fact& fact, Date today, Cell& cell) {
    switch (cell.state) {
    case CellState::Missing:
        if (fact.assume) {
            cell.state = CellState::Assumed;
            cell.value = *fact.assume;
        }
        break;
    case CellState::Given:
    case CellState::OutOfDate: {
        // Also from OutOfDate, so that the same patient can be asked about as of another day.
        const bool stale =
            fact.valid_for && cell.measured && add(*cell.measured, *fact.valid_for) < today;
        cell.state = stale ? CellState::OutOfDate : CellState::Given;
        break;
    }
    case CellState::Assumed:
    case CellState::Conflicting: break;
    }
}

} // namespace

Patient unknown_patient(const Program& program, std::string name) {
    Patient patient;
    patient.name = std::move(name);
    patient.facts.resize(program.facts.size());
    patient.events.resize(program.events.size());
    return patient;
}

void settle(const Program& program, Date today, Patient& patient) {
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        settle(program.facts[i], today, patient.facts[i]);
    }
}

void give(const Program& program, const Givens& givens, Patient& patient) {
    for (const auto& [fact, given] : givens.facts) {
        patient.facts[fact.index] = cell_of(given);
    }
    for (const EventId event : givens.unknown) {
        patient.events[event.index] = {};
    }
    for (const EventId event : givens.none) {
        patient.events[event.index].records.clear();
    }
    for (const EventId event : givens.events_given) {
        patient.events[event.index].known = true;
    }
    for (const GivenEvent& given : givens.events) {
        EventList& list = patient.events[given.event.index];
        list.known = true;
        EventRecord record;
        record.origin = given.span;
        record.fields.resize(program[given.event].fields.size());
        for (const auto& [field, value] : given.fields) {
            record.fields[field] = cell_of(value);
        }
        list.records.push_back(std::move(record));
    }
}

Patient patient_of(const Program& program, const Test& test) {
    Patient patient = unknown_patient(program, test.label);
    give(program, test.given, patient);
    return patient;
}

} // namespace precept
