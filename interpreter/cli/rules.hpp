// Reading rule files for commands that go on to use them.
#pragma once

#include "interpreter/cli/commands.hpp"
#include "lang/checker.hpp"

#include <optional>

namespace precept::cli {

/// The program of the named files. Errors are shown on standard error, and give nothing; that
/// there are warnings is said there.
[[nodiscard]] std::optional<Program> read_rules(const Common& arguments, Sources& sources);

} // namespace precept::cli
