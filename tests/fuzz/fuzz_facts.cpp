// Any bytes at all, as a patient's file and as an assignment: no crash, no endless loop, no place
// outside of the text, and either a patient or a finding.

#include "interpreter/facts/json_facts.hpp"
#include "lang/catalogue.hpp"
#include "lang/checker.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace precept;

constexpr Date today{20'780};

/// Declarations of every type, compiled once.
const Program& declarations() {
    static const Program program = [] {
        Sources sources;
        Diagnostics findings;
        Program compiled = compile_text(
            "declared", std::string(catalogue_facts_guideline), sources, {.today = today}, findings
        );
        if (has_errors(findings)) {
            std::abort();
        }
        return compiled;
    }();
    return program;
}

void check_places(const Diagnostics& findings, const Sources& sources) {
    for (const Diagnostic& finding : findings) {
        if (finding.span.begin > finding.span.end ||
            finding.span.begin > sources[finding.span.file].text().size()) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("fuzz.json", text, sources, findings);
    if (!file) {
        return 0;
    }
    const Program& program = declarations();
    const FactsOptions options{.today = today};
    auto patient = read_patient(program, sources, *file, options, findings);
    if (patient.has_value() == has_errors(findings)) {
        std::abort();
    }
    check_places(findings, sources);
    if (patient) {
        settle(program, today, *patient);
    }
    Diagnostics about_assignment;
    Patient scratch = unknown_patient(program);
    if (set_fact(program, text, sources, options, scratch, about_assignment) ==
        has_errors(about_assignment)) {
        std::abort();
    }
    return 0;
}
