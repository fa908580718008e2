// The grammar of the items that say what there is: header, `use`, sources, code systems, terms,
// facts and events. Each item ends where the next line begins in the first column.
#pragma once

#include "lang/grammar.hpp"

namespace precept::grammar {

// Grammar rules are types, but are named like the words that they match.
// NOLINTBEGIN(readability-identifier-naming)

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

// NOLINTEND(readability-identifier-naming)

} // namespace precept::grammar
