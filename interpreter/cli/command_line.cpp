#include "interpreter/cli/command_line.hpp"

#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/subcommand_parser.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::cli {

namespace {

constexpr const char* top_footer =
    "Examples:\n"
    "  precept check guidelines\n"
    "  precept watch guidelines --facts examples/anna.json\n"
    "  precept run guidelines --facts examples/anna.json\n"
    "  precept run guidelines --facts examples/anna.json --set 'lvef=45 %'\n"
    "  precept cohort guidelines --facts cohort.ndjson\n"
    "  precept repl guidelines --facts examples/anna.json\n"
    "  precept test guidelines --coverage\n"
    "  precept diff --git HEAD guidelines\n"
    "  precept explain unknown-name\n\n"
    "A missing fact is unknown, never \"no\". Nothing that this program prints is medical "
    "advice.\n\n";

/// The option of a subcommand, or of all.
const CLI::Option* find_option(const CLI::App& at, const std::string& name) {
    const CLI::Option* own = at.get_option_no_throw(name);
    return own != nullptr || at.get_parent() == nullptr
               ? own
               : at.get_parent()->get_option_no_throw(name);
}

/// What the parser found wrong at `at`, as we say it.
std::string in_our_words(const CLI::ParseError& error, const CLI::App& at) {
    std::string said = error.what();
    const std::string name = said.substr(0, said.find(':'));
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        const CLI::Option* option = find_option(at, name);
        if (option == nullptr || said.find("missing") == std::string::npos) {
            return fmt::format("{} is given more than once", name);
        }
        return fmt::format("{0} needs a value: {0} {1}", name, option->get_type_name());
    }
    if (dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
        constexpr std::string_view between = " requires ";
        const std::size_t middle = said.find(between);
        const std::string other = said.substr(middle + between.size());
        const CLI::Option* option = find_option(at, other);
        return fmt::format(
            "{} means nothing without {} {}",
            said.substr(0, middle),
            other,
            option == nullptr ? "" : option->get_type_name()
        );
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::string words = said.substr(std::min(said.size(), said.find(": ") + 2));
        return words.starts_with('-') ? fmt::format("there is no option `{}`", words)
                                      : fmt::format("`{}` is more than can be said here", words);
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && at.get_parent() == nullptr) {
        return "name a subcommand";
    }
    return said;
}

/// The subcommand and options in question; nothing where help is asked for, or an option has a
/// short name: these are seldom, and may be written together.
std::optional<Named> named_in(int count, const char* const* arguments) {
    if (count < 2 || *arguments[1] == '-') {
        return std::nullopt;
    }
    Named named{arguments[1], {}};
    for (int i = 2; i < count; ++i) {
        const std::string_view word = arguments[i];
        if (word == "--help" || word == "--version" ||
            (word.size() > 1 && word[0] == '-' && word[1] != '-')) {
            return std::nullopt;
        }
        if (word.starts_with("--") && word.size() > 2) {
            named.options.push_back(word.substr(0, word.find('=')));
        }
    }
    return named;
}

/// The whole command line: what can be said, and what was.
class CommandLine {
public:
    /// With what is named in `only` alone; it must outlive this. Otherwise with all there is.
    CommandLine(const Named* only, int count, const char* const* arguments) {
        parser_.only = only;
        for (int i = 1; i < count; ++i) {
            const std::string_view word = arguments[i];
            if (const auto sign = word.find('=');
                word.starts_with("--") && sign != std::string_view::npos) {
                parser_.shared.assigned.push_back(word.substr(sign + 1));
            }
        }
        app_.require_subcommand(1);
        if (only != nullptr) {
            app_.set_help_flag(); // none
        } else {
            app_.set_version_flag(
                "--version", "precept " PRECEPT_VERSION, "Print the version and exit"
            );
            app_.set_help_flag("-h,--help", "Print this help and exit");
            app_.footer(std::string(top_footer) + exit_codes);
        }
        app_.fallthrough();
        Subcommand::Parser top{&app_, &parser_.shared, only};
        Subcommand(top).choice<Colour>(
            "--color",
            colour_,
            {{"auto", Colour::Auto}, {"always", Colour::Always}, {"never", Colour::Never}},
            "When to colour; auto is on a terminal, and not under NO_COLOR"
        );
        add_subcommands();
        if (only == nullptr) {
            add_help();
        }
    }

    /// Whether that is all that it takes to understand the arguments; `act` may then be called.
    bool understands(int count, const char* const* arguments) {
        try {
            app_.parse(count, arguments);
        } catch (const CLI::ParseError&) {
            return false;
        }
        return true;
    }

    /// Does what was asked for.
    Exit act() {
        if (!set_today()) {
            return Exit::Unusable;
        }
        for (Colour* colour : parser_.shared.colours) {
            *colour = colour_;
        }
        return parser_.actions.at(app_.get_subcommands().front()->get_name())();
    }

    /// Does what is asked for, or says what is wrong with that.
    Exit run(int count, const char* const* arguments) {
        if (count > 1 && arguments[1][0] != '-' && !parser_.actions.contains(arguments[1])) {
            complain(unknown_command(arguments[1]));
            return Exit::Unusable;
        }
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
        return act();
    }

private:
    void add_subcommands() {
        Subcommands subcommands(parser_);
        for (const auto add :
             {add_new,
              add_check,
              add_format,
              add_run,
              add_cohort,
              add_test,
              add_watch,
              add_diff,
              add_doc,
              add_draw,
              add_explain,
              add_questions,
              add_repl,
              add_lsp}) {
            add(subcommands);
        }
    }

    void add_help() {
        auto* help = app_.add_subcommand("help", "Print the help of a subcommand");
        help->set_help_flag("-h,--help", "Print this help and exit");
        help->footer(exit_codes);
        help->add_option("COMMAND", help_for_, "The subcommand");
        parser_.actions.emplace("help", [this] { return this->help(); });
    }

    bool set_today() {
        const bool given = !parser_.shared.today.empty();
        const auto date = given ? parse_date(parser_.shared.today) : local_today();
        if (!date) {
            complain(fmt::format(
                "precept: --today: there is no day `{}`; a date is written like 2026-11-23\n",
                parser_.shared.today
            ));
            return false;
        }
        for (Date* day : parser_.shared.days) {
            *day = *date;
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
        return print(about.front()->help(app_.get_name())) ? Exit::Fine : Exit::Unusable;
    }

    std::string unknown_command(const std::string& word) {
        std::vector<std::string> names;
        for (const auto& [name, action] : parser_.actions) {
            names.push_back(name);
        }
        const auto guess = nearest(word, names);
        return fmt::format(
            "precept: there is no subcommand `{}`; {}\n",
            word,
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : fmt::format("there are {}", list_of(names, "and", names.size()))
        );
    }

    /// As they are written: `--out`, `-o`.
    static std::vector<std::string> options_of(const CLI::App& app) {
        std::vector<std::string> names;
        for (const CLI::Option* option : app.get_options()) {
            for (const std::string& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
            for (const std::string& name : option->get_snames()) {
                names.push_back("-" + name);
            }
        }
        return names;
    }

    /// Says what is wrong with the command line, and the option that was probably meant.
    Exit usage(const CLI::ParseError& error, int count, const char* const* arguments) {
        const CLI::App* at =
            app_.get_subcommands().empty() ? &app_ : app_.get_subcommands().front();
        std::string message = fmt::format("precept: {}\n", in_our_words(error, *at));
        const std::vector<std::string> everywhere = options_of(app_);
        const std::vector<std::string> behind = options_of(*at);
        std::vector<std::string> all = behind;
        all.insert(all.end(), everywhere.begin(), everywhere.end());
        const auto among = [](const std::vector<std::string>& options, const std::string& word) {
            return std::ranges::find(options, word) != options.end();
        };
        bool before = true; // the subcommand
        for (int i = 1; i < count; ++i) {
            const std::string argument = arguments[i];
            before = before && argument != at->get_name();
            const std::string word = argument.substr(0, argument.find('='));
            if (word == "--") {
                break; // only files follow
            }
            const bool number = word.size() > 1 && word[1] >= '0' && word[1] <= '9';
            if (!word.starts_with('-') || word.size() < 2 || number || among(everywhere, word)) {
                continue;
            }
            if (!among(behind, word)) {
                const auto guess = word.starts_with("--") ? nearest(word, all) : std::nullopt;
                message = fmt::format(
                    "precept: there is no option `{}`{}\n",
                    word,
                    guess ? fmt::format("; did you mean `{}`?", *guess) : ""
                );
            } else if (before) {
                message = fmt::format(
                    "precept: `{}` stands behind the subcommand: precept {} … {} …\n",
                    word,
                    at->get_name(),
                    word
                );
            }
        }
        complain(
            message +
            fmt::format("Try `{} --help`.\n", at == &app_ ? "precept" : "precept " + at->get_name())
        );
        return Exit::Unusable;
    }

    Subcommands::Parser parser_;
    CLI::App& app_ = parser_.app;
    Colour colour_ = Colour::Auto;
    std::string help_for_;
};

} // namespace

Exit run_command_line(int count, const char* const* arguments) {
    if (const auto named = named_in(count, arguments)) {
        CommandLine enough(&*named, count, arguments);
        if (enough.understands(count, arguments)) {
            return enough.act();
        }
    }
    return CommandLine(nullptr, count, arguments).run(count, arguments);
}

} // namespace precept::cli
