// The argument parser behind subcommands; included where the command line is made and read only.
#pragma once

#include "interpreter/cli/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace precept::cli {

/// What is said once for all subcommands.
struct SharedOptions {
    std::vector<std::string_view> assigned; ///< values that stand behind a `=`
    std::string today;                      ///< as typed
    std::vector<Date*> days;
    std::vector<Colour*> colours;
};

/// What a command line names. Declaring all options of all subcommands takes longer than many an
/// answer, so that only these are declared: who asks for help, or errs, has to be told of all.
struct Named {
    std::string_view subcommand;
    std::vector<std::string_view> options; ///< `--out`; without their values
};

struct Subcommand::Parser {
    CLI::App* app = nullptr;
    SharedOptions* shared = nullptr;
    const Named* only = nullptr; ///< what is declared; all, without
    std::vector<std::pair<std::string, std::string>>
        needs{}; ///< and what without which it means nothing

    /// Whether the option is to be declared that is called `name`, as in `--out` or `-o,--out`.
    [[nodiscard]] bool declares(std::string_view name) const;
};

struct Subcommands::Parser {
    CLI::App app{"Reads, checks and runs clinical guidelines written in Precept.", "precept"};
    SharedOptions shared;
    const Named* only = nullptr; ///< what is declared; all, without
    std::map<std::string, std::function<Exit()>, std::less<>> actions;
    std::vector<std::unique_ptr<Subcommand::Parser>> options;
};

} // namespace precept::cli
