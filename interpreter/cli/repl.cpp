#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/line_editor.hpp"
#include "interpreter/repl/session.hpp"

#include <algorithm>
#include <unistd.h>

namespace precept::cli {

namespace {

struct ReplArguments : PatientArguments {
    std::vector<std::string> commands; ///< to be run in place of what is typed
    bool keep_going = false;           ///< after a command of a script that failed
};

constexpr const char* footer =
    "A shell with one patient and any number of questions: why, why not, what if, ask, flip, "
    "sweep, "
    "robust.\n"
    "`help` in it lists its commands. Where standard input is no terminal, commands are read from "
    "it "
    "line by\n"
    "line, up to the first that fails: then exit code 1.\n\n"
    "Examples:\n"
    "  precept repl guidelines --facts anna.json\n"
    "  precept repl guidelines --facts anna.json -c robust\n"
    "  echo 'why not elacestrant' | precept repl guidelines --facts anna.json\n\n";

/// One session, typed or from a script.
class Shell {
public:
    explicit Shell(const ReplArguments& arguments)
        : arguments_(arguments),
          session_(
              {arguments.today,
               style_for(STDOUT_FILENO, arguments.colour),
               arguments.ignore_unknown_facts,
               &interrupted()}
          ),
          editor_([this](std::string_view line) { return session_.complete(line); }),
          typed_(editor_.interactive() && arguments.commands.empty()) {}

    Exit run() {
        if (!begin()) {
            return Exit::Unusable;
        }
        for (const std::string& command : arguments_.commands) {
            if (!answer(command) || quit_) {
                return end();
            }
        }
        if (!arguments_.commands.empty()) {
            return end();
        }
        if (typed_) {
            (void)print("Ask `help` for what can be said, `quit` to leave.\n");
        }
        while (const auto line = read_input()) {
            editor_.remember(*line);
            if (!answer(*line) || quit_) {
                break;
            }
        }
        return end();
    }

private:
    /// Loads what the command line names; false when it is unusable.
    bool begin() {
        if (arguments_.paths.empty()) {
            const bool fine = arguments_.facts.empty() && arguments_.set.empty();
            if (!fine) {
                complain("precept repl: facts mean nothing without rules: name rule files, too\n");
            }
            return fine;
        }
        std::string said;
        const auto went_well = [&](const repl::Reply& reply) {
            reply.failed ? complain(reply.text) : void(said += reply.text);
            return !reply.failed;
        };
        if (!went_well(session_.load(arguments_.paths))) {
            return false;
        }
        if (typed_) {
            (void)print(said);
        }
        if (!arguments_.facts.empty() && !went_well(session_.open_patient(arguments_.facts))) {
            return false;
        }
        return std::ranges::all_of(arguments_.set, [&](const std::string& assignment) {
            return went_well(session_.assign(assignment));
        });
    }

    /// Answers one input; false when the session is to end for it.
    bool answer(const std::string& line) {
        begin_question();
        session_.restyle(style_for(STDOUT_FILENO, arguments_.colour)
        ); // the window may have changed
        const repl::Reply reply = session_.say(line);
        quit_ = reply.quit;
        failed_ = failed_ || reply.failed;
        if (reply.failed && !typed_) {
            complain(reply.text);
        } else if (!print(reply.text)) {
            unwritable_ = true;
            return false;
        }
        if (typed_ && interrupted()) {
            (void)print("stopped\n");
        }
        return typed_ || !reply.failed || arguments_.keep_going;
    }

    /// A whole input: further lines as long as something is open at the end.
    std::optional<std::string> read_input() {
        const std::string prompt = session_.prompt();
        auto line = editor_.read(prompt);
        while (line && repl::Session::goes_on(*line)) {
            if (line->ends_with('\\')) {
                line->pop_back();
            }
            const std::size_t dots = prompt.size() > 2 ? prompt.size() - 2 : 0;
            const auto more = editor_.read(std::string(dots, '.') + "> ");
            if (!more || more->empty()) {
                break;
            }
            *line += "\n" + *more;
        }
        return line;
    }

    [[nodiscard]] Exit end() const {
        return unwritable_ ? Exit::Unusable : failed_ && !typed_ ? Exit::Findings : Exit::Fine;
    }

    const ReplArguments& arguments_;
    repl::Session session_;
    LineEditor editor_;
    bool typed_;
    bool quit_ = false;
    bool failed_ = false;
    bool unwritable_ = false; ///< what was answered
};

Exit repl(const ReplArguments& arguments) {
    return Shell(arguments).run();
}

} // namespace

void add_repl(Subcommands& subcommands) {
    subcommands.add<ReplArguments>(
        {"repl", "Ask one question after the other", footer},
        [](Subcommand& command, ReplArguments& arguments) {
            command.positional(
                "FILE", arguments.paths, "Rule files, or folders of them", Need::Optional
            );
            command.day(arguments);
            command.patient(arguments);
            command.option(
                "-c,--command",
                arguments.commands,
                "COMMAND",
                "Run this, and end; may be given again"
            );
            command.flag(
                "--keep-going",
                arguments.keep_going,
                "Go on after a command of a script that failed"
            );
        },
        repl
    );
}

} // namespace precept::cli
