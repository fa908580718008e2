#include "interpreter/document/module_writer.hpp"

#include "interpreter/html.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

template <typename Items>
bool any_in(const Items& items, ModuleId module) {
    return std::any_of(items.begin(), items.end(), [&](const auto& one) {
        return one.module == module;
    });
}

constexpr Section sections[] = {
    {"Rules", "rules", [](const Program& it, ModuleId id) { return any_in(it.rules, id); }},
    {"What must always hold",
     "properties",
     [](const Program& it, ModuleId id) { return any_in(it.ensures, id); }},
    {"Definitions",
     "definitions",
     [](const Program& it, ModuleId id) { return any_in(it.definitions, id); }},
    {"Facts", "facts", [](const Program& it, ModuleId id) { return any_in(it.facts, id); }},
    {"Events", "events", [](const Program& it, ModuleId id) { return any_in(it.events, id); }},
    {"Terms", "terms", [](const Program& it, ModuleId id) { return any_in(it.terms, id); }},
    {"Tests", "tests", [](const Program& it, ModuleId id) { return any_in(it.tests, id); }},
    {"Sources",
     "sources",
     [](const Program& it, ModuleId id) { return !sources_of(it, id).empty(); }},
};

std::string capital(std::string text) {
    // Only the letters that the writer itself begins with: a label stays as it was written.
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

/// The criteria's first word with a capital letter, where it is not a name.
Phrase capital(const Phrase& phrase) {
    Phrase made;
    for (const Piece& piece : phrase.pieces()) {
        const bool first = &piece == &phrase.pieces().front();
        const std::string text = first && !piece.target ? capital(piece.text) : piece.text;
        if (piece.target) {
            made.link(text, *piece.target);
        } else if (piece.strong) {
            made.strong(text);
        } else {
            made.add(text);
        }
    }
    return made;
}

} // namespace

Material::Material(const Program& the_program, const Sources& the_sources, Links::Pages pages)
    : program(the_program),
      sources(the_sources),
      prose(program, sources),
      relations(program),
      links(program, pages),
      notes(program, sources),
      blocks(program.rules.size()),
      cautions(program.rules.size()) {
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        blocked_by.push_back(relations.warnings(RuleId{i}, ast::Verb::Contraindicate));
        cautioned_by.push_back(relations.warnings(RuleId{i}, ast::Verb::Avoid));
        for (const RuleId by : blocked_by.back()) {
            blocks[by.index].push_back(RuleId{i});
        }
        for (const RuleId by : cautioned_by.back()) {
            cautions[by.index].push_back(RuleId{i});
        }
    }
}

std::vector<SourceId> sources_of(const Program& program, ModuleId module) {
    std::vector<SourceId> found;
    for (std::uint32_t i = 0; i < program.sources.size(); ++i) {
        if (program.sources[i].span.file == program[module].file) {
            found.push_back(SourceId{i});
        }
    }
    return found;
}

std::vector<Section> sections_of(const Program& program, ModuleId module) {
    std::vector<Section> found;
    for (const Section& one : sections) {
        if (one.has(program, module)) {
            found.push_back(one);
        }
    }
    return found;
}

std::string section_id(const Material& material, ModuleId module, const Section& it) {
    // No other `id` begins so, and those of modules are unique.
    return fmt::format("{}-of-{}", it.id, material.links.id({Kind::Module, module.index}));
}

std::string ModuleWriter::write() {
    open("section", "module", {Kind::Module, module_.index});
    head();
    for (const Section& one : sections_of(program_, module_)) {
        section(one);
    }
    body_ += "</section>\n";
    return std::move(body_);
}

void ModuleWriter::head() {
    const Module& module = program_[module_];
    title("h2", module.label, module.name);
    note(module.span);
    body_ += "<dl>\n";
    std::string state =
        module.status ? std::string(in_words(*module.status)) : std::string("not said");
    state += module.reviewed ? fmt::format(", reviewed {}", to_string(*module.reviewed))
                             : std::string(", not reviewed");
    if (module.review_every) {
        state += fmt::format(", to be reviewed every {}", to_string(*module.review_every));
    }
    if (!module.version.empty()) {
        entry("Version", html::escape(module.version));
    }
    entry("Status", html::escape(state));
    const bool guides = any_in(program_.rules, module_) || module.applies.valid();
    if (guides) {
        std::string whom = "every patient";
        if (module.applies.valid()) {
            const Block criteria = prose_.criteria(module.applies);
            whom = "patients of whom " + html(criteria.head) +
                   (criteria.items.empty() ? " holds" : list(criteria.items));
        }
        entry("Applies to", whom);
    }
    if (const std::string needed = needs({Kind::Module, module_.index}); !needed.empty()) {
        entry("Facts needed for that", needed);
    }
    entry("File", html::escape(material_.sources[module.file].path()));
    body_ += "</dl>\n";
}

void ModuleWriter::section(const Section& it) {
    body_ += fmt::format(
        "<section>\n<h3 id=\"{}\">{}</h3>\n", section_id(material_, module_, it), it.heading
    );
    static constexpr void (ModuleWriter::*writers[])() = {
        &ModuleWriter::rules,
        &ModuleWriter::ensures,
        &ModuleWriter::definitions,
        &ModuleWriter::facts,
        &ModuleWriter::events,
        &ModuleWriter::terms,
        &ModuleWriter::tests,
        &ModuleWriter::cited,
    };
    static_assert(std::size(writers) == std::size(sections));
    const auto which = std::find_if(std::begin(sections), std::end(sections), [&](const auto& one) {
        return one.id == it.id;
    });
    (this->*writers[which - std::begin(sections)])();
    body_ += "</section>\n";
}

// ---- shared parts

void ModuleWriter::entry(const std::string& name, const std::string& content) {
    body_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", html::escape(name), content);
}

void ModuleWriter::open(const char* element, const char* kind, Target target) {
    body_ +=
        fmt::format("<{} class=\"{}\" id=\"{}\">\n", element, kind, material_.links.id(target));
}

void ModuleWriter::title(const char* level, const std::string& label, const std::string& name) {
    body_ += fmt::format(
        "<{0}>{1} <code>{2}</code></{0}>\n", level, html::escape(label), html::escape(name)
    );
}

void ModuleWriter::place(Span span) {
    body_ += fmt::format(
        "<p class=\"place\">{}</p>\n", html::escape(show_place(material_.sources, span))
    );
}

void ModuleWriter::note(Span span) {
    if (const std::string text = material_.notes.above(span); !text.empty()) {
        body_ += fmt::format("<p class=\"note\">{}</p>\n", html::escape(text));
    }
}

std::string ModuleWriter::html(const Phrase& phrase) const {
    std::string text;
    for (const Piece& piece : phrase.pieces()) {
        const std::string escaped = html::escape(piece.text);
        if (piece.target) {
            text += fmt::format(
                "<a href=\"{}\">{}</a>", material_.links.href(*piece.target, module_), escaped
            );
        } else if (piece.strong) {
            text += fmt::format("<strong>{}</strong>", escaped);
        } else {
            text += escaped;
        }
    }
    return text;
}

std::string ModuleWriter::list(const std::vector<Block>& items) const {
    if (items.empty()) {
        return {};
    }
    std::string text = "<ul>\n";
    for (const Block& item : items) {
        text += fmt::format("<li>{}</li>\n", html(item));
    }
    return text + "</ul>\n";
}

std::string ModuleWriter::html(const Block& block) const {
    return html(block.as_written ? block.head : capital(block.head)) + list(block.items);
}

std::string ModuleWriter::label_of(Target target) const {
    switch (target.kind) {
    case Kind::Module: return program_.modules[target.index].label;
    case Kind::Rule: return program_.rules[target.index].label;
    case Kind::Definition: return program_.definitions[target.index].label;
    case Kind::Fact: return program_.facts[target.index].label;
    case Kind::Event: return program_.events[target.index].label;
    case Kind::Term: return program_.terms[target.index].label;
    case Kind::Source: return program_.sources[target.index].title;
    case Kind::Ensure: return program_.ensures[target.index].label;
    case Kind::Test: break;
    }
    const Test& test = program_.tests[target.index];
    return test.row ? fmt::format("{}, row {}", test.label, test.row->number) : test.label;
}

std::string ModuleWriter::link(Target target) const {
    return html(Phrase().link(label_of(target), target));
}

std::string ModuleWriter::citations(const std::vector<Citation>& citations) const {
    std::vector<Block> items;
    for (const Citation& citation : citations) {
        Phrase phrase =
            Phrase().link(program_[citation.source].title, {Kind::Source, citation.source.index});
        if (!citation.section.empty()) {
            phrase.add(", “" + citation.section + "”");
        }
        items.push_back({phrase});
    }
    return list(items);
}

std::string ModuleWriter::codes(const std::vector<CodeBinding>& codes) const {
    std::string text;
    for (const CodeBinding& one : codes) {
        text += fmt::format(
            "{}{} {}", text.empty() ? "" : ", ", html::escape(one.system), html::escape(one.code)
        );
    }
    return text;
}

std::string ModuleWriter::needs(Target item) const {
    std::vector<Block> items;
    for (const Need& need : relations_.needs(item)) {
        Phrase phrase = Phrase().link(label_of(need.what), need.what);
        if (need.what.kind == Kind::Fact) {
            const Fact& fact = program_.facts[need.what.index];
            phrase.add(": ").add(prose_.type(fact.holds));
            if (fact.valid_for) {
                phrase.add(fmt::format(", not older than {}", to_string(*fact.valid_for)));
            }
        } else {
            phrase.add(": the list of all");
        }
        std::vector<Phrase> through;
        for (const DefinitionId id : need.through) {
            through.push_back(prose_.definition(id));
        }
        if (!through.empty()) {
            phrase.add(", for ").add(join(through, ", ", " and "));
        }
        items.push_back({phrase});
    }
    return list(items);
}

void ModuleWriter::used_by(Target target) {
    static constexpr std::pair<Kind, const char*> kinds[] = {
        {Kind::Module, "Decides for whom this applies"},
        {Kind::Rule, "Used by rules"},
        {Kind::Definition, "Used by definitions"},
        {Kind::Ensure, "Used by what must hold"},
        {Kind::Fact, "Is what a fact may hold"},
        {Kind::Event, "Is what an event may hold"},
    };
    for (const auto& [kind, what] : kinds) {
        std::string links;
        for (const Target user : relations_.used_by(target)) {
            if (user.kind == kind) {
                links += (links.empty() ? "" : "; ") + link(user);
            }
        }
        if (!links.empty()) {
            entry(what, links);
        }
    }
}

} // namespace precept::document
