// The questions of the REPL, each answered for a patient against the shipped guidelines, from the
// line that is typed to the text that is shown.

#include "interpreter/repl/session.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <string>

namespace {

using namespace precept;

constexpr std::array<const char*, 12> questions = {
    "advice",
    "trace",
    "why thp",
    "why not elacestrant",
    "what if er_status is negative and lvef is 45 %",
    "ask",
    "flip weak_heart",
    "flip not t_dxd",
    "sweep lvef 30 to 70",
    "robust",
    "lvef < 50 % and her2_status is positive",
    "compare " PRECEPT_SOURCE_DIR "/examples/anna.json " PRECEPT_SOURCE_DIR "/examples/clara.json"};

void answer(benchmark::State& state, const char* patient, const std::string& line) {
    repl::Session session({*parse_date("2026-11-23"), {}, false, nullptr});
    if (session.load({PRECEPT_SOURCE_DIR "/guidelines"}).failed ||
        session.open_patient(patient).failed || session.say(line).failed) {
        std::abort(); // the guidelines and examples that ship are sound
    }
    for (auto _ : state) {
        const repl::Reply reply = session.say(line);
        benchmark::DoNotOptimize(reply.text.data());
    }
    state.SetLabel(line.substr(0, line.find('/')));
}

/// Argument: the question. A full record, and one of which half is missing.
void question_full(benchmark::State& state) {
    answer(
        state,
        PRECEPT_SOURCE_DIR "/examples/anna.json",
        questions.at(static_cast<std::size_t>(state.range(0)))
    );
}

void question_half(benchmark::State& state) {
    answer(
        state,
        PRECEPT_SOURCE_DIR "/examples/lena.json",
        questions.at(static_cast<std::size_t>(state.range(0)))
    );
}

/// What no single change and no two reach: all pairs of facts are tried, and all triples.
void flip_of_many(benchmark::State& state) {
    answer(state, PRECEPT_SOURCE_DIR "/examples/anna.json", "flip t_dm1");
}

BENCHMARK(question_full)->DenseRange(0, 11)->Unit(benchmark::kMillisecond);
BENCHMARK(question_half)->DenseRange(0, 11)->Unit(benchmark::kMillisecond);
BENCHMARK(flip_of_many)->Unit(benchmark::kMillisecond);

} // namespace
