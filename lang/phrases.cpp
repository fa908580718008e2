#include "lang/phrases.hpp"

#include <array>
#include <cstddef>

namespace precept {

namespace {

constexpr std::string_view anywhere = "*"; ///< the first word of an item

constexpr std::array table = {
    // items
    Phrase{
        "guideline",
        anywhere,
        "guideline NAME \"LABEL\"",
        "A file of rules; its name is that of the file."},
    Phrase{
        "terms",
        anywhere,
        "terms NAME \"LABEL\"",
        "A file of terms, facts and definitions that several guidelines share."},
    Phrase{"use", anywhere, "use FOLDER/FILE as NAME", "Brings in the names of another file."},
    Phrase{
        "source", anywhere, "source NAME \"TITLE\"", "A publication or document that rules cite."},
    Phrase{
        "system",
        anywhere,
        "system NAME \"LABEL\" uri \"ADDRESS\"",
        "A code system beside loinc, snomed, rxnorm, icd10cm and ucum."},
    Phrase{
        "term",
        anywhere,
        "term NAME \"LABEL\" is CLASS",
        "Something that is recommended, given or ordered; it may stand below other terms."},
    Phrase{
        "fact",
        anywhere,
        "fact NAME \"LABEL\" TYPE",
        "What can be known of a patient. Where it is not given it is unknown, unless `assume` says "
        "otherwise."},
    Phrase{
        "event",
        anywhere,
        "event NAME \"LABEL\"",
        "A record of which a patient has any number. A list that is given is complete; one that is "
        "not is unknown."},
    Phrase{
        "define",
        anywhere,
        "define NAME \"LABEL\" when CONDITION",
        "A condition, a value, cases or a table under a name of its own."},
    Phrase{
        "rule",
        anywhere,
        "rule NAME \"LABEL\" when CONDITION recommend TERM",
        "Advice for the patients of whom its condition holds."},
    Phrase{
        "test",
        anywhere,
        "test \"LABEL\" given FACT is VALUE expect RULE fires",
        "A patient, and what must come out."},
    Phrase{
        "ensure",
        anywhere,
        "ensure NAME \"LABEL\" whenever CONDITION CLAIM",
        "What must hold for every patient."},
    // headers
    Phrase{
        "language",
        "guideline terms",
        "language 1",
        "The version of the language that the file is written in."},
    Phrase{"version", "guideline terms", "version \"VERSION\"", "The version of the guideline."},
    Phrase{
        "status",
        "guideline terms",
        "status draft | active | retired",
        "Shown beside every answer."},
    Phrase{"reviewed", "guideline terms", "reviewed DATE", "The day of the last review."},
    Phrase{
        "review",
        "guideline terms",
        "review every N UNIT",
        "`check` warns once a review is overdue."},
    Phrase{
        "applies",
        "guideline",
        "applies when CONDITION",
        "For everyone else the rules are not applicable."},
    // declarations
    Phrase{"is", "term", "is CLASS, CLASS", "The terms directly above this one."},
    Phrase{
        "code",
        "term fact event define",
        "code SYSTEM \"CODE\"",
        "How coded records name it: loinc, snomed, rxnorm, icd10cm, ucum or a system of your own."},
    Phrase{
        "number",
        "fact event define",
        "number in UNIT from LOW to HIGH",
        "A number; unit and range may be left out, and the bounds belong to the range."},
    Phrase{"one", "fact event define", "one of VALUE, VALUE", "One of at most 63 values."},
    Phrase{
        "set",
        "fact event define",
        "set of VALUE, VALUE",
        "Any of the values, known or unknown as a whole."},
    Phrase{"date", "fact event define", "date", "A day."},
    Phrase{
        "assume",
        "fact",
        "assume VALUE",
        "The value when the fact is not given; traces say \"assumed\"."},
    Phrase{
        "valid",
        "fact",
        "valid for N UNIT",
        "A value measured longer ago is unknown, for the reason \"out of date\"."},
    Phrase{"fixed", "fact", "fixed", "Can't be changed by a decision."},
    Phrase{"ask", "fact", "ask \"QUESTION\"", "The question to put to a person."},
    Phrase{"doi", "source", "doi \"DOI\"", "The publication's DOI."},
    Phrase{"pmid", "source", "pmid \"NUMBER\"", "The publication's number in PubMed."},
    Phrase{"url", "source", "url \"ADDRESS\"", "Where it is to be found."},
    Phrase{"published", "source", "published DATE", "The day of publication."},
    Phrase{"accessed", "source", "accessed DATE", "The day on which it was read."},
    Phrase{
        "uri",
        "system",
        "uri \"ADDRESS\"",
        "The address that stands for the code system in records."},
    // definitions
    Phrase{"otherwise", "define", "VALUE otherwise", "The value where no case before holds."},
    Phrase{
        "table",
        "define",
        "table COLUMN | COLUMN | result",
        "Each row is a case; a cell is a value or several, a comparison, `4 to 6`, `known`, "
        "`unknown` or `any`."},
    Phrase{
        "when",
        "define",
        "VALUE when CONDITION",
        "Cases are read from the top; without a value, the definition is the condition."},
    // rules
    Phrase{
        "when", "rule", "when CONDITION", "The rule fires where this is yes and no `unless` is."},
    Phrase{
        "unless",
        "rule",
        "unless CONDITION because \"REASON\"",
        "The rule does not fire where this is yes, and is undecided where it is unknown."},
    Phrase{
        "recommend",
        "rule",
        "recommend TERM + TERM",
        "Do this; the terms together are one regimen."},
    Phrase{"consider", "rule", "consider TERM + TERM", "An option."},
    Phrase{
        "avoid",
        "rule",
        "avoid TERM",
        "A caution: shown beside advice that contains it; blocks nothing."},
    Phrase{
        "contraindicate",
        "rule",
        "contraindicate TERM",
        "Blocks every recommendation that contains it or anything below it."},
    Phrase{
        "overrides",
        "rule",
        "overrides RULE, RULE",
        "Where both fire, the other's advice is withdrawn."},
    Phrase{"strength", "rule", "strength strong | conditional", "How strongly it is recommended."},
    Phrase{
        "evidence",
        "rule",
        "evidence high | moderate | low | very_low",
        "How certain the evidence is, by GRADE."},
    Phrase{"because", "rule", "because \"REASON\"", "The reason, as text for the reader."},
    Phrase{"how", "rule", "how \"TEXT\"", "Dose, schedule, monitoring, as text for the reader."},
    Phrase{"cite", "rule define", "cite SOURCE \"SECTION\"", "Where it comes from."},
    // tests and properties
    Phrase{
        "given",
        "test",
        "given FACT is VALUE on DATE",
        "What is known of the patient; `given EVENT with FIELD VALUE` adds an event, `given no "
        "EVENT` says that there is none."},
    Phrase{"with", "test", "EVENT with FIELD VALUE, FIELD VALUE", "The fields of an event."},
    Phrase{
        "patient",
        "test",
        "given patient \"FILE\" but FACT is VALUE",
        "All that a file says, with changes."},
    Phrase{
        "expect",
        "test",
        "expect RULE fires",
        "What must come out: a condition, or the state of a rule or of advice."},
    Phrase{"table", "test", "table FACT | expect RULE", "Each row is a test of its own."},
    Phrase{
        "whenever", "ensure", "whenever CONDITION CLAIM", "The claim has to hold where this does."},
    Phrase{"never", "ensure", "never CONDITION", "The condition must hold of nobody."},
    // conditions
    Phrase{
        "is",
        "",
        "X is VALUE",
        "Also `is not`, `is one of A, B`, `is in CLASS`, `is known`, `is between A and B`, `is "
        "within N UNIT before DATE`."},
    Phrase{
        "in",
        "",
        "X is in CLASS",
        "The term is at or below the class. Behind a number, `X in UNIT` converts it and yields a "
        "bare number."},
    Phrase{
        "includes",
        "",
        "X includes VALUE",
        "Also `includes any of A, B` and `includes all of A, B`."},
    Phrase{
        "between",
        "",
        "X is between A and B",
        "Both ends are included. `years between D and E` counts whole years."},
    Phrase{
        "within",
        "",
        "D is within N UNIT before E",
        "A date moved by the calendar; both ends are included."},
    Phrase{
        "more",
        "",
        "D is more than N UNIT before E",
        "A date moved by the calendar; the far end is excluded."},
    Phrase{
        "less",
        "",
        "D is less than N UNIT before E",
        "A date moved by the calendar; the far end is excluded."},
    Phrase{
        "before",
        "",
        "D is before E",
        "A date; `is within N UNIT before E` allows for a length of time."},
    Phrase{
        "after",
        "",
        "D is after E",
        "A date; `is within N UNIT after E` allows for a length of time."},
    Phrase{"known", "", "X is known", "Always yes or no."},
    Phrase{"unknown", "", "X is unknown", "Always yes or no."},
    Phrase{"all", "", "all of BULLETS", "Yes where every condition of the list is."},
    Phrase{
        "any",
        "",
        "any of BULLETS",
        "Yes where some condition of the list is. `any EVENT where CONDITION` looks for an event."},
    Phrase{"none", "", "none of BULLETS", "Yes where no condition of the list is."},
    Phrase{"no", "", "no EVENT where CONDITION", "Yes where there is no such event."},
    Phrase{
        "every",
        "",
        "every EVENT where CONDITION",
        "Yes where the condition holds of all events; of no events, too."},
    Phrase{
        "at",
        "",
        "at least N of BULLETS",
        "Also `at most N of`; with an event, `at least N EVENT where CONDITION`."},
    Phrase{
        "exactly",
        "",
        "exactly N of BULLETS",
        "With an event, `exactly N EVENT where CONDITION`; of rules, `exactly one of R, S fires`."},
    Phrase{
        "where",
        "",
        "EVENT where CONDITION",
        "Inside, names are the event's fields first; it takes everything up to the end of the "
        "condition."},
    Phrase{
        "latest",
        "",
        "latest EVENT by FIELD where CONDITION",
        "One event: the last by the date in the field."},
    Phrase{
        "earliest",
        "",
        "earliest EVENT by FIELD where CONDITION",
        "One event: the first by the date in the field."},
    Phrase{"count", "", "count of EVENT where CONDITION", "How many events there are."},
    Phrase{
        "sum",
        "",
        "sum of BULLETS",
        "Points: `- 2 when CONDITION`. It has bounds while some are open."},
    Phrase{
        "fires", "", "RULE fires", "The outcome of another rule; `does not fire` is its negation."},
    Phrase{"does", "", "RULE does not fire", "Also `X does not include VALUE`."},
    Phrase{
        "recommended",
        "",
        "TERM is recommended",
        "Some active recommendation contains the term, or something below it."},
    Phrase{
        "considered",
        "",
        "TERM is considered",
        "Some active option contains the term, or something below it."},
    Phrase{
        "avoided",
        "",
        "TERM is avoided",
        "Some active caution names the term, or a class above it."},
    Phrase{
        "contraindicated",
        "",
        "TERM is contraindicated",
        "Some active contraindication names the term, or a class above it."},
    Phrase{"some", "", "some advice is given", "Some recommendation or option is active."},
    Phrase{"today", "", "today", "The day that the question is asked for."},
    Phrase{"min", "", "min of X, Y", "The smallest."},
    Phrase{"max", "", "max of X, Y", "The largest."},
    Phrase{"sqrt", "", "sqrt X", "The square root; of a negative number it is unknown."},
    Phrase{"ln", "", "ln X", "The natural logarithm."},
    Phrase{"exp", "", "exp X", "The exponential function."},
    Phrase{"abs", "", "abs X", "The number without its sign."},
    Phrase{"round", "", "round X to N", "Rounded to N digits."},
    Phrase{"floor", "", "floor X", "The next whole number below."},
    Phrase{"ceiling", "", "ceiling X", "The next whole number above."},
    Phrase{"years", "", "years between D and E", "Whole years elapsed."},
    Phrase{"months", "", "months between D and E", "Whole months elapsed."},
    Phrase{"weeks", "", "weeks between D and E", "Whole weeks elapsed."},
    Phrase{"days", "", "days between D and E", "Whole days elapsed."},
    Phrase{"and", "", "A and B", "Beside `or` it needs parentheses, or a list."},
    Phrase{"or", "", "A or B", "Beside `and` it needs parentheses, or a list."},
    Phrase{"not", "", "not A", "Unknown stays unknown."},
};

/// Whether `word` is one of the words in `list`.
bool lists(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos;
         at = list.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) {
            return true;
        }
    }
    return false;
}

} // namespace

std::span<const Phrase> phrases() {
    return table;
}

const Phrase* find_phrase(std::string_view word, std::string_view item) {
    const Phrase* general = nullptr;
    for (const Phrase& one : table) {
        if (one.word != word) {
            continue;
        }
        if (!item.empty() && lists(one.item, item)) {
            return &one;
        }
        if (one.item.empty() || (one.item == anywhere && item.empty())) {
            general = &one;
        }
    }
    return general;
}

} // namespace precept
