#include "lang/catalogue_parts.hpp"

#include <array>

namespace precept {

namespace {

constexpr std::array<CodeInfo, 6> entries = {{
    {Code::FactsSyntax,
     "facts-syntax",
     Severity::Error,
     "A patient's file is not sound JSON or CSV",
     R"(The file breaks off, a comma or a quotation mark is missing, or a line has more
or fewer columns than the first. Nothing of it is used: half a record is not a
patient.

The caret shows where the text stopped making sense; the fault is often at the
end of the line before.)",
     ExampleKind::Facts,
     R"({
  "age": 61
  "pregnant": false
}
)",
     R"({
  "age": 61,
  "pregnant": false
}
)"},
    {Code::DuplicateKey,
     "duplicate-key",
     Severity::Error,
     "A fact is given twice in one record",
     R"(The record has the same name twice. Which of the two counts is not defined in
JSON, so programs differ, and the one that is dropped may be the true one.

Delete one. Several treatments or measurements of one kind are a list.)",
     ExampleKind::Facts,
     R"({
  "age": 61,
  "age": 16
}
)",
     R"({
  "age": 61
}
)"},
    {Code::UnknownFact,
     "unknown-fact",
     Severity::Error,
     "A patient's file names a fact that the guideline does not have",
     R"(A name that no declaration has is an error, not something to skip: if "lvfe"
were passed over, the ejection fraction would be missing without anybody
noticing.

Correct the name. The message suggests the nearest that is declared.)",
     ExampleKind::Facts,
     R"({
  "lvfe": 62
}
)",
     R"({
  "lvef": 62
}
)"},
    {Code::UnknownField,
     "unknown-field",
     Severity::Error,
     "An event in a patient's file has a field that its declaration does not have",
     R"(The fields of an event are those that its `event` declaration lists. Another
name is more likely a slip than something that may be left out.

Correct the name; the message lists the fields.)",
     ExampleKind::Facts,
     R"({
  "therapy": [{ "drug": "trastuzumab", "begun": "2024-02-01" }]
}
)",
     R"({
  "therapy": [{ "drug": "trastuzumab", "started": "2024-02-01" }]
}
)"},
    {Code::FutureMeasurement,
     "future-measurement",
     Severity::Error,
     "A value was measured after the day that the question is asked for",
     R"(The day on which the value was measured lies after today, or after the day given
as today. Either the date is wrong, or the question is asked for the past with
knowledge from after it.

Correct the date, or ask for a later day.)",
     ExampleKind::Facts,
     R"({
  "lvef": { "value": 62, "on": "2999-10-02" }
}
)",
     R"({
  "lvef": { "value": 62, "on": "2026-10-02" }
}
)"},
    {Code::WrongShape,
     "wrong-shape",
     Severity::Error,
     "A part of a patient's file is built differently from what is expected",
     R"(A list stands where one value is expected, a single value where a list of events
is expected, or an object has parts that are not understood here.

A fact is a value, or `{ "value": …, "unit": …, "on": … }`. An event is a
list of records, an empty list if there were none. A set is a list of its
values.)",
     ExampleKind::Facts,
     R"({
  "lvef": [62, 58]
}
)",
     R"({
  "lvef": 62
}
)"},
}};

} // namespace

std::span<const CodeInfo> fact_entries() {
    return entries;
}

const std::string_view catalogue_facts_guideline = R"(guideline example "An example"
  language 1

term drug
term trastuzumab "Trastuzumab" is drug

fact age      "Age"               number in years from 0 to 120
fact pregnant "Pregnant"          yes/no
fact lvef     "Ejection fraction" number in % from 0 to 100

event therapy "A systemic therapy"
  drug    drug
  started date
)";

} // namespace precept
