#include "interpreter/planner.hpp"

#include <cmath>
#include <optional>
#include <utility>

namespace precept {

namespace {

Op op_of(ast::ArithmeticOp op) {
    switch (op) {
    case ast::ArithmeticOp::Add: return Op::Add;
    case ast::ArithmeticOp::Subtract: return Op::Subtract;
    case ast::ArithmeticOp::Multiply: return Op::Multiply;
    case ast::ArithmeticOp::Divide: return Op::Divide;
    case ast::ArithmeticOp::Power: return Op::Power;
    }
    return Op::Add;
}

Op op_of(ast::FunctionName name) {
    switch (name) {
    case ast::FunctionName::Min: return Op::Min;
    case ast::FunctionName::Max: return Op::Max;
    case ast::FunctionName::Sqrt: return Op::Sqrt;
    case ast::FunctionName::Ln: return Op::Ln;
    case ast::FunctionName::Exp: return Op::Exp;
    case ast::FunctionName::Abs: return Op::Abs;
    case ast::FunctionName::Round: return Op::Round;
    case ast::FunctionName::Floor: return Op::Floor;
    case ast::FunctionName::Ceiling: return Op::Ceiling;
    }
    return Op::Abs;
}

Operation operation(Op op, ColumnType type) {
    Operation it;
    it.op = op;
    it.shape.type = type;
    return it;
}

/// The greatest whole number that is not above `number`; nothing for what is beyond all small ones.
std::optional<std::int32_t> whole_below(double number) {
    constexpr double beyond = 1e6;
    if (!(number > -beyond && number < beyond)) {
        return std::nullopt;
    }
    return static_cast<std::int32_t>(std::floor(number));
}

/// The threshold that is as good as the constant one of `left` and `right` where the other one, a
/// fact, is a whole number. Between whole numbers every threshold is as good as the next whole one.
std::optional<std::int32_t> whole_threshold(Op op, const Operation& left, const Operation& right) {
    const bool fact_first = right.op == Op::Constant;
    const Operation& fact = fact_first ? left : right;
    const Operation& constant = fact_first ? right : left;
    const bool is_number = fact.op == Op::Fact && fact.shape.type == ColumnType::Number;
    if (!is_number || constant.op != Op::Constant) {
        return std::nullopt;
    }
    const auto below = whole_below(constant.number);
    if (!below) {
        return std::nullopt;
    }
    const bool is_whole = *below == constant.number;
    if (op == Op::Equal) {
        return is_whole ? below : std::nullopt;
    }
    // x < c is x < the whole number that is not below c; c < x is not x < that after c.
    return fact_first && is_whole ? *below : *below + 1;
}

} // namespace

Ref Planner::node(NodeId id) {
    if (!plan_.nodes[id.index].valid()) {
        const Node& it = program_[id];
        const Ref ref = std::visit([&](const auto& kind) { return at(kind, it); }, it.kind);
        plan_.nodes[id.index] = ref;
    }
    return plan_.nodes[id.index];
}

std::vector<Ref> Planner::nodes(const std::vector<NodeId>& ids) {
    std::vector<Ref> refs;
    refs.reserve(ids.size());
    for (const NodeId id : ids) {
        refs.push_back(node(id));
    }
    return refs;
}

// ---- leaves

Ref Planner::at(const node::Invalid&, const Node&) {
    return make_.truth(Truth::Unknown);
}

Ref Planner::at(const node::Constant& it, const Node& node) {
    return make_.constant(shape_of(program_, node.type), it.value);
}

Ref Planner::at(const node::Today&, const Node&) {
    return make_.make(operation(Op::Today, ColumnType::Date), {});
}

Ref Planner::at(const node::FactRef& it, const Node&) {
    Operation fact;
    fact.op = Op::Fact;
    fact.shape = shape_of(program_, program_[it.fact].holds.type);
    fact.index = it.fact.index;
    return make_.make(fact, {});
}

Ref Planner::at(const node::FieldRef& it, const Node&) {
    return field(it.scope, it.field);
}

Ref Planner::field(ScopeId scope, std::uint32_t index) {
    Operation field;
    field.op = Op::Field;
    field.kind = program_[scope].event;
    field.shape = shape_of(program_, program_[field.kind].fields[index].holds.type);
    field.scope = scope;
    field.index = index;
    field.flag = program_[scope].parent.index == 0;
    return make_.make_there(field, {});
}

Ref Planner::at(const node::DefinitionRef& it, const Node&) {
    return node(program_[it.definition].body);
}

Ref Planner::at(const node::PickedField& it, const Node&) {
    const EventId kind = program_[it.event].type.event;
    Operation field;
    field.op = Op::PickedField;
    field.kind = kind;
    field.shape = shape_of(program_, program_[kind].fields[it.field].holds.type);
    field.index = it.field;
    return make_.make(field, {node(it.event)});
}

// ---- values

Ref Planner::at(const node::Arithmetic& it, const Node&) {
    const Ref left = number(it.left);
    return make_.make(operation(op_of(it.op), ColumnType::Number), {left, number(it.right)});
}

Ref Planner::at(const node::Negative& it, const Node&) {
    return make_.make(operation(Op::Negative, ColumnType::Number), {number(it.operand)});
}

Ref Planner::at(const node::Function& it, const Node&) {
    std::vector<Ref> arguments;
    for (const NodeId id : it.arguments) {
        arguments.push_back(number(id));
    }
    return make_.make(operation(op_of(it.name), ColumnType::Number), arguments);
}

Ref Planner::at(const node::Convert& it, const Node&) {
    const Ref operand = number(it.operand);
    Operation convert = operation(Op::Convert, ColumnType::Number);
    convert.index = make_.conversion(it.conversion);
    return make_.make(convert, {operand});
}

Ref Planner::at(const node::Shift& it, const Node&) {
    Operation shift = operation(Op::Shift, ColumnType::Date);
    shift.days = it.span.count;
    shift.unit = it.span.unit;
    return make_.make(shift, {node(it.date)});
}

Ref Planner::at(const node::Elapsed& it, const Node&) {
    Operation elapsed = operation(Op::Elapsed, ColumnType::Number);
    elapsed.unit = it.unit;
    const Ref from = node(it.from);
    return make_.make(elapsed, {from, node(it.to)});
}

Ref Planner::at(const node::Sum& it, const Node&) {
    std::vector<Ref> operands;
    for (const node::Summand& summand : it.summands) {
        operands.push_back(node(summand.value));
        operands.push_back(maybe(summand.when));
    }
    return make_.make(operation(Op::Sum, ColumnType::Bounds), operands);
}

std::vector<Ref> Planner::condition_over(ScopeId scope, Ref where) {
    if (!where.valid() || where == make_.truth(Truth::Yes)) {
        return {};
    }
    return {make_.spread(where, scope)};
}

Ref Planner::at(const node::CountOf& it, const Node&) {
    const std::vector<Ref> condition = condition_over(it.scope, maybe(it.where));
    Operation count = operation(Op::CountEvents, ColumnType::Bounds);
    count.over = it.scope;
    count.scope = program_[it.scope].parent;
    count.kind = program_[it.scope].event;
    return make_.make_there(count, condition);
}

Ref Planner::at(const node::Pick& it, const Node&) {
    std::vector<Ref> operands{field(it.scope, it.by)};
    for (const Ref condition : condition_over(it.scope, maybe(it.where))) {
        operands.push_back(condition);
    }
    Operation pick = operation(Op::Pick, ColumnType::Event);
    pick.flag = it.latest;
    pick.over = it.scope;
    pick.scope = program_[it.scope].parent;
    pick.kind = program_[it.scope].event;
    return make_.make_there(pick, operands);
}

Ref Planner::at(const node::Cases& it, const Node& node) {
    std::vector<Ref> operands;
    for (const node::Case& one : it.cases) {
        operands.push_back(number(one.value));
        operands.push_back(maybe(one.when));
    }
    Operation cases;
    cases.op = Op::Cases;
    cases.shape = shape_of(program_, node.type);
    return make_.make(cases, operands);
}

// ---- conditions

Ref Planner::at(const node::Not& it, const Node&) {
    return !node(it.operand);
}

Ref Planner::at(const node::Junction& it, const Node&) {
    std::vector<Ref> operands = nodes(it.operands);
    switch (it.quantity) {
    case ast::Quantity::All: return make_.all_of(std::move(operands));
    case ast::Quantity::Any: return make_.any_of(std::move(operands));
    case ast::Quantity::None: return !make_.any_of(std::move(operands));
    case ast::Quantity::AtLeast: return make_.at_least(it.count, std::move(operands));
    case ast::Quantity::AtMost:
        return !make_.at_least(std::uint64_t{it.count} + 1, std::move(operands));
    case ast::Quantity::Exactly: {
        const Ref enough = make_.at_least(it.count, operands);
        const Ref more = make_.at_least(std::uint64_t{it.count} + 1, std::move(operands));
        return make_.all_of({enough, !more});
    }
    }
    return make_.truth(Truth::Unknown);
}

Ref Planner::compare(Op op, Ref left, Ref right) {
    Operation it = operation(op, ColumnType::Truth);
    if (const auto whole = whole_threshold(op, make_[left], make_[right])) {
        it.flag = true;
        it.days = *whole;
    }
    return make_.make(it, {left, right});
}

Ref Planner::at(const node::Compare& it, const Node&) {
    const Ref left = node(it.left);
    const Ref right = node(it.right);
    switch (it.op) {
    case node::CompareOp::Less: return compare(Op::Less, left, right);
    case node::CompareOp::LessEqual: return !compare(Op::Less, right, left);
    case node::CompareOp::Greater: return compare(Op::Less, right, left);
    case node::CompareOp::GreaterEqual: return !compare(Op::Less, left, right);
    case node::CompareOp::Equal: break;
    }
    return compare(Op::Equal, left, right);
}

Ref Planner::at(const node::OneOf& it, const Node&) {
    const Ref subject = node(it.subject);
    if (make_[subject].op == Op::Constant) {
        return make_.truth((make_[subject].bits & it.values) != 0 ? Truth::Yes : Truth::No);
    }
    Operation one_of = operation(Op::OneOf, ColumnType::Truth);
    one_of.bits = it.values;
    one_of.flag = make_.as_given(subject);
    return make_.make(one_of, {subject});
}

Ref Planner::at(const node::TermIs& it, const Node&) {
    const Ref subject = node(it.subject);
    std::vector<TermId> terms;
    for (const TermId term : it.terms) {
        const std::vector<TermId> meant =
            it.below ? at_or_below(program_, term) : std::vector<TermId>{term};
        terms.insert(terms.end(), meant.begin(), meant.end());
    }
    Operation term_is = operation(Op::TermIs, ColumnType::Truth);
    term_is.index = make_.term_set(std::move(terms));
    if (make_[subject].op == Op::Constant) {
        const std::uint32_t term = make_[subject].index;
        const std::uint64_t word = plan_.term_sets[term_is.index][term / 64];
        return make_.truth((word >> (term % 64) & 1U) != 0 ? Truth::Yes : Truth::No);
    }
    return make_.make(term_is, {subject});
}

Ref Planner::at(const node::Includes& it, const Node&) {
    const Ref subject = node(it.subject);
    if (make_[subject].op == Op::Constant) {
        const std::uint64_t both = make_[subject].bits & it.values;
        return make_.truth((it.all ? both == it.values : both != 0) ? Truth::Yes : Truth::No);
    }
    Operation includes = operation(Op::Includes, ColumnType::Truth);
    includes.bits = it.values;
    includes.flag = it.all;
    return make_.make(includes, {subject});
}

Ref Planner::at(const node::Known& it, const Node&) {
    return make_.known(node(it.subject));
}

Ref Planner::events_that(ScopeId scope, std::uint64_t count, Ref where) {
    if (count == 0) {
        return make_.truth(Truth::Yes);
    }
    const std::vector<Ref> condition = condition_over(scope, where);
    Operation events = operation(Op::EventsThat, ColumnType::Truth);
    events.bits = count;
    events.over = scope;
    events.scope = program_[scope].parent;
    events.kind = program_[scope].event;
    return make_.make_there(events, condition);
}

Ref Planner::at(const node::Quantified& it, const Node&) {
    const Ref where = it.where.valid() ? node(it.where) : make_.truth(Truth::Yes);
    const std::uint64_t count = it.count;
    switch (it.quantity) {
    case ast::EventQuantity::Any: return events_that(it.scope, 1, where);
    case ast::EventQuantity::None: return !events_that(it.scope, 1, where);
    case ast::EventQuantity::Every: return !events_that(it.scope, 1, !where);
    case ast::EventQuantity::AtLeast: return events_that(it.scope, count, where);
    case ast::EventQuantity::AtMost: return !events_that(it.scope, count + 1, where);
    case ast::EventQuantity::Exactly:
        return make_.all_of(
            {events_that(it.scope, count, where), !events_that(it.scope, count + 1, where)}
        );
    }
    return make_.truth(Truth::Unknown);
}

} // namespace precept
