#include "interpreter/lint/boundaries.hpp"

#include "interpreter/lint/questions.hpp"
#include "lang/lint.hpp"

#include <algorithm>
#include <utility>

namespace precept::linting {

namespace {

constexpr std::size_t most_tried = 3000; ///< patients, to find one at a boundary

/// Asks who is at the boundary; whether that can be asked of a patient as a whole.
bool ask(Questions& questions, const MissedBoundary& boundary) {
    const Node variable = questions.program()[boundary.variable];
    const auto truth = [&](Node::Kind kind) {
        return questions.add({std::move(kind), {TypeKind::Truth}, variable.span});
    };
    const NodeId value =
        questions.add({node::Constant{boundary.value}, variable.type, variable.span});
    const NodeId same = truth(node::Compare{node::CompareOp::Equal, boundary.variable, value});
    const auto* field = std::get_if<node::FieldRef>(&variable.kind);
    if (field == nullptr) {
        questions.ask(same);
        return true;
    }
    if (questions.program()[field->scope].parent.index != 0) {
        return false; // the events of an event
    }
    questions.ask(truth(node::Quantified{ast::EventQuantity::Any, 0, field->scope, same}));
    return true;
}

} // namespace

void explain_boundaries(const People& people, Diagnostics& diagnostics) {
    Questions questions(people.program());
    std::vector<Span> findings;
    for (const MissedBoundary& boundary : missed_boundaries(people.program())) {
        if (ask(questions, boundary)) {
            findings.push_back(boundary.finding.span);
        }
    }
    if (findings.empty()) {
        return;
    }
    const Plan its_plan = plan(questions.program());
    coverage::Seeker seeker = questions.seeker(its_plan, people.today());
    const std::vector<bool> impossible = seeker.impossible(questions.aims());
    for (std::size_t i = 0; i < findings.size() && !people.tired(); ++i) {
        const auto is_it = [&](const Diagnostic& one) {
            return one.code == Code::BoundaryMissed && one.span == findings[i];
        };
        if (impossible[i]) {
            std::erase_if(diagnostics, is_it);
            continue;
        }
        const auto sought = seeker.seek(questions.aims()[i], people.of_tests(), most_tried);
        people.count(sought.tried);
        const auto finding = std::find_if(diagnostics.begin(), diagnostics.end(), is_it);
        if (sought.found && finding != diagnostics.end()) {
            finding->example = as_given(people.program(), *sought.found);
        }
    }
}

} // namespace precept::linting
