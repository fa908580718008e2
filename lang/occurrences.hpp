// Where each declared thing is named: for editors, which go to a definition, list references and
// rename. The checker notes each name as it resolves it, so that what stands here is what the
// program means, shadowing and qualified names included.
#pragma once

#include "lang/names.hpp"
#include "lang/program.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace precept {

/// What a name stands for.
struct Target {
    enum class Kind : std::uint8_t {
        Item,       ///< `index` of the symbols of its kind
        FieldOf,    ///< `part` of the event `index`
        ValueOf,    ///< `part` of the domain `index`
        ModuleName, ///< the module `index`
        Alias,      ///< what module `index` calls module `part`: `use a/b as ALIAS`
    };

    Kind kind = Kind::Item;
    SymbolKind symbol = SymbolKind::Fact;
    std::uint32_t index = 0;
    std::uint32_t part = 0;

    friend auto operator<=>(const Target&, const Target&) = default;
};

/// One place where a thing is named.
struct Occurrence {
    Span span;
    Target target;
    bool declares = false; ///< it is the declaration, of which a thing has one
};

class Occurrences {
public:
    void add(Span span, const Target& target, bool declares = false) {
        all_.push_back({span, target, declares});
    }

    /// Adds what a path from inside `module` names, and its qualifier.
    void
    add(const LoadedModules& modules,
        std::uint32_t module,
        const ast::Path& path,
        const Resolved& found);

    /// Adds the declarations of a checked program, and sorts. To be called once, at the end.
    void settle(const LoadedModules& modules, const Program& program);

    /// The name at `offset`, or the one that ends there; null if there is none.
    [[nodiscard]] const Occurrence* at(FileId file, std::uint32_t offset) const;

    /// All of a file, in the order of the text.
    [[nodiscard]] std::span<const Occurrence> of_file(FileId file) const;

    /// All places that name `target`, by file and place.
    [[nodiscard]] std::vector<Occurrence> of(const Target& target) const;

    /// Where `target` is declared; null for what no text declares.
    [[nodiscard]] const Occurrence* declaration(const Target& target) const;

    [[nodiscard]] std::span<const Occurrence> all() const { return all_; }

private:
    [[nodiscard]] std::span<const std::uint32_t> indices_of(const Target& target) const;

    std::vector<Occurrence> all_;
    std::vector<std::uint32_t> by_target_; ///< indices, sorted by target and place
};

} // namespace precept
