// Definitions, each lowered after those it uses, so that their types are known. The order is found
// on the syntax tree by names alone; true circles are found later, on the nodes (order.cpp).

#include "lang/building.hpp"
#include "lang/codes.hpp"
#include "lang/lower.hpp"

#include <fmt/format.h>

#include <utility>

namespace precept {

namespace {

class Defining {
public:
    explicit Defining(Building& building) : building_(building) {
        for (std::uint32_t module = 0; module < building_.modules.size(); ++module) {
            const auto first = static_cast<std::uint32_t>(all_.size());
            for (const auto& [item, references] : building_.modules[module].index().definitions) {
                all_.push_back({item, &references, module, first, {}});
            }
        }
    }

    void run() {
        for (std::uint32_t index = 0; index < all_.size(); ++index) {
            announce(index);
        }
        marks_.assign(all_.size(), false);
        for (std::uint32_t index = 0; index < all_.size(); ++index) {
            visit(index);
        }
    }

private:
    struct One {
        const ast::Definition* definition;
        const std::vector<ModuleIndex::Reference>* references;
        std::uint32_t module;
        std::uint32_t first_of_module;
        Holds declared;
    };

    /// Types that can be told before any body is looked at.
    void announce(std::uint32_t index) {
        One& one = all_[index];
        Definition& target = building_.program.definitions[index];
        if (one.definition->type) {
            one.declared = holds_of(building_, one.module, *one.definition->type);
            building_.program.definitions[index].type = one.declared.type;
            if (one.declared.range) {
                building_.report(
                    Code::WrongType,
                    one.definition->type->span,
                    "a definition has no range of its own",
                    "what it can be follows from its body: remove the range"
                );
            }
        } else if (std::holds_alternative<ast::ConditionBody>(one.definition->body)) {
            target.type = Type{.kind = TypeKind::Truth};
        }
        for (const ast::Citation& citation : one.definition->citations) {
            if (const auto source =
                    building_.find(one.module, citation.source, SymbolKind::Source)) {
                target.citations.push_back(
                    {SourceId{*source},
                     citation.section ? citation.section->text : "",
                     citation.span}
                );
            }
        }
        target.codes = bind_codes(building_, one.module, one.definition->codes);
    }

    /// Depth-first without recursion: chains of definitions may be long.
    void visit(std::uint32_t root) {
        if (marks_[root]) {
            return;
        }
        marks_[root] = true;
        std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> open;
        open.emplace_back(root, uses_of(root));
        while (!open.empty()) {
            auto& [index, uses] = open.back();
            if (uses.empty()) {
                lower(index);
                open.pop_back();
                continue;
            }
            const std::uint32_t next = uses.back();
            uses.pop_back();
            if (!marks_[next]) {
                marks_[next] = true;
                open.emplace_back(next, uses_of(next));
            }
        }
    }

    std::vector<std::uint32_t> uses_of(std::uint32_t index) {
        std::vector<std::uint32_t> uses;
        const One& one = all_[index];
        for (const auto& [path, number] : *one.references) {
            if (path == nullptr) {
                uses.push_back(one.first_of_module + number);
                continue;
            }
            const auto found = building_.names.look_up(one.module, *path, Missing::Ignore);
            if (found && found->symbol->kind == SymbolKind::Definition) {
                uses.push_back(found->symbol->index);
            }
        }
        return uses;
    }

    void lower(std::uint32_t index) {
        const One& one = all_[index];
        const NodeId body = Lowering(building_, one.module).body(*one.definition, one.declared);
        Definition& target = building_.program.definitions[index];
        target.body = body;
        if (target.type.kind == TypeKind::Invalid && !one.definition->type) {
            target.type = building_.program[body].type;
        }
    }

    Building& building_;
    std::vector<One> all_;
    std::vector<bool> marks_;
};

} // namespace

void build_definitions(Building& building) {
    Defining(building).run();
}

} // namespace precept
