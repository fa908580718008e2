#include "tests/unit/naive/naive_evaluator.hpp"

#include "tests/unit/naive/meaning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace precept::naive {

Evaluator::Evaluator(const Program& program, const Patient& patient, Date today)
    : program_(program),
      patient_(patient),
      today_(today),
      definitions_(program.definitions.size()),
      fired_(program.rules.size()),
      active_(program.advice.size()) {}

Answer Evaluator::value(NodeId node, const Within* where) {
    const Node& it = program_[node];
    return std::visit(Meaning(*this, it.type, where), it.kind);
}

Answer Evaluator::value(DefinitionId definition) {
    std::optional<Answer>& answer = definitions_[definition.index];
    if (!answer) {
        answer = value(program_[definition].body);
    }
    return *answer;
}

Truth Evaluator::applies(ModuleId module) {
    const NodeId condition = program_[module].applies;
    return condition.valid() ? std::get<Truth>(value(condition)) : Truth::Yes;
}

Truth Evaluator::fired(RuleId rule) {
    std::optional<Truth>& answer = fired_[rule.index];
    if (!answer) {
        Truth excepted = Truth::No;
        for (const Unless& unless : program_[rule].unless) {
            excepted = excepted || std::get<Truth>(value(unless.condition));
        }
        answer = applies(program_[rule].module) && std::get<Truth>(value(program_[rule].when)) &&
                 !excepted;
    }
    return *answer;
}

Truth Evaluator::active(AdviceId advice) {
    std::optional<Truth>& answer = active_[advice.index];
    if (!answer) {
        const RuleId rule = program_[advice].rule;
        answer = fired(rule) && !blocked(advice) && !overridden(rule);
    }
    return *answer;
}

Truth Evaluator::blocked(AdviceId advice) {
    using enum ast::Verb;
    const Advice& it = program_[advice];
    if (it.verb == Avoid || it.verb == Contraindicate) {
        return Truth::No;
    }
    Truth blocked = Truth::No;
    for (const TermId term : it.terms) {
        blocked = blocked || outcome(term, Contraindicate);
    }
    return blocked;
}

Truth Evaluator::overridden(RuleId rule) {
    Truth overridden = Truth::No;
    for (const RuleId other : program_[rule].overridden_by) {
        for (const AdviceId advice : program_[other].advice) {
            overridden = overridden || active(advice);
        }
    }
    return overridden;
}

Truth Evaluator::outcome(TermId term, ast::Verb verb) {
    const bool for_it = verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
    Truth found = Truth::No;
    for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
        const Advice& advice = program_.advice[i];
        const bool concerns =
            std::any_of(advice.terms.begin(), advice.terms.end(), [&](TermId named) {
                return for_it ? is_below(program_, named, term) : is_below(program_, term, named);
            });
        if (advice.verb == verb && concerns) {
            found = found || active(AdviceId{i});
        }
    }
    return found;
}

Truth Evaluator::any_advice() {
    Truth found = Truth::No;
    for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
        const ast::Verb verb = program_.advice[i].verb;
        if (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) {
            found = found || active(AdviceId{i});
        }
    }
    return found;
}

Truth Evaluator::holds(const Ensure& ensure) {
    const Truth claim = std::get<Truth>(value(ensure.claim));
    return ensure.whenever.valid() ? !std::get<Truth>(value(ensure.whenever)) || claim : claim;
}

bool known(const Answer& answer) {
    struct Visitor {
        bool operator()(Truth truth) const { return truth != Truth::Unknown; }

        bool operator()(Bounds bounds) const { return bounds.low == bounds.high; }

        bool operator()(Possible possible) const { return possible.known(); }

        bool operator()(Picked picked) const { return picked.state == Picked::State::Event; }

        bool operator()(const std::optional<Date>& date) const { return date.has_value(); }

        bool operator()(const std::optional<SetValue>& set) const { return set.has_value(); }

        bool operator()(const std::optional<TermId>& term) const { return term.has_value(); }
    };

    return std::visit(Visitor{}, answer);
}

bool same(const Answer& left, const Answer& right) {
    if (left.index() != right.index()) {
        return false;
    }
    if (const auto* bounds = std::get_if<Bounds>(&left)) {
        const Bounds other = std::get<Bounds>(right);
        return bounds->low == other.low && bounds->high == other.high;
    }
    if (const auto* possible = std::get_if<Possible>(&left)) {
        return possible->values == std::get<Possible>(right).values;
    }
    if (const auto* picked = std::get_if<Picked>(&left)) {
        const Picked other = std::get<Picked>(right);
        return picked->state == other.state &&
               (picked->state != Picked::State::Event || picked->record == other.record);
    }
    if (const auto* truth = std::get_if<Truth>(&left)) {
        return *truth == std::get<Truth>(right);
    }
    if (const auto* date = std::get_if<std::optional<Date>>(&left)) {
        return *date == std::get<std::optional<Date>>(right);
    }
    if (const auto* set = std::get_if<std::optional<SetValue>>(&left)) {
        return *set == std::get<std::optional<SetValue>>(right);
    }
    return std::get<std::optional<TermId>>(left) == std::get<std::optional<TermId>>(right);
}

std::string to_string(const Answer& answer) {
    struct Visitor {
        std::string operator()(Truth truth) const {
            return truth == Truth::Yes ? "yes" : truth == Truth::No ? "no" : "unknown";
        }

        std::string operator()(Bounds bounds) const {
            return fmt::format("[{}, {}]", bounds.low, bounds.high);
        }

        std::string operator()(Possible possible) const {
            return fmt::format("possible {:x}", possible.values);
        }

        std::string operator()(Picked picked) const {
            return fmt::format("event {}:{}", static_cast<int>(picked.state), picked.record);
        }

        std::string operator()(const std::optional<Date>& date) const {
            return date ? precept::to_string(*date) : "unknown date";
        }

        std::string operator()(const std::optional<SetValue>& set) const {
            return set ? fmt::format("set {:x}", set->members) : "unknown set";
        }

        std::string operator()(const std::optional<TermId>& term) const {
            return term ? fmt::format("term {}", term->index) : "unknown term";
        }
    };

    return std::visit(Visitor{}, answer);
}

} // namespace precept::naive
