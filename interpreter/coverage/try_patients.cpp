#include "interpreter/coverage/try_patients.hpp"

#include "interpreter/evaluate.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace precept::coverage {

namespace {

constexpr std::size_t batch_size = 1024;

} // namespace

void try_patients(
    const Program& program,
    const Plan& plan,
    Date today,
    std::span<const Patient> patients,
    const SeenPatient& visit
) {
    std::vector<Patient> settled;
    for (std::size_t first = 0; first < patients.size(); first += batch_size) {
        const auto batch = patients.subspan(first, std::min(batch_size, patients.size() - first));
        settled.assign(batch.begin(), batch.end());
        for (Patient& patient : settled) {
            settle(program, today, patient);
        }
        const Batch columns = make_batch(program, settled, today);
        const Evaluation evaluation = evaluate(program, plan, columns);
        for (std::size_t row = 0; row < settled.size(); ++row) {
            if (!visit(first + row, evaluation, row)) {
                return;
            }
        }
    }
}

void put(const Change& change, Patient& patient) {
    if (change.subject.kind == Subject::Kind::Events) {
        patient.events[change.subject.index] = change.list.value_or(EventList{});
        return;
    }
    Cell& cell = patient.facts[change.subject.index];
    cell = {};
    if (change.value) {
        cell.state = CellState::Given;
        cell.value = *change.value;
    }
}

void shrink(Patient& patient, const std::function<bool(const Patient&)>& still) {
    const auto keep_if_still = [&](Patient&& smaller) {
        const bool holds = still(smaller);
        if (holds) {
            patient = std::move(smaller);
        }
        return holds;
    };
    for (std::size_t i = 0; i < patient.facts.size(); ++i) {
        if (patient.facts[i].state != CellState::Missing) {
            Patient smaller = patient;
            smaller.facts[i] = {};
            keep_if_still(std::move(smaller));
        }
    }
    for (std::size_t i = 0; i < patient.events.size(); ++i) {
        if (!patient.events[i].known) {
            continue;
        }
        Patient without = patient;
        without.events[i] = {};
        if (keep_if_still(std::move(without))) {
            continue;
        }
        for (std::size_t j = patient.events[i].records.size(); j-- > 0;) {
            Patient smaller = patient;
            auto& records = smaller.events[i].records;
            records.erase(records.begin() + static_cast<std::ptrdiff_t>(j));
            keep_if_still(std::move(smaller));
        }
        for (std::size_t j = 0; j < patient.events[i].records.size(); ++j) {
            for (std::size_t k = 0; k < patient.events[i].records[j].fields.size(); ++k) {
                if (patient.events[i].records[j].fields[k].state != CellState::Missing) {
                    Patient smaller = patient;
                    smaller.events[i].records[j].fields[k] = {};
                    keep_if_still(std::move(smaller));
                }
            }
        }
    }
}

} // namespace precept::coverage
