#include "interpreter/planner.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace precept {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t more) {
    // The finaliser of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
    // generators, OOPSLA 2014).
    std::uint64_t z = (hash ^ more) + 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

auto key(const Operation& it) {
    return std::tuple(
        it.op,
        it.shape.type,
        it.shape.values,
        it.flag,
        it.unit,
        it.scope,
        it.over,
        it.kind,
        it.index,
        it.days,
        it.bits,
        std::bit_cast<std::uint64_t>(it.number)
    );
}

/// Constants are the same in every scope: they are never spread.
bool has_column(const Operation& operation) {
    return operation.op != Op::Constant && operation.op != Op::Today;
}

} // namespace

std::size_t Operations::Hash::operator()(std::uint32_t index) const {
    const Operation& it = plan->operations[index];
    std::uint64_t hash = mixed(static_cast<std::uint64_t>(it.op), it.scope.index);
    hash = mixed(hash, std::uint64_t{it.index} << 32U | it.over.index);
    hash = mixed(hash, it.bits);
    hash = mixed(hash, std::bit_cast<std::uint64_t>(it.number));
    hash = mixed(hash, static_cast<std::uint32_t>(it.days));
    for (const Ref operand : plan->operands_of(it)) {
        hash = mixed(hash, operand.code);
    }
    return hash;
}

bool Operations::Same::operator()(std::uint32_t left, std::uint32_t right) const {
    const Operation& a = plan->operations[left];
    const Operation& b = plan->operations[right];
    const auto its = plan->operands_of(a);
    const auto others = plan->operands_of(b);
    return key(a) == key(b) && std::equal(its.begin(), its.end(), others.begin(), others.end());
}

Operations::Operations(const Program& program, Plan& plan)
    : program_(program),
      plan_(plan),
      made_(0, Hash{&plan}, Same{&plan}) {
    depth_.assign(std::max<std::size_t>(program.scopes.size(), 1), 0);
    for (std::size_t i = 1; i < program.scopes.size(); ++i) {
        depth_[i] = depth_[program.scopes[i].parent.index] + 1;
    }
}

ScopeId Operations::deepest(std::span<const Ref> operands) const {
    ScopeId scope{0};
    for (const Ref ref : operands) {
        if (ref.valid() && depth_[plan_[ref].scope.index] > depth_[scope.index]) {
            scope = plan_[ref].scope;
        }
    }
    return scope;
}

Ref Operations::spread(Ref ref, ScopeId scope) {
    if (!ref.valid() || plan_[ref].scope == scope || !has_column(plan_[ref])) {
        return ref;
    }
    Operation it;
    it.scope = scope;
    if (plan_[ref].op == Op::Truth) {
        it.op = Op::Truth;
        it.bits = plan_[ref].bits;
        const Ref there = make_there(it, {});
        return ref.negated() ? !there : there;
    }
    const Ref outer = spread(ref, program_[scope].parent);
    it.op = Op::Spread;
    it.shape = plan_[outer].shape;
    const Ref plain = outer.negated() ? !outer : outer;
    const Ref there = make_there(it, {&plain, 1});
    return outer.negated() ? !there : there;
}

Ref Operations::make(Operation operation, std::span<const Ref> operands) {
    operation.scope = deepest(operands);
    std::vector<Ref> there(operands.begin(), operands.end());
    for (Ref& ref : there) {
        ref = spread(ref, operation.scope);
    }
    return make_there(operation, there);
}

Ref Operations::make(Operation operation, std::initializer_list<Ref> operands) {
    return make(operation, std::span<const Ref>(operands.begin(), operands.size()));
}

Ref Operations::make_there(Operation operation, std::span<const Ref> operands) {
    operation.first_operand = static_cast<std::uint32_t>(plan_.operands.size());
    operation.operands = static_cast<std::uint32_t>(operands.size());
    plan_.operands.insert(plan_.operands.end(), operands.begin(), operands.end());
    const auto index = static_cast<std::uint32_t>(plan_.operations.size());
    plan_.operations.push_back(operation);
    const auto [found, inserted] = made_.insert(index);
    if (!inserted) {
        plan_.operations.pop_back();
        plan_.operands.resize(operation.first_operand);
    }
    return {*found << 1U};
}

Ref Operations::truth(Truth truth) {
    Ref& ref = truth == Truth::Unknown ? unknown_ : no_;
    if (!ref.valid()) {
        Operation it;
        it.op = Op::Truth;
        it.bits = truth == Truth::Unknown ? 1 : 0;
        ref = make_there(it, {});
    }
    return truth == Truth::Yes ? !ref : ref;
}

Ref Operations::constant(Shape shape, const Value& value) {
    if (shape.type == ColumnType::Truth) {
        return truth(std::get<bool>(value) ? Truth::Yes : Truth::No);
    }
    Operation it;
    it.op = Op::Constant;
    it.shape = shape;
    if (const auto* number = std::get_if<double>(&value)) {
        it.number = *number;
    } else if (const auto* date = std::get_if<Date>(&value)) {
        it.days = date->days;
    } else if (const auto* coded = std::get_if<CodedValue>(&value)) {
        it.bits = std::uint64_t{1} << coded->index;
    } else if (const auto* set = std::get_if<SetValue>(&value)) {
        it.bits = set->members;
    } else {
        it.index = std::get<TermId>(value).index;
    }
    return make_there(it, {});
}

Ref Operations::all_of(std::vector<Ref> operands) {
    const auto is_truth = [&](Ref ref, bool value) {
        const Operation& it = plan_[ref];
        return it.op == Op::Truth && it.bits == 0 && ref.negated() == value;
    };
    for (const Ref ref : operands) {
        if (is_truth(ref, false)) {
            return truth(Truth::No);
        }
    }
    std::erase_if(operands, [&](Ref ref) { return is_truth(ref, true); });
    // Their order does not matter, so that `a and b` and `b and a` are one.
    std::sort(operands.begin(), operands.end(), [](Ref a, Ref b) { return a.code < b.code; });
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    if (operands.empty()) {
        return truth(Truth::Yes);
    }
    if (operands.size() == 1) {
        return operands.front();
    }
    Operation it;
    it.op = Op::And;
    return make(it, operands);
}

Ref Operations::any_of(std::vector<Ref> operands) {
    for (Ref& ref : operands) {
        ref = !ref;
    }
    return !all_of(std::move(operands));
}

Ref Operations::at_least(std::uint64_t count, std::vector<Ref> operands) {
    if (count == 0) {
        return truth(Truth::Yes);
    }
    if (count > operands.size()) {
        return truth(Truth::No);
    }
    if (count == 1) {
        return any_of(std::move(operands));
    }
    if (count == operands.size()) {
        return all_of(std::move(operands));
    }
    std::sort(operands.begin(), operands.end(), [](Ref a, Ref b) { return a.code < b.code; });
    Operation it;
    it.op = Op::AtLeast;
    it.bits = count;
    return make(it, operands);
}

Ref Operations::settled(Ref number) {
    if (plan_[number].shape.type != ColumnType::Bounds) {
        return number;
    }
    Operation it;
    it.op = Op::Settled;
    it.shape.type = ColumnType::Number;
    return make(it, {number});
}

Ref Operations::known(Ref subject) {
    if (!has_column(plan_[subject])) {
        return truth(Truth::Yes);
    }
    Operation it;
    it.op = Op::Known;
    // A negation is known where the plain truth is.
    return make(it, {subject.negated() ? !subject : subject});
}

bool Operations::as_given(Ref ref) const {
    while (plan_[ref].op == Op::Spread) {
        ref = plan_.operands_of(plan_[ref]).front();
    }
    const Op op = plan_[ref].op;
    return op == Op::Fact || op == Op::Field || op == Op::PickedField;
}

std::uint32_t Operations::term_set(std::vector<TermId> terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    const auto next = static_cast<std::uint32_t>(plan_.term_sets.size());
    const auto [found, inserted] = term_sets_.try_emplace(terms, next);
    if (inserted) {
        std::vector<std::uint64_t>& bits =
            plan_.term_sets.emplace_back(words_for(program_.terms.size()), 0);
        for (const TermId term : terms) {
            bits[term.index / 64] |= std::uint64_t{1} << (term.index % 64);
        }
    }
    return found->second;
}

std::uint32_t Operations::conversion(const Conversion& conversion) {
    const auto next = static_cast<std::uint32_t>(plan_.conversions.size());
    const auto [found, inserted] = conversions_.try_emplace(
        std::tuple(conversion.scale, conversion.offset, conversion.divisor), next
    );
    if (inserted) {
        plan_.conversions.push_back(conversion);
    }
    return found->second;
}

} // namespace precept
