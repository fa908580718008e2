#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 7> entries = {{
    {Code::RuleWithoutWhen,
     "rule-without-when",
     Severity::Error,
     "A rule does not say when it applies",
     R"(A rule has one `when`: the patients that it is for. Without it nobody could say
whether the rule is for everyone or unfinished.

Write the condition. A rule for every patient of the guideline repeats the
condition of `applies when`, or says `when age is known` or whatever makes it
sensible.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  recommend paracetamol
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
    cite trial
)"},
    {Code::RuleWithoutAction,
     "rule-without-action",
     Severity::Error,
     "A rule gives no advice",
     R"(A rule says what to do: `recommend`, `consider`, `avoid` or `contraindicate`, at
least one of them. A condition that only has to be given a name is a `define`.

Add the advice, or turn the rule into a definition.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
    cite trial
)"},
    {Code::MisplacedItem,
     "misplaced-item",
     Severity::Error,
     "Something stands in a file where it does not belong",
     R"(A file that starts with `terms` holds what several guidelines share: terms,
facts, events, definitions, sources. Rules in it would fire for every guideline
that uses a word of it, so it may have none, and no `applies when`.

Move the rule into a guideline, or make the file one by starting it with
`guideline`.)",
     ExampleKind::Rules,
     R"(terms example "Shared words"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
    cite trial
)"},
    {Code::TestWithoutExpectation,
     "test-without-expectation",
     Severity::Error,
     "A test expects nothing",
     R"(A test describes a patient with `given` and says with `expect` what must come
out. Without `expect` it cannot fail, and gives a confidence that nothing backs.

Write what is expected, for instance
`expect cooling fires and paracetamol is recommended`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define elderly "Elderly"
  when age >= 65 years

test "a grandmother"
  given age is 80 years
)",
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define elderly "Elderly"
  when age >= 65 years

test "a grandmother"
  given age is 80 years
  expect elderly
)"},
    {Code::UnreachableCase,
     "unreachable-case",
     Severity::Warning,
     "A case can never be reached",
     R"(The cases of a definition are read from the top, and the first that holds
counts. The cases above this one leave nothing over for it: one of them is
`otherwise`, or holds for the same patients.

Move the case up, narrow those above it, or delete it.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define age_group "Age group"
  adult   when age >= 18 years
  child   otherwise
  elderly when age >= 65 years
)",
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define age_group "Age group"
  elderly when age >= 65 years
  adult   when age >= 18 years
  child   otherwise
)"},
    {Code::MissingCitation,
     "missing-citation",
     Severity::Warning,
     "Advice does not say where it comes from",
     R"(Whoever acts on advice must be able to look up what it rests on. Every piece of
advice cites a source, best with the section: `cite esc "7.2"`.

Declare the publication with `source` and name it under the advice with `cite`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact fever "Fever" yes/no
term paracetamol "Paracetamol"

rule cooling "Lower the temperature"
  when fever
  recommend paracetamol
    cite trial
)"},
    {Code::OverdueReview,
     "overdue-review",
     Severity::Warning,
     "The guideline should have been reviewed by now",
     R"(The header says when the guideline was last reviewed and how often that is due,
and the time is past. Its rules still work, but what they say may have been
overtaken by newer evidence.

Have the content reviewed, then change the date after `reviewed`. Changing the
date alone is not a review.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1
  reviewed 2015-03-01
  review every 12 months

fact pregnant "Pregnant" yes/no
)",
     R"(guideline example "An example"
  language 1
  reviewed 2026-11-01
  review every 12 months

fact pregnant "Pregnant" yes/no
)"},
}};

} // namespace

std::span<const CodeInfo> rule_entries() {
    return entries;
}

} // namespace precept
