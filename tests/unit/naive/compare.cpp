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

/// Compares, and keeps the first difference.
class Comparison {
public:
    Comparison(const Evaluation& evaluation, std::size_t patient, Evaluator& naive)
        : evaluation_(evaluation),
          program_(evaluation.program()),
          patient_(patient),
          naive_(naive) {}

    [[nodiscard]] const std::string& found() const { return found_; }

    void nodes() {
        for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
            root("definition", i, program_.definitions[i].body);
        }
        for (std::uint32_t i = 0; i < program_.modules.size(); ++i) {
            root("module", i, program_.modules[i].applies);
        }
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            root("when of rule", i, program_.rules[i].when);
            for (const Unless& unless : program_.rules[i].unless) {
                root("unless of rule", i, unless.condition);
            }
        }
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            root("claim of ensure", i, program_.ensures[i].claim);
            root("whenever of ensure", i, program_.ensures[i].whenever);
        }
    }

    void outcomes() {
        for (std::uint32_t i = 0; i < program_.modules.size(); ++i) {
            const ModuleId id{i};
            compare("module", i, evaluation_.applies(id, patient_), naive_.applies(id));
        }
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            const RuleId id{i};
            compare("fired rule", i, evaluation_.fired(id, patient_), naive_.fired(id));
            compare("overridden", i, evaluation_.overridden(id, patient_), naive_.overridden(id));
        }
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const AdviceId id{i};
            compare("blocked advice", i, evaluation_.blocked(id, patient_), naive_.blocked(id));
            compare("active advice", i, evaluation_.active(id, patient_), naive_.active(id));
        }
        for (std::uint32_t i = 0; i < program_.terms.size(); ++i) {
            for (const ast::Verb verb : verbs) {
                const TermId id{i};
                compare(
                    "term", i, evaluation_.outcome(id, verb, patient_), naive_.outcome(id, verb)
                );
            }
        }
    }

private:
    void compare(std::string_view what, std::size_t index, const Answer& is, const Answer& should) {
        if (found_.empty() && !same(is, should)) {
            found_ = fmt::format(
                "{} {}: is {}, should be {}", what, index, to_string(is), to_string(should)
            );
        }
    }

    void root(std::string_view what, std::size_t index, NodeId id) {
        if (id.valid()) {
            what_ = what;
            index_ = index;
            node(id, {ScopeId{0}, patient_}, nullptr);
        }
    }

    /// The node and all below it; what stands in a `where`, for each event.
    void node(NodeId id, Place place, const Within* where) {
        const Node& it = program_[id];
        const std::string what = fmt::format("{} {}, node", what_, index_);
        for_each_operand(it.kind, [&](NodeId operand) {
            if (!inside(it, place, where)) {
                node(operand, place, where);
            }
        });
        compare(what, id.index, read(evaluation_, id, place), naive_.value(id, where));
    }

    bool inside(const Node& node_here, Place place, const Within* where) {
        return std::visit(
            [&](const auto& it) {
                if constexpr (requires {
                                  it.scope;
                                  it.where;
                              }) {
                    const auto [first, last] = evaluation_.events(it.scope, place);
                    for (std::size_t row = first; row < last; ++row) {
                        const Within within{it.scope, row - first, where};
                        node(it.where, {it.scope, row}, &within);
                    }
                    return true;
                } else {
                    return false;
                }
            },
            node_here.kind
        );
    }

    const Evaluation& evaluation_;
    const Program& program_;
    const std::size_t patient_;
    Evaluator& naive_;
    std::string found_;
    std::string_view what_;
    std::size_t index_ = 0;
};

} // namespace

Answer read(const Evaluation& evaluation, NodeId node, Place place) {
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
    Comparison comparison(evaluation, patient, naive);
    comparison.nodes();
    comparison.outcomes();
    return comparison.found();
}

std::string
outcome_disagreement(const Evaluation& evaluation, std::size_t patient, Evaluator& naive) {
    Comparison comparison(evaluation, patient, naive);
    comparison.outcomes();
    return comparison.found();
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
