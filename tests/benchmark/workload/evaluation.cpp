// Evaluation alone: a cohort is decoded into columns once, and then evaluated and counted again and
// again, with the results only and with every value that a trace could ask for. Prints nanoseconds
// for each patient and pass, and how many patients each rule is yes, no and unknown for, as JSON.
//
//     workload_evaluation COHORT.ndjson PASSES RULES...

#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/worker.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/vectors.hpp"
#include "lang/checker.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using namespace precept;

constexpr Date today{20'000};

struct Counts {
    std::uint64_t yes = 0, no = 0;
};

/// The columns of all patients. The block is what their origins point into.
struct Cohort {
    cohort::Block block;
    std::vector<cohort::Decoded> parts;
    std::size_t patients = 0;
};

/// As many patients at once as the pipeline of `precept cohort` takes.
bool read_cohort(
    const Program& program, const Plan& planned, const std::string& path, Cohort& into
) {
    const std::size_t at_once = cohort::rows_at_once(program, planned, Retain::Results);
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    into.block.text = std::move(text).str();
    const auto decoder = cohort::make_ndjson_decoder(
        program, {.today = today, .ignore_unknown = true, .id_field = {}}
    );
    decoder->start(into.block);
    cohort::Decoded part;
    while (decoder->next(at_once, part)) {
        if (!part.rejects.empty()) {
            std::cerr << path << ":" << part.rejects.front().line << ": cannot be read\n";
            return false;
        }
        into.patients += part.batch.patients();
        into.parts.push_back(std::move(part));
        part = {};
    }
    return into.patients > 0;
}

/// One pass over all patients.
void evaluate_all(
    const Program& program,
    const Plan& planned,
    const Cohort& patients,
    Retain retain,
    std::optional<Evaluation>& evaluation,
    std::vector<Counts>& counts
) {
    for (const cohort::Decoded& part : patients.parts) {
        if (evaluation) {
            evaluation->evaluate_next(part.batch);
        } else {
            evaluation.emplace(program, planned, part.batch, retain);
        }
        for (std::size_t i = 0; i < program.rules.size(); ++i) {
            const TruthWords fired = evaluation->words(planned.fired[i]);
            counts[i].yes += vectors::best().count_bits(fired.yes, part.batch.patients());
            counts[i].no += vectors::best().count_bits(fired.no, part.batch.patients());
        }
    }
}

/// Nanoseconds for each patient, pass by pass, and the counts of one pass.
nlohmann::json measure(
    const Program& program,
    const Plan& planned,
    const Cohort& patients,
    Retain retain,
    int passes,
    std::vector<Counts>& counts
) {
    nlohmann::json times = nlohmann::json::array();
    std::optional<Evaluation> evaluation;
    for (int pass = 0; pass <= passes; ++pass) { // the first one finds its memory
        counts.assign(program.rules.size(), {});
        const auto start = std::chrono::steady_clock::now();
        evaluate_all(program, planned, patients, retain, evaluation, counts);
        const std::chrono::duration<double, std::nano> took =
            std::chrono::steady_clock::now() - start;
        if (pass > 0) {
            times.push_back(took.count() / static_cast<double>(patients.patients));
        }
    }
    return times;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: workload_evaluation COHORT.ndjson PASSES RULES...\n";
        return 2;
    }
    Sources sources;
    Diagnostics findings;
    const Program program = compile({argv + 3, argv + argc}, sources, {.today = today}, findings);
    if (has_errors(findings)) {
        std::cerr << "the rules have errors; ask `precept check` for them\n";
        return 2;
    }
    const Plan planned = plan(program);
    Cohort patients;
    if (!read_cohort(program, planned, argv[1], patients)) {
        return 2;
    }
    const int passes = std::atoi(argv[2]);
    std::vector<Counts> counts, counts_kept;
    nlohmann::json out{{"patients", patients.patients}, {"operations", planned.operations.size()}};
    out["ns_per_patient"] = measure(program, planned, patients, Retain::Results, passes, counts);
    out["ns_per_patient_keeping_all"] =
        measure(program, planned, patients, Retain::Everything, passes, counts_kept);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const Counts& its = counts[i];
        if (its.yes != counts_kept[i].yes || its.no != counts_kept[i].no) {
            std::cerr << program.rules[i].name << ": another result with all values kept\n";
            return 1;
        }
        out["counts"][program.rules[i].name] = {
            its.yes, its.no, patients.patients - its.yes - its.no};
    }
    std::cout << out.dump() << "\n";
    return 0;
}
