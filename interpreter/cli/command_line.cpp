#include "interpreter/cli/command_line.hpp"

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/help_texts.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <utility>

namespace precept::cli {

namespace {

/// Adds what all subcommands that read rule files share.
void add_common(CLI::App& app, Common& common, std::string& today) {
    app.add_option("FILE", common.paths, "Rule files, folders of them, or - for standard input")
        ->required();
    app.add_option(
           "--today", today, "The day that the question is asked for, instead of the real one"
    )
        ->type_name("DATE");
}

template <typename Value>
void add_choice(
    CLI::App& app,
    const char* option,
    Value& target,
    const std::map<std::string, Value>& choices,
    const char* help
) {
    std::vector<std::string> names;
    names.reserve(choices.size());
    for (const auto& [name, value] : choices) {
        names.push_back(name);
    }
    app.add_option_function<std::string>(
           option,
           [&target, choices, names, option](const std::string& word) {
               const auto found = choices.find(word);
               if (found == choices.end()) {
                   const auto guess = nearest(word, names);
                   throw CLI::ValidationError(
                       option,
                       fmt::format(
                           "`{}` is not {}{}",
                           word,
                           list_of(names),
                           guess ? fmt::format("; did you mean `{}`?", *guess) : ""
                       )
                   );
               }
               target = found->second;
           },
           help
    )
        ->type_name(fmt::format("{}", fmt::join(names, "|")));
}

void add_patient(CLI::App& app, PatientArguments& patient) {
    app.add_option(
           "--facts", patient.facts, "The patient's facts, a JSON file, or - for standard input"
    )
        ->type_name("FILE");
    app.add_option("--set", patient.set, "A fact in place of that in the file; may be given again")
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->take_all();
    app.add_flag(
        "--ignore-unknown-facts",
        patient.ignore_unknown_facts,
        "Accept facts that no rule file declares, and leave them out"
    );
}

void add_format(CLI::App& app, PatientArguments& patient) {
    using Format = PatientArguments::Format;
    add_choice<Format>(
        app,
        "--format",
        patient.format,
        {{"text", Format::Text}, {"json", Format::Json}},
        "How to print the answer"
    );
}

/// The whole command line: what can be said, and what was.
class CommandLine {
public:
    CommandLine()
        : app_("Reads, checks and runs clinical guidelines written in Precept.", "precept") {
        app_.require_subcommand(1);
        app_.set_version_flag(
            "--version", "precept " PRECEPT_VERSION, "Print the version and exit"
        );
        app_.set_help_flag("-h,--help", "Print this help and exit");
        app_.footer(std::string(top_footer) + exit_codes);
        app_.fallthrough();
        add_choice<Colour>(
            app_,
            "--color",
            colour_,
            {{"auto", Colour::Auto}, {"always", Colour::Always}, {"never", Colour::Never}},
            "When to colour; auto is on a terminal, and not under NO_COLOR"
        );
        add_check();
        add_run();
        add_test();
        add_explain();
        add_why();
        add_what_if();
        add_ask();
        add_flip();
        add_repl();
        auto* help =
            subcommand("help", "Print the help of a subcommand", "", [] { return Exit::Fine; });
        help->add_option("COMMAND", help_for_, "The subcommand");
    }

    Exit run(int count, const char* const* arguments) {
        try {
            app_.parse(count, arguments);
        } catch (const CLI::CallForHelp&) {
            return print(app_.help()) ? Exit::Fine : Exit::Unusable;
        } catch (const CLI::CallForAllHelp&) {
            return print(app_.help("", CLI::AppFormatMode::All)) ? Exit::Fine : Exit::Unusable;
        } catch (const CLI::CallForVersion& version) {
            return print(std::string(version.what()) + "\n") ? Exit::Fine : Exit::Unusable;
        } catch (const CLI::ParseError& error) {
            return usage(error, count, arguments);
        }
        if (!today_.empty() && !set_today()) {
            return Exit::Unusable;
        }
        for (Common* common : all_common()) {
            common->colour = colour_;
        }
        explain_.colour = colour_;
        for (const CLI::App* chosen : app_.get_subcommands()) {
            if (chosen->get_name() == "help") {
                return help();
            }
            return actions_.at(chosen->get_name())();
        }
        return Exit::Unusable;
    }

private:
    CLI::App* subcommand(
        const std::string& name,
        const char* what,
        const char* footer,
        std::function<Exit()> action,
        const char* exits = exit_codes
    ) {
        CLI::App* added = app_.add_subcommand(name, what);
        added->set_help_flag("-h,--help", "Print this help and exit");
        added->footer(std::string(footer) + exits);
        actions_.emplace(name, std::move(action));
        return added;
    }

    void add_check() {
        using Format = CheckArguments::Format;
        CLI::App* app =
            subcommand("check", "Find what is wrong in rule files", check_footer, [this] {
                return check(check_);
            });
        add_common(*app, check_, today_);
        add_choice<Format>(
            *app,
            "--format",
            check_.format,
            {{"text", Format::Text}, {"gcc", Format::Gcc}, {"json", Format::Json}},
            "How to print the findings"
        );
    }

    void add_run() {
        CLI::App* app = subcommand("run", "Ask rule files about a patient", run_footer, [this] {
            return cli::run(run_);
        });
        add_common(*app, run_, today_);
        add_patient(*app, run_);
        add_format(*app, run_);
        add_choice<TraceLevel>(
            *app,
            "--trace",
            run_.trace,
            {{"none", TraceLevel::None}, {"fired", TraceLevel::Fired}, {"full", TraceLevel::Full}},
            "Which rules' traces to print; fired is the default"
        );
    }

    /// The subcommands that ask something about a patient.
    CLI::App* add_question(
        const std::string& name,
        const char* what,
        const char* footer,
        QuestionArguments& question,
        Exit (*action)(const QuestionArguments&),
        const char* about
    ) {
        CLI::App* app = subcommand(
            name,
            what,
            footer,
            [&question, action] { return action(question); },
            &question == &flip_ ? flip_exit_codes : question_exit_codes
        );
        if (about != nullptr) {
            app->add_option(
                   about,
                   question.about,
                   &question == &what_if_ ? "What is supposed, in quotes"
                                          : "A rule, a term or a definition"
            )
                ->required();
        }
        add_common(*app, question, today_);
        add_patient(*app, question);
        add_format(*app, question);
        return app;
    }

    void add_why() {
        why_not_.negated = true;
        add_question("why", "Say why something came out", why_footer, why_, why, "THING");
        add_question("why-not", "Say why something did not", why_footer, why_not_, why, "THING");
    }

    void add_what_if() {
        add_question(
            "whatif",
            "Show what would change if facts were otherwise",
            what_if_footer,
            what_if_,
            what_if,
            "FACTS"
        );
    }

    void add_ask() {
        add_question("ask", "List the facts worth finding out", ask_footer, ask_, ask, nullptr)
            ->add_option("--most", ask_.most, "At most so many questions")
            ->type_name("N");
    }

    void add_flip() {
        CLI::App* app = add_question(
            "flip",
            "Find the smallest change that turns an outcome",
            flip_footer,
            flip_,
            flip,
            "THING"
        );
        app->add_flag("--not", flip_.negated, "So that it is not so");
        app->add_option(
               "--changes", flip_.changes, "Change at most so many facts; 3 is the default"
        )
            ->type_name("N")
            ->check(CLI::Range(1, 8));
        app->add_flag("--change-fixed", flip_.change_fixed, "Change facts that are `fixed`, too");
    }

    void add_repl() {
        CLI::App* app = subcommand("repl", "Ask one question after the other", repl_footer, [this] {
            return repl(repl_);
        });
        app->add_option("FILE", repl_.paths, "Rule files, or folders of them");
        app->add_option("--today", today_, "The day that is asked about, instead of the real one")
            ->type_name("DATE");
        add_patient(*app, repl_);
        app->add_option("-c,--command", repl_.commands, "Run this, and end; may be given again")
            ->type_name("COMMAND")
            ->expected(1)
            ->take_all();
        app->add_flag(
            "--keep-going", repl_.keep_going, "Go on after a command of a script that failed"
        );
    }

    [[nodiscard]] std::vector<Common*> all_common() {
        return {&check_, &run_, &test_, &why_, &why_not_, &what_if_, &ask_, &flip_, &repl_};
    }

    void add_test() {
        CLI::App* app = subcommand("test", "Run the tests in rule files", test_footer, [this] {
            return test(test_);
        });
        add_common(*app, test_, today_);
        app->add_option("--filter", test_.filter, "Only the tests that have this in their label")
            ->type_name("TEXT");
    }

    void add_explain() {
        CLI::App* app = subcommand("explain", "Explain a finding", explain_footer, [this] {
            if (explain_.code.empty() && !list_) {
                complain("precept explain: name a finding, or ask for all with --list\n");
                return Exit::Unusable;
            }
            return explain(explain_);
        });
        app->add_option("CODE", explain_.code, "The finding, as `precept check` names it");
        app->add_flag("--list", list_, "List all findings");
    }

    bool set_today() {
        const auto date = parse_date(today_);
        if (!date) {
            complain(fmt::format(
                "precept: --today: there is no day `{}`; a date is written like 2026-11-23\n",
                today_
            ));
            return false;
        }
        for (Common* common : all_common()) {
            common->today = *date;
        }
        return true;
    }

    Exit help() {
        if (help_for_.empty()) {
            return print(app_.help()) ? Exit::Fine : Exit::Unusable;
        }
        const CLI::App& app = app_;
        const auto about =
            app.get_subcommands([&](const CLI::App* one) { return one->get_name() == help_for_; });
        if (about.empty()) {
            complain(unknown_command(help_for_));
            return Exit::Unusable;
        }
        return print(about.front()->help()) ? Exit::Fine : Exit::Unusable;
    }

    std::string unknown_command(const std::string& word) {
        std::vector<std::string> names;
        for (const auto& [name, action] : actions_) {
            names.push_back(name);
        }
        const auto guess = nearest(word, names);
        return fmt::format(
            "precept: there is no subcommand `{}`; {}\n",
            word,
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : fmt::format("there are {}", list_of(names, "and"))
        );
    }

    /// Says what is wrong with the command line, and the option that was probably meant.
    Exit usage(const CLI::ParseError& error, int count, const char* const* arguments) {
        if (app_.get_subcommands().empty() && count > 1 && arguments[1][0] != '-') {
            complain(unknown_command(arguments[1]));
            return Exit::Unusable;
        }
        const CLI::App* at =
            app_.get_subcommands().empty() ? &app_ : app_.get_subcommands().front();
        std::string message = fmt::format("precept: {}\n", error.what());
        std::vector<std::string> options;
        for (const CLI::Option* option : at->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                options.push_back("--" + name);
            }
        }
        for (int i = 1; i < count; ++i) {
            const std::string word =
                std::string(arguments[i]).substr(0, std::string(arguments[i]).find('='));
            const bool known = std::find(options.begin(), options.end(), word) != options.end();
            if (word.starts_with("--") && word.size() > 2 && !known && word != "--color") {
                const auto guess = nearest(word, options);
                message = fmt::format(
                    "precept: there is no option `{}`{}\n",
                    word,
                    guess ? fmt::format("; did you mean `{}`?", *guess) : ""
                );
            }
        }
        complain(
            message +
            fmt::format("Try `{} --help`.\n", at == &app_ ? "precept" : "precept " + at->get_name())
        );
        return Exit::Unusable;
    }

    CLI::App app_;
    Colour colour_ = Colour::Auto;
    std::string today_;
    std::string help_for_;
    bool list_ = false;
    CheckArguments check_;
    RunArguments run_;
    TestArguments test_;
    QuestionArguments why_, why_not_, what_if_, ask_, flip_;
    ReplArguments repl_;
    ExplainArguments explain_;
    std::map<std::string, std::function<Exit()>> actions_;
};

} // namespace

Exit run_command_line(int count, const char* const* arguments) {
    return CommandLine().run(count, arguments);
}

} // namespace precept::cli
