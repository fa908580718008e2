// What tests are asked to show, one thing after another: a condition that is yes, one that is
// unknown, a rule that is undecided, a case that decides, a definition that has a value. And which
// of these cannot be, because it is plain from the text of the rules.
#pragma once

#include "interpreter/coverage/conditions.hpp"

#include <string>
#include <utility>

namespace precept::coverage {

struct Aim {
    enum class Kind : std::uint8_t {
        Condition, ///< `which`: a Truth
        Rule,      ///< `which`: a Truth; fired, undecided, and for no not fired though it applies
        Case,      ///< `which`: the number of the case that gives a definition its value
        Value,     ///< `which`: see values_of
        Alone,     ///< `which`: a Truth; a condition that decides alone, being yes or no
    };

    Kind kind = Kind::Condition;
    std::uint32_t index = 0; ///< of the condition, rule or definition
    std::uint32_t which = 0;

    friend bool operator==(const Aim&, const Aim&) = default;
};

/// Everything that is to be shown, in the order of declaration: conditions, rules, definitions.
/// That a condition decides alone as yes is followed by that it does as no.
[[nodiscard]] std::vector<Aim> find_aims(const Program& program, const Conditions& conditions);

/// How many `which` a definition's value has: each value of its domain for a coded one, yes and no,
/// "an event" and "no event", "known" for others; and last, unknown.
[[nodiscard]] std::uint32_t values_of(const Program& program, DefinitionId definition);

/// The rows of a scope that belong to a patient, as `[first, last)`.
[[nodiscard]] std::pair<std::size_t, std::size_t>
rows_of(const Batch& batch, ScopeId scope, std::size_t patient);

/// Whether patient `row` shows it.
[[nodiscard]] bool
shows(const Conditions& conditions, const Aim& aim, const Evaluation& evaluation, std::size_t row);

/// What would have to be shown, in words: "unknown", "not fired", "case 2", "positive".
[[nodiscard]] std::string in_words(const Program& program, const Aim& aim);

/// Where it stands in the rule files.
[[nodiscard]] Span span_of(const Program& program, const Conditions& conditions, const Aim& aim);

/// The item that it belongs to.
[[nodiscard]] Owner owner_of(const Conditions& conditions, const Aim& aim);
[[nodiscard]] ModuleId module_of(const Program& program, const Owner& owner);

/// What has a value, or is yes or no, whatever is unknown: `is known`, facts with an `assume` (but
/// for those that can go out of date), and what is made of such alone. Only what is plain from the
/// text; see reachable.hpp for the rest.
class AlwaysKnown {
public:
    explicit AlwaysKnown(const Program& program);

    /// Whether the aim is that something be unknown that never is.
    [[nodiscard]] bool rules_out(const Conditions& conditions, const Aim& aim) const;

private:
    struct Judge;

    const Program& program_;
    std::vector<bool> nodes_; ///< by NodeId
    std::vector<bool> rules_; ///< by RuleId
};

} // namespace precept::coverage
