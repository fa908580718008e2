// What becomes of a patient, by what things are called, so that two versions of the rules, or of
// the patient, can be compared.
#pragma once

#include "interpreter/patient.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/text_page.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace precept::versions {

struct RuleOutcome {
    std::string status;
    std::set<std::string> missing; ///< names of facts that it waits for

    friend bool operator==(const RuleOutcome&, const RuleOutcome&) = default;
};

/// The statuses of rules and the states of advice.
struct Outcome {
    std::map<std::string, RuleOutcome> rules;
    std::map<std::pair<std::string, std::string>, std::string> advice; ///< rule and what
};

[[nodiscard]] Outcome
outcome_of(const Program& program, const Plan& plan, Patient patient, Date today);

/// A line of what is otherwise for a patient: advice that came, went or changed its state, or a
/// rule's status.
struct Otherwise {
    enum class Kind : std::uint8_t { Advice, Rule };

    Kind kind{};
    std::string what;          ///< "recommended: Pertuzumab + Docetaxel", or the rule's name
    std::string rule;          ///< whose advice it is
    std::string before, after; ///< states or statuses in words; empty: not given
};

[[nodiscard]] std::vector<Otherwise> compare(const Outcome& before, const Outcome& after);

/// Each as a line: `+` what came, `-` what went, `~` what is otherwise.
void write(const std::vector<Otherwise>& otherwise, Page& page);

} // namespace precept::versions
