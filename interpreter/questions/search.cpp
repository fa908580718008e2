#include "interpreter/questions/search.hpp"

#include <algorithm>
#include <utility>

namespace precept {

std::optional<Goal> goal_of(const Program& program, const Thing& thing, bool wanted) {
    if (const auto* rule = std::get_if<RuleId>(&thing)) {
        return Goal{Goal::Fires{*rule}, wanted};
    }
    if (const auto* term = std::get_if<TermId>(&thing)) {
        const bool recommended = !advice_about(program, *term, ast::Verb::Recommend).empty();
        return Goal{
            Goal::Advised{*term, recommended ? ast::Verb::Recommend : ast::Verb::Consider}, wanted};
    }
    const Definition& definition = program[std::get<DefinitionId>(thing)];
    if (definition.type.kind != TypeKind::Truth) {
        return std::nullopt;
    }
    return Goal{Goal::Holds{definition.body}, wanted};
}

Truth truth_of(const Goal& goal, const Evaluation& evaluation, std::size_t row) {
    if (const auto* fires = std::get_if<Goal::Fires>(&goal.what)) {
        return evaluation.fired(fires->rule, row);
    }
    if (const auto* advised = std::get_if<Goal::Advised>(&goal.what)) {
        return evaluation.outcome(advised->term, advised->verb, row);
    }
    return evaluation.truth(std::get<Goal::Holds>(goal.what).condition, {ScopeId{0}, row});
}

void Searched::leave_out(std::string what) {
    if (std::ranges::find(left_out, what) == left_out.end()) {
        left_out.push_back(std::move(what));
    }
}

} // namespace precept
