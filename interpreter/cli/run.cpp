#include "interpreter/cli/rules.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <unistd.h>

namespace precept::cli {

namespace {

/// The patient of the command line; findings are shown, and give nothing.
std::optional<Patient>
read_facts(const RunArguments& arguments, const Program& program, Sources& sources) {
    Diagnostics findings;
    const FactsOptions options{arguments.today, arguments.ignore_unknown_facts};
    std::optional<Patient> patient;
    if (arguments.facts.empty()) {
        patient = unknown_patient(program);
    } else if (const auto file = read_file(arguments.facts, sources, findings)) {
        patient = read_patient(program, sources, *file, options, findings);
    }
    // Assignments are checked even when the file is broken, so that one run shows all.
    Patient scratch = patient ? std::move(*patient) : unknown_patient(program);
    for (const std::string& assignment : arguments.set) {
        set_fact(program, assignment, sources, options, scratch, findings);
    }
    if (has_errors(findings)) {
        sort_diagnostics(findings);
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        return std::nullopt;
    }
    settle(program, arguments.today, scratch);
    return scratch;
}

} // namespace

Exit run(const RunArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    const auto patient = read_facts(arguments, *program, sources);
    if (!patient) {
        return Exit::Unusable;
    }
    const Plan compiled = plan(*program);
    const Batch batch = make_batch(*program, {&*patient, 1}, arguments.today);
    const Evaluation evaluation = evaluate(*program, compiled, batch);
    const PatientView view{evaluation, 0, *patient, arguments.today};
    const Answer answered = answer(view);
    const Style style = style_for(STDOUT_FILENO, arguments.colour);
    const bool written = print(
        arguments.format == RunArguments::Format::Json
            ? render_json(view, answered, sources, true)
            : render_text(view, answered, sources, style, arguments.trace)
    );
    if (!written) {
        return Exit::Unusable;
    }
    return answered.violated() ? Exit::Findings : Exit::Fine;
}

} // namespace precept::cli
