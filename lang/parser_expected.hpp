// What is said when a rule of the grammar that has to match does not. Every rule under `must` needs
// an entry: a missing one does not compile. `parser_faults.cpp` makes the sentence of it.
#pragma once

#include "lang/grammar_tests.hpp"
#include "lang/parser_state.hpp"

namespace precept::parsing {

namespace g = grammar;

template <typename Rule>
inline constexpr Expectation expected{};

constexpr Expectation named(std::string_view what) {
    return {.what = what, .kind = Expectation::Kind::Name};
}

constexpr Expectation after_item(std::string_view what, std::string_view words) {
    return {.what = what, .kind = Expectation::Kind::ClauseOrItem, .help = {}, .words = words};
}

constexpr Expectation
thing(std::string_view what, std::string_view help = {}, std::string_view words = {}) {
    return {.what = what, .kind = Expectation::Kind::Thing, .help = help, .words = words};
}

#define PRECEPT_EXPECT(rule, ...)                                                                  \
    template <>                                                                                    \
    inline constexpr Expectation expected<g::rule> = __VA_ARGS__

// ---- tokens
PRECEPT_EXPECT(
    text_end,
    {.what = "a closing quotation mark",
     .kind = Expectation::Kind::Quote,
     .help = "a text begins and ends with `\"` on one line"}
);
PRECEPT_EXPECT(unit, thing("a unit", "such as `mg/dL`, `%` or `months`"));
PRECEPT_EXPECT(type_unit, thing("a unit", "such as `mg/dL`, `%` or `years`"));
PRECEPT_EXPECT(close_parenthesis, thing("`)`", "every `(` needs its `)`"));
PRECEPT_EXPECT(count, thing("a whole number", "such as `at least 2 of`"));
PRECEPT_EXPECT(amount, thing("a length of time", "such as `6 months`"));
PRECEPT_EXPECT(review_span, thing("a length of time", "such as `review every 12 months`"));
PRECEPT_EXPECT(valid_span, thing("a length of time", "such as `valid for 3 months`"));

// ---- words that have to follow
PRECEPT_EXPECT(kw_of, thing("`of`", {}, "of"));
PRECEPT_EXPECT(list_of, thing("`of`", {}, "of"));
PRECEPT_EXPECT(
    kw_by,
    thing("`by` and the field that holds the date", "such as `latest therapy by started`", "by")
);
PRECEPT_EXPECT(kw_to, thing("`to`", {}, "to"));
PRECEPT_EXPECT(kw_is, thing("`is`", {}, "is"));
PRECEPT_EXPECT(kw_not, thing("`not`", "write `does not fire` or `does not include`", "not"));
PRECEPT_EXPECT(kw_for, thing("`for`", "such as `valid for 3 months`", "for"));
PRECEPT_EXPECT(kw_than, thing("`than`", "such as `is more than 6 months before today`", "than"));
PRECEPT_EXPECT(kw_when, thing("`when`", "write `applies when` and a condition", "when"));
PRECEPT_EXPECT(kw_every, thing("`every`", "such as `review every 12 months`", "every"));
PRECEPT_EXPECT(kw_given, thing("`given`", "write `some advice is given`", "given"));
PRECEPT_EXPECT(advice_word, thing("`advice`", "write `some advice is given`", "advice"));
PRECEPT_EXPECT(word_want, thing("`want`", "write `for want of` and the facts", "want"));
PRECEPT_EXPECT(least_or_most, thing("`least` or `most`", "such as `at least 2 of`", "least most"));
PRECEPT_EXPECT(
    between_and, thing("`and` and the upper end", "such as `is between 40 and 50 %`", "and")
);
PRECEPT_EXPECT(
    fires_word,
    thing("`fires`", "write bullets on the lines below, or the names of rules and `fires`", "fires")
);
PRECEPT_EXPECT(
    before_or_after,
    thing("`before` or `after`", "such as `is within 6 months before today`", "before after")
);

// ---- values and conditions
PRECEPT_EXPECT(parenthesised_inner, thing("a condition or a value"));
PRECEPT_EXPECT(elapsed_from, thing("a date"));
PRECEPT_EXPECT(elapsed_to, thing("a date"));
PRECEPT_EXPECT(argument, thing("a value"));
PRECEPT_EXPECT(rounded, thing("a value"));
PRECEPT_EXPECT(round_digits, thing("the number of digits", "such as `round x to 1`"));
PRECEPT_EXPECT(extreme_argument, thing("a value"));
PRECEPT_EXPECT(
    summands, thing("bullets", "write each part of the sum on a line of its own: `- 1 when …`")
);
PRECEPT_EXPECT(summand, thing("a value", "such as `- 1 when heart_failure`"));
PRECEPT_EXPECT(nested_condition, thing("a condition"));
PRECEPT_EXPECT(where_condition, thing("a condition"));
PRECEPT_EXPECT(event_name, named("the name of an event"));
PRECEPT_EXPECT(pick_by, named("the name of the field that holds the date"));
PRECEPT_EXPECT(list_item, thing("a condition"));
PRECEPT_EXPECT(
    bullet_list, thing("bullets", "write each condition on a line of its own, after `- `")
);
PRECEPT_EXPECT(
    list_or_rules, thing("bullets", "write each condition on a line of its own, after `- `")
);
PRECEPT_EXPECT(fires_name, named("the name of a rule"));
PRECEPT_EXPECT(
    counted_rest,
    thing(
        "`of`, or the name of an event",
        "such as `at least 2 of` and bullets, or `at least 2 therapy where …`",
        "of"
    )
);
PRECEPT_EXPECT(exponent, thing("a value"));
PRECEPT_EXPECT(negated_operand, thing("a value"));
PRECEPT_EXPECT(factor, thing("a value"));
PRECEPT_EXPECT(addend, thing("a value"));
PRECEPT_EXPECT(value, thing("a value"));
PRECEPT_EXPECT(value_list, thing("a value"));
PRECEPT_EXPECT(compare_operand, thing("a value"));
PRECEPT_EXPECT(is_class, named("the name of a term"));
PRECEPT_EXPECT(between_low, thing("the lower end"));
PRECEPT_EXPECT(between_high, thing("the upper end"));
PRECEPT_EXPECT(anchor, thing("a date", "such as `today`, or the name of a date"));
PRECEPT_EXPECT(wanted, named("the name of a fact"));
PRECEPT_EXPECT(
    is_form,
    thing("a value", "a value that is a word of the language stands in quotes: `is \"none\"`")
);
PRECEPT_EXPECT(
    included, thing("a value", "such as `includes esr1` or `includes any of brca1, brca2`")
);
PRECEPT_EXPECT(does_form, thing("`fire` or `include`", {}, "fire include"));
PRECEPT_EXPECT(not_operand, thing("a condition"));
PRECEPT_EXPECT(chain_operand, thing("a condition"));
PRECEPT_EXPECT(whole_expression, thing("a condition or a value"));
PRECEPT_EXPECT(expression_end, after_item("the end of the condition", ""));
PRECEPT_EXPECT(
    suppositions_end, after_item("`and` or the end of what is supposed", "join facts by `and`")
);

// ---- names
PRECEPT_EXPECT(item_name, named("a name"));
PRECEPT_EXPECT(module_name, named("the name of the file's module"));
PRECEPT_EXPECT(use_path, named("the name of a file"));
PRECEPT_EXPECT(use_part, named("a name"));
PRECEPT_EXPECT(use_alias, named("a name"));
PRECEPT_EXPECT(term_parent, named("the name of a term"));
PRECEPT_EXPECT(code_system, named("the name of a code system"));
PRECEPT_EXPECT(citation, named("the name of a source"));
PRECEPT_EXPECT(advised, named("the name of a term"));
PRECEPT_EXPECT(overridden_rule, named("the name of a rule"));
PRECEPT_EXPECT(given_name, named("the name of a fact or an event"));
PRECEPT_EXPECT(given_field, named("the name of a field"));
PRECEPT_EXPECT(column, named("the name of what the column holds"));
PRECEPT_EXPECT(result_name, named("the name of the last column"));

// ---- clauses
PRECEPT_EXPECT(language_number, thing("a whole number", "write `language 1`"));
PRECEPT_EXPECT(version_text, thing("a text in quotes", "such as `version \"2026.1\"`"));
PRECEPT_EXPECT(status_word, thing("`draft`, `active` or `retired`", {}, "draft active retired"));
PRECEPT_EXPECT(reviewed_date, thing("a date", "such as `2026-11-23`"));
PRECEPT_EXPECT(published_date, thing("a date", "such as `2026-11-23`"));
PRECEPT_EXPECT(accessed_date, thing("a date", "such as `2026-11-23`"));
PRECEPT_EXPECT(date_value, thing("a date", "such as `2026-11-23`"));
PRECEPT_EXPECT(applies_condition, thing("a condition"));
PRECEPT_EXPECT(
    source_title, thing("the title in quotes", "such as `source paper \"Authors, journal, year\"`")
);
PRECEPT_EXPECT(doi_text, thing("a text in quotes"));
PRECEPT_EXPECT(pmid_text, thing("a text in quotes"));
PRECEPT_EXPECT(url_text, thing("a text in quotes"));
PRECEPT_EXPECT(uri_text, thing("a text in quotes"));
PRECEPT_EXPECT(code_text, thing("a code in quotes", "such as `code loinc \"10230-1\"`"));
PRECEPT_EXPECT(because_text, thing("a text in quotes"));
PRECEPT_EXPECT(how_text, thing("a text in quotes"));
PRECEPT_EXPECT(ask_text, thing("a text in quotes"));
PRECEPT_EXPECT(low_bound, thing("a number"));
PRECEPT_EXPECT(high_bound, thing("a number"));
PRECEPT_EXPECT(
    coined_values,
    thing("a value", "such as `one of positive, negative`, or bullets on the lines below")
);
PRECEPT_EXPECT(bulleted_value, thing("a value"));
PRECEPT_EXPECT(inline_value, thing("a value"));
PRECEPT_EXPECT(
    type,
    thing(
        "a type",
        "write `yes/no`, `number`, `date`, `one of …`, `set of …` or the name of a term",
        "number date one set"
    )
);
PRECEPT_EXPECT(
    fact_type,
    thing(
        "a type",
        "write `yes/no`, `number`, `date`, `one of …`, `set of …` or the name of a term",
        "number date one set"
    )
);
PRECEPT_EXPECT(assumed, thing("a value", "such as `assume no`"));
PRECEPT_EXPECT(strength_word, thing("`strong` or `conditional`", {}, "strong conditional"));
PRECEPT_EXPECT(
    evidence_word,
    thing("`high`, `moderate`, `low` or `very_low`", {}, "high moderate low very_low")
);
PRECEPT_EXPECT(rule_condition, thing("a condition"));
PRECEPT_EXPECT(unless_condition, thing("a condition"));
PRECEPT_EXPECT(unless_because, thing("a text in quotes"));

// ---- definitions
PRECEPT_EXPECT(defined_condition, thing("a condition"));
PRECEPT_EXPECT(case_condition, thing("a condition"));
PRECEPT_EXPECT(body, thing("`when` and a condition, a value, cases or a table", {}, "when table"));
PRECEPT_EXPECT(
    first_case, thing("`when` and a condition, or the end of the value", {}, "when otherwise")
);
PRECEPT_EXPECT(
    case_tail,
    thing(
        "`when` and a condition, or `otherwise`",
        "each case is `VALUE when CONDITION`",
        "when otherwise"
    )
);
PRECEPT_EXPECT(
    table_head, thing("the names of the columns", "such as `table her2_ihc | her2_ish | result`")
);
PRECEPT_EXPECT(bar, thing("`|`", "cells are separated by `|`, and the last one is the result"));
PRECEPT_EXPECT(row, thing("a row", "write the cells on a line of their own, separated by `|`"));
PRECEPT_EXPECT(cell, thing("a cell", "such as `any`, `3+`, `>= 50 %` or `4 to 6`"));
PRECEPT_EXPECT(cell_operand, thing("a value"));
PRECEPT_EXPECT(cell_bound, thing("a comparison", "such as `>= 4 and < 6`"));
PRECEPT_EXPECT(row_result, thing("the result of the row"));

// ---- tests and properties
PRECEPT_EXPECT(
    test_label,
    thing("a text in quotes that says what is tested", "such as `test \"a fit patient\"`")
);
PRECEPT_EXPECT(
    given, thing("what the patient has", "such as `given lvef is 62 %` or `given no therapy`")
);
PRECEPT_EXPECT(
    test_given, thing("what the patient has", "such as `given lvef is 62 %` or `given no therapy`")
);
PRECEPT_EXPECT(
    given_file, thing("the patient's file in quotes", "such as `given patient \"anna.json\"`")
);
PRECEPT_EXPECT(
    cases_head,
    thing(
        "the columns of the table",
        "name the facts that differ and what is expected: `table lvef | expect weak_heart`",
        "expect"
    )
);
PRECEPT_EXPECT(
    case_column,
    thing(
        "a column",
        "the name of a fact, or `expect` and the name of a rule, a term or a definition",
        "expect"
    )
);
PRECEPT_EXPECT(case_expected, named("the name of a rule, a term or a definition"));
PRECEPT_EXPECT(
    case_row, thing("a case", "write the cells on a line of their own, separated by `|`")
);
PRECEPT_EXPECT(
    case_cell,
    thing(
        "a cell",
        "a fact has a value, `unknown` or `any` (not given); what is expected is such as `fires`, "
        "`does not fire`, `is undecided`, `is recommended`, a value or `any`",
        "fires does is unknown known any none"
    )
);
PRECEPT_EXPECT(case_bar, thing("`|`", "cells are separated by `|`"));
PRECEPT_EXPECT(cases_end, thing("`|` or the end of the line", "cells are separated by `|`"));
PRECEPT_EXPECT(
    given_is_what,
    thing("a value", "a value that is a word of the language stands in quotes: `is \"not\"`")
);
PRECEPT_EXPECT(given_value, thing("a value"));
PRECEPT_EXPECT(given_field_value, thing("a value"));
PRECEPT_EXPECT(expectation, thing("a condition", "such as `expect thp fires`"));
PRECEPT_EXPECT(
    ensure_clause,
    thing(
        "what must hold",
        "write a condition, `never` and a condition, or `some advice is given`",
        "whenever never"
    )
);
PRECEPT_EXPECT(whenever_condition, thing("a condition"));
PRECEPT_EXPECT(never_condition, thing("a condition"));

// ---- what may follow an item
PRECEPT_EXPECT(
    header_end,
    after_item(
        "a clause of the header (`language`, `version`, `status`, `reviewed`, `review every`, "
        "`applies when`) or a new item",
        "language version status reviewed review applies"
    )
);
PRECEPT_EXPECT(use_end, after_item("`as` and a name, or a new item", "as"));
PRECEPT_EXPECT(
    source_end,
    after_item(
        "`doi`, `pmid`, `url`, `published`, `accessed` or a new item",
        "doi pmid url published accessed"
    )
);
PRECEPT_EXPECT(system_end, after_item("`uri` or a new item", "uri"));
PRECEPT_EXPECT(term_end, after_item("`is`, `code` or a new item", "is code"));
PRECEPT_EXPECT(
    fact_end,
    {.what = "`assume`, `valid for`, `fixed`, `ask`, `code` or a new item",
     .kind = Expectation::Kind::ClauseOrItem,
     .help = {},
     .words = "assume valid fixed ask code",
     .before = "number date"}
);
PRECEPT_EXPECT(event_end, after_item("a field, `code` or a new item", "code"));
PRECEPT_EXPECT(
    define_end,
    after_item("`cite`, `code`, a further case or a new item", "cite code when otherwise")
);
PRECEPT_EXPECT(
    rule_end,
    after_item(
        "a clause of the rule or a new item",
        "when unless overrides recommend consider avoid contraindicate strength evidence because "
        "how cite"
    )
);
PRECEPT_EXPECT(
    test_end,
    after_item("`and`, `given`, `expect`, `table` or a new item", "and given expect table but")
);
PRECEPT_EXPECT(ensure_end, after_item("`whenever`, `never` or a new item", "whenever never"));

#undef PRECEPT_EXPECT

} // namespace precept::parsing
