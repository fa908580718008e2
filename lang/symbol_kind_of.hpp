// The kind of name that a kind of item declares.
#pragma once

#include "lang/module_index.hpp"

#include <optional>
#include <type_traits>

namespace precept {

/// Nothing where such an item declares no name that others use: `use`, a test.
template <typename Item>
constexpr std::optional<SymbolKind> symbol_kind_of() {
    if constexpr (std::is_same_v<Item, ast::Source>) {
        return SymbolKind::Source;
    } else if constexpr (std::is_same_v<Item, ast::CodeSystem>) {
        return SymbolKind::CodeSystem;
    } else if constexpr (std::is_same_v<Item, ast::Term>) {
        return SymbolKind::Term;
    } else if constexpr (std::is_same_v<Item, ast::Fact>) {
        return SymbolKind::Fact;
    } else if constexpr (std::is_same_v<Item, ast::Event>) {
        return SymbolKind::Event;
    } else if constexpr (std::is_same_v<Item, ast::Definition>) {
        return SymbolKind::Definition;
    } else if constexpr (std::is_same_v<Item, ast::Rule>) {
        return SymbolKind::Rule;
    } else if constexpr (std::is_same_v<Item, ast::Ensure>) {
        return SymbolKind::Ensure;
    } else {
        return std::nullopt;
    }
}

} // namespace precept
