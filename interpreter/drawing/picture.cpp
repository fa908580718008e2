#include "interpreter/drawing/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::drawing {

namespace {

using Kind = document::Target::Kind;

std::string title_of(const Program& program, const std::vector<ModuleId>& modules) {
    const Module* only = nullptr;
    for (const ModuleId module : modules) {
        const bool has_rules =
            std::any_of(program.rules.begin(), program.rules.end(), [&](const Rule& rule) {
                return rule.module == module;
            });
        if (has_rules && only != nullptr) {
            return "Clinical guidelines";
        }
        only = has_rules ? &program[module] : only;
    }
    return only != nullptr ? only->label : "Clinical guidelines";
}

/// A condition or body over several lines, as a tooltip shows it.
std::string lines_of(const document::Block& block, std::size_t depth = 0) {
    std::string text = block.head.plain();
    for (const document::Block& item : block.items) {
        text += "\n" + std::string(2 * (depth + 1), ' ') + "• " + lines_of(item, depth + 1);
    }
    return text;
}

} // namespace

Painter::Painter(
    const Program& program, const Sources& sources, const std::vector<ModuleId>& modules
)
    : program_(program),
      prose_(program, sources),
      relations_(program),
      links_(program, document::Links::Pages::One),
      followed_(program.definitions.size(), false) {
    picture_.title = title_of(program, modules);
    const bool draft = std::any_of(modules.begin(), modules.end(), [&](ModuleId one) {
        return program[one].status == ast::ModuleStatus::Draft;
    });
    picture_.subtitle = draft ? "Draft. Not medical advice." : "Not medical advice.";
    const auto drawn = [&](ModuleId module) {
        return std::find(modules.begin(), modules.end(), module) != modules.end();
    };
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        if (drawn(program.rules[i].module)) {
            add_rule(RuleId{i});
        }
    }
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        if (drawn(program.definitions[i].module)) {
            box_of({Kind::Definition, i});
        }
    }
    add_withdrawals();
    for (const Box& box : picture_.boxes) {
        picture_.modules.emplace(box.module, program[box.module].label);
    }
}

void Painter::add_rule(RuleId id) {
    const std::size_t box = box_of({Kind::Rule, id.index});
    for (const RuleId other : program_[id].overrides) {
        arrow(box, box_of({Kind::Rule, other.index}), Arrow::Kind::Overrides);
    }
}

std::string Painter::new_id(const std::string& wanted) {
    return links_.unique(wanted);
}

Box Painter::describe(Target target) const {
    Box box{.id = links_.id(target), .module = links_.module_of(target), .text = {}};
    switch (target.kind) {
    case Kind::Fact: {
        const Fact& fact = program_.facts[target.index];
        box.thing = Thing::Fact;
        box.text = fact.label;
        box.tooltip = prose_.type(fact.holds).plain();
        break;
    }
    case Kind::Event:
        box.thing = Thing::Event;
        box.text = program_.events[target.index].label;
        box.tooltip = "the list of all";
        break;
    case Kind::Definition: {
        const Definition& definition = program_.definitions[target.index];
        box.thing = Thing::Definition;
        box.text = definition.label;
        box.tooltip = lines_of(prose_.body(definition.body));
        break;
    }
    case Kind::Rule: {
        const Rule& rule = program_.rules[target.index];
        box.thing = Thing::Rule;
        box.text = rule.label;
        box.tooltip = "if " + lines_of(prose_.criteria(rule.when));
        for (const Unless& unless : rule.unless) {
            box.tooltip += "\nunless " + lines_of(prose_.criteria(unless.condition));
        }
        break;
    }
    default: {
        const Module& module = program_.modules[target.index];
        box.thing = Thing::Guideline;
        box.text = "Applies to: " + module.label;
        box.tooltip = lines_of(prose_.criteria(module.applies));
        break;
    }
    }
    return box;
}

std::size_t Painter::box_of(Target target) {
    if (const auto found = boxes_.find(target); found != boxes_.end()) {
        return found->second;
    }
    const std::size_t box = picture_.boxes.size();
    boxes_.emplace(target, box);
    picture_.boxes.push_back(describe(target));
    add_needs(target, box);
    if (target.kind == Kind::Rule) {
        const Rule& rule = program_.rules[target.index];
        if (program_[rule.module].applies.valid()) {
            arrow(box_of({Kind::Module, rule.module.index}), box, Arrow::Kind::Applies);
        }
        for (const AdviceId advice : rule.advice) {
            add_advice(advice, box);
        }
    }
    return box;
}

void Painter::add_needs(Target target, std::size_t box) {
    const std::vector<Target> uses = relations_.uses(target);
    for (const Target used : uses) {
        if (used.kind == Kind::Fact || used.kind == Kind::Event || used.kind == Kind::Definition ||
            used.kind == Kind::Rule) {
            arrow(box_of(used), box, Arrow::Kind::Leads);
        }
    }
    for (const AdviceId asked : relations_.outcomes(target)) {
        box_of({Kind::Rule, program_[asked].rule.index});
        arrow(advice_.at(asked.index), box, Arrow::Kind::Leads);
    }
}

void Painter::add_advice(AdviceId id, std::size_t rule) {
    const Advice& advice = program_[id];
    Box box{
        .id = new_id(picture_.boxes[rule].id + "-advice"),
        .thing = Thing::Advice,
        .module = picture_.boxes[rule].module,
        .text = fmt::format(
            "{}: {}", document::heading_of(advice.verb), prose_.regimen(advice.terms).plain()
        )};
    box.verb = advice.verb;
    if (advice.strength) {
        box.text += fmt::format(" ({})", document::in_words(*advice.strength));
    }
    box.tooltip = advice.because;
    advice_.emplace(id.index, picture_.boxes.size());
    arrow(rule, picture_.boxes.size(), Arrow::Kind::Leads);
    picture_.boxes.push_back(std::move(box));
}

/// Contraindications block advice of the same picture.
void Painter::add_withdrawals() {
    for (const auto& [index, box] : advice_) {
        const Advice& advice = program_.advice[index];
        if (advice.verb != ast::Verb::Recommend && advice.verb != ast::Verb::Consider) {
            continue;
        }
        for (const TermId term : advice.terms) {
            for (const AdviceId by : advice_about(program_, term, ast::Verb::Contraindicate)) {
                if (const auto found = advice_.find(by.index); found != advice_.end()) {
                    arrow(found->second, box, Arrow::Kind::Blocks);
                }
            }
        }
    }
}

void Painter::arrow(std::size_t from, std::size_t to, Arrow::Kind kind) {
    if (arrows_.emplace(std::tuple(from, to, kind), picture_.arrows.size()).second) {
        picture_.arrows.push_back({from, to, kind, false});
    }
}

} // namespace precept::drawing
