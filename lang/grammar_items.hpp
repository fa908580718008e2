// The grammar of the items: header, terms, facts, definitions, rules, tests and properties. Each
// item ends where the next line begins in the first column.
#pragma once

#include "lang/grammar.hpp"

namespace precept::grammar {

struct item_end : sor<eof, line_start> {};

struct label : text {};

struct item_name : name {};

// ---- shared clauses

struct code_system : name {};

struct code_text : text {};

struct code : seq<kw_code, expect<code_system>, expect<code_text>> {};

struct cite_source : path {};

struct cite_section : text {};

struct citation : seq<cite_source, opt<gap, cite_section>> {};

struct cite : seq<kw_cite, expect<citation>, star<gap, comma, expect<citation>>> {};

struct because_text : text {};

struct span_of_time : seq<number, blanks, unit> {};

struct once_because : kw_because {};

// ---- header

struct module_name : name {};

struct begin_guideline : kw_guideline {};

struct begin_terms : word_terms {};

struct once_language : word_language {};

struct once_version : word_version {};

struct once_status : word_status {};

struct once_reviewed : word_reviewed {};

struct once_review : word_review {};

struct once_applies : kw_applies {};

struct language_number : seq<number, not_at<identifier_other>> {};

struct version_text : text {};

struct status_word
    : sor<TAO_PEGTL_KEYWORD("draft"), TAO_PEGTL_KEYWORD("active"), TAO_PEGTL_KEYWORD("retired")> {};

struct reviewed_date : date {};

struct review_span : span_of_time {};

struct applies_condition : condition {};

struct header_clause : sor<seq<once_language, expect<language_number>>,
                           seq<once_version, expect<version_text>>,
                           seq<once_status, expect<status_word>>,
                           seq<once_reviewed, expect<reviewed_date>>,
                           seq<once_review, expect<kw_every>, expect<review_span>>,
                           seq<once_applies, expect<kw_when>, expect<applies_condition>>> {};

struct header_end : item_end {};

struct header : seq<sor<begin_guideline, begin_terms>,
                    expect<module_name>,
                    opt<gap, label>,
                    star<gap, header_clause>,
                    expect<header_end>> {};

// ---- use, source, system, term

struct begin_use : kw_use {};

struct use_part : name {};

struct use_alias : name {};

struct use_path : seq<use_part, star<one<'/'>, must<use_part>>> {};

struct use_end : item_end {};

struct use : seq<begin_use, expect<use_path>, opt<gap, kw_as, expect<use_alias>>, expect<use_end>> {
};

struct begin_source : kw_source {};

struct once_doi : word_doi {};

struct once_pmid : word_pmid {};

struct once_url : word_url {};

struct once_published : word_published {};

struct once_accessed : word_accessed {};

struct source_title : text {};

struct doi_text : text {};

struct pmid_text : text {};

struct url_text : text {};

struct published_date : date {};

struct accessed_date : date {};

struct source_clause : sor<seq<once_doi, expect<doi_text>>,
                           seq<once_pmid, expect<pmid_text>>,
                           seq<once_url, expect<url_text>>,
                           seq<once_published, expect<published_date>>,
                           seq<once_accessed, expect<accessed_date>>> {};

struct source_end : item_end {};

struct source : seq<begin_source,
                    expect<item_name>,
                    expect<source_title>,
                    star<gap, source_clause>,
                    expect<source_end>> {};

struct begin_system : kw_system {};

struct once_uri : word_uri {};

struct uri_text : text {};

struct system_end : item_end {};

struct system : seq<begin_system,
                    expect<item_name>,
                    opt<gap, label>,
                    star<gap, once_uri, expect<uri_text>>,
                    expect<system_end>> {};

struct begin_term : kw_term {};

struct term_parent : path {};

struct once_is : kw_is {};

struct term_parents : seq<once_is, expect<term_parent>, star<gap, comma, expect<term_parent>>> {};

struct term_end : item_end {};

struct term : seq<begin_term,
                  expect<item_name>,
                  opt<gap, label>,
                  star<gap, sor<term_parents, code>>,
                  expect<term_end>> {};

// ---- types

struct bound_minus : one<'-'> {};

struct bound : seq<opt<bound_minus>, quantity> {};

struct low_bound : bound {};

struct high_bound : bound {};

struct range : seq<kw_from, expect<low_bound>, expect<kw_to>, expect<high_bound>> {};

struct type_unit : unit {};

struct yes_no_type : seq<kw_yes, one<'/'>, kw_no> {};

struct number_open : kw_number {};

struct number_type : seq<number_open, opt<gap, kw_in, expect<type_unit>>, opt<gap, range>> {};

struct date_type : kw_date {};

struct term_type : path {};

struct coined_value : sor<plus_value, number, name, text> {};

struct value_label : text {};

struct value_code : seq<kw_code, expect<code_system>, expect<code_text>> {};

struct bulleted_value : seq<coined_value, opt<blanks, value_label>, star<blanks, value_code>> {};

struct inline_value : seq<coined_value, opt<blanks, value_label>> {};

struct coined_values
    : sor<bullets<bulleted_value>, seq<inline_value, star<gap, comma, expect<inline_value>>>> {};

struct one_of_type : seq<word_one, gap, kw_of, expect<coined_values>> {};

struct set_of_type : seq<word_set, gap, kw_of, expect<coined_values>> {};

struct type : sor<yes_no_type, number_type, date_type, one_of_type, set_of_type, term_type> {};

// ---- facts and events

struct plain_minus : one<'-'> {};

struct given_name : path {};

/// A value that is written out: what facts are given and assumed to be.
struct plain_number : seq<opt<plain_minus>, quantity> {};

struct plain_value : sor<yes,
                         no,
                         seq<at<digit>, sor<date_value, graded, plain_number>>,
                         plain_number,
                         text_value,
                         reference> {};

struct fact_type : seq<type> {};

struct begin_fact : kw_fact {};

struct once_assume : kw_assume {};

struct once_valid : kw_valid {};

struct once_fixed : kw_fixed {};

struct once_ask : kw_ask {};

struct assumed : plain_value {};

struct valid_span : span_of_time {};

struct ask_text : text {};

struct fact_clause : sor<seq<once_assume, expect<assumed>>,
                         seq<once_valid, expect<kw_for>, expect<valid_span>>,
                         once_fixed,
                         seq<once_ask, expect<ask_text>>,
                         code> {};

struct fact_end : item_end {};

struct fact : seq<begin_fact,
                  expect<item_name>,
                  opt<gap, label>,
                  expect<fact_type>,
                  star<gap, fact_clause>,
                  expect<fact_end>> {};

struct begin_event : kw_event {};

struct field_name : name {};

struct field_label : text {};

struct field_code : seq<kw_code, expect<code_system>, expect<code_text>> {};

struct field_codes : star<gap, field_code> {};

struct field
    : seq<not_at<line_start>, field_name, opt<gap, field_label>, expect<type>, field_codes> {};

struct event_end : item_end {};

struct event : seq<begin_event,
                   expect<item_name>,
                   opt<gap, label>,
                   star<gap, code>,
                   star<gap, field>,
                   expect<event_end>> {};

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

} // namespace precept::grammar
