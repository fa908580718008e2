#include "lang/occurrences.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <type_traits>

namespace precept {

namespace {

auto place_of(const Span& span) {
    return std::tuple(span.file, span.begin, span.end);
}

/// The `use` of `module` whose alias is `word`.
const ast::Use* use_as(const ast::Module& module, std::string_view word) {
    for (const ast::Item& item : module.items) {
        const auto* use = std::get_if<ast::Use>(&item);
        if (use != nullptr && use->alias && use->alias->text == word) {
            return use;
        }
    }
    return nullptr;
}

/// Adds declarations in the order in which symbols are counted: by module and text.
class Declarations {
public:
    Declarations(const LoadedModules& modules, const Program& program, Occurrences& into)
        : modules_(modules),
          program_(program),
          into_(into) {}

    void run() {
        for (module_ = 0; module_ < modules_.size(); ++module_) {
            const LoadedModule& loaded = modules_[module_];
            if (loaded.ast.header) {
                into_.add(
                    loaded.ast.header->name.span, {Target::Kind::ModuleName, {}, module_, 0}, true
                );
            }
            uses_ = 0;
            for (const ast::Item& item : loaded.ast.items) {
                std::visit([&](const auto& one) { declare(one); }, item);
            }
        }
        for (std::uint32_t domain = 0; domain < program_.domains.size(); ++domain) {
            const auto& values = program_.domains[domain].values;
            for (std::uint32_t value = 0; value < values.size(); ++value) {
                into_.add(values[value].span, {Target::Kind::ValueOf, {}, domain, value}, true);
            }
        }
    }

private:
    void symbol(SymbolKind kind, const ast::Name& name) {
        const std::uint32_t index = counts_.at(static_cast<std::size_t>(kind))++;
        into_.add(name.span, {Target::Kind::Item, kind, index, 0}, true);
    }

    void declare(const ast::Use& use) {
        const auto used = modules_[module_].uses[uses_++];
        if (!used) {
            return;
        }
        const auto target = static_cast<std::uint32_t>(*used);
        into_.add(use.path.back().span, {Target::Kind::ModuleName, {}, target, 0});
        if (use.alias) {
            into_.add(use.alias->span, {Target::Kind::Alias, {}, module_, target}, true);
        }
    }

    void declare(const ast::Source& item) { symbol(SymbolKind::Source, item.name); }

    void declare(const ast::CodeSystem& item) { symbol(SymbolKind::CodeSystem, item.name); }

    void declare(const ast::Term& item) { symbol(SymbolKind::Term, item.name); }

    void declare(const ast::Fact& item) { symbol(SymbolKind::Fact, item.name); }

    void declare(const ast::Event& item) {
        const std::uint32_t index = counts_.at(static_cast<std::size_t>(SymbolKind::Event));
        symbol(SymbolKind::Event, item.name);
        for (std::uint32_t field = 0; field < program_.events[index].fields.size(); ++field) {
            into_.add(
                program_.events[index].fields[field].span,
                {Target::Kind::FieldOf, {}, index, field},
                true
            );
        }
    }

    void declare(const ast::Definition& item) { symbol(SymbolKind::Definition, item.name); }

    void declare(const ast::Rule& item) { symbol(SymbolKind::Rule, item.name); }

    void declare(const ast::Ensure& item) { symbol(SymbolKind::Ensure, item.name); }

    void declare(const ast::Test& /*item*/) {}

    const LoadedModules& modules_;
    const Program& program_;
    Occurrences& into_;
    std::uint32_t module_ = 0;
    std::size_t uses_ = 0;
    std::array<std::uint32_t, 8> counts_{};
};

} // namespace

void Occurrences::add(
    const LoadedModules& modules, std::uint32_t module, const ast::Path& path, const Resolved& found
) {
    add(path.parts[found.parts - 1].span,
        {Target::Kind::Item, found.symbol->kind, found.symbol->index, 0});
    // Somebody who asks from outside of all modules writes no aliases, and in no file of ours.
    if (found.parts < 2 || module >= modules.size()) {
        return;
    }
    const ast::Name& qualifier = path.parts[0];
    const bool alias = use_as(modules[module].ast, qualifier.text) != nullptr;
    add(qualifier.span,
        alias ? Target{Target::Kind::Alias, {}, module, found.symbol->module}
              : Target{Target::Kind::ModuleName, {}, found.symbol->module, 0});
}

void Occurrences::settle(const LoadedModules& modules, const Program& program) {
    Declarations(modules, program, *this).run();
    // A fault may be looked at twice, and what coins a value is one of its uses as well: one entry
    // for each, which declares if any of them did.
    std::ranges::sort(all_, {}, [](const Occurrence& one) {
        return std::tuple(place_of(one.span), one.target, !one.declares);
    });
    const auto same = [](const Occurrence& left, const Occurrence& right) {
        return left.span == right.span && left.target == right.target;
    };
    all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
    by_target_.resize(all_.size());
    std::iota(by_target_.begin(), by_target_.end(), 0U);
    std::ranges::stable_sort(by_target_, {}, [&](std::uint32_t at) { return all_[at].target; });
}

const Occurrence* Occurrences::at(FileId file, std::uint32_t offset) const {
    // A name begins where a cursor stands more often than it ends there: look behind first.
    auto after =
        std::ranges::upper_bound(all_, std::tuple(file, offset), {}, [](const Occurrence& one) {
            return std::tuple(one.span.file, one.span.begin);
        });
    const Occurrence* found = nullptr;
    for (int steps = 0; after != all_.begin() && steps < 3; ++steps) {
        --after;
        if (after->span.file != file || after->span.end < offset) {
            break;
        }
        if (found == nullptr || after->span.end > offset) {
            found = &*after;
        }
    }
    return found;
}

std::span<const Occurrence> Occurrences::of_file(FileId file) const {
    const auto of = [](const Occurrence& one) { return one.span.file; };
    return {
        std::ranges::lower_bound(all_, file, {}, of), std::ranges::upper_bound(all_, file, {}, of)};
}

std::span<const std::uint32_t> Occurrences::indices_of(const Target& target) const {
    const auto of = [&](std::uint32_t at) { return all_[at].target; };
    return {
        std::ranges::lower_bound(by_target_, target, {}, of),
        std::ranges::upper_bound(by_target_, target, {}, of)};
}

std::vector<Occurrence> Occurrences::of(const Target& target) const {
    std::vector<Occurrence> found;
    for (const std::uint32_t at : indices_of(target)) {
        found.push_back(all_[at]);
    }
    return found;
}

const Occurrence* Occurrences::declaration(const Target& target) const {
    for (const std::uint32_t at : indices_of(target)) {
        if (all_[at].declares) {
            return &all_[at];
        }
    }
    return nullptr;
}

} // namespace precept
