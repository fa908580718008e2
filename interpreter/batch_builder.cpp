#include "interpreter/batch_builder.hpp"

#include <utility>

namespace precept {

BatchBuilder::BatchBuilder(const Program& program, Date today) : program_(program), today_(today) {}

void BatchBuilder::clear(std::size_t most) {
    patients_.clear();
    patients_.reserve(most);
}

std::size_t BatchBuilder::rows() const {
    return patients_.size();
}

void BatchBuilder::begin_row() {
    patients_.push_back(unknown_patient(program_));
}

void BatchBuilder::drop_row() {
    patients_.pop_back();
}

void BatchBuilder::set_truth(FactId fact, bool value) {
    set(fact, value);
}

void BatchBuilder::set_number(FactId fact, double value) {
    set(fact, value);
}

void BatchBuilder::set_date(FactId fact, Date value) {
    set(fact, value);
}

void BatchBuilder::set_coded(FactId fact, std::uint8_t value) {
    set(fact, CodedValue{value});
}

void BatchBuilder::set_members(FactId fact, std::uint64_t members) {
    set(fact, SetValue{members});
}

void BatchBuilder::set_term(FactId fact, TermId value) {
    set(fact, value);
}

void BatchBuilder::set(FactId fact, const Value& value) {
    cell(fact) = Cell{.state = CellState::Given, .value = value};
}

void BatchBuilder::set_state(FactId fact, CellState state) {
    cell(fact) = Cell{.state = state};
}

bool BatchBuilder::out_of_date(FactId fact, Date day) const {
    const auto& valid_for = program_[fact].valid_for;
    return valid_for && precept::add(day, *valid_for) < today_;
}

void BatchBuilder::begin_list(EventId event) {
    EventList& list = patients_.back().events[event.index];
    list.known = true;
    list.records.clear();
}

void BatchBuilder::begin_record(EventId event) {
    EventList& list = patients_.back().events[event.index];
    list.records.emplace_back().fields.resize(program_[event].fields.size());
}

void BatchBuilder::set_field(EventId event, std::uint32_t field, const Value& value) {
    EventRecord& record = patients_.back().events[event.index].records.back();
    record.fields[field] = Cell{.state = CellState::Given, .value = value};
}

void BatchBuilder::add(const Patient& patient) {
    patients_.push_back(patient);
}

void BatchBuilder::finish(Batch& into) {
    for (Patient& patient : patients_) {
        for (std::size_t i = 0; i < program_.facts.size(); ++i) {
            Cell& cell = patient.facts[i];
            if (cell.state == CellState::Missing && program_.facts[i].assume) {
                cell = {.state = CellState::Assumed, .value = *program_.facts[i].assume};
            }
        }
    }
    into = make_batch(program_, patients_, today_);
    patients_.clear();
}

} // namespace precept
