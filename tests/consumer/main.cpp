// Asks a rule about a patient through the installed headers and libraries, as a program of others
// would.
#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"

#include <cstdio>

int main() {
    const precept::Date today = *precept::parse_date("2026-11-23");
    precept::Sources sources;
    precept::Diagnostics diagnostics;
    const auto program = precept::compile_text(
        "stroke.precept",
        "guideline stroke \"Prevention of stroke\"\n"
        "  language 1\n"
        "source handbook \"A handbook\"\n"
        "term anticoagulant \"Anticoagulant\"\n"
        "fact atrial_fibrillation \"Atrial fibrillation\" yes/no assume yes\n"
        "rule prevent \"Prevent strokes\"\n"
        "  when atrial_fibrillation\n"
        "  recommend anticoagulant\n"
        "    cite handbook\n",
        sources,
        {today},
        diagnostics
    );
    if (precept::has_errors(diagnostics)) {
        std::fputs(precept::render_gcc(diagnostics, sources).c_str(), stderr);
        return 1;
    }
    precept::Patient patient = precept::unknown_patient(program);
    precept::settle(program, today, patient);
    const auto plan = precept::plan(program);
    const auto batch = precept::make_batch(program, {&patient, 1}, today);
    const auto evaluation = precept::evaluate(program, plan, batch);
    const auto answer = precept::answer({evaluation, 0, patient, today});
    return answer.rules.at(0).status == precept::Status::Fired ? 0 : 1;
}
