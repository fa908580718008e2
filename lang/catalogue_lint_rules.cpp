#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 5> entries = {{
    {Code::RuleNeverFires,
     "rule-never-fires",
     Severity::Warning,
     "No patient can make a rule fire",
     R"(A rule asks for what nobody can meet: one of its conditions is never yes, or two of
them exclude each other. This is proved by trying every value that the conditions
tell apart; a rule of which it could not be proved is not reported, nor is one that waits
for advice which a file of the folder that was not read may give.

Find the condition that says something else than was meant, or remove the rule.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term vaccine "Vaccine"

rule vaccinate "Vaccinate the young and the old"
  when all of
    - age < 2 years
    - age >= 65 years
  recommend vaccine
    strength strong
    evidence high
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term vaccine "Vaccine"

rule vaccinate "Vaccinate the young and the old"
  when any of
    - age < 2 years
    - age >= 65 years
  recommend vaccine
    strength strong
    evidence high
    cite trial
)"},
    {Code::OverlappingCases,
     "overlapping-cases",
     Severity::Warning,
     "Two cases of a definition can both apply, with different values",
     R"(Cases are read from the top, and the first that applies counts. Here two of them,
with different values, both apply to the patient shown, though each also applies
without the other. So neither is an exception to the other, and only the order in
which they are written decides. (A narrow case above a wide one is not reported.)

Narrow one of them. Where the order is meant, say why in a comment above the
definition: `# precept: allow overlapping-cases because "ISH decides before IHC"`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
fact cough "Cough" yes/no
term rest "Rest"

define illness "Likely illness"
  flu     when fever
  cold    when cough
  neither otherwise

rule stay_at_home "Stay at home"
  when illness is flu
  recommend rest
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
fact cough "Cough" yes/no
term rest "Rest"

define illness "Likely illness"
  flu     when fever
  cold    when cough and not fever
  neither otherwise

rule stay_at_home "Stay at home"
  when illness is flu
  recommend rest
    strength strong
    evidence low
    cite trial
)"},
    {Code::GapBetweenCases,
     "gap-between-cases",
     Severity::Warning,
     "A definition has no value for some patients",
     R"(None of the definition's cases applies to the patient shown, of whom enough is known
to say so. Whatever asks for its value then gets none, and stays undecided.

Add a case for them, or a last line `VALUE otherwise`. A definition of which
a rule, a property or another definition asks whether it `is known` is not reported; for
one that is to have no value for some: `# precept: allow gap-between-cases because "…"`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term rest "Rest"

define group "Age group"
  young when age < 18 years
  old   when age >= 65 years

rule stay_at_home "Stay at home"
  when group is old
  recommend rest
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term rest "Rest"

define group "Age group"
  young when age < 18 years
  old   when age >= 65 years
  adult otherwise

rule stay_at_home "Stay at home"
  when group is old
  recommend rest
    strength strong
    evidence low
    cite trial
)"},
    {Code::AdviceAndCaution,
     "advice-and-caution",
     Severity::Warning,
     "A patient is advised something and warned of it",
     R"(For the patient shown one rule recommends (or offers) what another one cautions
against with `avoid`, and neither overrides the other. A caution blocks nothing: both
are shown, side by side.

Where one is to give way, let the other say `overrides`; where it must not be given at
all, say `contraindicate`. Where the caution is meant to stand beside the advice, say
so: `# precept: allow advice-and-caution because "the clinician weighs them"`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact pain "Pain" yes/no
fact ulcer "Gastric ulcer" yes/no
term ibuprofen "Ibuprofen"

rule relief "Relieve pain"
  when pain
  recommend ibuprofen
    strength strong
    evidence high
    cite trial

rule bleeding "An ulcer may bleed"
  when ulcer
  avoid ibuprofen
    strength strong
    evidence high
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact pain "Pain" yes/no
fact ulcer "Gastric ulcer" yes/no
term ibuprofen "Ibuprofen"

rule relief "Relieve pain"
  when pain
  recommend ibuprofen
    strength strong
    evidence high
    cite trial

rule bleeding "An ulcer may bleed"
  when ulcer
  overrides relief
  avoid ibuprofen
    strength strong
    evidence high
    cite trial
)"},
    {Code::BoundaryMissed,
     "boundary-missed",
     Severity::Warning,
     "A threshold itself is on neither side of it",
     R"(One condition holds below a value and another above it, and nothing takes in the
value itself: whoever is exactly there, such as the patient shown, falls between. Sources
often say "below 50" and "above 50" and mean "50 or more" by one of them.

Find out which side the value belongs to, and write `<=` or `>=` there.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact lvef "Ejection fraction" number in % from 0 to 100
term echo "Echocardiogram"
term treatment "Treatment"

rule look "Look again"
  when lvef < 50 %
  recommend echo
    strength strong
    evidence high
    cite trial

rule go_on "Go on"
  when lvef > 50 %
  recommend treatment
    strength strong
    evidence high
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact lvef "Ejection fraction" number in % from 0 to 100
term echo "Echocardiogram"
term treatment "Treatment"

rule look "Look again"
  when lvef < 50 %
  recommend echo
    strength strong
    evidence high
    cite trial

rule go_on "Go on"
  when lvef >= 50 %
  recommend treatment
    strength strong
    evidence high
    cite trial
)"},
}};

} // namespace

std::span<const CodeInfo> lint_rule_entries() {
    return entries;
}

} // namespace precept
