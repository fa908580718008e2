// Which facts could still decide what is undecided. Walks only the parts of the rules that are
// unknown and can matter, through definitions, event lists and fields, and the outcome of other
// rules, down to facts (each with its reason), or to a part that has no value for a reason of its
// own (no case applies, no such event, not computable). Any depth of definitions is fine.
#pragma once

#include "interpreter/patient_row.hpp"

#include <memory>
#include <vector>

namespace precept {

/// Something that is missing, without its name and value: what is worth finding out about many
/// patients. Kinds, and what the numbers mean, are those of Operand.
struct MissingPart {
    Operand::Kind kind = Operand::Kind::Fact;
    std::uint32_t index = 0;
    std::uint32_t record = 0;
    std::uint32_t field = 0;
    Reason reason = Reason::Missing;
    Place place{}; ///< of Expression: where the node has no value
};

/// The walk itself, whose memory serves one search after another.
class MissingSearch {
public:
    explicit MissingSearch(const Program& program);
    MissingSearch(const MissingSearch&) = delete;
    MissingSearch& operator=(const MissingSearch&) = delete;
    ~MissingSearch();

    /// What `missing_for` gives, in its order; until the next search.
    [[nodiscard]] const std::vector<MissingPart>& find(const PatientRow& row, NodeId node);
    [[nodiscard]] const std::vector<MissingPart>& find(const PatientRow& row, RuleId rule);
    [[nodiscard]] const std::vector<MissingPart>& find(const PatientRow& row, AdviceId advice);
    [[nodiscard]] const std::vector<MissingPart>& find(const PatientRow& row, ModuleId module);

private:
    class Walk;
    std::unique_ptr<Walk> walk_;
};

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
