#include "tests/unit/naive/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::naive {

namespace {

constexpr std::array<ast::Verb, 4> verbs{
    ast::Verb::Recommend, ast::Verb::Consider, ast::Verb::Avoid, ast::Verb::Contraindicate};

template <typename Declarations>
std::size_t index_of(const Declarations& all, const std::string& name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return static_cast<std::size_t>(found - all.begin());
}

std::string text_of(const Program& program, const Answer& answer) {
    const auto* term = std::get_if<std::optional<TermId>>(&answer);
    return term != nullptr && *term ? program[**term].name : to_string(answer);
}

} // namespace

Answer read(const Evaluation& evaluation, NodeId node, std::size_t patient) {
    const Place place{ScopeId{0}, patient};
    switch (evaluation.program()[node].type.kind) {
    case TypeKind::Number: return evaluation.number(node, place);
    case TypeKind::Date: return evaluation.date(node, place);
    case TypeKind::Coded: return evaluation.coded(node, place);
    case TypeKind::Set: return evaluation.set(node, place);
    case TypeKind::Term: return evaluation.term(node, place);
    case TypeKind::Event: return evaluation.picked(node, place);
    case TypeKind::Truth:
    case TypeKind::Invalid: break;
    }
    return evaluation.truth(node, place);
}

std::string disagreement(const Evaluation& evaluation, std::size_t patient, Evaluator& naive) {
    const Program& program = evaluation.program();
    std::string found;
    const auto compare = [&](std::string_view what, std::size_t index, Answer is, Answer should) {
        if (found.empty() && !same(is, should)) {
            found = fmt::format(
                "{} {}: is {}, should be {}", what, index, to_string(is), to_string(should)
            );
        }
    };
    const auto node = [&](std::string_view what, std::size_t index, NodeId id) {
        if (id.valid()) {
            compare(what, index, read(evaluation, id, patient), naive.value(id));
        }
    };
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        node("definition", i, program.definitions[i].body);
    }
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        const ModuleId id{i};
        compare("module", i, evaluation.applies(id, patient), naive.applies(id));
    }
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        node("when of rule", i, program.rules[i].when);
        for (const Unless& unless : program.rules[i].unless) {
            node("unless of rule", i, unless.condition);
        }
        const RuleId id{i};
        compare("fired rule", i, evaluation.fired(id, patient), naive.fired(id));
        compare("overridden rule", i, evaluation.overridden(id, patient), naive.overridden(id));
    }
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const AdviceId id{i};
        compare("blocked advice", i, evaluation.blocked(id, patient), naive.blocked(id));
        compare("active advice", i, evaluation.active(id, patient), naive.active(id));
    }
    for (std::uint32_t i = 0; i < program.terms.size(); ++i) {
        for (const ast::Verb verb : verbs) {
            const TermId id{i};
            compare("term", i, evaluation.outcome(id, verb, patient), naive.outcome(id, verb));
        }
    }
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        node("ensure", i, program.ensures[i].claim);
        node("whenever of ensure", i, program.ensures[i].whenever);
    }
    return found;
}

Listing listing(const Program& program, Evaluator& naive) {
    Listing listing;
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        listing[program.definitions[i].name] = text_of(program, naive.value(DefinitionId{i}));
    }
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        const Rule& rule = program.rules[i];
        listing[rule.name + " fired"] = to_string(naive.fired(RuleId{i}));
        listing[rule.name + " overridden"] = to_string(naive.overridden(RuleId{i}));
        for (std::size_t j = 0; j < rule.advice.size(); ++j) {
            listing[fmt::format("{} active {}", rule.name, j)] =
                to_string(naive.active(rule.advice[j]));
            listing[fmt::format("{} blocked {}", rule.name, j)] =
                to_string(naive.blocked(rule.advice[j]));
        }
    }
    for (std::uint32_t i = 0; i < program.terms.size(); ++i) {
        for (const ast::Verb verb : verbs) {
            listing[fmt::format("{} {}", program.terms[i].name, static_cast<int>(verb))] =
                to_string(naive.outcome(TermId{i}, verb));
        }
    }
    for (const Ensure& ensure : program.ensures) {
        listing[ensure.name] = to_string(naive.holds(ensure));
    }
    return listing;
}

Patient translate(const Patient& patient, const Program& from, const Program& to) {
    const auto cell = [&](Cell it) {
        if (auto* term = std::get_if<TermId>(&it.value)) {
            term->index = static_cast<std::uint32_t>(index_of(to.terms, from[*term].name));
        }
        return it;
    };
    Patient translated;
    translated.name = patient.name;
    for (const Fact& fact : to.facts) {
        translated.facts.push_back(cell(patient.facts[index_of(from.facts, fact.name)]));
    }
    for (const Event& event : to.events) {
        EventList list = patient.events[index_of(from.events, event.name)];
        for (EventRecord& record : list.records) {
            for (Cell& field : record.fields) {
                field = cell(field);
            }
        }
        translated.events.push_back(std::move(list));
    }
    return translated;
}

} // namespace precept::naive
