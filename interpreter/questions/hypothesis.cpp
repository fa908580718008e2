#include "interpreter/questions/hypothesis.hpp"

#include "interpreter/evaluate.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

Cell& cell_at(Patient& patient, const Subject& subject) {
    if (subject.kind == Subject::Kind::Fact) {
        return patient.facts[subject.index];
    }
    return patient.events[subject.index].records[subject.record].fields[subject.field];
}

void apply(const Change& change, Patient& patient) {
    if (change.subject.kind == Subject::Kind::Events) {
        patient.events[change.subject.index] = change.list.value_or(EventList{});
        return;
    }
    Cell& cell = cell_at(patient, change.subject);
    cell = {};
    if (change.value) {
        cell.state = CellState::Given;
        cell.value = *change.value;
    }
}

Value value_at(const Type& type, double number) {
    return type.kind == TypeKind::Date ? Value{Date{static_cast<std::int32_t>(number)}}
                                       : Value{number};
}

/// How the values of a record are written: `to_string` for a reader, `to_source` for a rule file.
using Writer = std::string (*)(const Program&, const Type&, const Value&);

std::string show_record(
    const Program& program, EventId event, const EventRecord& record, Writer write = to_string
) {
    std::string text;
    const Event& declared = program[event];
    for (std::size_t i = 0; i < declared.fields.size(); ++i) {
        if (record.fields[i].state == CellState::Given) {
            text += fmt::format(
                "{} {} {}",
                text.empty() ? "" : ",",
                declared.fields[i].name,
                write(program, declared.fields[i].holds.type, record.fields[i].value)
            );
        }
    }
    return text.empty() ? fmt::format(" {} unknown", declared.fields.front().name) : text;
}

} // namespace

Patient suppose(const Situation& situation, std::span<const Change> changes) {
    Patient patient = situation.patient;
    for (const Change& change : changes) {
        apply(change, patient);
    }
    settle(situation.program, situation.today, patient);
    return patient;
}

Supposed suppose(const Situation& situation, const Givens& givens) {
    Supposed supposed{situation.patient, givens.today.value_or(situation.today), {}};
    give(situation.program, givens, supposed.patient);
    settle(situation.program, supposed.today, supposed.patient);
    for (const auto& [fact, given] : givens.facts) {
        supposed.changes.push_back({{Subject::Kind::Fact, fact.index, 0, 0}, given.value, {}, {}});
    }
    for (const EventId event : givens.events_given) {
        supposed.changes.push_back(
            {{Subject::Kind::Events, event.index, 0, 0},
             {},
             supposed.patient.events[event.index],
             {}}
        );
    }
    return supposed;
}

Cell current(const Situation& situation, const Subject& subject) {
    Patient patient = situation.patient;
    settle(situation.program, situation.today, patient);
    return cell_at(patient, subject);
}

void Trials::run(std::span<const Hypothesis> hypotheses, const Seen& seen, std::size_t batch) {
    for (std::size_t first = 0; first < hypotheses.size(); first += batch) {
        const auto some = hypotheses.subspan(first, std::min(batch, hypotheses.size() - first));
        if (patients_.size() < some.size()) {
            patients_.resize(some.size());
        }
        for (std::size_t i = 0; i < some.size(); ++i) {
            patients_[i] = situation_.patient; // into the memory that it has already
            for (const Change& change : some[i]) {
                apply(change, patients_[i]);
            }
            settle(situation_.program, situation_.today, patients_[i]);
        }
        const std::span<const Patient> rows{patients_.data(), some.size()};
        const Batch columns = make_batch(situation_.program, rows, situation_.today);
        if (evaluation_) {
            evaluation_->evaluate_next(columns);
        } else {
            evaluation_.emplace(situation_.program, situation_.plan, columns, retain_);
        }
        if (!seen(first, *evaluation_, rows)) {
            return;
        }
    }
}

void evaluate_all(
    const Situation& situation,
    std::span<const Hypothesis> hypotheses,
    Retain retain,
    const Trials::Seen& seen,
    std::size_t batch
) {
    Trials(situation, retain).run(hypotheses, seen, batch);
}

std::string name_of(const Program& program, const Subject& subject) {
    switch (subject.kind) {
    case Subject::Kind::Fact: return program.facts[subject.index].name;
    case Subject::Kind::Events: return program.events[subject.index].name;
    case Subject::Kind::Field: break;
    }
    const EventId event{subject.index};
    return fmt::format(
        "{}.{}",
        event_name(program, event, subject.record),
        program[event].fields[subject.field].name
    );
}

const Holds& holds_of(const Program& program, const Subject& subject) {
    return subject.kind == Subject::Kind::Fact
               ? program.facts[subject.index].holds
               : program.events[subject.index].fields[subject.field].holds;
}

bool is_unknown(const Situation& situation, const Subject& subject) {
    if (subject.kind == Subject::Kind::Events) {
        return !situation.patient.events[subject.index].known;
    }
    const CellState state = current(situation, subject).state;
    return state != CellState::Given && state != CellState::Assumed;
}

std::optional<Subject> subject_of(const Operand& operand) {
    switch (operand.kind) {
    case Operand::Kind::Fact: return Subject{Subject::Kind::Fact, operand.index, 0, 0};
    case Operand::Kind::Events: return Subject{Subject::Kind::Events, operand.index, 0, 0};
    case Operand::Kind::Field:
        return Subject{Subject::Kind::Field, operand.index, operand.record, operand.field};
    default: return std::nullopt;
    }
}

bool is_fixed(const Program& program, const Subject& subject) {
    return subject.kind == Subject::Kind::Fact && program.facts[subject.index].fixed;
}

std::string show(const Program& program, const Type& type, const Region& region) {
    const auto text = [&](double number) {
        return to_string(program, type, value_at(type, number));
    };
    const bool date = type.kind == TypeKind::Date;
    if (region.low && region.high && *region.low == *region.high) {
        return text(*region.low);
    }
    const std::string_view above = date ? "after" : "above";
    const std::string_view below = date ? "before" : "below";
    if (region.low && region.high) {
        const std::string low = text(*region.low);
        const std::string high = text(*region.high);
        if (region.low_included) {
            return fmt::format(
                "{} to {}{}", low, region.high_included ? "" : std::string(below) + " ", high
            );
        }
        return fmt::format(
            "{} {} {} {}",
            above,
            low,
            region.high_included ? "up to" : fmt::format("and {}", below),
            high
        );
    }
    if (region.low) {
        return fmt::format(
            "{} {}",
            region.low_included ? date ? "on or after" : "at least" : above,
            text(*region.low)
        );
    }
    if (region.high) {
        return fmt::format(
            "{} {}",
            region.high_included ? date ? "on or before" : "at most" : below,
            text(*region.high)
        );
    }
    return "any";
}

std::string show_value(const Program& program, const Change& change) {
    if (change.subject.kind == Subject::Kind::Events) {
        if (!change.list || !change.list->known) {
            return "unknown";
        }
        if (change.list->records.empty()) {
            return "none";
        }
        std::string text;
        for (const EventRecord& record : change.list->records) {
            text += fmt::format(
                "{}{}{}",
                text.empty() ? "" : "; ",
                program.events[change.subject.index].name,
                show_record(program, EventId{change.subject.index}, record)
            );
        }
        return text;
    }
    const Type& type = holds_of(program, change.subject).type;
    if (change.region) {
        return show(program, type, *change.region);
    }
    return change.value ? to_string(program, type, *change.value) : "unknown";
}

std::string show(const Situation& situation, const Change& change) {
    const Program& program = situation.program;
    const std::string name = name_of(program, change.subject);
    std::string before = "unknown";
    if (change.subject.kind == Subject::Kind::Events) {
        const EventList& list = situation.patient.events[change.subject.index];
        before = !list.known            ? "unknown"
                 : list.records.empty() ? "none"
                                        : fmt::format("{} on record", list.records.size());
    } else {
        const Cell cell = current(situation, change.subject);
        if (cell.state == CellState::Given || cell.state == CellState::Assumed) {
            before = to_string(program, holds_of(program, change.subject).type, cell.value);
        }
    }
    return fmt::format("{}: {} → {}", name, before, show_value(program, change));
}

std::string as_given(const Program& program, const Change& change) {
    const std::string name = name_of(program, change.subject);
    if (change.subject.kind == Subject::Kind::Events) {
        if (!change.list || !change.list->known) {
            return name + " is unknown";
        }
        std::string text = change.list->records.empty() ? "no " + name : "";
        for (const EventRecord& record : change.list->records) {
            text += fmt::format(
                "{}{} with{}",
                text.empty() ? "" : " and ",
                name,
                show_record(program, EventId{change.subject.index}, record, to_source)
            );
        }
        return text;
    }
    if (!change.value) {
        return name + " is unknown";
    }
    const Type& type = holds_of(program, change.subject).type;
    if (const auto* truth = std::get_if<bool>(&*change.value)) {
        return *truth ? name : "not " + name;
    }
    return fmt::format("{} is {}", name, to_source(program, type, *change.value));
}

} // namespace precept
