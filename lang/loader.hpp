// Finds and parses the rule files of a run: those that were named, and all that they `use`. Reports
// missing modules and circles of `use`.
#pragma once

#include "lang/ast.hpp"
#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace precept {

/// A parsed file and, for each of its `use` items in order, the module meant (nothing where it was
/// not found).
struct LoadedModule {
    ast::Module ast;
    std::string stem; ///< the file's name without folder and `.precept`; empty for standard input
    std::vector<std::optional<std::size_t>> uses;
    bool named = false; ///< named by the user, rather than reached by `use`
};

using LoadedModules = std::vector<LoadedModule>;

/// Texts that stand in for files: unsaved editor buffers, by path.
using Overlay = std::map<std::string, std::string>;

/// The rule files below a folder, sorted; a file, or `-`, is taken as it is. A folder without any
/// is reported.
[[nodiscard]] std::vector<std::string>
rule_files(const std::string& path, Sources& sources, Diagnostics& diagnostics);

/// Loads `paths` (files, folders with `.precept` files below them, or `-`) and what they use. `use
/// a/b` means `a/b.precept` in the folder of the file that says it, else in the nearest folder
/// above that has it.
[[nodiscard]] LoadedModules load(
    const std::vector<std::string>& paths,
    Sources& sources,
    Diagnostics& diagnostics,
    const Overlay& overlay = {}
);

} // namespace precept
