#include "lang/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <type_traits>
#include <variant>

namespace precept {

namespace {

// ---- labels and names

bool is_conventional(std::string_view name) {
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
           std::string_view::npos;
}

class Names {
public:
    explicit Names(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void look_at(const ast::Module& module) {
        if (module.header) {
            named(module.header->name);
            labelled(module.header->name, module.header->label, "guideline");
        }
        for (const ast::Item& item : module.items) {
            std::visit([&](const auto& it) { look_at(it); }, item);
        }
    }

private:
    template <typename Item>
    void look_at(const Item& item) {
        if constexpr (requires { item.name.text; }) {
            named(item.name);
        }
        if constexpr (std::is_same_v<Item, ast::Fact> || std::is_same_v<Item, ast::Event> || std::is_same_v<Item, ast::Term> || std::is_same_v<Item, ast::Definition> || std::is_same_v<Item, ast::Rule> || std::is_same_v<Item, ast::Ensure>) {
            labelled(item.name, item.label, word(item));
        }
        if constexpr (std::is_same_v<Item, ast::Event>) {
            for (const ast::Field& field : item.fields) {
                named(field.name);
            }
        }
    }

    static const char* word(const ast::Fact& /*it*/) { return "fact"; }

    static const char* word(const ast::Event& /*it*/) { return "event"; }

    static const char* word(const ast::Term& /*it*/) { return "term"; }

    static const char* word(const ast::Definition& /*it*/) { return "definition"; }

    static const char* word(const ast::Rule& /*it*/) { return "rule"; }

    static const char* word(const ast::Ensure& /*it*/) { return "property"; }

    void named(const ast::Name& name) {
        if (!is_conventional(name.text)) {
            diagnostics_.push_back(
                {.code = Code::NameConvention,
                 .span = name.span,
                 .message = fmt::format(
                     "`{}` is not written as names are: small letters, digits and `_`", name.text
                 ),
                 .help = fmt::format("call it `{}`", conventional_name(name.text))}
            );
        }
    }

    void labelled(const ast::Name& name, const std::optional<ast::Text>& label, const char* what) {
        if (!label) {
            const std::string text = fmt::format(" \"{}\"", label_in_words(name.text));
            diagnostics_.push_back(
                {.code = Code::MissingLabel,
                 .span = name.span,
                 .message =
                     fmt::format("the {} `{}` has no label for those who read", what, name.text),
                 .help = fmt::format("say after the name what it is, such as{}", text),
                 .fix = Fix{{name.span.file, name.span.end, name.span.end}, text}}
            );
        }
    }

    Diagnostics& diagnostics_;
};

// ---- strength and evidence

void lint_advice(const Program& program, Diagnostics& diagnostics) {
    for (const Advice& advice : program.advice) {
        const auto missing = [&](Code code, const char* what, const char* words) {
            diagnostics.push_back(
                {.code = code,
                 .span = advice.span,
                 .message = fmt::format("this advice does not say {}", what),
                 .help = fmt::format("say it as the source does: {}", words)}
            );
        };
        if (!advice.strength) {
            missing(
                Code::MissingStrength,
                "how strong it is",
                "`strength strong` or `strength conditional`"
            );
        }
        if (!advice.evidence) {
            missing(
                Code::MissingEvidence,
                "how good its evidence is",
                "`evidence high`, `moderate`, `low` or `very_low`"
            );
        }
    }
}

// ---- what nothing uses

/// What rules, definitions, properties and guidelines look at, and what they name.
class Uses {
public:
    explicit Uses(const Program& program)
        : program_(program),
          seen_(program.nodes.size()),
          facts_(program.facts.size()),
          events_(program.events.size()),
          terms_(program.terms.size()) {
        for (const Module& module : program.modules) {
            walk(module.applies);
        }
        for (const Definition& definition : program.definitions) {
            walk(definition.body);
            type(definition.type);
        }
        for (const Rule& rule : program.rules) {
            walk(rule.when);
            for (const Unless& unless : rule.unless) {
                walk(unless.condition);
            }
        }
        for (const Ensure& ensure : program.ensures) {
            walk(ensure.whenever);
            walk(ensure.claim);
        }
        for (const Advice& advice : program.advice) {
            for (const TermId id : advice.terms) {
                term(id);
            }
        }
        for (const Fact& fact : program.facts) {
            type(fact.holds.type);
        }
        for (const Event& event : program.events) {
            for (const Field& field : event.fields) {
                type(field.holds.type);
            }
        }
        close();
    }

    [[nodiscard]] bool uses(FactId id) const { return facts_[id.index]; }

    [[nodiscard]] bool uses(EventId id) const { return events_[id.index]; }

    [[nodiscard]] bool uses(TermId id) const { return terms_[id.index]; }

private:
    void term(TermId id) { terms_[id.index] = true; }

    void type(const Type& type) {
        if (type.kind == TypeKind::Term && type.root.valid()) {
            term(type.root);
        }
    }

    void walk(NodeId id) {
        if (!id.valid() || seen_[id.index]) {
            return;
        }
        seen_[id.index] = true;
        const Node& node = program_[id];
        std::visit([&](const auto& it) { look_at(it); }, node.kind);
        for_each_operand(node.kind, [&](NodeId operand) { walk(operand); });
    }

    template <typename Kind>
    void look_at(const Kind& kind) {
        if constexpr (requires { kind.fact; }) {
            facts_[kind.fact.index] = true;
        }
        if constexpr (requires { kind.scope; }) {
            events_[program_[kind.scope].event.index] = true;
        }
        if constexpr (requires { kind.term; }) {
            term(kind.term);
        }
        if constexpr (requires { kind.terms; }) {
            std::for_each(kind.terms.begin(), kind.terms.end(), [&](TermId id) { term(id); });
        }
        if constexpr (std::is_same_v<Kind, node::Constant>) {
            if (const auto* id = std::get_if<TermId>(&kind.value)) {
                term(*id);
            }
        }
    }

    /// A class stands for all below it; and it is there for what is below it.
    void close() {
        std::vector<TermId> open;
        for (std::uint32_t i = 0; i < terms_.size(); ++i) {
            if (terms_[i]) {
                for (const TermId below : at_or_below(program_, {i})) {
                    open.push_back(below);
                }
            }
        }
        while (!open.empty()) {
            const TermId id = open.back();
            open.pop_back();
            if (!terms_[id.index] || !above_done_[id.index]) {
                terms_[id.index] = true;
                above_done_[id.index] = true;
                const auto& parents = program_[id].parents;
                open.insert(open.end(), parents.begin(), parents.end());
            }
        }
    }

    const Program& program_;
    std::vector<bool> seen_;
    std::vector<bool> facts_;
    std::vector<bool> events_;
    std::vector<bool> terms_;
    std::vector<bool> above_done_ = std::vector<bool>(terms_.size());
};

/// By module: whether its declarations can be told to be unused. What a guideline declares is for
/// itself; what is declared for others is unused only where those that use it were read, and the
/// file was named: who checks one guideline alone need not use all that others share.
std::vector<bool> complete_modules(const Program& program, const LoadedModules& modules) {
    std::vector<bool> used(modules.size());
    for (const LoadedModule& module : modules) {
        for (const auto& use : module.uses) {
            if (use) {
                used[*use] = true;
            }
        }
    }
    std::vector<bool> complete(modules.size());
    for (std::size_t i = 0; i < modules.size() && i < program.modules.size(); ++i) {
        const bool guideline = program.modules[i].kind == ast::ModuleKind::Guideline;
        complete[i] = modules[i].named && (guideline || used[i]);
    }
    return complete;
}

void lint_unused(const Program& program, const LoadedModules& modules, Diagnostics& diagnostics) {
    const Uses uses(program);
    const std::vector<bool> complete = complete_modules(program, modules);
    const auto look_at = [&](const auto& all, auto id, Code code, const char* what) {
        for (id.index = 0; id.index < all.size(); ++id.index) {
            const auto& one = all[id.index];
            if (complete[one.module.index] && !uses.uses(id)) {
                diagnostics.push_back(
                    {.code = code,
                     .span = one.span,
                     .message = fmt::format("nothing uses the {} `{}`", what, one.name),
                     .help = "remove it, or use it"}
                );
            }
        }
    };
    look_at(program.facts, FactId{}, Code::UnusedFact, "fact");
    look_at(program.events, EventId{}, Code::UnusedFact, "event");
    look_at(program.terms, TermId{}, Code::UnusedTerm, "term");
}

} // namespace

std::string conventional_name(std::string_view name) {
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto letter = static_cast<unsigned char>(name[i]);
        const bool after_small =
            i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
        const bool before_small = i > 0 && i + 1 < name.size() && name[i - 1] != '_' &&
                                  std::islower(static_cast<unsigned char>(name[i + 1])) != 0 &&
                                  std::isdigit(static_cast<unsigned char>(name[i - 1])) == 0;
        if (std::isupper(letter) != 0 && (after_small || before_small)) {
            result += '_';
        }
        result += letter == '-' ? '_' : static_cast<char>(std::tolower(letter));
    }
    return result;
}

std::string label_in_words(std::string_view name) {
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    if (!words.empty()) {
        words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    }
    return words;
}

void lint(const Program& program, const LoadedModules& modules, Diagnostics& diagnostics) {
    for (const LoadedModule& module : modules) {
        Names(diagnostics).look_at(module.ast);
    }
    lint_advice(program, diagnostics);
    lint_unused(program, modules, diagnostics);
    for (MissedBoundary& boundary : missed_boundaries(program)) {
        diagnostics.push_back(std::move(boundary.finding));
    }
}

} // namespace precept
