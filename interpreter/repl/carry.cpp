#include "interpreter/repl/carry.hpp"

#include "interpreter/facts/json_facts.hpp"
#include "interpreter/facts/write_facts.hpp"

#include <algorithm>

namespace precept::repl {

namespace {

template <typename Items>
std::optional<std::size_t> index_of(const Items& items, const std::string& name) {
    const auto found = std::ranges::find(items, name, [](const auto& one) { return one.name; });
    return found == items.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - items.begin()));
}

} // namespace

Patient Carrier::carry(const Patient& patient) {
    Patient carried = unknown_patient(to_.program, patient.name);
    for (std::size_t i = 0; i < patient.facts.size(); ++i) {
        const Cell& cell = patient.facts[i];
        if (cell.state == CellState::Missing || cell.state == CellState::Assumed) {
            continue;
        }
        Patient alone = unknown_patient(from_.program);
        alone.facts[i] = cell;
        const std::string& name = from_.program.facts[i].name;
        const auto read = carry_alone(alone, name);
        const auto at = index_of(to_.program.facts, name);
        if (read && at) {
            carried.facts[*at] = read->facts[*at];
            move_origin(cell, carried.facts[*at]);
        }
    }
    for (std::size_t i = 0; i < patient.events.size(); ++i) {
        const EventList& list = patient.events[i];
        if (!list.known) {
            continue;
        }
        Patient alone = unknown_patient(from_.program);
        alone.events[i] = list;
        const Event& event = from_.program.events[i];
        const auto read = carry_alone(alone, event.name);
        const auto at = index_of(to_.program.events, event.name);
        if (!read || !at) {
            continue;
        }
        EventList& to = carried.events[*at] = read->events[*at];
        to.origin = moved(list.origin);
        for (std::size_t record = 0; record < to.records.size(); ++record) {
            to.records[record].origin = moved(list.records[record].origin);
            for (std::size_t field = 0; field < event.fields.size(); ++field) {
                const auto there =
                    index_of(to_.program.events[*at].fields, event.fields[field].name);
                if (there) {
                    move_origin(
                        list.records[record].fields[field], to.records[record].fields[*there]
                    );
                }
            }
        }
    }
    return carried;
}

std::optional<Patient> Carrier::carry_alone(const Patient& one, const std::string& name) {
    std::vector<std::string> left_out;
    Diagnostics findings;
    Sources texts;
    const auto file = add_text(name, write_facts(from_.program, one, left_out), texts, findings);
    std::optional<Patient> read;
    if (file && left_out.empty()) {
        read = read_patient(to_.program, texts, *file, {today_, false}, findings);
    }
    if (!read && std::ranges::find(lost_, name) == lost_.end()) {
        lost_.push_back(name);
    }
    return read;
}

Span Carrier::moved(Span span) {
    if (span.file >= from_.sources.size()) {
        return {};
    }
    const auto [at, added] = files_.try_emplace(span.file);
    if (added) {
        const SourceFile& file = from_.sources[span.file];
        at->second = to_.sources.add(file.path(), std::string(file.text()));
    }
    return {at->second, span.begin, span.end};
}

void Carrier::move_origin(const Cell& from, Cell& to) {
    to.has_origin = from.has_origin;
    if (from.has_origin) {
        to.origin = moved(from.origin);
    }
}

} // namespace precept::repl
