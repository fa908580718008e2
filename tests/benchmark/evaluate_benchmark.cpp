// Evaluation alone, without readers and traces: one patient and cohorts, keeping every value that a
// trace could ask for or the results only, and how time grows with rules, conditions and events.
// The programs resemble guidelines: each rule has thresholds, coded findings, a list of therapies
// and a contraindication now and then.
#include "interpreter/evaluate.hpp"
#include "tests/unit/program_builder.hpp"

#include <benchmark/benchmark.h>
#include <random>

using namespace precept;
using namespace precept::build;

namespace {

constexpr Date today{20'000};

struct Guideline {
    Builder builder;
    std::vector<NodeId> numbers, coded, yes_no;
    ScopeId therapies;

    explicit Guideline(std::size_t facts) {
        const Type findings = builder.coded(4);
        for (std::size_t i = 0; i < facts; ++i) {
            numbers.push_back(builder.given(number_type));
            coded.push_back(builder.given(findings));
            yes_no.push_back(builder.given(truth_type));
        }
        therapies = builder.scope(builder.event({date_type, number_type}));
    }

    /// A threshold, a finding, a yes/no fact or a therapy; thresholds differ.
    NodeId condition(std::size_t i) {
        const std::size_t fact = i / 4 % numbers.size();

        switch (i % 4) {
        case 0:
            return builder.compare(
                node::CompareOp::Less,
                numbers[fact],
                builder.constant(10 + static_cast<double>(i % 80'000) / 1'000)
            );
        case 1: return builder.node(node::OneOf{coded[fact], 1U << (i / 4 % 4)});
        case 2: return yes_no[fact];
        default:
            return builder.node(node::Quantified{
                ast::EventQuantity::Any,
                0,
                therapies,
                builder.compare(
                    node::CompareOp::Greater,
                    builder.field(therapies, 1),
                    builder.constant(static_cast<double>(i % 50'000) / 1'000)
                )});
        }
    }

    void rules(std::size_t n, std::size_t conditions) {
        const TermId drug = builder.term();
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<NodeId> all;
            for (std::size_t c = 0; c < conditions; ++c) {
                all.push_back(condition(i * 7 + c));
            }
            const NodeId any =
                builder.junction(ast::Quantity::Any, {condition(i * 3 + 1), condition(i * 5 + 2)});
            const NodeId when = builder.junction(ast::Quantity::All, all);
            const RuleId rule = builder.rule(builder.junction(ast::Quantity::All, {when, any}));
            const TermId term = builder.term({drug});
            const auto verb = i % 5 == 0 ? ast::Verb::Contraindicate : ast::Verb::Recommend;
            builder.advice(rule, verb, {term});
        }
    }
};

std::vector<Patient>
cohort(const Program& program, std::size_t n, std::size_t events, std::uint64_t seed = 1) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t limit) { return random() % limit; };
    std::vector<Patient> patients;
    for (std::size_t p = 0; p < n; ++p) {
        Patient& patient = patients.emplace_back(unknown_patient(program));
        for (std::size_t f = 0; f < program.facts.size(); ++f) {
            const TypeKind kind = program.facts[f].holds.type.kind;
            if (below(10) == 0) {
                continue;
            }
            if (kind == TypeKind::Number) {
                patient.facts[f] = cell(static_cast<double>(below(100)));
            } else if (kind == TypeKind::Coded) {
                patient.facts[f] = cell(CodedValue{static_cast<std::uint8_t>(below(4))});
            } else {
                patient.facts[f] = cell(below(2) == 0);
            }
        }
        patient.events[0].known = true;
        for (std::size_t e = 0; e < events; ++e) {
            patient.events[0].records.push_back(record(
                {cell(Date{static_cast<std::int32_t>(below(20'000))}),
                 cell(static_cast<double>(below(100)))}
            ));
        }
    }
    return patients;
}

void run(
    benchmark::State& state,
    const Program& program,
    std::size_t patients,
    std::size_t events,
    Retain retain
) {
    const Plan planned = plan(program);
    const Batch batch = make_batch(program, cohort(program, patients, events), today);
    Columns columns;
    for (auto _ : state) {
        evaluate(planned, batch, retain, columns);
        benchmark::DoNotOptimize(columns.data.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(patients));
    state.counters["operations"] = static_cast<double>(planned.operations.size());
}

/// 300 rules; arguments: patients, whether all values are kept.
void keep_values(benchmark::State& state) {
    Guideline guideline(40);
    guideline.rules(300, 4);
    const Retain retain = state.range(1) != 0 ? Retain::Everything : Retain::Results;
    run(state, guideline.builder.program, static_cast<std::size_t>(state.range(0)), 3, retain);
}

void rules(benchmark::State& state) {
    Guideline guideline(100);
    guideline.rules(static_cast<std::size_t>(state.range(0)), 4);
    run(state, guideline.builder.program, 1, 3, Retain::Everything);
    state.SetComplexityN(state.range(0));
}

void conditions(benchmark::State& state) {
    Guideline guideline(100);
    guideline.rules(1, static_cast<std::size_t>(state.range(0)));
    run(state, guideline.builder.program, 1, 3, Retain::Everything);
    state.SetComplexityN(state.range(0));
}

void events(benchmark::State& state) {
    Guideline guideline(40);
    guideline.rules(10, 4);
    const auto events = static_cast<std::size_t>(state.range(0));
    run(state, guideline.builder.program, 1, events, Retain::Everything);
    state.SetComplexityN(state.range(0));
}

void planning(benchmark::State& state) {
    Guideline guideline(100);
    guideline.rules(static_cast<std::size_t>(state.range(0)), 4);
    for (auto _ : state) {
        benchmark::DoNotOptimize(plan(guideline.builder.program));
    }
    state.SetComplexityN(state.range(0));
}

/// From a patient's facts to all values, as a program that answers for one patient does.
void one_patient_with_batch(benchmark::State& state) {
    Guideline guideline(40);
    guideline.rules(300, 4);
    const Program& program = guideline.builder.program;
    const Plan planned = plan(program);
    const std::vector<Patient> patients = cohort(program, 1, 3);
    for (auto _ : state) {
        const Batch batch = make_batch(program, patients, today);
        const Evaluation evaluation = evaluate(program, planned, batch);
        benchmark::DoNotOptimize(evaluation.fired({0}, 0));
    }
}

void one_of_column(benchmark::State& state) {
    Guideline guideline(1);
    guideline.builder.definition(truth_type, guideline.condition(1));
    run(state, guideline.builder.program, 4096, 0, Retain::Everything);
}

void threshold_column(benchmark::State& state) {
    Guideline guideline(1);
    guideline.builder.definition(truth_type, guideline.condition(0));
    run(state, guideline.builder.program, 4096, 0, Retain::Everything);
}

} // namespace

BENCHMARK(keep_values)->ArgNames({"patients", "all"})->ArgsProduct({{1, 64, 1024, 4096}, {0, 1}});
BENCHMARK(one_patient_with_batch);
BENCHMARK(one_of_column);
BENCHMARK(threshold_column);
BENCHMARK(rules)->RangeMultiplier(10)->Range(10, 10'000)->Complexity(benchmark::oN);
BENCHMARK(conditions)->RangeMultiplier(10)->Range(10, 10'000)->Complexity(benchmark::oN);
BENCHMARK(events)->RangeMultiplier(10)->Range(10, 10'000)->Complexity(benchmark::oN);
BENCHMARK(planning)->RangeMultiplier(10)->Range(10, 10'000)->Complexity(benchmark::oN);
