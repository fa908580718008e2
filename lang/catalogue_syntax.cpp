#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 8> entries = {{
    {Code::UnreadableFile,
     "unreadable-file",
     Severity::Error,
     "A file cannot be read",
     R"(The file does not exist, may not be opened, is a folder, is larger than 16 MiB,
or is not plain text in the encoding UTF-8. Nothing is guessed from a damaged
file: one misread letter could be another drug.

Check the name and the folder. If the message speaks of UTF-8, open the file in
its editor and save it again with that encoding.)",
     ExampleKind::None,
     {},
     {}},
    {Code::Syntax,
     "syntax",
     Severity::Error,
     "The text is not written as the language asks",
     R"(Something is missing, or stands where it cannot be read: a condition that ends
in the middle, a quotation mark that is not closed, a misspelt keyword. The
caret shows the first place that made no sense, and the message says what was
expected there; the fault itself may be just before it.

The declaration with the fault is skipped and the rest of the file is still
checked, so one run shows every broken declaration.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact breastfeeding "Breast-feeding" yes/no

define caution_needed "Caution needed"
  when pregnant or
)",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact breastfeeding "Breast-feeding" yes/no

define caution_needed "Caution needed"
  when pregnant or breastfeeding
)"},
    {Code::DuplicateClause,
     "duplicate-clause",
     Severity::Error,
     "A clause is given twice",
     R"(A clause that says one thing, such as the strength of a recommendation or the
question to ask for a fact, may stand once. With two of them a reader could not
tell which one holds.

Keep the one that is meant and delete the other. Clauses that add up, such as
`unless` and `cite`, may be repeated.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 0 to 100
  ask "What is the ejection fraction?"
  ask "What was the last ejection fraction?"
)",
     R"(guideline example "An example"
  language 1

fact lvef "Ejection fraction" number in % from 0 to 100
  ask "What was the last ejection fraction?"
)"},
    {Code::MisalignedBullet,
     "misaligned-bullet",
     Severity::Error,
     "A bullet does not line up with its list",
     R"(The bullets of one list stand in one column: that is how a reader, and the
program, see where a list ends and which bullet belongs to which list. A bullet
in a column of its own belongs to none.

Move the dash below the first dash of its list. A list inside a list is further
to the right, below its own `all of` or `any of`.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact heart_failure "Heart failure" yes/no

define high_risk "High risk"
  when any of
    - pregnant
      - heart_failure
)",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact heart_failure "Heart failure" yes/no

define high_risk "High risk"
  when any of
    - pregnant
    - heart_failure
)"},
    {Code::TabIndent,
     "tab-indent",
     Severity::Error,
     "A tab stands before a bullet",
     R"(Editors show a tab as two, four or eight blanks. As the column of a dash says
which list it belongs to, a tab before it would make a list mean different
things on different screens.

Replace the tab by blanks; most editors can do this for the whole file.)",
     ExampleKind::Rules,
     "guideline example \"An example\"\n"
     "  language 1\n\n"
     "fact pregnant \"Pregnant\" yes/no\n"
     "fact heart_failure \"Heart failure\" yes/no\n\n"
     "define high_risk \"High risk\"\n"
     "  when any of\n"
     "    - pregnant\n"
     "\t- heart_failure\n",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
fact heart_failure "Heart failure" yes/no

define high_risk "High risk"
  when any of
    - pregnant
    - heart_failure
)"},
    {Code::TooDeep,
     "too-deep",
     Severity::Error,
     "Parentheses or lists are nested too deeply",
     R"(A condition or a formula has more than 200 levels of parentheses or lists inside
one another. No reader could follow it, and no guideline needs it.

Give the inner parts names of their own with `define`, and use the names.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 1

fact pregnant yes/no
define deep when
  (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
  (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
  (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((
  pregnant
  )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
  )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
  )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
)",
     R"(guideline example "An example"
  language 1

fact pregnant yes/no
define deep when (pregnant)
)"},
    {Code::MissingHeader,
     "missing-header",
     Severity::Error,
     "The file does not say what it is",
     R"(A file begins with its header: `guideline NAME "label"`, or `terms NAME "label"`
for terms and facts that several guidelines share, and the version of the
language it is written in. Without it nobody could say which guideline gave an
answer. Only comments may stand above it.)",
     ExampleKind::Rules,
     R"(fact pregnant "Pregnant" yes/no
)",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
)"},
    {Code::UnknownLanguage,
     "unknown-language",
     Severity::Error,
     "The file is written in a version of the language that is not known here",
     R"(The header names the version of the rule language, so that the meaning of a file
cannot change under its author's hands. This program knows version 1. Either the
number is a slip, or the file needs a newer program.

Do not confuse it with `version "2026.1"`, which is the edition of the
guideline.)",
     ExampleKind::Rules,
     R"(guideline example "An example"
  language 7

fact pregnant "Pregnant" yes/no
)",
     R"(guideline example "An example"
  language 1

fact pregnant "Pregnant" yes/no
)"},
}};

} // namespace

std::span<const CodeInfo> syntax_entries() {
    return entries;
}

} // namespace precept
