// `why`, `why-not`, `whatif`, `ask` and `flip`: the REPL's questions from the shell.

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/questions/render.hpp"
#include "lang/compilation.hpp"

#include <fmt/format.h>

#include <memory>
#include <unistd.h>

namespace precept::cli {

namespace {

/// A question about the patient: of a thing, or under a supposition.
struct QuestionArguments : PatientArguments {
    std::string about;         ///< the thing, or what is supposed; of `ask` empty
    bool negated = false;      ///< why not; flip so that it is not so
    std::size_t changes = 3;   ///< of flip: at most so many facts
    bool change_fixed = false; ///< of flip: also what is `fixed`
    std::size_t most = 0;      ///< of ask: at most so many questions; 0: all
};

constexpr const char* answered_exit_codes = "Exit codes:\n"
                                            "  0  answered\n"
                                            "  2  unusable input, or wrong usage";

constexpr const char* flip_exit_codes = "Exit codes:\n"
                                        "  0  answered, or so already\n"
                                        "  1  nothing was found\n"
                                        "  2  unusable input, or wrong usage";

constexpr const char* why_footer =
    "THING is a rule, a term (a drug, a class, a test) or a definition, by its name or its label.\n"
    "Shows what decided alone: for what came out, the conditions that made it so; for what did "
    "not, those\n"
    "that stood against it and those that are merely unknown, with values and where they came "
    "from. Where\n"
    "the question assumes what is not so, that is said, and the other one answered.\n\n"
    "Examples:\n"
    "  precept why thp guidelines --facts anna.json\n"
    "  precept why-not elacestrant guidelines --facts anna.json\n\n";

constexpr const char* what_if_footer =
    "FACTS are written as in `given` of a test, joined by `and`. Shows which advice, rules and "
    "definitions\n"
    "would come out otherwise. Events are added to those on record.\n\n"
    "Examples:\n"
    "  precept whatif 'lvef is 45 %' guidelines --facts anna.json\n"
    "  precept whatif 'er_status is negative and not pregnant' guidelines --facts anna.json\n"
    "  precept whatif 'therapy with drug t_dm1, setting metastatic' guidelines --facts anna.json"
    "\n\n";

constexpr const char* ask_footer =
    "The unknown facts that undecided rules wait for, most useful first, with what each answer "
    "would lead to.\n\n"
    "Examples:\n"
    "  precept ask guidelines --facts anna.json\n"
    "  precept ask guidelines --facts anna.json --most 3\n\n";

constexpr const char* flip_footer =
    "The smallest sets of changes that would make a rule fire, a term recommended or a yes/no "
    "definition\n"
    "hold. Facts that are `fixed` and events on record stay. What was not tried is said.\n\n"
    "Examples:\n"
    "  precept flip elacestrant guidelines --facts anna.json\n"
    "  precept flip thp guidelines --facts anna.json --not\n\n";

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

/// What the questions' options share; `about` names what is asked about, if anything.
void declare(
    Subcommand& command, QuestionArguments& arguments, const char* about, const char* meaning
) {
    if (about != nullptr) {
        command.positional(about, arguments.about, meaning, Need::Required);
    }
    command.rules(arguments);
    command.patient(arguments);
    command.one_of_cohort(arguments);
    command.format(arguments);
}

void declare_thing(Subcommand& command, QuestionArguments& arguments) {
    declare(command, arguments, "THING", "A rule, a term or a definition");
}

} // namespace

void add_questions(Subcommands& subcommands) {
    subcommands.add<QuestionArguments>(
        {"why", "Say why something came out", why_footer, answered_exit_codes}, declare_thing, why
    );
    QuestionArguments why_not;
    why_not.negated = true;
    subcommands.add<QuestionArguments>(
        {"why-not", "Say why something did not", why_footer, answered_exit_codes},
        declare_thing,
        why,
        why_not
    );
    subcommands.add<QuestionArguments>(
        {"whatif",
         "Show what would change if facts were otherwise",
         what_if_footer,
         answered_exit_codes},
        [](Subcommand& command, QuestionArguments& arguments) {
            declare(command, arguments, "FACTS", "What is supposed, in quotes");
        },
        what_if
    );
    subcommands.add<QuestionArguments>(
        {"ask", "List the facts worth finding out", ask_footer, answered_exit_codes},
        [](Subcommand& command, QuestionArguments& arguments) {
            declare(command, arguments, nullptr, nullptr);
            command.option(
                "--most", arguments.most, "N", "At most so many questions", 1, 1'000'000
            );
        },
        ask
    );
    subcommands.add<QuestionArguments>(
        {"flip", "Find the smallest change that turns an outcome", flip_footer, flip_exit_codes},
        [](Subcommand& command, QuestionArguments& arguments) {
            declare_thing(command, arguments);
            command.flag("--not", arguments.negated, "So that it is not so");
            command.option(
                "--changes",
                arguments.changes,
                "N",
                "Change at most so many facts; 3 is the default",
                1,
                8
            );
            command.flag(
                "--change-fixed", arguments.change_fixed, "Change facts that are `fixed`, too"
            );
        },
        flip
    );
}

} // namespace precept::cli
