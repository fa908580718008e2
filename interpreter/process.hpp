// Runs another program, such as `git` or `dot`, without a shell: what it is given is not read as
// anything but its arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

/// What a program that was run came to.
struct Finished {
    int status = 0;     ///< its exit code; 128 and the signal's number where a signal ended it
    std::string output; ///< all that it wrote to standard output
    std::string errors; ///< all that it wrote to standard error
};

/// Runs `command`, a program that is looked for on PATH and its arguments, with `input` as standard
/// input, and waits for its end. Nothing where there is no such program, or it could not be
/// started.
[[nodiscard]] std::optional<Finished>
run_program(const std::vector<std::string>& command, std::string_view input = {});

} // namespace precept
