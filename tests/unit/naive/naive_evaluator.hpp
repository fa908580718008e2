// The meaning of a checked program, spelt out for one patient: each node's value is asked for where
// it is needed and worked out from its operands, as the language reference tells it. No columns, no
// plan, no order of steps. Slow and plain on purpose: the interpreter is tested against it.
#pragma once

#include "interpreter/patient.hpp"
#include "interpreter/truth.hpp"
#include "lang/program.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace precept::naive {

/// What is known of a value, by the kind of its type.
using Answer = std::variant<
    Truth,
    Bounds,
    std::optional<Date>,
    Possible,
    std::optional<SetValue>,
    std::optional<TermId>,
    Picked>;

/// Inside a `where`: the event that is looked at, and the `where` around this one.
struct Within {
    ScopeId scope;
    std::size_t record = 0;
    const Within* outer = nullptr;
};

/// Answers every question about one settled patient. Refers to what it is given.
class Evaluator {
public:
    Evaluator(const Program& program, const Patient& patient, Date today);

    [[nodiscard]] Answer value(NodeId node, const Within* where = nullptr);
    [[nodiscard]] Answer value(DefinitionId definition);

    [[nodiscard]] Truth applies(ModuleId module);
    [[nodiscard]] Truth fired(RuleId rule);
    [[nodiscard]] Truth active(AdviceId advice);
    [[nodiscard]] Truth blocked(AdviceId advice);
    [[nodiscard]] Truth overridden(RuleId rule);
    [[nodiscard]] Truth outcome(TermId term, ast::Verb verb);
    [[nodiscard]] Truth any_advice();
    /// Whether the property holds.
    [[nodiscard]] Truth holds(const Ensure& ensure);

private:
    friend class Meaning;

    const Program& program_;
    const Patient& patient_;
    Date today_;
    // What was answered once: saves time, changes nothing, as there is one patient only.
    std::vector<std::optional<Answer>> definitions_;
    std::vector<std::optional<Truth>> fired_;
    std::vector<std::optional<Truth>> active_;
};

/// Whether the answer is a value, as `is known` asks.
[[nodiscard]] bool known(const Answer& answer);

[[nodiscard]] bool same(const Answer& left, const Answer& right);

/// For messages of failed tests.
[[nodiscard]] std::string to_string(const Answer& answer);

} // namespace precept::naive
