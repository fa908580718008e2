// How far a run over a cohort has come, in a file beside its output, so that a run that was killed
// can be gone on with. It is written after what it speaks of is on the disk, and takes the place of
// the one before it as a whole. What must not have changed in between is in it as fingerprints.
#pragma once

#include "interpreter/cohort/fingerprint.hpp"
#include "interpreter/cohort/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace precept::cohort {

struct Journal {
    // What must be the same.
    std::string rules;   ///< the rule files
    std::string options; ///< all that what is written depends on
    std::string today;
    std::string input; ///< its name

    // How far it came.
    std::string consumed;     ///< fingerprint of the input up to `offset`
    std::uint64_t offset = 0; ///< in the input, after decompression
    std::uint64_t line = 1;   ///< line number there
    Written output, rejects;
    Tally tally;

    explicit Journal(const Program& program) : tally(program) {}
};

/// Writes it to `path`, whole or not at all; false with `errno` telling why.
[[nodiscard]] bool write_journal(const std::string& path, const Journal& journal);

/// The journal in `path`, for the same program; nothing, and why, when it cannot be used. An empty
/// reason: there is no such file.
[[nodiscard]] std::optional<Journal>
read_journal(const std::string& path, const Program& program, std::string& why);

} // namespace precept::cohort
