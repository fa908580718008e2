// Rules, what becomes of their advice, and what must always hold.

#include "interpreter/document/module_writer.hpp"
#include "interpreter/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

/// The class of a verb in the page's style.
const char* class_of(ast::Verb verb) {
    switch (verb) {
    case ast::Verb::Recommend: return "recommend";
    case ast::Verb::Consider: return "consider";
    case ast::Verb::Avoid: return "avoid";
    case ast::Verb::Contraindicate: break;
    }
    return "contraindicate";
}

} // namespace

void ModuleWriter::rules() {
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
        if (program_.rules[i].module == module_) {
            rule(RuleId{i});
        }
    }
}

void ModuleWriter::rule(RuleId id) {
    const Rule& rule = program_[id];
    open("article", "rule", {Kind::Rule, id.index});
    title("h4", rule.label, rule.name);
    note(rule.span);
    body_ += "<dl>\n";
    entry("If", html(prose_.criteria(rule.when)));
    for (const Unless& unless : rule.unless) {
        std::string text = html(prose_.criteria(unless.condition));
        if (!unless.because.empty()) {
            text += fmt::format("<p class=\"why\">{}</p>", html::escape(unless.because));
        }
        entry("Unless", text);
    }
    body_ += "</dl>\n";
    for (const AdviceId one : rule.advice) {
        advice(program_[one]);
    }
    body_ += "<dl>\n";
    relations_of(id);
    if (const std::string needed = needs({Kind::Rule, id.index}); !needed.empty()) {
        entry("Facts needed", needed);
    }
    trials(id);
    body_ += "</dl>\n";
    place(rule.span);
    body_ += "</article>\n";
}

void ModuleWriter::advice(const Advice& advice) {
    body_ += fmt::format(
        "<div class=\"advice {}\">\n<p><strong>{}:</strong> {}</p>\n<dl>\n",
        class_of(advice.verb),
        heading_of(advice.verb),
        html(prose_.regimen(advice.terms))
    );
    if (advice.strength) {
        entry("Strength", html::escape(in_words(*advice.strength)));
    }
    if (advice.evidence) {
        entry("Evidence", fmt::format("{} (GRADE)", in_words(*advice.evidence)));
    }
    if (!advice.because.empty()) {
        entry("Why", html::escape(advice.because));
    }
    if (!advice.how.empty()) {
        entry("How", html::escape(advice.how));
    }
    if (!advice.citations.empty()) {
        entry("Source", citations(advice.citations));
    }
    body_ += "</dl>\n</div>\n";
}

void ModuleWriter::rule_list(const char* what, const std::vector<RuleId>& rules) {
    std::vector<Phrase> names;
    names.reserve(rules.size());
    for (const RuleId one : rules) {
        names.push_back(prose_.rule(one));
    }
    if (!names.empty()) {
        entry(what, html(join(names, "; ", "; ")));
    }
}

void ModuleWriter::relations_of(RuleId id) {
    const Rule& rule = program_[id];
    rule_list("Takes the place of", rule.overrides);
    rule_list("Gives way to", rule.overridden_by);
    rule_list("Can be blocked by", material_.blocked_by[id.index]);
    rule_list("Can be cautioned against by", material_.cautioned_by[id.index]);
    rule_list("Can block", material_.blocks[id.index]);
    rule_list("Cautions beside", material_.cautions[id.index]);
    used_by({Kind::Rule, id.index});
}

void ModuleWriter::trials(RuleId id) {
    std::vector<Block> items;
    for (const Trial& trial : relations_.trials(id)) {
        const Target target{Kind::Test, static_cast<std::uint32_t>(trial.test)};
        std::vector<Phrase> expected;
        for (const std::size_t one : trial.expectations) {
            expected.push_back(prose_.expectation(program_.tests[trial.test].expect[one], id));
        }
        Phrase phrase = Phrase().link(label_of(target), target).add(": ");
        items.push_back({phrase.add(join(expected, "; ", "; "))});
    }
    if (!items.empty()) {
        entry("Tests", "<div class=\"many\">" + list(items) + "</div>");
    } else {
        entry("Tests", "none");
    }
}

void ModuleWriter::ensures() {
    for (const Ensure& ensure : program_.ensures) {
        if (ensure.module != module_) {
            continue;
        }
        const auto index = static_cast<std::uint32_t>(&ensure - program_.ensures.data());
        open("article", "ensure", {Kind::Ensure, index});
        title("h4", ensure.label, ensure.name);
        note(ensure.span);
        body_ += "<dl>\n";
        if (ensure.whenever.valid()) {
            entry("Whenever", html(prose_.criteria(ensure.whenever)));
        }
        entry("Holds", html(prose_.criteria(ensure.claim)));
        body_ += "</dl>\n";
        place(ensure.span);
        body_ += "</article>\n";
    }
}

} // namespace precept::document
