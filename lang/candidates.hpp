// What completion offers, by kind: names in view, values of a type, fields, units, words. Part of
// completion.hpp.
#pragma once

#include "lang/completion.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace precept {

/// A name that can be used in a module.
struct Visible {
    std::string_view name;
    std::string_view qualifier;
    Target target;
    bool own = false;       ///< of the module itself
    bool ambiguous = false; ///< two files in use have it: it needs its qualifier
};

class Candidates {
public:
    Candidates(const Known& known, std::uint32_t module);

    void words(std::initializer_list<std::string_view> words);
    void snippet(std::string_view label, std::string_view text, std::string_view detail);
    /// The names in view of these kinds.
    void names(std::initializer_list<SymbolKind> kinds);
    /// Those that `qualifier` has; false where nothing in view is called so.
    bool names_of(std::string_view qualifier);
    /// Facts and definitions whose value is of this kind.
    void operands(TypeKind kind);
    /// What a fact or field of this type can be.
    void values(const Type& type);
    /// Terms at or below `root`; all where it is invalid.
    void terms_below(TermId root);
    void fields(EventId event, std::optional<TypeKind> only = {});
    /// Units of the dimension of `like`; common ones of all where it is nothing.
    void units(std::optional<Unit> like);
    void systems();
    /// Paths of the other modules, as `use` spells them.
    void modules();

    /// The symbol that `name` means, with its qualifier or without.
    [[nodiscard]] const Visible* find(std::string_view name, std::string_view qualifier = {}) const;

    [[nodiscard]] const Program& program() const { return known_.program; }

    [[nodiscard]] std::vector<Completion> take();

private:
    void add(std::string text, CompletionKind kind, std::string detail = {});
    void add(const Visible& one);

    const Known& known_;
    std::uint32_t module_;
    std::vector<Visible> visible_;
    std::vector<Completion> list_;
};

} // namespace precept
