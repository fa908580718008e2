// The grammar of the items that say what follows from what: definitions, rules, tests and
// properties; and, at the end, of the whole file.
#pragma once

#include "lang/grammar_items.hpp"

namespace precept::grammar {

// Grammar rules are types, but are named like the words that they match.
// NOLINTBEGIN(readability-identifier-naming)

// ---- definitions

struct any_cell : kw_any {};

struct known_cell : kw_known {};

struct unknown_cell : kw_unknown {};

struct cell_operand : plain_value {};

struct cell_bound_op : compare_op {};

struct cell_bound : seq<cell_bound_op, blanks, must<cell_operand>> {};

struct compare_cell : seq<cell_bound, star<blanks, kw_and, blanks, must<cell_bound>>> {};

struct range_cell : seq<kw_to, blanks, must<cell_operand>> {};

struct values_cell : star<comma, blanks, must<cell_operand>, blanks> {};

struct cell_open : success {};

struct cell_values : seq<cell_operand, blanks, sor<range_cell, values_cell>> {};

struct cell_form : sor<any_cell, known_cell, unknown_cell, compare_cell, cell_values> {};

struct cell : seq<cell_open, cell_form> {};

struct bar : one<'|'> {};

struct row_cell : seq<row_line, must<cell>, blanks, must<bar>, blanks> {};

struct row_result : nested_sum {};

struct row_open : success {};

struct row : seq<row_line, not_at<line_start>, row_open, plus<row_cell>, must<row_result>> {};

struct column : path {};

struct table_column : seq<row_line, must<column>, blanks, must<bar>, blanks> {};

struct result_name : name {};

struct table_head : seq<plus<table_column>, must<result_name>> {};

struct table : seq<kw_table, expect<table_head>, expect<row>, star<gap, row>> {};

struct otherwise : kw_otherwise {};

struct case_condition : condition {};

struct case_when : seq<kw_when, expect<case_condition>> {};

struct case_tail : sor<case_when, otherwise> {};

struct case_value : seq<not_at<line_start>, sum> {};

struct one_case : seq<case_value, expect<case_tail>> {};

struct first_case : seq<case_tail> {};

struct value_end : item_end {};

struct whole_value : at<gap, sor<item_end, kw_cite, kw_code>> {};

struct value_or_cases
    : seq<case_value, sor<whole_value, seq<expect<first_case>, star<gap, one_case>>>> {};

struct begin_define : kw_define {};

struct defined_condition : condition {};

struct condition_body : seq<kw_when, expect<defined_condition>> {};

struct body : sor<condition_body, table, value_or_cases> {};

/// A term as the type, only where a value follows it: `drug latest therapy by started`.
struct value_start : sor<name, kw_latest, kw_earliest, kw_table> {};

struct typed_by_term : seq<at<path, gap, not_at<line_start>, value_start>, term_type> {};

struct defined_type
    : sor<yes_no_type, number_type, date_type, one_of_type, set_of_type, typed_by_term> {};

struct extras : star<gap, sor<cite, code>> {};

struct define_end : item_end {};

struct define : seq<begin_define,
                    expect<item_name>,
                    opt<gap, label>,
                    extras,
                    opt<gap, defined_type>,
                    extras,
                    expect<body>,
                    extras,
                    expect<define_end>> {};

// ---- rules

struct verb : sor<kw_recommend, kw_consider, kw_avoid, kw_contraindicate> {};

struct advised : path {};

struct once_strength : kw_strength {};

struct once_evidence : kw_evidence {};

struct once_how : kw_how {};

struct strength_word : sor<TAO_PEGTL_KEYWORD("strong"), TAO_PEGTL_KEYWORD("conditional")> {};

struct evidence_word : sor<TAO_PEGTL_KEYWORD("high"),
                           TAO_PEGTL_KEYWORD("moderate"),
                           TAO_PEGTL_KEYWORD("low"),
                           TAO_PEGTL_KEYWORD("very_low")> {};

struct how_text : text {};

struct action_clause : sor<seq<once_strength, expect<strength_word>>,
                           seq<once_evidence, expect<evidence_word>>,
                           seq<once_because, expect<because_text>>,
                           seq<once_how, expect<how_text>>,
                           cite> {};

struct advice : seq<verb, expect<advised>, star<gap, one<'+'>, expect<advised>>> {};

struct action_whole : seq<advice, star<gap, action_clause>> {};

struct unless_open : kw_unless {};

struct unless_condition : condition {};

struct unless_because : text {};

struct unless
    : seq<unless_open, expect<unless_condition>, star<gap, once_because, expect<unless_because>>> {
};

struct begin_rule : kw_rule {};

struct once_when : kw_when {};

struct rule_condition : condition {};

struct overridden_rule : path {};

struct overrides
    : seq<kw_overrides, expect<overridden_rule>, star<gap, comma, expect<overridden_rule>>> {};

struct rule_clause : sor<seq<once_when, expect<rule_condition>>, unless, overrides, action_whole> {
};

struct rule_end : item_end {};

struct rule : seq<begin_rule,
                  expect<item_name>,
                  opt<gap, label>,
                  star<gap, rule_clause>,
                  expect<rule_end>> {};

// ---- tests and properties

struct given_today : seq<kw_today, expect<kw_is>, expect<date_value>> {};

struct given_not : seq<kw_not, expect<given_name>> {};

struct given_no : seq<kw_no, expect<given_name>> {};

struct given_unknown : kw_unknown {};

struct given_none : kw_none {};

struct given_value : plain_value {};

struct given_values : seq<given_value, star<gap, comma, expect<given_value>>> {};

struct measured_on : seq<kw_on, expect<date_value>> {};

struct given_is_what : sor<given_unknown, given_none, given_values> {};

struct given_is : seq<kw_is, gap, must<given_is_what>, opt<gap, measured_on>> {};

struct given_field_name : name {};

struct given_field_value : sor<given_unknown, plain_value> {};

struct given_field : seq<given_field_name, expect<given_field_value>> {};

struct given_with : seq<kw_with, expect<given_field>, star<gap, comma, expect<given_field>>> {};

struct given_fact : seq<given_name, opt<gap, sor<given_is, given_with>>> {};

struct given : sor<given_today, given_not, given_no, given_fact> {};

struct given_clause : seq<kw_given, expect<given>, star<gap, kw_and, expect<given>>> {};

struct expectation : condition {};

struct expect_clause : seq<kw_expect, expect<expectation>> {};

struct begin_test : kw_test {};

struct test_label : text {};

struct test_end : item_end {};

struct test : seq<begin_test,
                  expect<test_label>,
                  star<gap, sor<given_clause, expect_clause>>,
                  expect<test_end>> {};

struct begin_ensure : kw_ensure {};

struct once_whenever : kw_whenever {};

struct whenever_condition : condition {};

struct never_open : kw_never {};

struct never_condition : condition {};

struct claim : seq<not_at<line_start>, condition> {};

struct ensure_clause : sor<seq<once_whenever, expect<whenever_condition>>,
                           seq<never_open, expect<never_condition>>,
                           claim> {};

struct ensure_end : item_end {};

struct ensure : seq<begin_ensure,
                    expect<item_name>,
                    opt<gap, label>,
                    expect<ensure_clause>,
                    star<gap, ensure_clause>,
                    expect<ensure_end>> {};

// ---- the whole

struct declaration
    : seq<line_start,
          sor<header, use, source, system, term, fact, event, define, rule, test, ensure>> {};

struct item : sor<try_catch_type<parsing::Abandon, declaration>, skipped> {};

struct file : seq<gap, star<not_at<eof>, item, gap>, eof> {};

/// One condition or value that is the whole of its text.
struct expression_end : eof {};

struct whole_expression : condition {};

struct lone_expression : seq<expect<whole_expression>, expect<expression_end>> {};

struct expression_file : try_catch_type<parsing::Abandon, lone_expression> {};

/// What somebody supposes about a patient, in the words of `given`, that is the whole of its text.
struct suppositions_end : eof {};

struct suppositions
    : seq<expect<given>, star<gap, kw_and, expect<given>>, expect<suppositions_end>> {};

struct suppositions_file : try_catch_type<parsing::Abandon, suppositions> {};

// NOLINTEND(readability-identifier-naming)

} // namespace precept::grammar
