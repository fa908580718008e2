// Definitions, facts, events, terms and sources, each with what uses it.

#include "interpreter/document/module_writer.hpp"
#include "interpreter/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

/// An address that a reader may follow: what else a rule file says there stays text.
bool is_address(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

std::string outside(const std::string& url, const std::string& text) {
    return is_address(url) ? fmt::format(
                                 "<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
                                 html::escape(url),
                                 html::escape(text)
                             )
                           : html::escape(text);
}

} // namespace

void ModuleWriter::definitions() {
    for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
        if (program_.definitions[i].module == module_) {
            definition(DefinitionId{i});
        }
    }
}

void ModuleWriter::definition(DefinitionId id) {
    const Definition& definition = program_[id];
    const Target target{Kind::Definition, id.index};
    open("article", "definition", target);
    title("h4", definition.label, definition.name);
    note(definition.span);
    if (const auto table = prose_.table(definition.body)) {
        case_table(*table);
        body_ += "<dl>\n";
    } else {
        body_ += "<dl>\n";
        entry("Is", html(prose_.body(definition.body)));
    }
    entry("Gives", html(prose_.type({definition.type, std::nullopt})));
    if (!definition.citations.empty()) {
        entry("Source", citations(definition.citations));
    }
    if (!definition.codes.empty()) {
        entry("Codes", codes(definition.codes));
    }
    if (const std::string needed = needs(target); !needed.empty()) {
        entry("Facts needed", needed);
    }
    used_by(target);
    std::vector<Block> tests;
    for (const Target user : relations_.used_by(target)) {
        if (user.kind == Kind::Test) {
            tests.push_back({Phrase().link(label_of(user), user)});
        }
    }
    if (!tests.empty()) {
        entry("Tests", "<div class=\"many\">" + list(tests) + "</div>");
    }
    body_ += "</dl>\n";
    place(definition.span);
    body_ += "</article>\n";
}

void ModuleWriter::case_table(const CaseTable& table) {
    body_ += "<p>The first row that fits a patient gives the result.</p>\n"
             "<div class=\"wide\"><table>\n<thead><tr>";
    for (const Phrase& column : table.columns) {
        body_ += fmt::format("<th>{}</th>", html(column));
    }
    body_ += "<th>Result</th></tr></thead>\n<tbody>\n";
    for (const CaseTable::Row& row : table.rows) {
        body_ += "<tr>";
        for (const Phrase& cell : row.cells) {
            body_ += cell.empty() ? "<td class=\"any\">any</td>"
                                  : fmt::format("<td>{}</td>", html(cell));
        }
        body_ += fmt::format("<td><strong>{}</strong></td></tr>\n", html(row.value));
    }
    body_ += "</tbody>\n</table></div>\n";
}

void ModuleWriter::facts() {
    for (const Fact& fact_declared : program_.facts) {
        if (fact_declared.module == module_) {
            const auto index = static_cast<std::uint32_t>(&fact_declared - program_.facts.data());
            fact(fact_declared, {Kind::Fact, index});
        }
    }
}

void ModuleWriter::fact(const Fact& fact, Target target) {
    open("article", "fact", target);
    title("h4", fact.label, fact.name);
    note(fact.span);
    body_ += "<dl>\n";
    entry("Holds", html(Block{prose_.type(fact.holds)}));
    if (!fact.ask.empty()) {
        entry("Question", html::escape(fact.ask));
    }
    if (fact.assume) {
        Phrase assumed = prose_.constant(fact.holds.type, *fact.assume);
        entry("Where not given", "assumed: " + html(assumed));
    }
    if (fact.valid_for) {
        entry("Out of date", "after " + to_string(*fact.valid_for));
    }
    if (fact.fixed) {
        entry("Fixed", "no decision changes it");
    }
    if (!fact.codes.empty()) {
        entry("Codes", codes(fact.codes));
    }
    std::vector<Block> coded;
    if (fact.holds.type.kind == TypeKind::Coded || fact.holds.type.kind == TypeKind::Set) {
        for (const DomainValue& value : program_[fact.holds.type.domain].values) {
            if (!value.codes.empty()) {
                std::string all;
                for (const CodeBinding& one : value.codes) {
                    all += (all.empty() ? "" : ", ") + one.system + " " + one.code;
                }
                coded.push_back({Phrase(value.label).add(": ").add(all)});
            }
        }
    }
    if (!coded.empty()) {
        entry("Codes of values", list(coded));
    }
    used_by(target);
    body_ += "</dl>\n</article>\n";
}

void ModuleWriter::events() {
    for (const Event& event : program_.events) {
        if (event.module != module_) {
            continue;
        }
        const auto index = static_cast<std::uint32_t>(&event - program_.events.data());
        open("article", "event", {Kind::Event, index});
        title("h4", event.label, event.name);
        note(event.span);
        body_ += "<dl>\n";
        std::vector<Block> fields;
        for (const Field& field : event.fields) {
            fields.push_back({Phrase(field.label).add(": ").add(prose_.type(field.holds))});
        }
        entry("Each has", list(fields));
        entry("Known", "a list that is given is complete, also when it is empty");
        if (!event.codes.empty()) {
            entry("Codes", codes(event.codes));
        }
        used_by({Kind::Event, index});
        body_ += "</dl>\n</article>\n";
    }
}

void ModuleWriter::terms() {
    std::vector<bool> written(program_.terms.size(), false);
    const auto here = [&](TermId id) { return program_[id].module == module_; };
    body_ += "<ul class=\"terms\">\n";
    for (std::uint32_t i = 0; i < program_.terms.size(); ++i) {
        const auto& parents = program_.terms[i].parents;
        // The others stand below the first of their parents that is on this page.
        if (here(TermId{i}) && std::none_of(parents.begin(), parents.end(), here)) {
            term(TermId{i}, written);
        }
    }
    body_ += "</ul>\n";
}

void ModuleWriter::term(TermId id, std::vector<bool>& written) {
    const Term& term = program_[id];
    const Target target{Kind::Term, id.index};
    if (written[id.index]) {
        body_ += fmt::format("<li>{}: see above</li>\n", link(target));
        return;
    }
    written[id.index] = true;
    open("li", "term", target);
    body_ += fmt::format(
        "{} <code>{}</code>{}",
        html::escape(term.label),
        html::escape(term.name),
        term.codes.empty() ? "" : " (" + codes(term.codes) + ")"
    );
    std::vector<Phrase> elsewhere;
    for (const TermId parent : term.parents) {
        if (program_[parent].module != module_) {
            elsewhere.push_back(prose_.term(parent));
        }
    }
    if (!elsewhere.empty()) {
        body_ += ", a kind of " + html(join(elsewhere, ", ", " and "));
    }
    if (const std::string said = material_.notes.above(term.span); !said.empty()) {
        body_ += fmt::format("<br><span class=\"note\">{}</span>", html::escape(said));
    }
    std::vector<Phrase> users;
    for (const Target user : relations_.used_by(target)) {
        if (user.kind == Kind::Rule || user.kind == Kind::Definition) {
            users.push_back(Phrase().link(label_of(user), user));
        }
    }
    if (!users.empty()) {
        body_ +=
            fmt::format("<br><span class=\"users\">in {}</span>", html(join(users, "; ", "; ")));
    }
    std::vector<TermId> children;
    for (const TermId child : term.children) {
        if (program_[child].module == module_) {
            children.push_back(child);
        }
    }
    if (!children.empty()) {
        body_ += "\n<ul>\n";
        for (const TermId child : children) {
            this->term(child, written);
        }
        body_ += "</ul>\n";
    }
    body_ += "</li>\n";
}

void ModuleWriter::cited() {
    for (const SourceId id : sources_of(program_, module_)) {
        const Source& source = program_[id];
        const Target target{Kind::Source, id.index};
        open("article", "source", target);
        title("h4", source.title, source.name);
        note(source.span);
        body_ += "<dl>\n";
        if (!source.url.empty()) {
            entry("Address", outside(source.url, source.url));
        }
        if (!source.doi.empty()) {
            entry("DOI", outside("https://doi.org/" + source.doi, source.doi));
        }
        if (!source.pmid.empty()) {
            entry("PubMed", outside("https://pubmed.ncbi.nlm.nih.gov/" + source.pmid, source.pmid));
        }
        if (source.published) {
            entry("Published", to_string(*source.published));
        }
        if (source.accessed) {
            entry("Read", to_string(*source.accessed));
        }
        used_by(target);
        body_ += "</dl>\n</article>\n";
    }
}

} // namespace precept::document
