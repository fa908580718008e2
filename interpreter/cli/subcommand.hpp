// What subcommands are made with: their words and options, and what is done with them. Each
// subcommand adds itself in a file of its own, and owns what its options are read into. The
// argument parser stays behind subcommand.cpp.
#pragma once

#include "interpreter/cli/terminal.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/date.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace precept::cli {

inline constexpr const char* exit_codes = "Exit codes:\n"
                                          "  0  nothing wrong\n"
                                          "  1  findings\n"
                                          "  2  unusable input, or wrong usage";

/// What all subcommands that read rule files share.
struct Common {
    Colour colour = Colour::Auto;
    std::vector<std::string> paths; ///< files, folders or `-`
    Date today; ///< set before the subcommand is called, where its options include it
};

/// How a file of many patients is read.
struct CohortReading {
    enum class Input : std::uint8_t { Auto, Ndjson, Csv, Tsv };

    Input input = Input::Auto;       ///< auto: by its name, else by its content
    std::string map;                 ///< a file that says what columns mean
    std::vector<std::string> events; ///< EVENT=FILE
    std::string id;                  ///< the column or key that names the patient
};

/// Rule files and the patient whom they are asked about.
struct PatientArguments : Common {
    enum class Format : std::uint8_t { Text, Json };

    std::string facts;            ///< a file or `-`; empty: nothing is known but what `set` says
    std::vector<std::string> set; ///< NAME=VALUE
    bool ignore_unknown_facts = false;
    Format format = Format::Text;
    std::string one; ///< of the cohort `facts`: a name, or `line:N`; empty: `facts` is one patient
    CohortReading reading;
};

/// Whether it must be given.
enum class Need : std::uint8_t { Optional, Required };

/// One subcommand's options. What they are read into must outlive the command line.
class Subcommand {
public:
    struct Parser;

    explicit Subcommand(Parser& parser) : parser_(parser) {}

    void positional(const char* name, std::string& into, const char* help, Need need) const;
    void
    positional(const char* name, std::vector<std::string>& into, const char* help, Need need) const;

    /// `name` as in `--out` or `-o,--out`; `value` names what follows it in the help: `FILE`.
    void option(const char* name, std::string& into, const char* value, const char* help) const;
    /// A whole number from `least` to `most`.
    void option(
        const char* name,
        std::size_t& into,
        const char* value,
        const char* help,
        std::size_t least,
        std::size_t most
    ) const;
    /// May be given again, with one value each time.
    void option(
        const char* name, std::vector<std::string>& into, const char* value, const char* help
    ) const;
    /// An option after which any number of values follow.
    void option_list(
        const char* name, std::vector<std::string>& into, const char* value, const char* help
    ) const;
    void flag(const char* name, bool& into, const char* help) const;

    /// An option with one of a few words; others are refused, with the one that was probably meant.
    template <typename Value>
    void choice(
        const char* name, Value& into, const std::map<std::string, Value>& choices, const char* help
    ) const {
        std::vector<std::string> words;
        words.reserve(choices.size());
        for (const auto& [word, value] : choices) {
            words.push_back(word);
        }
        choice(
            name,
            words,
            [&into, choices](const std::string& word) { into = choices.at(word); },
            help
        );
    }

    /// The option `name` means nothing without `other`, and is refused then. Both were declared.
    void needs(const char* name, const char* other) const;

    /// Rule files and `--today`.
    void rules(Common& common) const;
    /// `--today`, and the colour that was asked for.
    void day(Common& common) const;
    void colour(Colour& into) const;
    /// `--facts`, `--set`, `--ignore-unknown-facts`.
    void patient(PatientArguments& patient) const;
    /// `--patient`, and how the cohort is read that the patient is one of; after `patient`.
    void one_of_cohort(PatientArguments& patient) const;
    /// `--input`, `--map`, `--events`, `--id`: how a file of many patients is read.
    void cohort(CohortReading& reading) const;
    /// `--format text|json`.
    void format(PatientArguments& patient) const;

private:
    void choice(
        const char* name,
        std::vector<std::string> words,
        std::function<void(const std::string&)> chosen,
        const char* help
    ) const;

    Parser& parser_;
};

/// A subcommand: what it is called, what stands below the options in its help, what its options
/// are, and what it does.
struct SubcommandText {
    const char* name;
    const char* what;
    const char* footer;
    const char* exits = exit_codes;
};

class Subcommands {
public:
    struct Parser;

    explicit Subcommands(Parser& parser) : parser_(parser) {}

    /// Adds one whose options are read into an `Arguments` that lives as long as the command line:
    /// `declare` names them, and `action` is called with them once they were read. Nothing is done
    /// where only another one is wanted.
    template <typename Arguments>
    void
    add(const SubcommandText& text,
        const std::function<void(Subcommand&, Arguments&)>& declare,
        std::function<Exit(const Arguments&)> action,
        Arguments initially = {}) {
        auto arguments = std::make_shared<Arguments>(std::move(initially));
        add(
            text,
            [&](Subcommand& added) { declare(added, *arguments); },
            [arguments, action = std::move(action)] { return action(*arguments); }
        );
    }

private:
    void
    add(const SubcommandText& text,
        const std::function<void(Subcommand&)>& declare,
        std::function<Exit()> action);

    Parser& parser_;
};

} // namespace precept::cli
