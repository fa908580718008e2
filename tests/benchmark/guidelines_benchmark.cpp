// The shipped guidelines as they are used: one patient against all of them, with every value that a
// trace could ask for and with the results alone, and the way from evaluated columns to printed
// text.

#include "interpreter/evaluate.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/checker.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <cstdlib>

namespace {

using namespace precept;

/// Everything that comes before evaluation.
struct Ready {
    Date today = *parse_date("2026-11-23");
    Sources sources;
    Diagnostics findings;
    Program program =
        compile({PRECEPT_SOURCE_DIR "/guidelines"}, sources, {.today = today}, findings);
    Plan compiled = plan(program);
    std::array<Patient, 1> patients{anna()};
    Batch batch = make_batch(program, patients, today);

    Patient anna() {
        const auto file = read_file(PRECEPT_SOURCE_DIR "/examples/anna.json", sources, findings);
        auto patient =
            file ? read_patient(program, sources, *file, {.today = today}, findings) : std::nullopt;
        if (!patient) {
            std::abort(); // the example that ships is sound
        }
        settle(program, today, *patient);
        return *patient;
    }
};

/// Argument 1 keeps every value, 0 the results. Memory is used again, as a program with many
/// patients does.
void shipped_guidelines(benchmark::State& state) {
    const Ready ready;
    const Retain retain = state.range(0) == 1 ? Retain::Everything : Retain::Results;
    Columns columns;
    for (auto _ : state) {
        evaluate(ready.compiled, ready.batch, retain, columns);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(shipped_guidelines)->ArgName("all")->Arg(0)->Arg(1);

void shipped_guidelines_to_text(benchmark::State& state) {
    const Ready ready;
    for (auto _ : state) {
        const Evaluation evaluation = evaluate(ready.program, ready.compiled, ready.batch);
        const PatientView view{evaluation, 0, ready.patients[0], ready.today};
        const std::string text =
            render_text(view, answer(view), ready.sources, Style{}, TraceLevel::Fired);
        benchmark::DoNotOptimize(text.data());
    }
}

BENCHMARK(shipped_guidelines_to_text)->Unit(benchmark::kMicrosecond);

} // namespace
