#include "interpreter/plan.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/program_builder.hpp"

#include <algorithm>

using namespace precept;
using namespace precept::build;

namespace {

std::size_t count_of(const Plan& plan, Op op) {
    std::size_t count = 0;
    for (const Operation& operation : plan.operations) {
        count += operation.op == op ? 1U : 0U;
    }
    return count;
}

/// `n` rules over their own facts, `per_term` of them for each term of one class.
Program many_rules(std::size_t n, std::size_t per_term) {
    Builder builder;
    const TermId root = builder.term();
    TermId term;
    for (std::size_t i = 0; i < n; ++i) {
        if (i % per_term == 0) {
            term = builder.term({root});
        }
        const NodeId limit = builder.constant(static_cast<double>(i));
        const NodeId when =
            builder.compare(node::CompareOp::Less, builder.given(number_type), limit);
        const RuleId rule = builder.rule(when);
        const auto verb = i % 7 == 0 ? ast::Verb::Contraindicate : ast::Verb::Recommend;
        builder.advice(rule, verb, {term});
    }
    // As the checker orders it: contraindications before what they block.
    auto& order = builder.program.order;
    std::stable_partition(order.begin(), order.end(), [&](const Step& step) {
        return step.kind != Step::Kind::Active ||
               builder.program.advice[step.index].verb == ast::Verb::Contraindicate;
    });
    return std::move(builder.program);
}

} // namespace

TEST_CASE("Equal expressions are one operation") {
    Builder builder;
    const FactId age = builder.fact(number_type);
    const auto older = [&](node::CompareOp op) {
        const NodeId subject = builder.node(node::FactRef{age}, number_type);
        return builder.definition(truth_type, builder.compare(op, subject, builder.constant(65)));
    };
    older(node::CompareOp::Less);
    older(node::CompareOp::Less);
    older(node::CompareOp::GreaterEqual);
    CHECK(count_of(plan(builder.program), Op::Less) == 1);
    CHECK(count_of(plan(builder.program), Op::Fact) == 1);
}

TEST_CASE("`and` is the same in any order, and `or` is its negation") {
    Builder builder;
    const NodeId a = builder.given(truth_type);
    const NodeId b = builder.given(truth_type);
    const NodeId both = builder.junction(ast::Quantity::All, {a, b});
    const NodeId swapped = builder.junction(ast::Quantity::All, {b, a});
    const NodeId neither =
        builder.junction(ast::Quantity::None, {builder.negation(a), builder.negation(b)});
    for (const NodeId body : {both, swapped, neither}) {
        builder.definition(truth_type, body);
    }
    const Plan planned = plan(builder.program);
    CHECK(count_of(planned, Op::And) == 1);
    CHECK(planned.nodes[both.index] == planned.nodes[neither.index]);
}

TEST_CASE("What does not depend on the event is worked out once for each patient") {
    Builder builder;
    const NodeId age = builder.given(number_type);
    const ScopeId therapies = builder.scope(builder.event({number_type}));
    const NodeId old = builder.compare(node::CompareOp::Less, builder.constant(65), age);
    const NodeId late =
        builder.compare(node::CompareOp::Less, builder.constant(2), builder.field(therapies, 0));
    const NodeId where = builder.junction(ast::Quantity::All, {old, late});
    builder.definition(
        truth_type, builder.node(node::Quantified{ast::EventQuantity::Any, 0, therapies, where})
    );
    const Plan planned = plan(builder.program);
    CHECK(planned[planned.nodes[old.index]].scope == ScopeId{0});
    CHECK(planned[planned.nodes[late.index]].scope == therapies);
    CHECK(count_of(planned, Op::Spread) == 1);
}

TEST_CASE("Ten thousand definitions of definitions need no deep stack") {
    Builder builder;
    DefinitionId last = builder.definition(truth_type, builder.given(truth_type));
    for (int i = 0; i < 10'000; ++i) {
        const NodeId more = builder.given(truth_type);
        last = builder.definition(
            truth_type, builder.junction(ast::Quantity::All, {builder.refer(last), more})
        );
    }
    CHECK(count_of(plan(builder.program), Op::And) == 10'000);
}

TEST_CASE("A chain of ten thousand classes needs no deep stack") {
    Builder builder;
    TermId term = builder.term();
    const TermId root = term;
    for (int i = 0; i < 10'000; ++i) {
        term = builder.term({term});
    }
    const RuleId rule = builder.rule(builder.given(truth_type));
    builder.advice(rule, ast::Verb::Contraindicate, {root});
    const Plan planned = plan(builder.program);
    const auto& outcomes = planned.outcomes[static_cast<std::size_t>(ast::Verb::Contraindicate)];
    CHECK(outcomes[term.index] == planned.active[0]);
}

TEST_CASE("The plan grows with the rules, not faster") {
    const std::size_t small = plan(many_rules(1'000, 10)).operations.size();
    const std::size_t large = plan(many_rules(10'000, 10)).operations.size();
    CHECK(large <= 11 * small);
    // All rules about one term: each advice is listed once, not once for each other.
    CHECK(plan(many_rules(10'000, 10'000)).operands.size() < 200'000);
}

TEST_CASE("Results alone share memory") {
    const Plan planned = plan(many_rules(100, 10));
    const auto stored = std::count_if(
        planned.operations.begin(),
        planned.operations.end(),
        [](const Operation& operation) { return operation.stored(); }
    );
    CHECK(planned.slots.size() <= static_cast<std::size_t>(stored));
    CHECK(planned.slot_of[planned.fired[3].index()] != Plan::no_slot);
}
