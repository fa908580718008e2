// Parsing and checking: speed in bytes of rule text, and growth with the number of rules.

#include "lang/checker.hpp"

#include <fmt/format.h>

#include <benchmark/benchmark.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace {

using namespace precept;

/// A guideline of `rules` rules in the shape of real ones: facts, a definition by cases, lists,
/// citations.
std::string guideline(int rules) {
    std::string text = "guideline large \"A large guideline\"\n  language 1\n\n"
                       "source paper \"A paper\"\nterm drug \"Drug\"\n"
                       "event therapy \"Therapy\"\n  drug drug\n  started date\n";
    for (int i = 0; i < rules; ++i) {
        text += fmt::format(
            "\nfact marker_{0} \"Marker {0}\" one of low, middle, high\n"
            "fact level_{0} \"Level {0}\" number in mg/dL from 0 to 500\n"
            "term drug_{0} \"Drug {0}\" is drug\n"
            "define status_{0} \"Status {0}\"\n"
            "  raised when marker_{0} is high or level_{0} > 300 mg/dL\n"
            "  normal when marker_{0} is one of low, middle and level_{0} <= 300 mg/dL\n"
            "  unclear otherwise\n"
            "rule rule_{0} \"Rule {0}\"\n"
            "  when all of\n"
            "    - status_{0} is raised\n"
            "    - any of\n"
            "      - no therapy where drug is drug_{0}\n"
            "      - any therapy where started is within 6 months before today\n"
            "  unless level_{0} < 20 mg/dL  because \"Too low to treat\"\n"
            "  recommend drug_{0}\n"
            "    strength strong\n"
            "    evidence high\n"
            "    because  \"It lowers the level\"\n"
            "    cite     paper \"Section {0}\"\n",
            i
        );
    }
    return text;
}

void check_text(benchmark::State& state) {
    const std::string text = guideline(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        Sources sources;
        Diagnostics diagnostics;
        const Program program =
            compile_text("large", text, sources, {*parse_date("2026-11-23")}, diagnostics);
        if (!diagnostics.empty() || program.rules.empty()) {
            state.SkipWithError("the text has findings");
            break;
        }
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(text.size()) * static_cast<std::int64_t>(state.iterations())
    );
}

BENCHMARK(check_text)->RangeMultiplier(10)->Range(10, 10000)->Unit(benchmark::kMillisecond);

void check_guidelines(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) {
        Sources sources;
        Diagnostics diagnostics;
        const Program program = compile(
            {PRECEPT_SOURCE_DIR "/guidelines"}, sources, {*parse_date("2026-11-23")}, diagnostics
        );
        benchmark::DoNotOptimize(program.rules.data());
        bytes = 0;
        for (FileId file = 0; file < sources.size(); ++file) {
            bytes += sources[file].text().size();
        }
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations())
    );
}

BENCHMARK(check_guidelines)->Unit(benchmark::kMillisecond);

} // namespace
