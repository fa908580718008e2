// The argument parser behind subcommands; included where the command line is made and read only.
#pragma once

#include "interpreter/cli/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <utility>

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
    std::function<void(Subcommand&)> declare{};

    /// Declares the options, once. All options of all subcommands would take longer than many an
    /// answer.
    void be_declared() {
        if (const auto its = std::exchange(declare, nullptr)) {
            Subcommand subcommand(*this);
            its(subcommand);
        }
    }
};

struct Subcommands::Parser {
    CLI::App app{"Reads, checks and runs clinical guidelines written in Precept.", "precept"};
    SharedOptions shared;
    std::map<std::string, std::function<Exit()>> actions;
    std::vector<std::unique_ptr<Subcommand::Parser>> options;
};

} // namespace precept::cli
