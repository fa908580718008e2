// The grammar of tests and properties; and, at the end, of the whole file.
#pragma once

#include "lang/grammar_rules.hpp"

namespace precept::grammar {

// Grammar rules are types, but are named like the words that they match.
// NOLINTBEGIN(readability-identifier-naming)

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

/// `patient "anna.json"`: the facts of a file, which what follows `but` replaces and adds to.
struct given_file : text {};

struct given_patient : seq<at<word_patient, gap, one<'"'>>, word_patient, expect<given_file>> {};

struct given_and : kw_and {};

struct given_but : word_but {};

struct given_joint : sor<given_and, given_but> {};

struct test_given : sor<given_patient, given> {};

struct given_clause
    : seq<kw_given, expect<test_given>, star<gap, given_joint, expect<test_given>>> {};

struct expectation : condition {};

struct expect_clause : seq<kw_expect, expect<expectation>> {};

// A table of cases: a line of columns, of which each names a fact or, after `expect`, what must
// come out; and a line for each case.

struct line_over : at<sor<eolf, one<'#'>>> {};

struct cases_end : line_over {};

struct case_today : kw_today {};

struct case_fact : path {};

struct case_expected : path {};

struct case_expects : seq<kw_expect, blanks, must<case_expected>> {};

struct case_column : sor<case_expects, case_today, case_fact> {};

struct cases_head
    : seq<case_column, blanks, star<bar, blanks, must<case_column>, blanks>, must<cases_end>> {};

struct cell_blank : at<sor<eolf, one<'|', '#'>>> {};

struct cell_any : kw_any {};

struct cell_compared : compare_op {};

/// What is said of an outcome, in a column of what is given.
struct cell_misplaced : sor<kw_is, kw_does, kw_fires, kw_includes> {};

struct given_cell_values
    : seq<given_value, blanks, star<comma, blanks, must<given_value>, blanks>> {};

struct given_cell_measured : seq<kw_on, blanks, must<date_value>> {};

struct given_cell_fact
    : seq<sor<given_unknown, given_none, given_cell_values>, blanks, opt<given_cell_measured>> {};

struct given_cell_event : given_with {};

struct given_cell
    : sor<cell_blank, cell_any, cell_compared, cell_misplaced, given_cell_event, given_cell_fact> {
};

/// Before it the column's name is put, of which it is said.
struct said_open : at<sor<kw_is, kw_does, kw_fires, kw_includes>> {};

struct expected_said : seq<said_open, sor<is_tail, does_tail, fires, includes>> {};

struct expected_cell_form : sor<known_cell, unknown_cell, compare_cell, cell_values> {};

struct expected_value : seq<cell_open, expected_cell_form> {};

struct expected_cell : sor<cell_blank, cell_any, expected_said, expected_value> {};

struct case_cell : sor<seq<in_expected_column, expected_cell>, given_cell> {};

struct case_open : success {};

struct case_bar : one<'|'> {};

struct case_row : seq<row_line,
                      not_at<sor<line_start, kw_table>>,
                      case_open,
                      must<case_cell>,
                      blanks,
                      must<case_bar>,
                      blanks,
                      must<case_cell>,
                      blanks,
                      star<bar, blanks, must<case_cell>, blanks>,
                      must<cases_end>> {};

struct cases_open : kw_table {};

struct cases : seq<cases_open, expect<cases_head>, expect<case_row>, star<gap, case_row>> {};

struct begin_test : kw_test {};

struct test_label : text {};

struct test_end : item_end {};

struct test : seq<begin_test,
                  expect<test_label>,
                  star<gap, sor<given_clause, expect_clause, cases>>,
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
