// Reading rule files for commands that go on to use them.
#pragma once

#include "interpreter/cli/subcommand.hpp"
#include "interpreter/patient.hpp"
#include "lang/checker.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept::cli {

/// The program of the named files. Errors are shown on standard error, and give nothing; that
/// there are warnings is said there.
[[nodiscard]] std::optional<Program> read_rules(const Common& arguments, Sources& sources);

/// The patient of the command line, settled; findings are shown, and give nothing.
[[nodiscard]] std::optional<Patient>
read_facts(const PatientArguments& arguments, const Program& program, Sources& sources);

/// What is wrong where more than one file is to be standard input (`-`); empty where one is at
/// most.
[[nodiscard]] std::string clash_of_standard_input(
    const std::vector<std::string>& paths, const std::string& facts, const CohortReading& reading
);

} // namespace precept::cli
