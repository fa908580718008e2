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
    std::string_view only; ///< the one that is added; all, if empty
    std::map<std::string, std::function<Exit()>, std::less<>> actions;
    std::vector<std::unique_ptr<Subcommand::Parser>> options;
};

} // namespace precept::cli
