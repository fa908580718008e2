#include "interpreter/document/document.hpp"

#include "interpreter/document/module_writer.hpp"
#include "interpreter/html.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

constexpr std::string_view page_style = R"(
body { max-width: 62rem; }
.notice { padding: 0.5rem 0.9rem; border-left: 4px solid var(--unknown); color: var(--unknown); background: var(--unknown-back); }
nav.contents > ul { list-style: none; padding: 0; }
nav.contents > ul > li { margin: 0.75rem 0; break-inside: avoid; }
nav.contents ul ul { columns: 2 22rem; column-gap: 2rem; font-size: 0.94rem; }
nav.contents .parts { color: var(--soft); font-size: 0.9rem; }
.module { margin-top: 3rem; border-top: 3px solid var(--line); }
h2 code, h4 code, .term code { font-weight: normal; font-size: 0.75em; color: var(--soft); }
article { margin: 1rem 0; padding: 0.25rem 1rem 0.5rem; border: 1px solid var(--line); border-radius: 6px; }
article a:not(:hover) { text-decoration-color: var(--line); text-underline-offset: 0.15em; }
article h4 { margin: 0.6rem 0; font-size: 1.08rem; }
article:target, li:target, tr:target { outline: 3px solid var(--link); outline-offset: 2px; }
dl { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.3rem 1rem; margin: 0.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd ul, li ul { margin: 0.15rem 0; padding-left: 1.2rem; }
dd > ul:first-child { margin-top: 0; }
.note { margin: 0.25rem 0 0.5rem; padding-left: 0.75rem; border-left: 2px solid var(--line); color: var(--soft); font-style: italic; }
.term .note { padding: 0; border: 0; font-size: 0.9rem; }
.why { margin: 0.25rem 0; color: var(--soft); }
.advice { margin: 0.75rem 0; padding: 0.5rem 0.9rem; border-left: 6px solid var(--line); background: var(--panel); }
.advice p { margin: 0; font-size: 1.06rem; }
.advice.recommend { border-color: var(--yes); }
.advice.consider { border-color: var(--link); border-left-style: double; }
.advice.avoid { border-color: var(--unknown); border-left-style: dashed; }
.advice.contraindicate { border-color: var(--warn); border-left-style: dotted; }
.many ul { columns: 2 22rem; column-gap: 2rem; font-size: 0.92rem; }
.many li { break-inside: avoid; }
.place, .users { margin: 0.25rem 0 0; color: var(--soft); font-size: 0.85rem; }
.wide { overflow-x: auto; }
.any { color: var(--soft); }
.fact, .source, .test { padding-bottom: 0.1rem; }
@media (max-width: 38rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dt { margin-top: 0.4rem; font-size: 0.9rem; }
  article { padding: 0.1rem 0.6rem 0.4rem; }
}
@media print {
  article { border-radius: 0; }
  .advice, .fact, .source, .test { break-inside: avoid; }
  .module + .module { break-before: page; }
  .many ul, nav.contents ul ul { columns: 2 15rem; font-size: 0.88em; }
  a { text-decoration: none; }
  dd a { text-decoration: underline dotted 0.5pt; text-underline-offset: 2pt; }
  .source a { text-decoration: underline; }
}
)";

bool has_rules(const Program& program, ModuleId module) {
    return std::any_of(program.rules.begin(), program.rules.end(), [&](const Rule& rule) {
        return rule.module == module;
    });
}

/// What a reader looks for first comes first: guidelines, then what they are made of, then tests
/// and sources that stand by themselves.
std::vector<ModuleId> in_reading_order(const Program& program) {
    std::vector<ModuleId> modules;
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        modules.push_back(ModuleId{i});
    }
    const auto place = [&](ModuleId module) {
        int rank = has_rules(program, module) ? 0 : 3;
        for (const Section& one : sections_of(program, module)) {
            const std::string_view id = one.id;
            rank = std::min(rank, id == "tests" ? 2 : id == "sources" ? 3 : 1);
        }
        return has_rules(program, module) ? 0 : rank;
    };
    std::stable_sort(modules.begin(), modules.end(), [&](ModuleId left, ModuleId right) {
        return place(left) < place(right);
    });
    return modules;
}

std::string title_of(const Program& program) {
    const Module* only = nullptr;
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        if (has_rules(program, ModuleId{i})) {
            if (only != nullptr) {
                return "Clinical guidelines";
            }
            only = &program.modules[i];
        }
    }
    if (only == nullptr && program.modules.size() == 1) {
        only = &program.modules.front();
    }
    return only != nullptr ? only->label : "Clinical guidelines";
}

/// That nobody may be treated by drafts, and that nothing here is medical advice.
std::string notice(const Program& program, const std::vector<ModuleId>& modules) {
    const auto drafts = std::count_if(modules.begin(), modules.end(), [&](ModuleId one) {
        return program[one].status == ast::ModuleStatus::Draft;
    });
    std::string text = "<p class=\"notice\">";
    if (static_cast<std::size_t>(drafts) == modules.size()) {
        text += "Draft: nobody may be treated by it. ";
    } else if (drafts != 0) {
        text += fmt::format(
            "{} of {} files {}: nobody may be treated by {}. ",
            drafts,
            modules.size(),
            drafts == 1 ? "is a draft" : "are drafts",
            drafts == 1 ? "it" : "them"
        );
    }
    return text + "Not medical advice.</p>\n";
}

std::string header(const Program& program, const std::vector<ModuleId>& modules) {
    return fmt::format(
        "<header>\n<h1>{}</h1>\n<p>{}, {}, {}, {}, {}.</p>\n{}</header>\n",
        html::escape(title_of(program)),
        counted(program.modules.size(), "file"),
        counted(program.rules.size(), "rule"),
        counted(program.definitions.size(), "definition"),
        counted(program.facts.size(), "fact"),
        counted(program.tests.size(), "test"),
        notice(program, modules)
    );
}

/// The contents of the given modules, as seen from the page of `from`.
std::string
contents(const Material& material, const std::vector<ModuleId>& modules, ModuleId from) {
    const Program& program = material.program;
    std::string text =
        "<nav class=\"contents\" aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n";
    for (const ModuleId module : modules) {
        const std::string page = material.links.href({Kind::Module, module.index}, from);
        const std::string file = page.substr(0, page.find('#'));
        text += fmt::format(
            R"(<li><a href="{}">{}</a> <span class="parts">)",
            page,
            html::escape(program[module].label)
        );
        for (const Section& one : sections_of(program, module)) {
            text += fmt::format(
                " · <a href=\"{}#{}\">{}</a>", file, section_id(material, module, one), one.heading
            );
        }
        text += "</span>";
        std::string rules;
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            if (program.rules[i].module == module) {
                rules += fmt::format(
                    "<li><a href=\"{}\">{}</a></li>\n",
                    material.links.href({Kind::Rule, i}, from),
                    html::escape(program.rules[i].label)
                );
            }
        }
        text += rules.empty() ? "" : "\n<ul>\n" + rules + "</ul>\n";
        text += "</li>\n";
    }
    return text + "</ul>\n</nav>\n";
}

} // namespace

std::string write_page(const Program& program, const Sources& sources) {
    const Material material(program, sources, Links::Pages::One);
    const std::vector<ModuleId> modules = in_reading_order(program);
    std::string body =
        header(program, modules) + "<main>\n" + contents(material, modules, ModuleId{});
    for (const ModuleId module : modules) {
        body += ModuleWriter(material, module).write();
    }
    return html::document({title_of(program), std::string(page_style), body + "</main>\n"});
}

std::vector<PageFile> write_pages(const Program& program, const Sources& sources) {
    const Material material(program, sources, Links::Pages::Modules);
    const std::vector<ModuleId> modules = in_reading_order(program);
    std::vector<PageFile> pages;
    pages.push_back(
        {"index.html",
         html::document(
             {title_of(program),
              std::string(page_style),
              header(program, modules) + "<main>\n" + contents(material, modules, ModuleId{}) +
                  "</main>\n"}
         )}
    );
    for (const ModuleId module : modules) {
        const std::string back =
            fmt::format("<nav><a href=\"index.html\">{}</a></nav>\n", "All contents");
        const std::string body = back + notice(program, {module}) + "<main>\n" +
                                 contents(material, {module}, module) +
                                 ModuleWriter(material, module).write() + "</main>\n";
        pages.push_back(
            {material.links.page(module),
             html::document({program[module].label, std::string(page_style), body})}
        );
    }
    return pages;
}

} // namespace precept::document
