#include "interpreter/cli/rules.hpp"
#include "interpreter/evaluate.hpp"

#include <unistd.h>

namespace precept::cli {

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

} // namespace precept::cli
