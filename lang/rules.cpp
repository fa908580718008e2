// Rules with their advice, `applies when`, and `ensure`.

#include "lang/building.hpp"
#include "lang/lower.hpp"

#include <fmt/format.h>

namespace precept {

namespace {

class Ruling {
public:
    explicit Ruling(Building& building) : building_(building) {}

    void run() {
        program().advice.reserve(program().rules.size());
        for (module_ = 0; module_ < building_.modules.size(); ++module_) {
            const ast::Module& module = building_.modules[module_].ast;
            if (module.header && module.header->applies) {
                const NodeId applies =
                    Lowering(building_, module_).condition(*module.header->applies);
                building_.program.modules[module_].applies = applies;
                if (module.header->kind == ast::ModuleKind::Terms) {
                    building_.report(
                        Code::MisplacedItem,
                        module.header->applies->span,
                        "a file of terms applies to everyone",
                        "only a `guideline` has `applies when`"
                    );
                }
            }
            for (const ast::Item& item : module.items) {
                if (const auto* rule = std::get_if<ast::Rule>(&item)) {
                    lower(*rule, RuleId{rules_++});
                } else if (const auto* ensure = std::get_if<ast::Ensure>(&item)) {
                    lower(*ensure, building_.program.ensures[ensures_++]);
                }
            }
        }
        link_overrides();
    }

private:
    Program& program() { return building_.program; }

    void lower(const ast::Rule& item, RuleId id) {
        const auto& header = building_.modules[module_].ast.header;
        if (header && header->kind == ast::ModuleKind::Terms) {
            building_.report(
                Code::MisplacedItem,
                item.name.span,
                "a file of terms has no rules",
                fmt::format(
                    "move the rule to a guideline, or start this file with `guideline {}`",
                    header->name.text
                )
            );
        }
        Lowering lowering(building_, module_);
        if (item.when) {
            const NodeId when = lowering.condition(*item.when);
            program().rules[id.index].when = when;
        } else {
            building_.report(
                Code::RuleWithoutWhen,
                item.name.span,
                fmt::format("the rule `{}` does not say when it holds", item.name.text),
                "add `when` and a condition"
            );
            program().rules[id.index].when = building_.invalid(item.name.span);
        }
        for (const ast::Unless& unless : item.unless) {
            const NodeId condition = lowering.condition(*unless.condition);
            program().rules[id.index].unless.push_back(
                {condition, unless.because ? unless.because->text : ""}
            );
        }
        for (const ast::Path& path : item.overrides) {
            if (const auto other = building_.find(module_, path, SymbolKind::Rule)) {
                program().rules[id.index].overrides.push_back(RuleId{*other});
            }
        }
        if (item.actions.empty()) {
            building_.report(
                Code::RuleWithoutAction,
                item.name.span,
                fmt::format("the rule `{}` advises nothing", item.name.text),
                "add `recommend`, `consider`, `avoid` or `contraindicate`"
            );
        }
        for (const ast::Action& action : item.actions) {
            lower(action, id);
        }
    }

    void lower(const ast::Action& action, RuleId rule) {
        Advice advice;
        advice.rule = rule;
        advice.verb = action.verb;
        advice.strength = action.strength;
        advice.evidence = action.evidence;
        advice.because = action.because ? action.because->text : "";
        advice.how = action.how ? action.how->text : "";
        advice.span = action.span;
        for (const ast::Path& path : action.terms) {
            if (const auto term = building_.find(module_, path, SymbolKind::Term)) {
                advice.terms.push_back(TermId{*term});
            }
        }
        for (const ast::Citation& citation : action.citations) {
            if (const auto source = building_.find(module_, citation.source, SymbolKind::Source)) {
                advice.citations.push_back(
                    {SourceId{*source},
                     citation.section ? citation.section->text : "",
                     citation.span}
                );
            }
        }
        if (action.citations.empty()) {
            const Span last = action.terms.empty() ? action.span : action.terms.back().span;
            building_.report(
                Code::MissingCitation,
                join(action.span, last),
                "this advice does not say where it comes from",
                "add `cite SOURCE \"section\"`, and declare the source with `source`"
            );
        }
        program().advice.push_back(std::move(advice));
        program().rules[rule.index].advice.push_back(AdviceId{
            static_cast<std::uint32_t>(program().advice.size() - 1)});
    }

    void lower(const ast::Ensure& item, Ensure& target) {
        Lowering lowering(building_, module_);
        const NodeId whenever = item.whenever ? lowering.condition(*item.whenever) : NodeId{};
        NodeId claim = item.claim ? lowering.condition(*item.claim) : building_.invalid(item.span);
        if (item.never && building_.program[claim].type.kind == TypeKind::Truth) {
            claim = building_.add(
                node::Not{claim}, Type{.kind = TypeKind::Truth}, building_.program[claim].span
            );
        }
        target.whenever = whenever;
        target.claim = claim;
    }

    void link_overrides() {
        for (std::uint32_t rule = 0; rule < program().rules.size(); ++rule) {
            for (const RuleId other : program().rules[rule].overrides) {
                program().rules[other.index].overridden_by.push_back(RuleId{rule});
            }
        }
    }

    Building& building_;
    std::uint32_t module_ = 0;
    std::uint32_t rules_ = 0;
    std::uint32_t ensures_ = 0;
};

} // namespace

void build_rules(Building& building) {
    Ruling(building).run();
}

} // namespace precept
