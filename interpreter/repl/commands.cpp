#include "interpreter/repl/commands.hpp"

#include "interpreter/text_page.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::repl {

namespace {

constexpr std::array<Command, 28> table = {{
    {"advice",
     "advice",
     "what is advised now, and what is undecided",
     "advice",
     Completes::Nothing,
     true,
     &Commands::advice},
    {"why",
     "why THING | why not THING",
     "why a rule, a drug or class, or a definition came out so, or did not",
     "why not elacestrant",
     Completes::Things,
     true,
     &Commands::why},
    {"what if",
     "what if FACTS",
     "what would change, were the facts so; nothing is changed",
     "what if er_status is negative and lvef is 45 %",
     Completes::Facts,
     true,
     &Commands::what_if},
    {"keep",
     "keep",
     "makes what the last `what if` supposed a fact",
     "keep",
     Completes::Nothing,
     true,
     &Commands::keep},
    {"ask",
     "ask | ask next",
     "the unknown facts that can still change the advice; `ask next` asks for the first",
     "ask next",
     Completes::Nothing,
     true,
     &Commands::ask},
    {"flip",
     "flip THING | flip not THING",
     "the smallest changes that would make it so, or no longer so; `flip any …` also changes fixed "
     "facts",
     "flip not trastuzumab",
     Completes::Things,
     true,
     &Commands::flip},
    {"sweep",
     "sweep FACT LOW to HIGH",
     "where the advice changes along a number or a date",
     "sweep lvef 30 to 70",
     Completes::Facts,
     true,
     &Commands::sweep},
    {"robust",
     "robust",
     "which advice holds whatever the unknown facts turn out to be",
     "robust",
     Completes::Nothing,
     true,
     &Commands::robust},
    {"compare",
     "compare A.json B.json",
     "two patients side by side, where they part, and why",
     "compare anna.json berta.json",
     Completes::Files,
     true,
     &Commands::compare},
    {"rules",
     "rules [fired|not|undecided]",
     "the rules and what became of them",
     "rules undecided",
     Completes::Nothing,
     true,
     &Commands::rules},
    {"trace",
     "trace [RULE]",
     "the conditions of the rules that fired or are undecided, or of one rule",
     "trace thp",
     Completes::Rules,
     true,
     &Commands::trace},
    {"show",
     "show NAME",
     "a definition, fact, rule or term: what it is, and its value",
     "show her2_status",
     Completes::Things,
     true,
     &Commands::show},
    {"set",
     "set FACT VALUE [on DATE]",
     "gives a fact a value; a yes/no fact alone is yes",
     "set lvef 48 % on 2026-10-02",
     Completes::Set,
     true,
     &Commands::set},
    {"unset",
     "unset FACT",
     "makes a fact, or a list of events, unknown",
     "unset lvef",
     Completes::Facts,
     true,
     &Commands::unset},
    {"add",
     "add EVENT FIELD=VALUE…",
     "adds an event to the patient's list",
     "add therapy drug=trastuzumab setting=metastatic",
     Completes::Events,
     true,
     &Commands::add},
    {"remove",
     "remove EVENT NUMBER",
     "takes an event off the list",
     "remove therapy 1",
     Completes::Events,
     true,
     &Commands::remove},
    {"facts",
     "facts",
     "what is known of the patient",
     "facts",
     Completes::Nothing,
     true,
     &Commands::facts},
    {"today",
     "today [DATE]",
     "the day that is asked about",
     "today 2026-11-23",
     Completes::Nothing,
     false,
     &Commands::today},
    {"undo",
     "undo",
     "takes back the last change of the patient",
     "undo",
     Completes::Nothing,
     true,
     &Commands::undo},
    {"redo", "redo", "makes it again", "redo", Completes::Nothing, true, &Commands::redo},
    {"history",
     "history",
     "the changes of the patient so far",
     "history",
     Completes::Nothing,
     true,
     &Commands::history},
    {"save",
     "save FILE | save test \"NAME\" [FILE]",
     "writes the patient as JSON; or a test with the facts and the present outcome, for a rule "
     "file",
     "save test \"a weak heart\" heart_tests.precept",
     Completes::Files,
     true,
     &Commands::save},
    {"load",
     "load FILE…",
     "reads rule files or folders; the patient stays",
     "load guidelines",
     Completes::Files,
     false,
     &Commands::load},
    {"reload",
     "reload",
     "reads the rule files again; done by itself when one has changed",
     "reload",
     Completes::Nothing,
     true,
     &Commands::reload},
    {"patient",
     "patient FILE",
     "reads another patient's facts",
     "patient examples/berta.json",
     Completes::Files,
     true,
     &Commands::patient},
    {"patients",
     "patients",
     "the patients of this session, and those beside them",
     "patients",
     Completes::Nothing,
     true,
     &Commands::patients},
    {"help",
     "help [COMMAND]",
     "what can be said",
     "help flip",
     Completes::Commands,
     false,
     &Commands::help},
    {"quit", "quit", "ends the session", "quit", Completes::Nothing, false, &Commands::quit},
}};

/// The command that `line` begins with, and what follows its name.
std::pair<const Command*, std::string> command_of(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    const std::string first = words.empty() ? "" : words.front() == "exit" ? "quit" : words.front();
    for (const Command& command : table) {
        const std::size_t blank = command.name.find(' ');
        if (first != command.name.substr(0, blank)) {
            continue;
        }
        std::size_t used = line.find(words.front()) + words.front().size();
        if (blank != std::string_view::npos) {
            if (words.size() < 2 || words[1] != command.name.substr(blank + 1)) {
                continue;
            }
            used = line.find(words[1], used) + words[1].size();
        }
        return {&command, trimmed(std::string_view(line).substr(used))};
    }
    return {nullptr, {}};
}

} // namespace

std::span<const Command> commands() {
    return table;
}

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool inside = false, quoted = false;
    for (const char c : text) {
        const bool blank = !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r');
        if (blank) {
            inside = false;
            continue;
        }
        if (!inside) {
            words.emplace_back();
            inside = true;
        }
        if (c == '"') {
            quoted = !quoted;
        } else {
            words.back() += c;
        }
    }
    return words;
}

Reply Commands::answer(const std::string& line) {
    const std::string text = trimmed(line.substr(0, line.find('#') == 0 ? 0 : line.size()));
    const auto [command, arguments] = command_of(text);
    if (session_.asked_ && command == nullptr) {
        return take_answer(text);
    }
    session_.asked_.reset();
    if (text.empty()) {
        return said("");
    }
    if (command != nullptr) {
        if (command->needs_rules && !session_.has_rules()) {
            return fail("No rules are loaded yet: `load FILE…`\n");
        }
        return (this->*command->act)(arguments);
    }
    if (!session_.has_rules()) {
        return fail("No rules are loaded yet: `load FILE…`. `help` lists all commands.\n");
    }
    Reply reply = expression(text);
    if (reply.failed) {
        const std::string first = words_of(text).front();
        std::vector<std::string> names;
        std::optional<std::string> guess; // `what iff`: a command of two words, half right
        for (const Command& one : table) {
            names.emplace_back(one.name.substr(0, one.name.find(' ')));
            if (names.back() == first) {
                guess = one.name;
            }
        }
        if (!guess) {
            guess = nearest(first, names);
        }
        if (guess) {
            reply.text += fmt::format("Did you mean the command `{}`? `help` lists all.\n", *guess);
        }
    }
    return reply;
}

Limits Commands::limits() const {
    Limits limits;
    limits.stop = session_.settings_.stop;
    return limits;
}

std::optional<Thing> Commands::thing(const std::string& name, std::string& problem) const {
    auto found = find_thing(program(), name);
    if (!found) {
        problem = no_such_thing(program(), name) + "\n";
    }
    return found;
}

Reply Commands::help(const std::string& arguments) {
    if (arguments.empty()) {
        Page page(style());
        for (const Command& command : table) {
            page.columns(2, 4, Text().keep(command.usage, Tint::Bold), {Text(command.what)});
        }
        page.blank();
        page.paragraph(
            0,
            2,
            Text("Any condition or value is worked out: `lvef < 50 %`, `count of therapy`. "
                 "`help COMMAND` shows an example.")
        );
        return said(page.take());
    }
    for (const Command& command : table) {
        if (command.name == arguments || command.name.starts_with(arguments + " ")) {
            return said(fmt::format(
                "{}\n  {}\n\nExample:\n  {}\n", command.usage, command.what, command.example
            ));
        }
    }
    return fail(fmt::format("There is no command `{}`; `help` lists them.\n", arguments));
}

Reply Commands::quit(const std::string& /*arguments*/) {
    return {"", false, true};
}

} // namespace precept::repl
