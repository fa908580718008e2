#include "lang/module_index.hpp"

#include "lang/ast_operands.hpp"
#include "lang/symbol_kind_of.hpp"

#include <array>
#include <type_traits>
#include <variant>

namespace precept {

namespace {

constexpr std::size_t symbol_kinds = 8;

} // namespace

ModuleIndex::ModuleIndex(const ast::Module& module) : names(module.items.size()) {
    std::array<std::uint32_t, symbol_kinds> counts{};
    const auto enter = [&](const auto& item) {
        using Item = std::decay_t<decltype(item)>;
        if constexpr (constexpr auto kind = symbol_kind_of<Item>(); kind.has_value()) {
            const auto place = static_cast<std::uint32_t>(declared.size());
            const std::uint32_t number = counts[static_cast<std::size_t>(*kind)]++;
            declared.push_back({*kind, number, &item.name});
            if (names.add(item.name.text, place) != place) {
                repeated.push_back(place);
            }
        }
        if constexpr (std::is_same_v<Item, ast::Use>) {
            uses.push_back(&item);
        } else if constexpr (std::is_same_v<Item, ast::Definition>) {
            definitions.push_back({&item, {}});
        } else if constexpr (std::is_same_v<Item, ast::Test>) {
            tests.push_back(&item);
        }
    };
    for (const ast::Item& item : module.items) {
        std::visit(enter, item);
    }
    for (Definition& definition : definitions) {
        refer(definition);
    }
}

void ModuleIndex::refer(Definition& definition) const {
    std::vector<const ast::Expr*> open;
    for_each_expr(*definition.item, [&](const ast::Expr& expr) { open.push_back(&expr); });
    while (!open.empty()) {
        const ast::Expr* expr = open.back();
        open.pop_back();
        if (const auto* reference = std::get_if<ast::Reference>(&expr->node)) {
            const auto& parts = reference->path.parts;
            const auto place = parts.size() == 1 ? names.find(parts[0].text) : std::nullopt;
            if (!place) {
                definition.references.push_back({&reference->path, 0});
            } else if (declared[*place].kind == SymbolKind::Definition) {
                definition.references.push_back({nullptr, declared[*place].number});
            }
        }
        for_each_operand(*expr, [&](const ast::Expr& operand) { open.push_back(&operand); });
    }
}

} // namespace precept
