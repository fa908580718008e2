#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 11> entries = {{
    {Code::UnknownName,
     "unknown-name",
     Severity::Error,
     "A name is used that nothing in the file or its modules has",
     R"(Every name must be declared: with `fact`, `event`, `define`, `term`, `rule` or
`source` in this file, or in a module that the file brings in with `use`. Names
of a module that a used module uses are not brought in; write a `use` of your
own.

If the name is a slip, the message suggests the nearest one that exists. A value
with blanks stands in quotation marks.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact heart_failure "Heart failure" yes/no

define high_risk "High risk"
  when hart_failure
)",
     R"(guideline example "An example"
  language 1

fact heart_failure "Heart failure" yes/no

define high_risk "High risk"
  when heart_failure
)"},
    {Code::DuplicateName,
     "duplicate-name",
     Severity::Error,
     "Two things have the same name",
     R"(Within one file a name means one thing. Facts, events, definitions, terms and
rules share one set of names, so a rule and a fact cannot have the same one
either.

Rename one of the two, or delete it if it is a copy. The message shows both
places.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact heart_failure "Heart failure" yes/no
fact heart_failure "Cardiac failure" yes/no
)",
     R"(guideline example "An example"
  language 1

fact heart_failure "Heart failure" yes/no
fact renal_failure "Renal failure" yes/no
)"},
    {Code::AmbiguousName,
     "ambiguous-name",
     Severity::Error,
     "Two used modules have this name",
     R"(Two modules that the file uses both declare the name, and nothing says which is
meant. The program does not choose: the two may differ in their unit or their
values.

Put the module in front, as in `terms.trastuzumab` instead of `trastuzumab`.
With `use breast_cancer/terms as shared` the module gets a shorter or clearer
name: `shared.trastuzumab`.)",
     ExampleKind::Files,
     R"(# file example.precept
guideline example "An example"
  language 1

use heart
use lungs
define ill when weak

# file heart.precept
terms heart "The heart"
  language 1

fact lvef number in % from 0 to 100
define weak when lvef < 50 %

# file lungs.precept
terms lungs "The lungs"
  language 1

fact saturation number in % from 0 to 100
define weak when saturation < 90 %
)",
     R"(# file example.precept
guideline example "An example"
  language 1

use heart
use lungs
define ill when heart.weak or lungs.weak

# file heart.precept
terms heart "The heart"
  language 1

fact lvef number in % from 0 to 100
define weak when lvef < 50 %

# file lungs.precept
terms lungs "The lungs"
  language 1

fact saturation number in % from 0 to 100
define weak when saturation < 90 %
)"},
    {Code::WrongKind,
     "wrong-kind",
     Severity::Error,
     "A name of one kind stands where another is needed",
     R"(The name exists, but it is not the kind of thing that belongs here: what is
recommended are terms, what a rule overrides are rules, what `cite` names are
sources, what `where` looks through are events.

Use a name of the right kind, or declare one: `term echocardiography is test`,
for instance, makes an examination something that can be recommended.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source esc "ESC Guidelines"
fact lvef "Ejection fraction" number in % from 0 to 100
fact heart_failure "Heart failure" yes/no

rule monitor "Monitor the heart"
  when heart_failure
  recommend lvef
    cite esc
)",
     R"(guideline example "An example"
  language 1

source esc "ESC Guidelines"
fact lvef "Ejection fraction" number in % from 0 to 100
fact heart_failure "Heart failure" yes/no
term echocardiography "Echocardiography"

rule monitor "Monitor the heart"
  when heart_failure
  recommend echocardiography
    cite esc
)"},
    {Code::UnknownModule,
     "unknown-module",
     Severity::Error,
     "A used module was not found",
     R"(`use breast_cancer/terms` looks for the file `breast_cancer/terms.precept` in
the folder of the file that says so, and then in each folder above it. No such
file was found, or it could not be read.

Check the spelling and the folders. The path has no `.precept` at its end, and
`/` between its parts on every system.)",
     ExampleKind::Files,
     R"(# file example.precept
guideline example "An example"
  language 1

use terrms
define treated when any therapy where drug is trastuzumab

# file terms.precept
terms terms "Shared terms"
  language 1

term drug
term trastuzumab "Trastuzumab" is drug
event therapy
  drug drug
)",
     R"(# file example.precept
guideline example "An example"
  language 1

use terms
define treated when any therapy where drug is trastuzumab

# file terms.precept
terms terms "Shared terms"
  language 1

term drug
term trastuzumab "Trastuzumab" is drug
event therapy
  drug drug
)"},
    {Code::UnusedUse,
     "unused-use",
     Severity::Warning,
     "A module is brought in, but nothing of it is used",
     R"(A line such as `use breast_cancer/terms` is there for a reader, too: it says
where names come from. If no name of the module occurs in the file, the line is
a leftover, or a rule that was meant to use it is missing.

Delete the line, or use what it brings.)",
     ExampleKind::Files,
     R"(# file example.precept
guideline example "An example"
  language 1

use facts
fact age number in years from 0 to 120
define elderly when age >= 65 years

# file facts.precept
terms facts "Shared facts"
  language 1

fact pregnant yes/no
)",
     R"(# file example.precept
guideline example "An example"
  language 1

use facts
fact age number in years from 0 to 120
define elderly when age >= 65 years and not pregnant

# file facts.precept
terms facts "Shared facts"
  language 1

fact pregnant yes/no
)"},
    {Code::ModuleName,
     "module-name",
     Severity::Warning,
     "The header's name is not the file's name",
     R"(A module is called by its file: `use breast_cancer/terms` finds `terms.precept`,
and `terms.trastuzumab` names a term in it. If the header in that file says
`guideline words`, readers meet two names for one thing.

Rename the file, or write the file's name (without `.precept`) in the header.)",
     ExampleKind::Files,
     R"(# file terms.precept
terms words "Shared terms"
  language 1
)",
     R"(# file terms.precept
terms terms "Shared terms"
  language 1
)"},
    {Code::ModuleCircle,
     "module-circle",
     Severity::Error,
     "Modules use each other in a circle",
     R"(A module uses another that, directly or through others, uses the first. Then
neither can be read without the other, and it cannot be said which is the
foundation. The message shows the whole circle.

Move what both need into a third file, as a rule one that starts with `terms`,
and use that from both.)",
     ExampleKind::Files,
     R"(# file heart.precept
terms heart "The heart"
  language 1

use lungs
fact lvef number in % from 0 to 100
define fit when lvef >= 50 % and breathing_well

# file lungs.precept
terms lungs "The lungs"
  language 1

use heart
fact saturation number in % from 0 to 100
define breathing_well when saturation >= 92 % or lvef >= 60 %
)",
     R"(# file heart.precept
terms heart "The heart"
  language 1

use facts
use lungs
define fit when lvef >= 50 % and breathing_well

# file lungs.precept
terms lungs "The lungs"
  language 1

use facts
define breathing_well when saturation >= 92 % or lvef >= 60 %

# file facts.precept
terms facts "What both need"
  language 1

fact lvef number in % from 0 to 100
fact saturation number in % from 0 to 100
)"},
    {Code::DefinitionCircle,
     "definition-circle",
     Severity::Error,
     "A definition or a rule depends on itself",
     R"(To work out the one, the other is needed, and for that the first again: such
definitions have no answer. The same goes for rules whose conditions ask whether
advice is given that depends on them. The message shows the circle, step by
step.

Usually one of the steps is meant to look at a fact instead of at a conclusion.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define frail "Frail"
  when age >= 80 years or unfit

define unfit "Unfit for chemotherapy"
  when frail
)",
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120
fact ecog "ECOG performance status" number from 0 to 5

define frail "Frail"
  when age >= 80 years or unfit

define unfit "Unfit for chemotherapy"
  when ecog >= 3
)"},
    {Code::TermCircle,
     "term-circle",
     Severity::Error,
     "A term is below itself",
     R"(`term statin is drug` says that every statin is a drug. If `drug` is then said
to be a kind of `statin`, each is above the other, and "everything below" has no
meaning any more.

Remove the `is` that points the wrong way: the wider term stands after `is`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

term drug "Drug" is statin
term statin "Statin" is drug
)",
     R"(guideline example "An example"
  language 1

term drug "Drug"
term statin "Statin" is drug
)"},
    {Code::OverrideCircle,
     "override-circle",
     Severity::Error,
     "Rules override each other in a circle",
     R"(Where one rule overrides another, the other's advice is withdrawn. If each
overrides the other, nothing says whose advice remains.

Decide which rule goes before the other and delete the opposite `overrides`; or
make their conditions exclude each other, so that no override is needed.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term full_dose "Full dose"
term low_dose "Low dose"

rule for_adults "Adults"
  when age >= 18 years
  overrides for_the_elderly
  recommend full_dose
    cite trial

rule for_the_elderly "The elderly"
  when age >= 75 years
  overrides for_adults
  recommend low_dose
    cite trial
)",
     R"(guideline example "An example"
  language 1

source trial "A trial"
fact age "Age" number in years from 0 to 120
term full_dose "Full dose"
term low_dose "Low dose"

rule for_adults "Adults"
  when age >= 18 years
  recommend full_dose
    cite trial

rule for_the_elderly "The elderly"
  when age >= 75 years
  overrides for_adults
  recommend low_dose
    cite trial
)"},
}};

} // namespace

std::span<const CodeInfo> name_entries() {
    return entries;
}

} // namespace precept
