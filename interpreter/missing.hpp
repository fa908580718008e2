// Which facts could still decide what is undecided. Walks only the parts of the rules that are
// unknown and can matter, through definitions, event lists and fields, and the outcome of other
// rules, down to facts (each with its reason), or to a part that has no value for a reason of its
// own (no case applies, no such event, not computable). Any depth of definitions is fine.
#pragma once

#include "interpreter/reading.hpp"

#include <vector>

namespace precept {

/// What is missing for a value or condition in the patient's scope, in the order of the rules'
/// text, each once; empty when it is known. Kinds are Fact, Events, Field, Expression and
/// Definition (the last two with a reason of their own).
[[nodiscard]] std::vector<Operand> missing_for(const PatientView& view, NodeId node);

/// What could still decide whether the rule fires.
[[nodiscard]] std::vector<Operand> missing_for(const PatientView& view, RuleId rule);

/// What could still decide whether the advice is active.
[[nodiscard]] std::vector<Operand> missing_for(const PatientView& view, AdviceId advice);

/// What could still decide whether the guideline applies.
[[nodiscard]] std::vector<Operand> missing_for(const PatientView& view, ModuleId module);

/// What could still give the definition a value.
[[nodiscard]] std::vector<Operand> missing_for(const PatientView& view, DefinitionId definition);

} // namespace precept
