// The grammar of the items that say what follows from what: definitions and rules.
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

// NOLINTEND(readability-identifier-naming)

} // namespace precept::grammar
