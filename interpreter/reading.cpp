#include "interpreter/reading.hpp"

#include "interpreter/patient_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace precept {

namespace {

/// The row of `scope` at which the events of this patient begin.
std::size_t first_row(const PatientRow& row, ScopeId scope) {
    if (scope.index == 0) {
        return row.index;
    }
    const ScopeId parent = row.program()[scope].parent;
    return row.evaluation.events(scope, {parent, first_row(row, parent)}).first;
}

/// How many events one row of the parent scope has: the patient's list, the same for each row.
std::size_t list_length(const PatientRow& row, ScopeId scope) {
    const auto first = row.evaluation.batch().first_records(row.program()[scope].event);
    return first[row.index + 1] - first[row.index];
}

/// Why a number that cannot be worked out cannot; `left` and `right` are its operands, as far as
/// it has them.
std::string why_not_computable(const Node::Kind& kind, double left, double right) {
    if (const auto* arithmetic = std::get_if<node::Arithmetic>(&kind)) {
        if (arithmetic->op == ast::ArithmeticOp::Divide && right == 0) {
            return "division by zero";
        }
        if (arithmetic->op == ast::ArithmeticOp::Power && left == 0 && right < 0) {
            return "division by zero";
        }
        if (arithmetic->op == ast::ArithmeticOp::Power && left < 0) {
            return "a negative number to a power that is not whole";
        }
    }
    if (const auto* function = std::get_if<node::Function>(&kind)) {
        if (function->name == ast::FunctionName::Sqrt && left < 0) {
            return "the square root of a negative number";
        }
        if (function->name == ast::FunctionName::Ln && left == 0) {
            return "the logarithm of zero";
        }
        if (function->name == ast::FunctionName::Ln && left < 0) {
            return "the logarithm of a negative number";
        }
    }
    return "the result is too large for a number";
}

/// Why `cases` has no value: because none applies, if that is certain.
Reason reason_of_cases(const PatientRow& row, const node::Cases& cases, Place place) {
    const bool none = std::ranges::all_of(cases.cases, [&](const node::Case& one) {
        return one.when.valid() && row.evaluation.truth(one.when, place) == Truth::No;
    });
    return none ? Reason::NoCaseApplies : Reason::Depends;
}

/// The definition's body, past definitions that are but another name.
NodeId past_aliases(const Program& program, NodeId node) {
    while (const auto* reference = std::get_if<node::DefinitionRef>(&program[node].kind)) {
        node = program[reference->definition].body;
    }
    return node;
}

/// Whether a number of this kind is unknown only where what it is made of is, or cannot be worked
/// out.
bool is_plain_number(const Program& program, NodeId node) {
    return program[node].type.kind == TypeKind::Number &&
           !std::holds_alternative<node::Sum>(program[node].kind) &&
           !std::holds_alternative<node::CountOf>(program[node].kind);
}

void explain_unknown(const PatientView& view, NodeId node, Place place, Reading& reading) {
    const Program& program = view.program();
    reading.reason = reason_for(row_of(view), node, place);
    if (reading.reason != Reason::NotComputable) {
        return;
    }
    const Node::Kind& kind = program[past_aliases(program, node)].kind;
    std::vector<double> operands;
    for_each_operand(kind, [&](NodeId operand) {
        if (program[operand].type.kind == TypeKind::Number) {
            operands.push_back(view.evaluation.number(operand, place).low);
        }
    });
    operands.resize(std::max<std::size_t>(operands.size(), 2));
    reading.why = why_not_computable(kind, operands[0], operands[1]);
}

/// An operand for `cell`, which holds a value of `type`.
void fill(Operand& operand, const Type& type, const Cell& cell) {
    operand.reading.type = type;
    operand.reading.reason = reason_of(cell.state);
    operand.origin.measured = cell.measured;
    if (cell.has_origin) {
        operand.origin.span = cell.origin;
    }
    const bool usable = operand.reading.reason == Reason::None;
    if (usable) {
        operand.reading.value = cell.value;
    } else {
        operand.reading.bounds = {-HUGE_VAL, HUGE_VAL};
        if (cell.state != CellState::Missing) {
            operand.origin.unused = cell.value;
        }
    }
    if (cell.state != CellState::Missing) {
        operand.origin.kind = Origin::Kind::Given;
    }
}

const char* outcome_word(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "recommended";
    case ast::Verb::Consider: return "considered";
    case ast::Verb::Avoid: return "to be avoided";
    case ast::Verb::Contraindicate: break;
    }
    return "contraindicated";
}

Reading truth_reading(Truth truth) {
    Reading reading{.type = {.kind = TypeKind::Truth}};
    if (truth == Truth::Unknown) {
        reading.reason = Reason::Depends;
    } else {
        reading.value = truth == Truth::Yes;
    }
    return reading;
}

template <typename Thing, typename IdType>
std::string unique(const std::vector<Thing>& things, IdType id, const Program& program) {
    const Thing& thing = things[id.index];
    const bool shared = std::ranges::count(things, thing.name, &Thing::name) > 1;
    const bool qualified = !shared || thing.name.find('.') != std::string::npos;
    return qualified ? thing.name : program[thing.module].name + "." + thing.name;
}

} // namespace

Reason reason_of(CellState state) {
    switch (state) {
    case CellState::Missing: return Reason::Missing;
    case CellState::OutOfDate: return Reason::OutOfDate;
    case CellState::Conflicting: return Reason::Conflicting;
    case CellState::Given:
    case CellState::Assumed: break;
    }
    return Reason::None;
}

std::uint32_t record_of(const PatientRow& row, ScopeId scope, Place place) {
    while (true) {
        const std::size_t within = place.row - first_row(row, place.scope);
        const std::size_t length = std::max<std::size_t>(list_length(row, place.scope), 1);
        if (place.scope == scope) {
            return static_cast<std::uint32_t>(within % length);
        }
        const ScopeId parent = row.program()[place.scope].parent;
        place = {parent, first_row(row, parent) + within / length};
    }
}

std::uint32_t record_of(const PatientView& view, ScopeId scope, Place place) {
    return record_of(row_of(view), scope, place);
}

bool known(const PatientView& view, NodeId node, Place place) {
    return known(view.evaluation, node, place);
}

Reason reason_for(const PatientRow& row, NodeId node, Place place) {
    const Program& program = row.program();
    const Batch& batch = row.evaluation.batch();
    const NodeId body = past_aliases(program, node);
    const Node::Kind& kind = program[body].kind;
    if (const auto* fact = std::get_if<node::FactRef>(&kind)) {
        return reason_of(batch.state(fact->fact, row.index));
    }
    if (const auto* field = std::get_if<node::FieldRef>(&kind)) {
        const EventId event = program[field->scope].event;
        const std::uint32_t record = record_of(row, field->scope, place);
        return reason_of(batch.state(event, field->field, row.index, record));
    }
    if (const auto* field = std::get_if<node::PickedField>(&kind)) {
        const Picked picked = row.evaluation.picked(field->event, place);
        if (picked.state == Picked::State::Event) {
            const EventId event = program[field->event].type.event;
            return reason_of(batch.state(event, field->field, row.index, picked.record));
        }
        return picked.state == Picked::State::None ? Reason::NoSuchEvent : Reason::Depends;
    }
    if (const auto* cases = std::get_if<node::Cases>(&kind)) {
        return reason_of_cases(row, *cases, place);
    }
    bool computable = !is_plain_number(program, body);
    if (!computable) {
        for_each_operand(kind, [&](NodeId operand) {
            computable = computable || !known(row.evaluation, operand, place);
        });
    }
    return computable ? Reason::Depends : Reason::NotComputable;
}

bool same_thing(const Operand& left, const Operand& right) {
    return left.kind == right.kind && left.index == right.index && left.record == right.record &&
           left.field == right.field && left.verb == right.verb;
}

bool DistinctOperands::add(Operand operand) {
    const bool is_new =
        seen_.emplace(operand.kind, operand.index, operand.record, operand.field, operand.verb)
            .second;
    if (is_new) {
        all_.push_back(std::move(operand));
    }
    return is_new;
}

bool known(const Evaluation& evaluation, NodeId node, Place place) {
    switch (evaluation.program()[node].type.kind) {
    case TypeKind::Truth: return evaluation.truth(node, place) != Truth::Unknown;
    case TypeKind::Number: return evaluation.number(node, place).known();
    case TypeKind::Coded: return evaluation.coded(node, place).known();
    case TypeKind::Event: return evaluation.picked(node, place).state != Picked::State::Unknown;
    case TypeKind::Date: return evaluation.date(node, place).has_value();
    case TypeKind::Set: return evaluation.set(node, place).has_value();
    case TypeKind::Term: return evaluation.term(node, place).has_value();
    case TypeKind::Invalid: break;
    }
    return true;
}

Reading read(const PatientView& view, NodeId node, Place place) {
    const Evaluation& evaluation = view.evaluation;
    Reading reading{.type = view.program()[node].type};
    switch (reading.type.kind) {
    case TypeKind::Number: reading.bounds = evaluation.number(node, place); break;
    case TypeKind::Coded: reading.possible = evaluation.coded(node, place); break;
    case TypeKind::Event: reading.picked = evaluation.picked(node, place); break;
    case TypeKind::Invalid: return reading;
    default: break;
    }
    if (!known(evaluation, node, place)) {
        explain_unknown(view, node, place, reading);
    } else if (reading.type.kind != TypeKind::Event) {
        reading.value = evaluation.value(node, place);
    }
    return reading;
}

Operand read_fact(const PatientView& view, FactId id) {
    const Fact& fact = view.program()[id];
    const Cell& cell = view.patient.facts[id.index];
    Operand operand{.kind = Operand::Kind::Fact, .index = id.index, .name = fact.name};
    operand.label = fact.label;
    fill(operand, fact.holds.type, cell);
    if (cell.state == CellState::Assumed) {
        operand.origin = {.kind = Origin::Kind::Assumed, .span = fact.assume_span};
    }
    operand.origin.valid_for = fact.valid_for;
    if (cell.state == CellState::OutOfDate && fact.valid_for && cell.measured) {
        operand.origin.stale_since = Date{add(*cell.measured, *fact.valid_for).days + 1};
    }
    if (fact.holds.type.kind == TypeKind::Coded && !operand.reading.value) {
        const std::size_t count = view.program()[fact.holds.type.domain].values.size();
        operand.reading.possible.values = Possible::no_value | ((std::uint64_t{1} << count) - 1);
    }
    return operand;
}

Operand read_events(const PatientView& view, EventId id) {
    const Event& event = view.program()[id];
    const EventList& list = view.patient.events[id.index];
    Operand operand{.kind = Operand::Kind::Events, .index = id.index, .name = event.name};
    operand.label = event.label;
    operand.reading.type.kind = TypeKind::Number;
    if (list.known) {
        operand.reading.value = static_cast<double>(list.records.size());
        operand.origin = {.kind = Origin::Kind::Given};
        if (list.origin != Span{}) {
            operand.origin.span = list.origin;
        }
    } else {
        operand.reading.reason = Reason::Missing;
        operand.reading.bounds = {0, HUGE_VAL};
    }
    return operand;
}

Operand
read_field(const PatientView& view, EventId id, std::uint32_t record, std::uint32_t field_index) {
    const Field& field = view.program()[id].fields[field_index];
    Operand operand{
        .kind = Operand::Kind::Field,
        .index = id.index,
        .record = record,
        .field = field_index,
        .name = fmt::format("{}.{}", event_name(view.program(), id, record), field.name),
        .label = field.label};
    const EventRecord& given = view.patient.events[id.index].records[record];
    fill(operand, field.holds.type, given.fields[field_index]);
    if (field.holds.type.kind == TypeKind::Coded && !operand.reading.value) {
        const std::size_t count = view.program()[field.holds.type.domain].values.size();
        operand.reading.possible.values = Possible::no_value | ((std::uint64_t{1} << count) - 1);
    }
    return operand;
}

Operand read_definition(const PatientView& view, DefinitionId id) {
    const Definition& definition = view.program()[id];
    Operand operand{.kind = Operand::Kind::Definition, .index = id.index};
    operand.name = unique_name(view.program(), id);
    operand.label = definition.label;
    operand.reading = read(view, definition.body, view.place());
    operand.reading.type = definition.type;
    operand.origin = {.kind = Origin::Kind::Rules, .span = definition.span};
    return operand;
}

Operand read_rule(const PatientView& view, RuleId id) {
    const Rule& rule = view.program()[id];
    Operand operand{.kind = Operand::Kind::Rule, .index = id.index};
    operand.name = unique_name(view.program(), id) + " fires";
    operand.label = rule.label;
    operand.reading = truth_reading(view.evaluation.fired(id, view.index));
    operand.origin = {.kind = Origin::Kind::Rules, .span = rule.span};
    return operand;
}

Operand read_outcome(const PatientView& view, TermId id, ast::Verb verb) {
    const Program& program = view.program();
    Operand operand{.kind = Operand::Kind::Term, .index = id.index, .verb = verb};
    operand.name = fmt::format("{} is {}", program[id].name, outcome_word(verb));
    operand.label = program[id].label;
    operand.reading = truth_reading(view.evaluation.outcome(id, verb, view.index));
    operand.origin.kind = Origin::Kind::Rules;
    for (const AdviceId advice : advice_about(program, id, verb)) {
        const RuleId rule = program[advice].rule;
        if (view.evaluation.active(advice, view.index) != Truth::No &&
            std::ranges::find(operand.rules, rule) == operand.rules.end()) {
            operand.rules.push_back(rule);
        }
    }
    return operand;
}

std::string event_name(const Program& program, EventId event, std::uint32_t record) {
    return fmt::format("{}[{}]", program[event].name, record + 1);
}

std::string unique_name(const Program& program, DefinitionId definition) {
    return unique(program.definitions, definition, program);
}

std::string unique_name(const Program& program, RuleId rule) {
    return unique(program.rules, rule, program);
}

std::vector<AdviceId> advice_about(const Program& program, TermId term, ast::Verb verb) {
    const bool above = verb == ast::Verb::Avoid || verb == ast::Verb::Contraindicate;
    std::vector<AdviceId> found;
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const Advice& advice = program.advice[i];
        const auto concerns = [&](TermId one) {
            return above ? is_below(program, term, one) : is_below(program, one, term);
        };
        if (advice.verb == verb && std::ranges::any_of(advice.terms, concerns)) {
            found.push_back({i});
        }
    }
    return found;
}

} // namespace precept
