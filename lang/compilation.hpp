// Rule files checked, and kept so that more can be asked in their own words: conditions and values
// about a patient, and suppositions such as `er_status is negative and lvef is 45 %`. The names of
// every module are in sight; one that two modules share has to say whose it is. What a REPL, the
// shell's questions and the answer to "what if" stand on.
#pragma once

#include "lang/building.hpp"
#include "lang/checker.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept {

class Compilation {
public:
    /// Loads and checks `paths`; see `load` and `compile`. `sources` must outlive it.
    Compilation(
        const std::vector<std::string>& paths,
        Sources& sources,
        const CheckOptions& options,
        const Overlay& overlay = {},
        ParsedFiles* parsed = nullptr
    );

    Compilation(const Compilation&) = delete;
    Compilation& operator=(const Compilation&) = delete;

    [[nodiscard]] const Program& program() const { return program_; }

    /// What was found in the files, sorted. With errors there, nothing may be asked.
    [[nodiscard]] const Diagnostics& findings() const { return found_in_files_; }

    [[nodiscard]] const LoadedModules& modules() const { return modules_; }

    /// Adds the condition or value that is the whole text of `file` to `Program::questions`;
    /// nothing when reported. A plan made before does not know it.
    [[nodiscard]] std::optional<NodeId> ask(FileId file, Diagnostics& diagnostics);

    /// What the text of `file` supposes, as `given` says it; nothing when reported.
    [[nodiscard]] std::optional<Givens> suppose(FileId file, Diagnostics& diagnostics);

private:
    /// Moves what was reported since into `diagnostics`; whether there was an error.
    bool hand_over(Diagnostics& diagnostics);

    const Sources& sources_;
    Diagnostics reported_; ///< what the parts below report goes here
    Diagnostics found_in_files_;
    LoadedModules modules_;
    Program program_;
    Names names_;
    Building building_;
};

} // namespace precept
