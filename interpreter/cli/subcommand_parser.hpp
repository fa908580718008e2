// The argument parser behind subcommands; included where the command line is made and read only.
#pragma once

#include "interpreter/cli/subcommand.hpp"

#include <CLI/CLI.hpp>

namespace precept::cli {

/// What is said once for all subcommands.
struct SharedOptions {
    std::string today; ///< as typed
    std::vector<Date*> days;
    std::vector<Colour*> colours;
};

struct Subcommand::Parser {
    CLI::App* app = nullptr;
    SharedOptions* shared = nullptr;
    std::vector<std::pair<const CLI::Option*, const CLI::Option*>>
        needs{}; ///< and what without which it means nothing
};

struct Subcommands::Parser {
    CLI::App app{"Reads, checks and runs clinical guidelines written in Precept.", "precept"};
    SharedOptions shared;
    std::map<std::string, std::function<Exit()>> actions;
    std::vector<std::unique_ptr<Subcommand::Parser>> options;
};

} // namespace precept::cli
