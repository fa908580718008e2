// Which files in a workspace are patients of its rules: JSON objects whose members are facts and
// events that the rules declare. Other JSON is passed over.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

#include <string>
#include <vector>

namespace precept::lsp {

struct FoundPatient {
    std::string path;
    std::string title; ///< the path below its folder; with what is wrong with it, if anything
};

/// The patient files below `folders`, by path, at most `most`: those without findings, and those of
/// which most members are facts. Folders whose names begin with a dot, and `node_modules`, are left
/// out. The rules must have no errors.
[[nodiscard]] std::vector<FoundPatient> find_patient_files(
    const Snapshot& rules, const std::vector<std::string>& folders, std::size_t most
);

} // namespace precept::lsp
