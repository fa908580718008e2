// Writes the HTML of one module of a document: its rules, what they are made of, and their tests.
#pragma once

#include "interpreter/document/links.hpp"
#include "interpreter/document/notes.hpp"
#include "interpreter/document/prose.hpp"
#include "interpreter/document/relations.hpp"

#include <string>
#include <utility>
#include <vector>

namespace precept::document {

/// What all modules of a document share.
struct Material {
    const Program& program;
    const Sources& sources;
    Prose prose;
    Relations relations;
    Links links;
    Notes notes;
    std::vector<std::vector<RuleId>> blocked_by, cautioned_by; ///< by RuleId
    std::vector<std::vector<RuleId>> blocks, cautions;         ///< the other way

    Material(const Program& the_program, const Sources& the_sources, Links::Pages pages);
};

/// The parts that a module can have, in their order: the heading, and the end of its `id`.
struct Section {
    const char* heading;
    const char* id;
    bool (*has)(const Program& program, ModuleId module);
};

/// Those that `module` has.
[[nodiscard]] std::vector<Section> sections_of(const Program& program, ModuleId module);
/// The `id` of a section of a module.
[[nodiscard]] std::string section_id(const Material& material, ModuleId module, const Section& it);
/// The sources that are declared in a module.
[[nodiscard]] std::vector<SourceId> sources_of(const Program& program, ModuleId module);

class ModuleWriter {
public:
    ModuleWriter(const Material& material, ModuleId module)
        : material_(material),
          program_(material.program),
          prose_(material.prose),
          relations_(material.relations),
          module_(module) {}

    [[nodiscard]] std::string write();

    [[nodiscard]] std::string html(const Phrase& phrase) const;

private:
    void head();
    void section(const Section& it);

    // rules: rules.cpp
    void rules();
    void rule(RuleId id);
    void advice(const Advice& advice);
    void relations_of(RuleId id);
    void rule_list(const char* what, const std::vector<RuleId>& rules);
    void trials(RuleId id);
    void ensures();

    // what rules are made of: declarations.cpp
    void definitions();
    void definition(DefinitionId id);
    void facts();
    void fact(const Fact& fact, Target target);
    void events();
    void terms();
    void term(TermId id, std::vector<bool>& written);
    void case_table(const CaseTable& table);
    void cited();

    // tests: tests.cpp
    void tests();
    void test(std::size_t index);
    /// The rows `[first, end)` of one table of cases.
    void table(std::size_t first, std::size_t end);
    [[nodiscard]] std::vector<Phrase> patient(const Test& test) const;
    [[nodiscard]] std::string expected(const Test& test) const;

    // parts that several of them share: module_writer.cpp
    /// A name for what follows and its content, in a list of such.
    void entry(const std::string& name, const std::string& content);
    void open(const char* element, const char* kind, Target target);
    void title(const char* level, const std::string& label, const std::string& name);
    void place(Span span);
    /// What the author noted above an item.
    void note(Span span);
    [[nodiscard]] std::string link(Target target) const;
    [[nodiscard]] std::string label_of(Target target) const;
    [[nodiscard]] std::string list(const std::vector<Block>& items) const;
    /// A phrase, and the list below it; it begins with a capital letter.
    [[nodiscard]] std::string html(const Block& block) const;
    [[nodiscard]] std::string citations(const std::vector<Citation>& citations) const;
    [[nodiscard]] std::string codes(const std::vector<CodeBinding>& codes) const;
    [[nodiscard]] std::string needs(Target item) const;
    void used_by(Target target);

    const Material& material_;
    const Program& program_;
    const Prose& prose_;
    const Relations& relations_;
    ModuleId module_;
    std::string body_;
};

} // namespace precept::document
