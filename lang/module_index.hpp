// What a parsed module holds, by kind and by name. It is made of the tree alone, so that it is kept
// with the tree: who checks the same files again, as an editor does, need not walk through all
// items of those that did not change.
#pragma once

#include "lang/ast.hpp"
#include "lang/name_table.hpp"

#include <cstdint>
#include <vector>

namespace precept {

enum class SymbolKind : std::uint8_t {
    Source,
    CodeSystem,
    Term,
    Fact,
    Event,
    Definition,
    Rule,
    Ensure
};

struct ModuleIndex {
    /// A name that an item declares.
    struct Declared {
        SymbolKind kind;
        std::uint32_t number; ///< of those of its kind
        const ast::Name* name;
    };

    /// A name in the body of a definition, which may be that of a definition.
    struct Reference {
        const ast::Path* path; ///< null where it is one of this module
        std::uint32_t number;  ///< which
    };

    struct Definition {
        const ast::Definition* item;
        std::vector<Reference> references;
    };

    /// Keeps references to `module`.
    explicit ModuleIndex(const ast::Module& module);

    std::vector<Declared> declared; ///< in the order of the text
    NameTable names;                ///< places in `declared`; of those called the same, the first
    std::vector<std::uint32_t> repeated; ///< places in `declared` of names that stood before
    std::vector<const ast::Use*> uses;
    std::vector<Definition> definitions;
    std::vector<const ast::Test*> tests;

private:
    void refer(Definition& definition) const;
};

} // namespace precept
