#include "lang/names.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <type_traits>
#include <variant>

namespace precept {

namespace {

constexpr std::size_t kinds = 8;

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

/// Whether a module that it uses could not be loaded.
bool uses_something_lost(const LoadedModule& module) {
    return std::find(module.uses.begin(), module.uses.end(), std::nullopt) != module.uses.end();
}

} // namespace

std::string_view in_words(SymbolKind kind) {
    switch (kind) {
    case SymbolKind::Source: return "a source";
    case SymbolKind::CodeSystem: return "a code system";
    case SymbolKind::Term: return "a term";
    case SymbolKind::Fact: return "a fact";
    case SymbolKind::Event: return "an event";
    case SymbolKind::Definition: return "a definition";
    case SymbolKind::Rule: return "a rule";
    case SymbolKind::Ensure: return "an `ensure`";
    }
    return "a name";
}

Names::Names(const LoadedModules& modules, Diagnostics& diagnostics)
    : modules_(modules),
      diagnostics_(diagnostics),
      tables_(modules.size()),
      used_(modules.size() + 1),
      counts_(kinds, 0) {
    for (std::uint32_t module = 0; module < modules_.size(); ++module) {
        declare_items(module);
    }
    for (std::uint32_t module = 0; module < modules_.size(); ++module) {
        const LoadedModule& loaded = modules_[module];
        const auto& header = loaded.ast.header;
        const Used itself{
            module, nullptr, header ? std::string_view(header->name.text) : loaded.stem};
        used_[module].push_back(itself);
        used_[outside()].push_back(itself);
        std::size_t number = 0;
        for (const ast::Item& item : loaded.ast.items) {
            if (const auto* use = std::get_if<ast::Use>(&item)) {
                if (const auto target = loaded.uses[number++]) {
                    const auto& qualifier = use->alias ? *use->alias : use->path.back();
                    used_[module].push_back(
                        {static_cast<std::uint32_t>(*target), use, qualifier.text}
                    );
                }
            }
        }
    }
}

void Names::declare_items(std::uint32_t module) {
    for (const ast::Item& item : modules_[module].ast.items) {
        std::visit(
            [&](const auto& one) {
                constexpr auto kind = kind_of<std::decay_t<decltype(one)>>();
                if constexpr (kind.has_value()) {
                    declare(module, *kind, one.name);
                }
            },
            item
        );
    }
}

void Names::declare(std::uint32_t module, SymbolKind kind, const ast::Name& name) {
    // A duplicate is counted as well, so that symbols and items stay in step.
    const std::uint32_t index = counts_[static_cast<std::size_t>(kind)]++;
    symbols_.push_back(std::make_unique<Symbol>(Symbol{kind, index, module, &name}));
    const auto [at, added] = tables_[module].emplace(name.text, symbols_.back().get());
    if (!added) {
        diagnostics_.push_back(
            {.code = Code::DuplicateName,
             .span = name.span,
             .message = fmt::format("`{}` is declared twice", name.text),
             .notes =
                 {{at->second->name->span,
                   fmt::format("first declared here, as {}", in_words(at->second->kind))}},
             .help = "give one of them another name"}
        );
    }
}

const Symbol* Names::qualified(std::uint32_t module, const ast::Path& path) {
    for (Used& used : used_[module]) {
        if (path.parts.size() >= 2 && used.qualifier == path.parts[0].text) {
            const auto found = tables_[used.module].find(path.parts[1].text);
            if (found != tables_[used.module].end()) {
                used.needed = true;
                return found->second;
            }
        }
    }
    return nullptr;
}

const Symbol* Names::unqualified(std::uint32_t module, const ast::Path& path, Missing missing) {
    const Symbol* first = nullptr;
    for (Used& used : used_[module]) {
        const auto found = tables_[used.module].find(path.parts[0].text);
        if (found == tables_[used.module].end()) {
            continue;
        }
        used.needed = true;
        if (first != nullptr && first != found->second) {
            if (missing == Missing::Report) {
                report_ambiguous(path, *first, *found->second);
            }
            return first;
        }
        first = found->second;
    }
    return first;
}

std::optional<Resolved>
Names::look_up(std::uint32_t module, const ast::Path& path, Missing missing) {
    if (const Symbol* symbol = qualified(module, path)) {
        return Resolved{symbol, 2};
    }
    if (const Symbol* symbol = unqualified(module, path, missing)) {
        return Resolved{symbol, 1};
    }
    if (missing == Missing::Report) {
        report_unknown(module, path);
    }
    return std::nullopt;
}

void Names::report_ambiguous(const ast::Path& path, const Symbol& first, const Symbol& second) {
    const auto spelled = [&](const Symbol& symbol) {
        const auto& header = modules_[symbol.module].ast.header;
        return fmt::format(
            "{}.{}", header ? header->name.text : modules_[symbol.module].stem, symbol.name->text
        );
    };
    diagnostics_.push_back(
        {.code = Code::AmbiguousName,
         .span = path.parts[0].span,
         .message = fmt::format("`{}` is declared in two of the files in use", path.parts[0].text),
         .notes = {{first.name->span, "here"}, {second.name->span, "and here"}},
         .help = fmt::format("say which: `{}` or `{}`", spelled(first), spelled(second)),
         .fix = Fix{path.parts[0].span, spelled(first)}}
    );
}

bool Names::broken(std::uint32_t module, std::string_view name) const {
    return std::any_of(used_[module].begin(), used_[module].end(), [&](const Used& used) {
        const auto& names = modules_[used.module].ast.broken;
        return std::any_of(names.begin(), names.end(), [&](const ast::Name& one) {
            // A broken item without a name, such as a `use`, may have brought in any name.
            return one.text.empty() || one.text == name;
        });
    });
}

std::vector<std::string>
Names::visible(std::uint32_t module, std::optional<SymbolKind> kind) const {
    std::vector<std::string> names;
    for (const Used& used : used_[module]) {
        for (const auto& [name, symbol] : tables_[used.module]) {
            if (!kind || symbol->kind == *kind) {
                names.emplace_back(name);
            }
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

void Names::report_unknown(
    std::uint32_t module, const ast::Path& path, std::optional<SymbolKind> wanted
) {
    const bool has_qualifier =
        path.parts.size() >= 2 &&
        std::any_of(used_[module].begin(), used_[module].end(), [&](const Used& used) {
            return used.qualifier == path.parts[0].text;
        });
    const ast::Name& name = has_qualifier ? path.parts[1] : path.parts[0];
    // A module that could not be loaded has been reported; its names would all follow as unknown.
    const bool blind = module != outside() && uses_something_lost(modules_[module]);
    if (blind || broken(module, name.text)) {
        return;
    }
    const auto guess = nearest(name.text, visible(module, wanted));
    Diagnostic finding{
        .code = Code::UnknownName,
        .span = name.span,
        .message = wanted ? fmt::format(
                                "there is no {} called `{}`",
                                in_words(*wanted).substr(in_words(*wanted).find(' ') + 1),
                                name.text
                            )
                          : fmt::format("nothing is called `{}`", name.text)};
    if (guess) {
        finding.help = fmt::format("did you mean `{}`?", *guess);
        finding.fix = Fix{name.span, *guess};
    } else {
        // Perhaps it is declared in a loaded module that this one does not use.
        for (std::uint32_t other = 0; other < modules_.size() && finding.help.empty(); ++other) {
            const auto found = tables_[other].find(name.text);
            if (found != tables_[other].end() && modules_[other].ast.header) {
                finding.notes.push_back({found->second->name->span, "there is one here"});
                finding.help = fmt::format(
                    "`use` the file that declares it (`{}`)", modules_[other].ast.header->name.text
                );
            }
        }
        if (finding.help.empty()) {
            finding.help = help_to_declare(module, name.text, wanted);
        }
    }
    diagnostics_.push_back(std::move(finding));
}

std::string Names::help_to_declare(
    std::uint32_t module, std::string_view name, std::optional<SymbolKind> wanted
) const {
    if (wanted) {
        const std::string_view kind = in_words(*wanted);
        return fmt::format(
            "declare it with `{}`, or `use` the file that does",
            *wanted == SymbolKind::Definition   ? "define"
            : *wanted == SymbolKind::CodeSystem ? "system"
            : *wanted == SymbolKind::Ensure     ? "ensure"
                                                : kind.substr(kind.find(' ') + 1)
        );
    }
    for (const Used& used : used_[module]) {
        for (const ast::Item& item : modules_[used.module].ast.items) {
            const auto* event = std::get_if<ast::Event>(&item);
            if (event != nullptr &&
                std::ranges::any_of(event->fields, [&](const ast::Field& field) {
                    return field.name.text == name;
                })) {
                return fmt::format(
                    "`{}` is a field of the event `{}`: ask for it inside of `any {} where …`",
                    name,
                    event->name.text,
                    event->name.text
                );
            }
        }
    }
    return "declare it with `fact`, `define` or `term`, or `use` the file that does";
}

std::uint32_t Names::count(SymbolKind kind) const {
    return counts_[static_cast<std::size_t>(kind)];
}

void Names::report_unused() {
    for (std::uint32_t module = 0; module < modules_.size(); ++module) {
        // Where a declaration was skipped, what it would have used is not known.
        if (!modules_[module].ast.broken.empty()) {
            continue;
        }
        for (const Used& used : used_[module]) {
            if (used.item != nullptr && !used.needed) {
                diagnostics_.push_back(
                    {.code = Code::UnusedUse,
                     .span = used.item->span,
                     .message =
                         fmt::format("nothing from `{}` is used here", used.item->path.back().text),
                     .help = "remove this line",
                     .fix = Fix{used.item->span, ""}}
                );
            }
        }
    }
}

} // namespace precept
