#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/evaluate.hpp"

#include <unistd.h>

namespace precept::cli {

namespace {

struct RunArguments : PatientArguments {
    TraceLevel trace = TraceLevel::Fired;
};

constexpr const char* footer =
    "Evaluates rule files for one patient: the advice first, then what is undecided and which "
    "facts would\n"
    "decide it, then the trace. Findings in the rule files or in the facts go to standard error, "
    "and then\n"
    "nothing is evaluated.\n\n"
    "Facts are a JSON object:\n"
    "  {\"her2_ihc\": \"3+\", \"lvef\": {\"value\": 62, \"unit\": \"%\", \"on\": \"2026-10-02\"}, "
    "\"pregnant\": false,\n"
    "   \"mutations\": [\"esr1\"], \"therapy\": [{\"drug\": \"trastuzumab\", \"started\": "
    "\"2026-01-05\"}]}\n"
    "A fact that is absent or null is unknown; a list of events that is given is complete.\n\n"
    "Examples:\n"
    "  precept run guidelines --facts anna.json\n"
    "  precept run guidelines --facts anna.json --set 'lvef=45 % on 2026-11-01' --set pregnant=no\n"
    "  precept run guidelines --facts - --format json < anna.json\n"
    "  precept run guidelines --facts anna.json --trace full --today 2026-11-23\n\n"
    "Exit code 1 says that an `ensure` of the rule files does not hold for the patient.\n\n";

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
        arguments.format == PatientArguments::Format::Json
            ? render_json(view, answered, sources, true)
            : render_text(view, answered, sources, style, arguments.trace)
    );
    if (!written) {
        return Exit::Unusable;
    }
    return answered.violated() ? Exit::Findings : Exit::Fine;
}

} // namespace

void add_run(Subcommands& subcommands) {
    subcommands.add<RunArguments>(
        {"run", "Ask rule files about a patient", footer},
        [](Subcommand& command, RunArguments& arguments) {
            command.rules(arguments);
            command.patient(arguments);
            command.one_of_cohort(arguments);
            command.format(arguments);
            command.choice<TraceLevel>(
                "--trace",
                arguments.trace,
                {{"none", TraceLevel::None},
                 {"fired", TraceLevel::Fired},
                 {"full", TraceLevel::Full}},
                "Which rules' traces to print; fired is the default"
            );
        },
        run
    );
}

} // namespace precept::cli
