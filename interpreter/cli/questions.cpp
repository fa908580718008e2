// `why`, `why-not`, `whatif`, `ask` and `flip`: the REPL's questions from the shell.

#include "interpreter/cli/rules.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/questions/render.hpp"
#include "lang/compilation.hpp"

#include <fmt/format.h>

#include <memory>
#include <unistd.h>

namespace precept::cli {

namespace {

/// The rules and the patient of a question.
struct Asked {
    Sources sources;
    std::unique_ptr<Compilation> compilation;
    Plan planned;
    Patient patient;
    Date today;

    [[nodiscard]] const Program& program() const { return compilation->program(); }

    [[nodiscard]] Situation situation() const { return {program(), planned, patient, today}; }
};

/// Nothing when something was wrong, and shown.
std::unique_ptr<Asked> read(const QuestionArguments& arguments) {
    auto asked = std::make_unique<Asked>();
    asked->today = arguments.today;
    asked->compilation = std::make_unique<Compilation>(
        arguments.paths,
        asked->sources,
        CheckOptions{.today = arguments.today, .unreachable_cases = false}
    );
    if (has_errors(asked->compilation->findings())) {
        complain(render_text(
            asked->compilation->findings(),
            asked->sources,
            style_for(STDERR_FILENO, arguments.colour)
        ));
        return nullptr;
    }
    auto patient = read_facts(arguments, asked->program(), asked->sources);
    if (!patient) {
        return nullptr;
    }
    asked->patient = std::move(*patient);
    asked->planned = plan(asked->program());
    return asked;
}

bool as_json(const QuestionArguments& arguments) {
    return arguments.format == PatientArguments::Format::Json;
}

Exit done(const std::string& text, Exit exit) {
    return print(text) ? exit : Exit::Unusable;
}

/// The thing that the question is about; nothing when there is none, and that was said.
std::optional<Thing> thing_of(const Asked& asked, const QuestionArguments& arguments) {
    auto thing = find_thing(asked.program(), arguments.about);
    if (!thing) {
        complain(fmt::format("precept: {}\n", no_such_thing(asked.program(), arguments.about)));
    }
    return thing;
}

/// `why not THING FILE` and `flip not THING FILE`, as people say it, and as the REPL reads it.
QuestionArguments without_not(const QuestionArguments& arguments) {
    QuestionArguments said = arguments;
    if (said.about == "not" && said.paths.size() > 1) {
        said.negated = true;
        said.about = said.paths.front();
        said.paths.erase(said.paths.begin());
    }
    return said;
}

} // namespace

Exit why(const QuestionArguments& typed) {
    const QuestionArguments arguments = without_not(typed);
    const auto asked = read(arguments);
    const auto thing = asked ? thing_of(*asked, arguments) : std::nullopt;
    if (!thing) {
        return Exit::Unusable;
    }
    const Batch batch = make_batch(asked->program(), {&asked->patient, 1}, asked->today);
    const Evaluation evaluation = evaluate(asked->program(), asked->planned, batch);
    const PatientView view{evaluation, 0, asked->patient, asked->today};
    const Why answered = precept::why(view, *thing);
    return done(
        as_json(arguments) ? render_json(view, answered, arguments.negated, asked->sources)
                           : render_text(
                                 view,
                                 answered,
                                 arguments.negated,
                                 asked->sources,
                                 style_for(STDOUT_FILENO, arguments.colour)
                             ),
        Exit::Fine
    );
}

Exit what_if(const QuestionArguments& arguments) {
    const auto asked = read(arguments);
    if (!asked) {
        return Exit::Unusable;
    }
    Diagnostics findings;
    std::optional<Givens> supposed;
    if (const auto text = add_text("what is supposed", arguments.about, asked->sources, findings)) {
        supposed = asked->compilation->suppose(*text, findings);
    }
    if (!supposed) {
        complain(render_text(findings, asked->sources, style_for(STDERR_FILENO, arguments.colour)));
        return Exit::Unusable;
    }
    const Supposed then = suppose(asked->situation(), *supposed);
    const Batch now = make_batch(asked->program(), {&asked->patient, 1}, asked->today);
    const Batch later = make_batch(asked->program(), {&then.patient, 1}, then.today);
    const Evaluation before = evaluate(asked->program(), asked->planned, now);
    const Evaluation after = evaluate(asked->program(), asked->planned, later);
    const Difference found =
        difference({before, 0, asked->patient, asked->today}, {after, 0, then.patient, then.today});
    return done(
        as_json(arguments) ? render_json(asked->situation(), then.changes, found)
                           : render_text(
                                 asked->situation(),
                                 then.changes,
                                 found,
                                 style_for(STDOUT_FILENO, arguments.colour)
                             ),
        Exit::Fine
    );
}

Exit ask(const QuestionArguments& arguments) {
    const auto asked = read(arguments);
    if (!asked) {
        return Exit::Unusable;
    }
    const Situation situation = asked->situation();
    const Questions found = questions(situation, {});
    return done(
        as_json(arguments)
            ? render_json(situation, found)
            : render_text(
                  situation, found, arguments.most, style_for(STDOUT_FILENO, arguments.colour)
              ),
        Exit::Fine
    );
}

Exit flip(const QuestionArguments& typed) {
    const QuestionArguments arguments = without_not(typed);
    const auto asked = read(arguments);
    const auto thing = asked ? thing_of(*asked, arguments) : std::nullopt;
    if (!thing) {
        return Exit::Unusable;
    }
    const auto goal = goal_of(asked->program(), *thing, !arguments.negated);
    if (!goal) {
        complain(fmt::format(
            "precept: `{}` is neither yes nor no: name a rule, a term, or a definition that is\n",
            arguments.about
        ));
        return Exit::Unusable;
    }
    FlipOptions options;
    options.limits.changes = arguments.changes;
    options.change_fixed = arguments.change_fixed;
    const Situation situation = asked->situation();
    const Flip found = precept::flip(situation, *goal, options);
    const bool reached = found.now == (goal->wanted ? Truth::Yes : Truth::No);
    return done(
        as_json(arguments)
            ? render_json(situation, *goal, found)
            : render_text(situation, *goal, found, style_for(STDOUT_FILENO, arguments.colour)),
        found.answers.empty() && !reached ? Exit::Findings : Exit::Fine
    );
}

} // namespace precept::cli
