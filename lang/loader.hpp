// Finds and parses the rule files of a run: those that were named, and all that they `use`. Reports
// missing modules and circles of `use`.
#pragma once

#include "lang/ast.hpp"
#include "lang/diagnostic.hpp"
#include "lang/module_index.hpp"
#include "lang/source.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace precept {

/// A syntax tree and its index.
struct ParsedModule {
    explicit ParsedModule(ast::Module parsed) : ast(std::move(parsed)), index(ast) {}

    ParsedModule(const ParsedModule&) = delete; // the index refers to the tree
    ParsedModule& operator=(const ParsedModule&) = delete;

    ast::Module ast;
    ModuleIndex index;
};

/// One that nothing changes once it is made.
using SharedTree = std::shared_ptr<const ParsedModule>;

/// A parsed file and, for each of its `use` items in order, the module meant (nothing where it was
/// not found).
struct LoadedModule {
    LoadedModule(SharedTree parsed, std::string file_stem)
        : tree(std::move(parsed)),
          ast(tree->ast),
          stem(std::move(file_stem)) {}

    [[nodiscard]] const ModuleIndex& index() const { return tree->index; }

    SharedTree tree;
    const ast::Module& ast; ///< of `tree`
    std::string stem; ///< the file's name without folder and `.precept`; empty for standard input
    std::vector<std::optional<std::size_t>> uses{};
    bool named = false; ///< named by the user, rather than reached by `use`
};

using LoadedModules = std::vector<LoadedModule>;

/// Texts that stand in for files: unsaved editor buffers, by path.
using Overlay = std::map<std::string, SharedText>;

/// Files that were read and parsed before: who loads the same files again and again, as an editor
/// does, looks only at the texts of those that changed.
class ParsedFiles {
public:
    /// As the function of this name. Where the text is that of the time before, so is the file.
    [[nodiscard]] std::optional<FileId> add_text(
        const std::string& path, const SharedText& text, Sources& sources, Diagnostics& diagnostics
    );

    /// The tree of a file of `sources`, parsed now or before; adds what was found in it.
    [[nodiscard]] SharedTree parse(const Sources& sources, FileId file, Diagnostics& diagnostics);

private:
    struct Parsed {
        std::optional<SharedText> given; ///< to `add_text`; `source` has no byte-order mark
        SharedFile source;
        FileId file = 0; ///< places in tree and findings are of this file
        SharedTree tree;
        Diagnostics findings;
    };

    std::unordered_map<std::string, Parsed> by_path_; ///< the last of each file
};

/// The rule files below a folder, sorted, but for those that are hidden or in a hidden folder; a
/// file, or `-`, is taken as it is. A folder without any is reported.
[[nodiscard]] std::vector<std::string>
rule_files(const std::string& path, Sources& sources, Diagnostics& diagnostics);

/// Whether the named files among `modules` have others in their folders that were not loaded: what
/// is checked is then a part of a guideline, and what they lack may stand in those.
[[nodiscard]] bool is_part(const LoadedModules& modules, const Sources& sources);

/// Loads `paths` (files, folders with `.precept` files below them, or `-`) and what they use. `use
/// a/b` means `a/b.precept` in the folder of the file that says it, else in the nearest folder
/// above that has it. Takes what is in `parsed` already, and adds to it.
[[nodiscard]] LoadedModules load(
    const std::vector<std::string>& paths,
    Sources& sources,
    Diagnostics& diagnostics,
    const Overlay& overlay = {},
    ParsedFiles* parsed = nullptr
);

} // namespace precept
