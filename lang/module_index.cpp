#include "lang/module_index.hpp"

#include "lang/ast_operands.hpp"

#include <optional>
#include <type_traits>
#include <variant>

namespace precept {

namespace {

template <typename Item>
constexpr std::optional<SymbolKind> kind_of() {
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

std::vector<const ast::Path*> references_in(const ast::Definition& definition) {
    std::vector<const ast::Path*> references;
    std::vector<const ast::Expr*> open;
    for_each_expr(definition, [&](const ast::Expr& expr) { open.push_back(&expr); });
    while (!open.empty()) {
        const ast::Expr* expr = open.back();
        open.pop_back();
        if (const auto* reference = std::get_if<ast::Reference>(&expr->node)) {
            references.push_back(&reference->path);
        }
        for_each_operand(*expr, [&](const ast::Expr& operand) { open.push_back(&operand); });
    }
    return references;
}

} // namespace

ModuleIndex::ModuleIndex(const ast::Module& module) : names(module.items.size()) {
    const auto enter = [&](const auto& item) {
        using Item = std::decay_t<decltype(item)>;
        if constexpr (constexpr auto kind = kind_of<Item>(); kind.has_value()) {
            const auto place = static_cast<std::uint32_t>(declared.size());
            declared.push_back({*kind, &item.name});
            if (names.add(item.name.text, place) != place) {
                repeated.push_back(place);
            }
        }
        if constexpr (std::is_same_v<Item, ast::Use>) {
            uses.push_back(&item);
        } else if constexpr (std::is_same_v<Item, ast::Definition>) {
            definitions.push_back({&item, references_in(item)});
        } else if constexpr (std::is_same_v<Item, ast::Test>) {
            tests.push_back(&item);
        }
    };
    for (const ast::Item& item : module.items) {
        std::visit(enter, item);
    }
}

} // namespace precept
