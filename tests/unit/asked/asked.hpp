// A guideline asked about the patient of its first test: what the tests of answers, traces and
// missing facts share. The whole way from text to columns, and a view of them.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/batch.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/checker.hpp"

#include <string>
#include <vector>

namespace precept::testing {

class Asked {
public:
    /// `items` follow a header of a draft guideline called `g`, a source `s` and drugs `a` and `b`,
    /// both `antibody`; the last of them is a test that gives the patient. Fails the test if it has
    /// errors.
    explicit Asked(const std::string& items);

    [[nodiscard]] RuleId rule(const std::string& name) const;
    [[nodiscard]] DefinitionId definition(const std::string& name) const;
    /// What became of the advice of `rule`, its first if it gives several.
    [[nodiscard]] const AdviceAnswer& advice(const std::string& rule) const;
    [[nodiscard]] const RuleAnswer& answer_of(const std::string& rule) const;
    [[nodiscard]] std::string text(TraceLevel level, int width = 100, bool unicode = true) const;

    Sources sources;
    Diagnostics findings;
    Program program;
    Plan plan_of_program;
    std::vector<Patient> patients;
    Batch batch;
    Evaluation evaluation;
    PatientView view;
    Answer answer;
};

/// The names of operands with the reason of each, such as "lvef: missing".
[[nodiscard]] std::vector<std::string>
reasons(const Asked& asked, const std::vector<Operand>& operands);

} // namespace precept::testing
