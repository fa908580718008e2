#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 12> entries = {{
    {Code::UnknownValue,
     "unknown-value",
     Severity::Error,
     "A value is not one of those that the fact can have",
     R"(A fact declared with `one of` or `set of` has the listed values and no others,
and a condition that asks for another could never hold. The message lists the
values, and the nearest if it looks like a slip.

Correct the spelling, or add the value to the declaration if it was forgotten
there.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact stage "Disease stage" one of early, locally_advanced, metastatic

define palliative "Palliative setting"
  when stage is metastasised
)",
     R"(guideline example "An example"
  language 1

fact stage "Disease stage" one of early, locally_advanced, metastatic

define palliative "Palliative setting"
  when stage is metastatic
)"},
    {Code::DuplicateValue,
     "duplicate-value",
     Severity::Error,
     "A value is listed twice",
     R"(In a list of values each stands once. A second mention means nothing, and often
another value was meant.

Delete it, or write the value that was meant.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact her2_ihc "HER2 by immunohistochemistry" one of 0, 1+, 2+, 2+
)",
     R"(guideline example "An example"
  language 1

fact her2_ihc "HER2 by immunohistochemistry" one of 0, 1+, 2+, 3+
)"},
    {Code::TooManyValues,
     "too-many-values",
     Severity::Error,
     "A fact has more than 63 values",
     R"(A fact with a list of values may have up to 63 of them. Longer lists are nearly
always something else: a number, or terms.

Use `number from … to …` for a score. For drugs, diagnoses or procedures declare
terms, which may be grouped as well, and give the fact the type of the term
above them.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact grade "Grade" one of
  grade_1, grade_2, grade_3, grade_4, grade_5, grade_6, grade_7, grade_8, grade_9,
  grade_10, grade_11, grade_12, grade_13, grade_14, grade_15, grade_16, grade_17,
  grade_18, grade_19, grade_20, grade_21, grade_22, grade_23, grade_24, grade_25,
  grade_26, grade_27, grade_28, grade_29, grade_30, grade_31, grade_32, grade_33,
  grade_34, grade_35, grade_36, grade_37, grade_38, grade_39, grade_40, grade_41,
  grade_42, grade_43, grade_44, grade_45, grade_46, grade_47, grade_48, grade_49,
  grade_50, grade_51, grade_52, grade_53, grade_54, grade_55, grade_56, grade_57,
  grade_58, grade_59, grade_60, grade_61, grade_62, grade_63, grade_64
)",
     R"(guideline example "An example"
  language 1

fact grade "Grade" number from 1 to 64
)"},
    {Code::WrongType,
     "wrong-type",
     Severity::Error,
     "A value of one type stands where another is needed",
     R"(A condition must be something that is yes or no; a calculation needs numbers; a
date is compared with a date. Here is something else. The message says which
type was found and which is needed.

Often a comparison is missing: `age` is a number, `age >= 65 years` is a
condition.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define elderly "Elderly"
  when age
)",
     R"(guideline example "An example"
  language 1

fact age "Age" number in years from 0 to 120

define elderly "Elderly"
  when age >= 65 years
)"},
    {Code::UnknownUnit,
     "unknown-unit",
     Severity::Error,
     "A unit is not known",
     R"(Units are written as in UCUM, the code that laboratory systems use: `mg/dL`,
`mmol/L`, `10*9/L`, `mm[Hg]`, `mL/min`, `kg/m2`, `%`, `Cel` for degrees Celsius,
`[iU]/L` for international units, `ug` for micrograms. Capital and small letters
differ: `Mg` is a ton. For time the English words are understood as well: years,
months, weeks, days, hours.

There is no blank inside a unit. The message suggests a unit where the spelling
is a familiar one.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact platelets "Platelets" number in thousand/uL
)",
     R"(guideline example "An example"
  language 1

fact platelets "Platelets" number in 10*3/uL
)"},
    {Code::IncompatibleUnit,
     "incompatible-unit",
     Severity::Error,
     "Two units do not measure the same thing",
     R"(Milligrams and grams are converted into one another; a mass and a length, or a
mass and an amount of substance, cannot be. The message names both units and
what each measures.

Two cases are kept apart on purpose, as the factor depends on the substance:
mmol and meq, and mg and mmol. For an empirical formula, whose units do not work
out, `weight in kg` gives the bare number.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact weight "Body weight" number in kg from 1 to 400

define heavy "Heavy"
  when weight > 120 cm
)",
     R"(guideline example "An example"
  language 1

fact weight "Body weight" number in kg from 1 to 400

define heavy "Heavy"
  when weight > 120 kg
)"},
    {Code::MissingUnit,
     "missing-unit",
     Severity::Error,
     "A number needs a unit",
     R"(A quantity is compared with a quantity. A bare number beside one leaves the
reader guessing: 1.5 mg/dL and 1.5 mmol/L of creatinine are very different
kidneys. So the unit is always written, for 0 as well.

Write the unit after the number. It need not be the unit of the declaration,
only one that measures the same.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact creatinine "Creatinine" number in mg/dL from 0 to 30

define raised_creatinine "Raised creatinine"
  when creatinine > 1.5
)",
     R"(guideline example "An example"
  language 1

fact creatinine "Creatinine" number in mg/dL from 0 to 30

define raised_creatinine "Raised creatinine"
  when creatinine > 1.5 mg/dL
)"},
    {Code::OutOfRange,
     "out-of-range",
     Severity::Error,
     "A number lies outside the range of its fact",
     R"(The declaration of a number may say which values are plausible: `from 0 to 100`.
A value outside is more likely a slip, or in another unit, than a patient. This
holds for patients' files, for the patients of tests, and for `assume`.

Correct the number or its unit; widen the range in the declaration if such
patients do exist.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 0 to 100

define low_lvef "Low ejection fraction"
  when lvef < 50 %

test "a normal heart"
  given lvef is 620 %
  expect not low_lvef
)",
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 0 to 100

define low_lvef "Low ejection fraction"
  when lvef < 50 %

test "a normal heart"
  given lvef is 62 %
  expect not low_lvef
)"},
    {Code::EmptyRange,
     "empty-range",
     Severity::Error,
     "A range holds no value",
     R"(The lower end of the range stands above its upper end, so nothing can lie
between them. Usually the two were swapped, or they are in different units.

Write the lower end first: `from 0 to 100`, `between 30 and 50 %`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 100 to 0
)",
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 0 to 100
)"},
    {Code::ImpossibleDate,
     "impossible-date",
     Severity::Error,
     "A day does not exist",
     R"(Dates are written year, month, day: `2026-11-23`. The month goes from 01 to 12
and the day up to the last of that month; 29 February exists in leap years only.

Correct the date; often day and month were swapped.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact diagnosed_on "Date of diagnosis" date

define recent "Diagnosed recently"
  when diagnosed_on is after 2026-02-30
)",
     R"(guideline example "An example"
  language 1

fact diagnosed_on "Date of diagnosis" date

define recent "Diagnosed recently"
  when diagnosed_on is after 2026-02-28
)"},
    {Code::ImpossibleCount,
     "impossible-count",
     Severity::Error,
     "A count asks for what the list cannot give",
     R"(`at least 3 of` two conditions can never hold, and `at least 0 of` always does:
neither is a condition. Usually a bullet was removed or added, and the number
forgotten.

Correct the number. To ask for every bullet write `all of`, for one or more
`any of`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact fever "Fever" yes/no
fact cough "Cough" yes/no

define ill "Respiratory infection"
  when at least 3 of
    - fever
    - cough
)",
     R"(guideline example "An example"
  language 1

fact fever "Fever" yes/no
fact cough "Cough" yes/no

define ill "Respiratory infection"
  when at least 1 of
    - fever
    - cough
)"},
    {Code::MixedAndOr,
     "mixed-and-or",
     Severity::Error,
     "`and` and `or` are mixed without parentheses",
     R"("Pregnant or elderly and frail" can be read in two ways, and the two treat
different patients. So where `and` and `or` meet, the text must show what
belongs together.

Put parentheses around one part, or write a list with `all of` or `any of`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact elderly "Elderly" yes/no
fact frail "Frail" yes/no

define vulnerable "Vulnerable"
  when pregnant or elderly and frail
)",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact elderly "Elderly" yes/no
fact frail "Frail" yes/no

define vulnerable "Vulnerable"
  when pregnant or (elderly and frail)
)"},
}};

} // namespace

std::span<const CodeInfo> value_entries() {
    return entries;
}

} // namespace precept
