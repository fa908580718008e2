#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/line_editor.hpp"
#include "interpreter/repl/session.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace precept::cli {

namespace {

/// Shows what came of something; whether it went well.
bool show(const repl::Reply& reply, bool interactive) {
    if (reply.failed && !interactive) {
        complain(reply.text);
    } else {
        (void)print(reply.text);
    }
    return !reply.failed;
}

/// A whole input: further lines as long as something is open at the end.
std::optional<std::string> read_input(LineEditor& editor, const std::string& prompt) {
    auto line = editor.read(prompt);
    while (line && repl::Session::goes_on(*line)) {
        if (line->ends_with('\\')) {
            line->pop_back();
        }
        const auto more =
            editor.read(std::string(prompt.size() > 2 ? prompt.size() - 2 : 0, '.') + "> ");
        if (!more || more->empty()) {
            break;
        }
        *line += "\n" + *more;
    }
    return line;
}

/// Loads what the command line names; false when it is unusable.
bool begin(repl::Session& session, const ReplArguments& arguments, bool interactive) {
    if (arguments.paths.empty()) {
        if (!arguments.facts.empty() || !arguments.set.empty()) {
            complain("precept repl: facts mean nothing without rules: name rule files, too\n");
            return false;
        }
        return true;
    }
    const repl::Reply loaded = session.load(arguments.paths);
    if (loaded.failed) {
        complain(loaded.text);
        return false;
    }
    if (interactive) {
        (void)print(loaded.text);
    }
    if (!arguments.facts.empty()) {
        const repl::Reply opened = session.open_patient(arguments.facts);
        if (opened.failed) {
            complain(opened.text);
            return false;
        }
    }
    for (const std::string& assignment : arguments.set) {
        const repl::Reply set = session.assign(assignment);
        if (set.failed) {
            complain(set.text);
            return false;
        }
    }
    return true;
}

} // namespace

Exit repl(const ReplArguments& arguments) {
    const Style style = style_for(STDOUT_FILENO, arguments.colour);
    repl::Session session({arguments.today, style, arguments.ignore_unknown_facts, &interrupted()});
    LineEditor editor([&session](std::string_view line) { return session.complete(line); });
    if (!begin(session, arguments, editor.interactive())) {
        return Exit::Unusable;
    }
    if (editor.interactive()) {
        (void)print("Ask `help` for what can be said, `quit` to leave.\n");
    }
    bool all_well = true;
    while (const auto line = read_input(editor, session.prompt())) {
        editor.remember(*line);
        begin_question();
        const repl::Reply reply = session.say(*line);
        all_well = show(reply, editor.interactive()) && all_well;
        if (interrupted() && editor.interactive()) {
            (void)print("stopped\n");
        }
        if (reply.quit) {
            break;
        }
    }
    return all_well || editor.interactive() ? Exit::Fine : Exit::Findings;
}

} // namespace precept::cli
