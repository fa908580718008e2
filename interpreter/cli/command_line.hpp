// The command line: subcommands, options, help. The argument parser stays behind this file.
#pragma once

#include "interpreter/cli/terminal.hpp"

namespace precept::cli {

/// Reads the arguments, runs the subcommand they name, and gives the exit code.
[[nodiscard]] Exit run_command_line(int count, const char* const* arguments);

} // namespace precept::cli
