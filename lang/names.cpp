#include "lang/names.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace precept {

namespace {

constexpr std::size_t kinds = 8;

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
      symbols_(modules.size()),
      used_(modules.size() + 1),
      counts_(kinds, 0) {
    for (std::uint32_t module = 0; module < modules_.size(); ++module) {
        declare(module);
    }
    for (std::uint32_t module = 0; module < modules_.size(); ++module) {
        const LoadedModule& loaded = modules_[module];
        const auto& header = loaded.ast.header;
        const Used itself{
            module, nullptr, header ? std::string_view(header->name.text) : loaded.stem};
        used_[module].push_back(itself);
        used_[outside()].push_back(itself);
        const auto& uses = loaded.index().uses;
        for (std::size_t i = 0; i < uses.size(); ++i) {
            if (const auto target = loaded.uses[i]) {
                const auto& qualifier = uses[i]->alias ? *uses[i]->alias : uses[i]->path.back();
                used_[module].push_back(
                    {static_cast<std::uint32_t>(*target), uses[i], qualifier.text}
                );
            }
        }
    }
}

void Names::declare(std::uint32_t module) {
    const ModuleIndex& index = modules_[module].index();
    auto& symbols = symbols_[module];
    symbols.reserve(index.declared.size());
    for (const ModuleIndex::Declared& one : index.declared) {
        // A duplicate is counted as well, so that symbols and items stay in step.
        const std::uint32_t number = counts_[static_cast<std::size_t>(one.kind)]++;
        symbols.push_back({one.kind, number, module, one.name});
    }
    for (const std::uint32_t place : index.repeated) {
        const ast::Name& name = *symbols[place].name;
        const Symbol& first = symbols[*index.names.find(name.text)];
        diagnostics_.push_back(
            {.code = Code::DuplicateName,
             .span = name.span,
             .message = fmt::format("`{}` is declared twice", name.text),
             .notes =
                 {{first.name->span,
                   fmt::format("first declared here, as {}", in_words(first.kind))}},
             .help = "give one of them another name"}
        );
    }
}

const Symbol* Names::find(std::uint32_t module, std::string_view name, std::size_t hash) const {
    const auto place = modules_[module].index().names.find(name, hash);
    return place ? &symbols_[module][*place] : nullptr;
}

std::optional<Resolved> Names::qualified(std::uint32_t module, const ast::Path& path) {
    if (path.parts.size() < 2) {
        return std::nullopt;
    }
    const std::string& name = path.parts[1].text;
    for (Used& used : used_[module]) {
        if (used.qualifier == path.parts[0].text) {
            if (const Symbol* found = find(used.module, name, NameTable::hash_of(name))) {
                used.needed = true;
                return Resolved{found, 2};
            }
        }
    }
    return std::nullopt;
}

std::optional<Resolved> Names::unqualified(std::uint32_t module, const ast::Path& path) {
    const std::string& name = path.parts[0].text;
    const std::size_t hash = NameTable::hash_of(name);
    const Symbol* first = nullptr;
    for (Used& used : used_[module]) {
        const Symbol* found = find(used.module, name, hash);
        if (found == nullptr) {
            continue;
        }
        used.needed = true;
        if (first != nullptr && first != found) {
            return Resolved{first, 1, found};
        }
        first = found;
    }
    return first == nullptr ? std::nullopt : std::optional(Resolved{first, 1});
}

std::optional<Resolved>
Names::look_up(std::uint32_t module, const ast::Path& path, Missing missing) {
    auto found = qualified(module, path);
    if (!found) {
        found = unqualified(module, path);
    }
    if (missing == Missing::Report) {
        if (found) {
            report_ambiguous(path, *found);
        } else {
            report_unknown(module, path);
        }
    }
    return found;
}

void Names::report_ambiguous(const ast::Path& path, const Resolved& found) {
    if (found.rival == nullptr) {
        return;
    }
    const Symbol& first = *found.symbol;
    const Symbol& second = *found.rival;
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
        const ModuleIndex& index = modules_[used.module].index();
        index.names.for_each([&](std::string_view name, std::uint32_t place) {
            if (!kind || index.declared[place].kind == *kind) {
                names.emplace_back(name);
            }
        });
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
            const Symbol* found = find(other, name.text, NameTable::hash_of(name.text));
            if (found != nullptr && modules_[other].ast.header) {
                finding.notes.push_back({found->name->span, "there is one here"});
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
