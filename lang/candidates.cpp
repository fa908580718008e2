#include "lang/candidates.hpp"

#include "lang/building.hpp"
#include "lang/description.hpp"
#include "lang/ucum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace precept {

namespace {

CompletionKind kind_of(SymbolKind kind) {
    switch (kind) {
    case SymbolKind::Source: return CompletionKind::Source;
    case SymbolKind::CodeSystem: return CompletionKind::CodeSystem;
    case SymbolKind::Term: return CompletionKind::Term;
    case SymbolKind::Fact: return CompletionKind::Fact;
    case SymbolKind::Event: return CompletionKind::Event;
    case SymbolKind::Definition: return CompletionKind::Definition;
    case SymbolKind::Rule:
    case SymbolKind::Ensure: break;
    }
    return CompletionKind::Rule;
}

std::string detail_of(const Program& program, const Target& target) {
    const std::uint32_t index = target.index;
    const auto labelled = [](std::string kind, std::string_view name, std::string_view label) {
        return label.empty() || label == words_of(name) ? std::move(kind)
                                                        : fmt::format("{} · {}", kind, label);
    };
    switch (target.symbol) {
    case SymbolKind::Source: return program.sources[index].title;
    case SymbolKind::CodeSystem: return "code system";
    case SymbolKind::Term:
        return labelled("term", program.terms[index].name, program.terms[index].label);
    case SymbolKind::Fact: {
        const Fact& fact = program.facts[index];
        return labelled(describe(program, fact.holds), fact.name, fact.label);
    }
    case SymbolKind::Event:
        return labelled("event", program.events[index].name, program.events[index].label);
    case SymbolKind::Definition: {
        const Definition& one = program.definitions[index];
        return labelled(to_string(program, one.type), one.name, one.label);
    }
    case SymbolKind::Rule:
        return labelled("rule", program.rules[index].name, program.rules[index].label);
    case SymbolKind::Ensure: break;
    }
    return {};
}

} // namespace

Candidates::Candidates(const Known& known, std::uint32_t module) : known_(known), module_(module) {
    const auto add_module = [&](std::uint32_t one, std::string_view qualifier) {
        for (const Occurrence& name : known_.occurrences.of_file(known_.modules[one].ast.file)) {
            if (name.declares && name.target.kind == Target::Kind::Item) {
                visible_.push_back(
                    {known_.sources.text(name.span), qualifier, name.target, one == module_}
                );
            }
        }
    };
    const LoadedModule& loaded = known_.modules[module];
    add_module(
        module, loaded.ast.header ? std::string_view(loaded.ast.header->name.text) : loaded.stem
    );
    std::size_t number = 0;
    for (const ast::Item& item : loaded.ast.items) {
        if (const auto* use = std::get_if<ast::Use>(&item)) {
            if (const auto used = loaded.uses[number++]) {
                const ast::Name& qualifier = use->alias ? *use->alias : use->path.back();
                add_module(static_cast<std::uint32_t>(*used), qualifier.text);
            }
        }
    }
    std::map<std::string_view, std::set<Target>> meanings;
    for (const Visible& one : visible_) {
        meanings[one.name].insert(one.target);
    }
    for (Visible& one : visible_) {
        one.ambiguous = meanings[one.name].size() > 1;
    }
}

void Candidates::add(std::string text, CompletionKind kind, std::string detail) {
    list_.push_back({std::move(text), kind, {}, std::move(detail)});
}

void Candidates::add(const Visible& one) {
    add(one.ambiguous ? fmt::format("{}.{}", one.qualifier, one.name) : std::string(one.name),
        kind_of(one.target.symbol),
        detail_of(known_.program, one.target));
}

void Candidates::words(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        add(std::string(word), CompletionKind::Keyword);
    }
}

void Candidates::snippet(std::string_view label, std::string_view text, std::string_view detail) {
    list_.push_back(
        {std::string(text), CompletionKind::Snippet, std::string(label), std::string(detail)}
    );
}

void Candidates::names(std::initializer_list<SymbolKind> kinds) {
    std::set<std::string_view> qualifiers;
    for (const Visible& one : visible_) {
        if (std::ranges::find(kinds, one.target.symbol) != kinds.end()) {
            add(one);
            if (!one.own) {
                qualifiers.insert(one.qualifier);
            }
        }
    }
    for (const std::string_view qualifier : qualifiers) {
        add(std::string(qualifier), CompletionKind::Module, "names of this file");
    }
}

bool Candidates::names_of(std::string_view qualifier) {
    bool any = false;
    for (const Visible& one : visible_) {
        if (one.qualifier == qualifier) {
            any = true;
            add(std::string(one.name),
                kind_of(one.target.symbol),
                detail_of(known_.program, one.target));
        }
    }
    return any;
}

void Candidates::operands(TypeKind kind) {
    for (const Visible& one : visible_) {
        const auto& program = known_.program;
        const bool fits = (one.target.symbol == SymbolKind::Fact &&
                           program.facts[one.target.index].holds.type.kind == kind) ||
                          (one.target.symbol == SymbolKind::Definition &&
                           (program.definitions[one.target.index].type.kind == kind ||
                            program.definitions[one.target.index].type.kind == TypeKind::Event));
        if (fits) {
            add(one);
        }
    }
}

void Candidates::values(const Type& type) {
    switch (type.kind) {
    case TypeKind::Truth: words({"yes", "no"}); break;
    case TypeKind::Coded:
    case TypeKind::Set: {
        const auto& values = known_.program[type.domain].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Type coded{.kind = TypeKind::Coded, .domain = type.domain};
            add(to_source(known_.program, coded, CodedValue{static_cast<std::uint8_t>(i)}),
                CompletionKind::Coded,
                values[i].label == words_of(values[i].name) ? "" : values[i].label);
        }
        break;
    }
    case TypeKind::Term: terms_below(type.root); break;
    case TypeKind::Number:
        if (to_string(type.unit).empty()) {
            break;
        }
        add(fmt::format("{}", to_string(type.unit)), CompletionKind::Unit, "the unit of this number"
        );
        break;
    default: break;
    }
}

void Candidates::terms_below(TermId root) {
    std::vector<TermId> below;
    if (root.valid()) {
        below = at_or_below(known_.program, root);
    }
    std::set<std::string_view> qualifiers;
    for (const Visible& one : visible_) {
        if (one.target.symbol == SymbolKind::Term &&
            (!root.valid() || std::ranges::binary_search(below, TermId{one.target.index}))) {
            add(one);
            if (!one.own) {
                qualifiers.insert(one.qualifier);
            }
        }
    }
    for (const std::string_view qualifier : qualifiers) {
        add(std::string(qualifier), CompletionKind::Module, "names of this file");
    }
}

void Candidates::fields(EventId event, std::optional<TypeKind> only) {
    for (const Field& field : known_.program[event].fields) {
        if (!only || field.holds.type.kind == *only) {
            add(field.name, CompletionKind::Field, describe(known_.program, field.holds));
        }
    }
}

void Candidates::units(std::optional<Unit> like) {
    std::set<std::string> seen;
    const auto offer = [&](const std::string& spelling) {
        const auto unit = parse_unit(spelling);
        if (unit && (!like || compatible(*unit, *like)) && seen.insert(spelling).second) {
            add(spelling, CompletionKind::Unit, dimension(*unit));
        }
    };
    if (like && !to_string(*like).empty()) {
        offer(to_string(*like));
    }
    for (const char* time : {"years", "months", "weeks", "days"}) {
        offer(time);
    }
    for (const std::string& common : common_units()) {
        offer(common);
    }
    // Units that the files use: what an author's guideline measures with is wanted again.
    const auto from = [&](const Type& type) {
        if (type.kind == TypeKind::Number && !to_string(type.unit).empty()) {
            offer(to_string(type.unit));
        }
    };
    for (const Fact& fact : known_.program.facts) {
        from(fact.holds.type);
    }
}

void Candidates::systems() {
    for (const char* known : {"loinc", "snomed", "rxnorm", "icd10cm", "ucum"}) {
        add(known, CompletionKind::CodeSystem, "code system");
    }
    names({SymbolKind::CodeSystem});
}

void Candidates::modules() {
    namespace fs = std::filesystem;
    const auto path_of = [&](std::uint32_t module) {
        return fs::path(known_.sources[known_.modules[module].ast.file].path());
    };
    const fs::path here = path_of(module_).parent_path();
    for (std::uint32_t other = 0; other < known_.modules.size(); ++other) {
        // From the nearest folder above that leads there.
        fs::path up = here;
        for (int level = 0; other != module_ && level < 64; ++level) {
            const fs::path way = path_of(other).lexically_relative(up);
            if (!way.empty() && *way.begin() != "..") {
                add(fs::path(way).replace_extension().generic_string(),
                    CompletionKind::Module,
                    known_.program.modules[other].label);
                break;
            }
            if (up == up.parent_path()) {
                break;
            }
            up = up.parent_path();
        }
    }
}

const Visible* Candidates::find(std::string_view name, std::string_view qualifier) const {
    for (const Visible& one : visible_) {
        if (one.name == name && (qualifier.empty() || one.qualifier == qualifier)) {
            return &one;
        }
    }
    return nullptr;
}

std::vector<Completion> Candidates::take() {
    // The same word may be offered for two reasons.
    std::set<std::tuple<std::string, CompletionKind, std::string>> seen;
    std::erase_if(list_, [&](const Completion& one) {
        return !seen.emplace(one.text, one.kind, one.label).second;
    });
    return std::move(list_);
}

} // namespace precept
