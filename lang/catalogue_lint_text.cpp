#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 8> entries = {{
    {Code::UnusedFact,
     "unused-fact",
     Severity::Warning,
     "No rule uses a fact or an event",
     R"(A fact (or a kind of event) is declared, but no rule, definition or property looks at
it. Somebody may be asked for it for nothing; or a rule that should look at it does
not.

Use it, or remove it. What a file declares for others is only looked at when that file
is checked together with those that use it: `precept check FOLDER`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
fact cough "Cough" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
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

rule stay_at_home "Stay at home"
  when fever or cough
  recommend rest
    strength strong
    evidence low
    cite trial
)"},
    {Code::UnusedTerm,
     "unused-term",
     Severity::Warning,
     "Nothing uses a term",
     R"(A term is declared, but no rule advises it or asks for it, no fact can hold it, and
neither is so for a class that it belongs to or for anything below it.

Use it, or remove it.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"
term paracetamol "Paracetamol"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"
term paracetamol "Paracetamol"

rule stay_at_home "Stay at home"
  when fever
  recommend rest + paracetamol
    strength strong
    evidence low
    cite trial
)"},
    {Code::MissingStrength,
     "missing-strength",
     Severity::Warning,
     "Advice does not say how strong it is",
     R"(Who reads advice must know whether it is for all such patients or for most: `strength
strong` or `strength conditional`, as its source grades it.

Say it. Where the source gives no grade, do not make one up: say so in a comment above
the rule, `# precept: allow missing-strength because "the label gives no grades"`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength conditional
    evidence low
    cite trial
)"},
    {Code::MissingEvidence,
     "missing-evidence",
     Severity::Warning,
     "Advice does not say how good its evidence is",
     R"(Who reads advice must know what it rests on: `evidence high`, `moderate`, `low` or
`very_low` (GRADE), as its source says it.

Say it. Where the source does not, do not make it up: say so in a comment above the
rule, `# precept: allow missing-evidence because "the label gives no grades"`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    evidence low
    cite trial
)"},
    {Code::MissingLabel,
     "missing-label",
     Severity::Warning,
     "Something has no label for those who read",
     R"(Traces, questions and reports show labels, the texts in quotation marks after a name.
Without one they show the name itself, which is made for those who write.

Say in a few words what it is, as a clinician would.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact lvef number in % from 0 to 100
term echo "Echocardiogram"

rule look "Look again"
  when lvef < 50 %
  recommend echo
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact lvef "Left ventricular ejection fraction" number in % from 0 to 100
term echo "Echocardiogram"

rule look "Look again"
  when lvef < 50 %
  recommend echo
    strength strong
    evidence low
    cite trial
)"},
    {Code::NameConvention,
     "name-convention",
     Severity::Warning,
     "A name is not written as names are",
     R"(Names are written in small letters, digits and `_`, in all rule files alike: who has
seen one knows how to write the others.

Rename it, everywhere that it is used.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact EjectionFraction "Ejection fraction" number in % from 0 to 100
term echo "Echocardiogram"

rule look "Look again"
  when EjectionFraction < 50 %
  recommend echo
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact ejection_fraction "Ejection fraction" number in % from 0 to 100
term echo "Echocardiogram"

rule look "Look again"
  when ejection_fraction < 50 %
  recommend echo
    strength strong
    evidence low
    cite trial
)"},
    {Code::WrongAllowance,
     "wrong-allowance",
     Severity::Warning,
     "A comment that allows something is not as it has to be",
     R"(A comment `# precept: allow NAME because "reason"` switches a warning off for the item
below it, for the whole file when it stands above the header, and for its line when it
stands at the end of one. This one names nothing that can be allowed, or gives no
reason.

Write it in that form. Several names are separated by commas. Errors can't be allowed.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

# precept: allow missing-evidence
rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

# precept: allow missing-evidence because "nobody has looked into it"
rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    cite trial
)"},
    {Code::UnusedAllowance,
     "unused-allowance",
     Severity::Warning,
     "A comment allows what is not there",
     R"(A comment `# precept: allow …` switches a warning off, but there is none of that name
where it applies. The cause was removed, or the comment stands in the wrong place: it
is for the item below it, for the whole file above the header, and for its line at the
end of one. What other files of the folder may bring about is not called unused where
they were not read.

Remove it, or move it. Left there, it would hide the next one.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

# precept: allow missing-evidence because "nobody has looked into it"
rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    evidence low
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term rest "Rest"

rule stay_at_home "Stay at home"
  when fever
  recommend rest
    strength strong
    evidence low
    cite trial
)"},
}};

} // namespace

std::span<const CodeInfo> lint_text_entries() {
    return entries;
}

} // namespace precept
