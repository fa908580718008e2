#include "lang/description.hpp"

#include "lang/building.hpp"
#include "lang/symbol_kind_of.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <type_traits>

namespace precept {

namespace {

constexpr std::size_t most_listed = 20;

/// The declaration number `index` of its kind.
const ast::Item* find_item(const LoadedModules& modules, SymbolKind kind, std::uint32_t index) {
    for (const LoadedModule& module : modules) {
        for (const ast::Item& item : module.ast.items) {
            const bool same = std::visit(
                [&](const auto& one) {
                    return symbol_kind_of<std::decay_t<decltype(one)>>() == kind;
                },
                item
            );
            if (same && index-- == 0) {
                return &item;
            }
        }
    }
    return nullptr;
}

std::string_view in_words(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "recommend";
    case ast::Verb::Consider: return "consider";
    case ast::Verb::Avoid: return "avoid";
    case ast::Verb::Contraindicate: return "contraindicate";
    }
    return "";
}

std::string_view in_words(ast::Evidence evidence) {
    switch (evidence) {
    case ast::Evidence::High: return "high";
    case ast::Evidence::Moderate: return "moderate";
    case ast::Evidence::Low: return "low";
    case ast::Evidence::VeryLow: return "very low";
    }
    return "";
}

std::string_view in_words(ast::ModuleStatus status) {
    switch (status) {
    case ast::ModuleStatus::Draft: return "draft";
    case ast::ModuleStatus::Active: return "active";
    case ast::ModuleStatus::Retired: return "retired";
    }
    return "";
}

class Describer {
public:
    Describer(
        const Program& program,
        const LoadedModules& modules,
        const Sources& sources,
        const Markup& markup
    )
        : program_(program),
          modules_(modules),
          sources_(sources),
          markup_(markup) {}

    std::string run(const Target& target) {
        switch (target.kind) {
        case Target::Kind::Item: item(target.symbol, target.index); break;
        case Target::Kind::FieldOf: field(program_.events[target.index], target.part); break;
        case Target::Kind::ValueOf: value(DomainId{target.index}, target.part); break;
        case Target::Kind::ModuleName: module(target.index); break;
        case Target::Kind::Alias: module(target.part); break;
        }
        return std::move(text_);
    }

private:
    void paragraph(const std::string& text) {
        text_ += text.empty() || text_.empty() ? "" : std::string(Markup::gap());
        text_ += text;
    }

    void head(std::string_view kind, std::string_view name, std::string_view label) {
        const bool says_more = !label.empty() && label != words_of(name);
        paragraph(fmt::format(
            "{} {}{}",
            markup_.bold(kind),
            markup_.code(name),
            says_more ? " · " + markup_.text(label) : ""
        ));
    }

    void item(SymbolKind kind, std::uint32_t index) {
        switch (kind) {
        case SymbolKind::Source: source(program_.sources[index]); break;
        case SymbolKind::CodeSystem: system(index); break;
        case SymbolKind::Term: term(program_.terms[index]); break;
        case SymbolKind::Fact: fact(program_.facts[index]); break;
        case SymbolKind::Event: event(program_.events[index]); break;
        case SymbolKind::Definition: definition(index); break;
        case SymbolKind::Rule: rule(index); break;
        case SymbolKind::Ensure:
            head("ensure", program_.ensures[index].name, program_.ensures[index].label);
            paragraph(declaration(kind, index));
            break;
        }
    }

    /// The text of the whole declaration.
    std::string declaration(SymbolKind kind, std::uint32_t index) {
        const Span span = item_span(modules_, kind, index);
        std::string text(sources_.text(span));
        constexpr std::size_t most_lines = 40;
        std::size_t lines = 0;
        for (std::size_t at = text.find('\n'); at != std::string::npos;
             at = text.find('\n', at + 1)) {
            if (++lines == most_lines) {
                text.resize(at);
                text += "\n…";
                break;
            }
        }
        std::erase(text, '\r');
        return markup_.block(text);
    }

    void codes(const std::vector<CodeBinding>& bindings) {
        std::string list;
        for (const CodeBinding& binding : bindings) {
            list += fmt::format(
                "{}{} {}",
                list.empty() ? "" : ", ",
                markup_.text(binding.system),
                markup_.code(binding.code)
            );
        }
        paragraph(list);
    }

    /// Its values with their labels, where it has some.
    void values(const Type& type) {
        if (type.kind != TypeKind::Coded && type.kind != TypeKind::Set) {
            return;
        }
        std::string list;
        std::size_t count = 0;
        for (const DomainValue& one : program_[type.domain].values) {
            const bool labelled = one.label != words_of(one.name);
            list += fmt::format(
                "{}{}{}",
                list.empty() ? "" : ", ",
                markup_.code(one.name),
                labelled ? " " + markup_.text(one.label) : ""
            );
            if (++count == most_listed) {
                list += ", …";
                break;
            }
        }
        paragraph((type.kind == TypeKind::Set ? "set of " : "one of ") + list);
    }

    void holds(const Holds& held) {
        const TypeKind kind = held.type.kind;
        if (kind == TypeKind::Coded || kind == TypeKind::Set) {
            values(held.type);
        } else if (kind != TypeKind::Invalid) {
            paragraph(describe(program_, held));
        }
    }

    void fact(const Fact& fact) {
        head("fact", fact.name, fact.label);
        holds(fact.holds);
        std::string clauses;
        const auto add = [&](const std::string& clause) {
            clauses += (clauses.empty() ? "" : " · ") + clause;
        };
        if (fact.assume) {
            add("assumed " + markup_.code(to_source(program_, fact.holds.type, *fact.assume)) +
                " where it is not given");
        }
        if (fact.valid_for) {
            add("valid for " + to_string(*fact.valid_for));
        }
        if (fact.fixed) {
            add("fixed");
        }
        paragraph(clauses);
        paragraph(markup_.text(fact.ask));
        codes(fact.codes);
    }

    void event(const Event& event) {
        head("event", event.name, event.label);
        std::string list;
        for (const Field& field : event.fields) {
            list += fmt::format(
                "{}{} {}: {}",
                list.empty() ? "" : "\n",
                markup_.markdown() ? "-" : " ",
                markup_.code(field.name),
                describe(program_, field.holds)
            );
        }
        paragraph(list);
        codes(event.codes);
    }

    void field(const Event& event, std::uint32_t index) {
        const Field& field = event.fields[index];
        head("field", field.name, field.label);
        paragraph(fmt::format("of the event {}", markup_.code(event.name)));
        holds(field.holds);
        codes(field.codes);
    }

    void term(const Term& term) {
        head("term", term.name, term.label);
        const auto listed = [&](const std::vector<TermId>& ids) {
            std::string list;
            std::size_t count = 0;
            for (const TermId id : ids) {
                list += (list.empty() ? "" : ", ") + markup_.code(program_[id].name);
                if (++count == most_listed) {
                    list += ", …";
                    break;
                }
            }
            return list;
        };
        if (!term.parents.empty()) {
            paragraph("is " + listed(term.parents));
        }
        if (!term.children.empty()) {
            paragraph("directly below it: " + listed(term.children));
        }
        codes(term.codes);
    }

    void source(const Source& source) {
        head("source", source.name, source.title);
        if (!source.doi.empty()) {
            paragraph(markup_.link("doi:" + source.doi, "https://doi.org/" + source.doi));
        }
        if (!source.pmid.empty()) {
            paragraph(markup_.link(
                "PMID " + source.pmid, "https://pubmed.ncbi.nlm.nih.gov/" + source.pmid
            ));
        }
        if (!source.url.empty()) {
            paragraph(markup_.link(source.url, source.url));
        }
        if (source.published) {
            paragraph("published " + to_string(*source.published));
        }
    }

    void system(std::uint32_t index) {
        const auto* item = find_item(modules_, SymbolKind::CodeSystem, index);
        const auto& system = std::get<ast::CodeSystem>(*item);
        head("code system", system.name.text, system.label ? system.label->text : "");
        paragraph(system.uri ? markup_.code(system.uri->text) : "");
    }

    void citations(const std::vector<Citation>& all) {
        for (const Citation& one : all) {
            paragraph(fmt::format(
                "cites {}{}",
                markup_.text(program_[one.source].title),
                one.section.empty() ? "" : ", " + markup_.text(one.section)
            ));
        }
    }

    void definition(std::uint32_t index) {
        const Definition& definition = program_.definitions[index];
        head("define", definition.name, definition.label);
        if (definition.type.kind == TypeKind::Coded || definition.type.kind == TypeKind::Set) {
            values(definition.type);
        } else if (definition.type.kind != TypeKind::Invalid) {
            paragraph(to_string(program_, definition.type));
        }
        paragraph(declaration(SymbolKind::Definition, index));
        citations(definition.citations);
        codes(definition.codes);
    }

    void rule(std::uint32_t index) {
        const Rule& rule = program_.rules[index];
        head("rule", rule.name, rule.label);
        for (const AdviceId id : rule.advice) {
            const Advice& advice = program_[id];
            std::string terms;
            for (const TermId term : advice.terms) {
                terms += (terms.empty() ? "" : " + ") + markup_.text(program_[term].label);
            }
            std::string line = fmt::format("{} {}", in_words(advice.verb), terms);
            if (advice.strength) {
                line += *advice.strength == ast::Strength::Strong ? " · strong" : " · conditional";
            }
            if (advice.evidence) {
                line += fmt::format(" · evidence {}", in_words(*advice.evidence));
            }
            paragraph(line);
            citations(advice.citations);
        }
        paragraph(declaration(SymbolKind::Rule, index));
        const auto others = [&](std::string_view what, const std::vector<RuleId>& ids) {
            std::string list;
            for (const RuleId id : ids) {
                list += (list.empty() ? "" : ", ") + markup_.code(program_[id].name);
            }
            paragraph(list.empty() ? "" : fmt::format("{} {}", what, list));
        };
        others("overridden by", rule.overridden_by);
    }

    void value(DomainId domain, std::uint32_t index) {
        const DomainValue& value = program_[domain].values[index];
        head("value", value.name, value.label);
        paragraph(owner_of(domain));
        codes(value.codes);
    }

    /// Of what it is a value.
    std::string owner_of(DomainId domain) {
        const auto has = [&](const Type& type) {
            return (type.kind == TypeKind::Coded || type.kind == TypeKind::Set) &&
                   type.domain == domain;
        };
        const auto of = [&](std::string_view kind, const std::string& name) {
            return fmt::format("of the {} {}", kind, markup_.code(name));
        };
        for (const Fact& fact : program_.facts) {
            if (has(fact.holds.type)) {
                return of("fact", fact.name);
            }
        }
        for (const Event& event : program_.events) {
            for (const Field& field : event.fields) {
                if (has(field.holds.type)) {
                    return of("field", event.name + "." + field.name);
                }
            }
        }
        for (const Definition& definition : program_.definitions) {
            if (has(definition.type)) {
                return of("definition", definition.name);
            }
        }
        return {};
    }

    void module(std::uint32_t index) {
        const Module& module = program_.modules[index];
        head(
            module.kind == ast::ModuleKind::Guideline ? "guideline" : "terms",
            module.name,
            module.label
        );
        std::string line;
        const auto add = [&](const std::string& part) {
            line += (line.empty() ? "" : " · ") + part;
        };
        if (!module.version.empty()) {
            add("version " + markup_.text(module.version));
        }
        if (module.status) {
            add(std::string(in_words(*module.status)));
        }
        if (module.reviewed) {
            add("reviewed " + to_string(*module.reviewed));
        }
        paragraph(line);
        paragraph(markup_.code(sources_[module.file].path()));
    }

    const Program& program_;
    const LoadedModules& modules_;
    const Sources& sources_;
    const Markup& markup_;
    std::string text_;
};

} // namespace

std::string Markup::text(std::string_view text) const {
    if (!markdown_) {
        return std::string(text);
    }
    constexpr std::string_view signs = "\\`*_{}[]<>#|~";
    std::string escaped;
    for (const char c : text) {
        if (signs.find(c) != std::string_view::npos) {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

std::string Markup::bold(std::string_view text) const {
    return markdown_ ? fmt::format("**{}**", this->text(text)) : std::string(text);
}

std::string Markup::code(std::string_view text) const {
    const bool plain = !markdown_ || text.find('`') != std::string_view::npos;
    return plain ? this->text(text) : fmt::format("`{}`", text);
}

std::string Markup::block(std::string_view text) const {
    // No rule file holds a fence, but a comment in it may.
    const bool plain = !markdown_ || text.find("```") != std::string_view::npos;
    return plain ? std::string(text) : fmt::format("```precept\n{}\n```", text);
}

std::string Markup::link(std::string_view text, std::string_view address) const {
    const bool safe = address.find_first_of("<> \t\n") == std::string_view::npos;
    return markdown_ && safe ? fmt::format("[{}](<{}>)", this->text(text), address)
                             : this->text(text);
}

std::string describe(
    const Program& program,
    const LoadedModules& modules,
    const Sources& sources,
    const Target& target,
    const Markup& markup
) {
    return Describer(program, modules, sources, markup).run(target);
}

std::string describe(const Program& program, const Holds& holds) {
    std::string text = to_string(program, holds.type);
    if (holds.range) {
        text += fmt::format(
            " from {} to {}", number_text(holds.range->first), number_text(holds.range->second)
        );
    }
    return text;
}

Span item_span(const LoadedModules& modules, SymbolKind kind, std::uint32_t index) {
    const ast::Item* item = find_item(modules, kind, index);
    return item == nullptr ? Span{} : std::visit([](const auto& one) { return one.span; }, *item);
}

} // namespace precept
