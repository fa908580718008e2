#include "interpreter/cli/subcommand_parser.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace precept::cli {

namespace {

CLI::Option* needed(CLI::Option* option, Need need) {
    return need == Need::Required ? option->required() : option;
}

/// Refuses the empty word for a value that is called so in the help: it would count as unsaid; and
/// what looks like an option, which the parser would take for the value before it. Who means it
/// so writes `--out=--value`.
std::function<std::string(const std::string&)>
missing_in(std::string_view value, const SharedOptions& shared) {
    return [value, &shared](const std::string& word) -> std::string {
        const bool swallowed = word.starts_with("--") &&
                               std::ranges::find(shared.assigned, word) == shared.assigned.end();
        const bool may_be_empty =
            value == "TEXT" || value == "COMMAND" || value.find('=') != std::string_view::npos;
        if (!swallowed && (!word.empty() || may_be_empty)) { // or it is refused where it is read
            return {};
        }
        const std::string what = value.starts_with("FILE") ? "the name of a file is missing"
                                 : value == "FOLDER"
                                     ? "the name of a folder is missing"
                                     : fmt::format("a value is missing ({})", value);
        return swallowed ? fmt::format("{}, before `{}`", what, word) : what;
    };
}

} // namespace

bool Subcommand::Parser::declares(std::string_view name) const {
    return only == nullptr || std::ranges::any_of(only->options, [&](std::string_view option) {
               return name.ends_with(option); // and not a part of it: all begin with `--`
           });
}

void Subcommand::positional(const char* name, std::string& into, const char* help, Need need)
    const {
    needed(parser_.app->add_option(name, into, help), need);
}

void Subcommand::positional(
    const char* name, std::vector<std::string>& into, const char* help, Need need
) const {
    needed(parser_.app->add_option(name, into, help), need);
}

void Subcommand::option(const char* name, std::string& into, const char* value, const char* help)
    const {
    if (parser_.declares(name)) {
        parser_.app->add_option(name, into, help)
            ->type_name(value)
            ->check(missing_in(value, *parser_.shared));
    }
}

void Subcommand::option(
    const char* name,
    std::size_t& into,
    const char* value,
    const char* help,
    std::size_t least,
    std::size_t most
) const {
    const auto fault = [least, most](const std::string& word) {
        std::size_t number = 0;
        const char* end = word.data() + word.size();
        const auto read = std::from_chars(word.data(), end, number);
        const bool fine =
            read.ec == std::errc() && read.ptr == end && number >= least && number <= most;
        return fine ? std::string()
                    : fmt::format("`{}` is not a whole number from {} to {}", word, least, most);
    };
    if (parser_.declares(name)) {
        parser_.app->add_option(name, into, help)->type_name(value)->check(fault);
    }
}

void Subcommand::option(
    const char* name, std::vector<std::string>& into, const char* value, const char* help
) const {
    if (parser_.declares(name)) {
        parser_.app->add_option(name, into, help)
            ->type_name(value)
            ->expected(1)
            ->take_all()
            ->allow_extra_args(false)
            ->check(missing_in(value, *parser_.shared));
    }
}

void Subcommand::option_list(
    const char* name, std::vector<std::string>& into, const char* value, const char* help
) const {
    if (parser_.declares(name)) {
        parser_.app->add_option(name, into, help)->type_name(value);
    }
}

void Subcommand::flag(const char* name, bool& into, const char* help) const {
    if (parser_.declares(name)) {
        parser_.app->add_flag(name, into, help);
    }
}

void Subcommand::choice(
    const char* name,
    std::vector<std::string> words,
    std::function<void(const std::string&)> chosen,
    const char* help
) const {
    if (!parser_.declares(name)) {
        return;
    }
    const std::string shown = fmt::format("{}", fmt::join(words, "|"));
    parser_.app
        ->add_option_function<std::string>(
            name,
            [name, words = std::move(words), chosen = std::move(chosen)](const std::string& word) {
                if (std::find(words.begin(), words.end(), word) == words.end()) {
                    const auto guess = nearest(word, words);
                    throw CLI::ValidationError(
                        name,
                        fmt::format(
                            "`{}` is not {}{}",
                            word,
                            list_of(words),
                            guess ? fmt::format("; did you mean `{}`?", *guess) : ""
                        )
                    );
                }
                chosen(word);
            },
            help
        )
        ->type_name(shown);
}

void Subcommand::rules(Common& common) const {
    positional(
        "FILE", common.paths, "Rule files, folders of them, or - for standard input", Need::Required
    );
    day(common);
}

void Subcommand::day(Common& common) const {
    option(
        "--today",
        parser_.shared->today,
        "DATE",
        "The day that the question is asked for, instead of the real one"
    );
    parser_.shared->days.push_back(&common.today);
    colour(common.colour);
}

void Subcommand::colour(Colour& into) const {
    parser_.shared->colours.push_back(&into);
}

void Subcommand::patient(PatientArguments& patient) const {
    option(
        "--facts",
        patient.facts,
        "FILE",
        "The patient's facts, a JSON file, or - for standard input"
    );
    option(
        "--set",
        patient.set,
        "NAME=VALUE",
        "A fact in place of that in the file; may be given again"
    );
    flag(
        "--ignore-unknown-facts",
        patient.ignore_unknown_facts,
        "Accept facts that no rule file declares, and leave them out"
    );
}

void Subcommand::cohort(CohortReading& reading) const {
    using Input = CohortReading::Input;
    choice<Input>(
        "--input",
        reading.input,
        {{"auto", Input::Auto},
         {"ndjson", Input::Ndjson},
         {"csv", Input::Csv},
         {"tsv", Input::Tsv}},
        "What kind of file it is, where that is not told by its name or content"
    );
    option("--map", reading.map, "FILE", "What columns, or the keys of NDJSON, mean");
    option(
        "--events",
        reading.events,
        "EVENT=FILE",
        "A CSV file of events, by patient; may be given again"
    );
    option("--id", reading.id, "COLUMN", "The column or key that names the patient");
}

void Subcommand::one_of_cohort(PatientArguments& patient) const {
    option(
        "--patient", patient.one, "ID", "--facts is a cohort: the patient of this name, or line:N"
    );
    cohort(patient.reading);
    needs("--patient", "--facts");
    for (const char* name : {"--input", "--map", "--events", "--id"}) {
        needs(name, "--patient");
    }
}

void Subcommand::needs(const char* name, const char* other) const {
    parser_.needs.emplace_back(name, other);
    // Not by the parser's own means, which says so in the midst of the help.
    parser_.app->callback([&parser = parser_] {
        const auto given = [&](const std::string& called) {
            const CLI::Option* option = parser.app->get_option_no_throw(called);
            return option != nullptr && option->count() > 0;
        };
        for (const auto& [option, needed] : parser.needs) {
            if (given(option) && !given(needed)) {
                throw CLI::RequiresError(option, needed);
            }
        }
    });
}

void Subcommand::format(PatientArguments& patient) const {
    using Format = PatientArguments::Format;
    choice<Format>(
        "--format",
        patient.format,
        {{"text", Format::Text}, {"json", Format::Json}},
        "How to print the answer"
    );
}

void Subcommands::add(
    const SubcommandText& text,
    const std::function<void(Subcommand&)>& declare,
    std::function<Exit()> action
) {
    if (parser_.only != nullptr && parser_.only->subcommand != text.name) {
        return;
    }
    CLI::App* added = parser_.app.add_subcommand(text.name, text.what);
    if (parser_.only == nullptr) {
        added->set_help_flag("-h,--help", "Print this help and exit");
        added->footer(std::string(text.footer) + text.exits);
    }
    parser_.actions.emplace(text.name, std::move(action));
    parser_.options.push_back(std::make_unique<Subcommand::Parser>());
    Subcommand::Parser& options = *parser_.options.back();
    options.app = added;
    options.shared = &parser_.shared;
    options.only = parser_.only;
    Subcommand subcommand(options);
    declare(subcommand);
}

} // namespace precept::cli
