#include "interpreter/facts/write_facts.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>

namespace precept {

namespace {

using Json = nlohmann::ordered_json;

Json members(const Program& program, const Type& type, std::uint64_t set) {
    Json list = Json::array();
    const auto& values = program[type.domain].values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if ((set >> i & 1U) != 0) {
            list.push_back(values[i].name);
        }
    }
    return list;
}

Json value_of(const Program& program, const Type& type, const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth;
    }
    if (const auto* number = std::get_if<double>(&value)) {
        constexpr double exact = 1e15;
        const bool whole = std::floor(*number) == *number && std::abs(*number) < exact;
        return whole ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
    }
    if (const auto* date = std::get_if<Date>(&value)) {
        return to_string(*date);
    }
    if (const auto* coded = std::get_if<CodedValue>(&value)) {
        return program[type.domain].values[coded->index].name;
    }
    if (const auto* set = std::get_if<SetValue>(&value)) {
        return members(program, type, set->members);
    }
    return program[std::get<TermId>(value)].name;
}

bool was_given(const Cell& cell) {
    return cell.state == CellState::Given || cell.state == CellState::OutOfDate;
}

Json json_of(const Program& program, const Type& type, const Cell& cell) {
    Json value = value_of(program, type, cell.value);
    if (!cell.measured) {
        return value;
    }
    Json measurement;
    measurement["value"] = std::move(value);
    if (const std::string unit = to_string(type.unit);
        type.kind == TypeKind::Number && !unit.empty()) {
        measurement["unit"] = unit;
    }
    measurement["on"] = to_string(*cell.measured);
    return measurement;
}

} // namespace

std::string
write_facts(const Program& program, const Patient& patient, std::vector<std::string>& left_out) {
    Json document = Json::object();
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        const Cell& cell = patient.facts[i];
        if (was_given(cell)) {
            document[program.facts[i].name] = json_of(program, program.facts[i].holds.type, cell);
        } else if (cell.state == CellState::Conflicting) {
            left_out.push_back(program.facts[i].name);
        }
    }
    for (std::size_t i = 0; i < program.events.size(); ++i) {
        const Event& event = program.events[i];
        if (!patient.events[i].known) {
            continue;
        }
        Json list = Json::array();
        for (const EventRecord& record : patient.events[i].records) {
            Json fields = Json::object();
            for (std::size_t j = 0; j < event.fields.size(); ++j) {
                if (was_given(record.fields[j])) {
                    fields[event.fields[j].name] =
                        json_of(program, event.fields[j].holds.type, record.fields[j]);
                }
            }
            list.push_back(std::move(fields));
        }
        document[event.name] = std::move(list);
    }
    return document.dump(2) + "\n";
}

} // namespace precept
