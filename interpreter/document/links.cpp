#include "interpreter/document/links.hpp"

#include "interpreter/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

} // namespace

Links::Links(const Program& program, Pages pages) : program_(program), form_(pages) {
    std::set<std::string> names{"index.html"};
    for (const Module& module : program.modules) {
        const std::string base = html::anchor(module.name.empty() ? "module" : module.name);
        std::string name = base + ".html";
        for (std::size_t i = 2; !names.insert(name).second; ++i) {
            name = fmt::format("{}-{}.html", base, i);
        }
        pages_.push_back(name);
    }
    add_all();
}

std::string Links::unique(const std::string& wanted) {
    std::string id = html::anchor(wanted);
    for (std::size_t i = 2; !taken_.insert(id).second; ++i) {
        id = fmt::format("{}-{}", html::anchor(wanted), i);
    }
    return id;
}

void Links::add(Target target, const std::string& wanted) {
    ids_.emplace(target, unique(wanted));
}

void Links::add_all() {
    const auto each = [&](Kind kind, const char* word, const auto& items) {
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            add({kind, i}, fmt::format("{}-{}", word, items[i].name));
        }
    };
    each(Kind::Module, "guideline", program_.modules);
    each(Kind::Rule, "rule", program_.rules);
    each(Kind::Definition, "definition", program_.definitions);
    each(Kind::Fact, "fact", program_.facts);
    each(Kind::Event, "event", program_.events);
    each(Kind::Term, "term", program_.terms);
    each(Kind::Source, "source", program_.sources);
    each(Kind::Ensure, "property", program_.ensures);
    std::vector<std::size_t> tests(program_.modules.size(), 0); // labels are whole sentences
    for (std::uint32_t i = 0; i < program_.tests.size(); ++i) {
        const ModuleId module = program_.tests[i].module;
        add({Kind::Test, i},
            fmt::format("test-{}-{}", program_[module].name, ++tests[module.index]));
    }
}

ModuleId Links::module_of(Target target) const {
    switch (target.kind) {
    case Kind::Module: return ModuleId{target.index};
    case Kind::Rule: return program_.rules[target.index].module;
    case Kind::Definition: return program_.definitions[target.index].module;
    case Kind::Fact: return program_.facts[target.index].module;
    case Kind::Event: return program_.events[target.index].module;
    case Kind::Term: return program_.terms[target.index].module;
    case Kind::Ensure: return program_.ensures[target.index].module;
    case Kind::Test: return program_.tests[target.index].module;
    case Kind::Source: break;
    }
    const FileId file = program_.sources[target.index].span.file;
    const auto found =
        std::find_if(program_.modules.begin(), program_.modules.end(), [&](const Module& one) {
            return one.file == file;
        });
    return ModuleId{static_cast<std::uint32_t>(found - program_.modules.begin())};
}

std::string Links::href(Target target, ModuleId from) const {
    const ModuleId to = module_of(target);
    const bool here = form_ == Pages::One || to == from;
    return (here ? "" : page(to)) + "#" + id(target);
}

} // namespace precept::document
