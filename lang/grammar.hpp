// The grammar of the language as PEGTL rules, and nothing else: what is done with a match is in
// parser_actions.hpp, what is said about a mismatch in parser_expected.hpp. Every alternative is
// decided by its first words, so that nothing long is ever read twice: `expect<R>` marks the points
// of no return, and a left operand is read once before its tail is looked at.
#pragma once

#include "lang/grammar_tokens.hpp"

namespace precept::grammar {

// Grammar rules are types, but are named like the words that they match.
// NOLINTBEGIN(readability-identifier-naming)

// ---- values

struct condition;
struct sum;
struct unary;
struct postfix;

/// Guarded against endless nesting by its action.
template <typename R>
struct deeper : seq<R> {};

struct nested_condition : seq<deeper<condition>> {};

struct nested_sum : seq<deeper<sum>> {};

struct nested_unary : seq<deeper<unary>> {};

struct comma : one<','> {};

struct event_name : path {};

struct where_condition : nested_condition {};

struct where : seq<kw_where, expect<where_condition>> {};

struct reference : path {};

struct text_value : text {};

struct yes : kw_yes {};

struct no : kw_no {};

struct today : kw_today {};

struct close_parenthesis : one<')'> {};

struct parenthesised_inner : nested_condition {};

struct parenthesised : seq<one<'('>, expect<parenthesised_inner>, expect<close_parenthesis>> {};

struct between_and : kw_and {};

struct elapsed_word : sor<word_years, word_months, word_weeks, word_days> {};

struct elapsed_from : nested_sum {};

struct elapsed_to : nested_sum {};

struct elapsed_tail : seq<expect<elapsed_from>, expect<between_and>, expect<elapsed_to>> {};

struct elapsed : seq<at<one<'y', 'm', 'w', 'd'>>, elapsed_word, gap, kw_between, elapsed_tail> {};

struct argument : seq<deeper<postfix>> {};

struct function_word : sor<kw_sqrt, kw_ln, kw_exp, kw_abs, kw_floor, kw_ceiling> {};

struct function : seq<function_word, expect<argument>> {};

struct rounded : nested_sum {};

struct round_digits : seq<number, not_at<identifier_other>> {};

struct round : seq<kw_round, expect<rounded>, expect<kw_to>, expect<round_digits>> {};

struct extreme_open : sor<kw_min, kw_max> {};

struct extreme_argument : nested_sum {};

struct extreme : seq<extreme_open,
                     expect<kw_of>,
                     expect<extreme_argument>,
                     star<gap, comma, expect<extreme_argument>>> {};

struct summand_value : nested_sum {};

struct summand_when : seq<kw_when, expect<nested_condition>> {};

struct summand : seq<summand_value, opt<gap, summand_when>> {};

struct summands : bullets<summand> {};

struct sum_of_open : kw_sum {};

struct sum_of : seq<sum_of_open, expect<kw_of>, expect<summands>> {};

struct count_open : kw_count {};

struct count_of : seq<count_open, expect<kw_of>, expect<event_name>, opt<gap, where>> {};

struct pick_open : sor<kw_latest, kw_earliest> {};

struct pick_by : name {};

struct pick : seq<pick_open, expect<event_name>, expect<kw_by>, expect<pick_by>, opt<gap, where>> {
};

// ---- conditions that begin with a word

struct list_item : nested_condition {};

struct listed : bullets<list_item> {};

struct bullet_list : seq<listed> {};

struct fires_name : path {};

struct fires_word : sor<kw_fires, kw_fire> {};

struct rules_fire : seq<fires_name, star<gap, comma, expect<fires_name>>, expect<fires_word>> {};

struct list_or_rules : sor<bullet_list, rules_fire> {};

struct all_open : kw_all {};

struct none_open : kw_none {};

struct any_open : seq<kw_any, gap, at<kw_of>> {};

struct list_of : kw_of {};

struct all_of : seq<all_open, expect<list_of>, expect<bullet_list>> {};

struct none_of : seq<none_open, expect<list_of>, expect<list_or_rules>> {};

struct any_of : seq<any_open, expect<list_of>, expect<list_or_rules>> {};

struct quantifier : sor<kw_any, kw_every, seq<kw_no, gap, at<name>>> {};

struct quantified : seq<quantifier, expect<event_name>, opt<gap, where>> {};

struct least_or_most : sor<word_least, word_most> {};

struct number_word : sor<TAO_PEGTL_KEYWORD("one"),
                         TAO_PEGTL_KEYWORD("two"),
                         TAO_PEGTL_KEYWORD("three"),
                         TAO_PEGTL_KEYWORD("four"),
                         TAO_PEGTL_KEYWORD("five"),
                         TAO_PEGTL_KEYWORD("six"),
                         TAO_PEGTL_KEYWORD("seven"),
                         TAO_PEGTL_KEYWORD("eight"),
                         TAO_PEGTL_KEYWORD("nine"),
                         TAO_PEGTL_KEYWORD("ten")> {};

struct count : sor<seq<plus<digit>, not_at<sor<identifier_other, one<'.'>>>>, number_word> {};

struct counted_open : sor<seq<kw_at, expect<least_or_most>>, kw_exactly> {};

struct counted_events : seq<event_name, opt<gap, where>> {};

struct counted_rest : sor<seq<list_of, expect<list_or_rules>>, counted_events> {};

struct counted : seq<counted_open, expect<count>, expect<counted_rest>> {};

struct advice_word : word_advice {};

struct some_advice : seq<kw_some, expect<advice_word>, expect<kw_is>, expect<kw_given>> {};

struct worded : sor<all_of,
                    any_of,
                    none_of,
                    quantified,
                    counted,
                    yes,
                    no,
                    today,
                    count_of,
                    sum_of,
                    pick,
                    function,
                    round,
                    extreme,
                    some_advice> {};

// ---- operators, from the tightest to the loosest

struct primary : sor<elapsed, reference, literal, parenthesised, text_value, worded> {};

struct in_unit : seq<kw_in, expect<unit>> {};

struct postfix : seq<primary, star<gap, in_unit>> {};

struct exponent : nested_unary {};

struct power_right : seq<one<'^'>, expect<exponent>> {};

struct power : seq<postfix, opt<gap, power_right>> {};

struct negated_operand : nested_unary {};

struct negative : seq<one<'-'>, not_at<space>, must<negated_operand>> {};

struct unary : sor<power, negative> {};

struct factor : seq<unary> {};

struct product_right : seq<one<'*', '/'>, expect<factor>> {};

struct product : seq<unary, star<gap, product_right>> {};

struct addend : seq<product> {};

struct sum_right : seq<sor<one<'+'>, binary_minus>, expect<addend>> {};

struct sum : seq<product, star<gap, sum_right>> {};

/// What `x is` is followed by: `no` is never the start of `no therapy` here.
struct value : sor<yes, no, sum> {};

struct value_list : seq<value, star<gap, comma, expect<value>>> {};

struct compare_operand : seq<sum> {};

struct compare : seq<compare_op, expect<compare_operand>> {};

struct is_open : kw_is {};

struct is_not : kw_not {};

struct is_known : kw_known {};

struct is_unknown : kw_unknown {};

struct is_class : path {};

struct is_in : seq<kw_in, expect<is_class>> {};

struct is_one_of : seq<word_one, gap, kw_of, expect<value_list>> {};

struct between_low : seq<sum> {};

struct between_high : seq<sum> {};

struct is_between
    : seq<kw_between, expect<between_low>, expect<between_and>, expect<between_high>> {};

struct amount : seq<number, blanks, opt<unit>> {};

struct anchor : seq<sum> {};

struct before_or_after : sor<kw_before, kw_after> {};

struct at_distance : seq<expect<amount>, expect<before_or_after>, expect<anchor>> {};

struct is_within : seq<kw_within, at_distance> {};

struct is_further : seq<kw_more, expect<kw_than>, at_distance> {};

struct is_nearer : seq<kw_less, expect<kw_than>, at_distance> {};

struct is_beside : seq<before_or_after, expect<anchor>> {};

struct outcome_word : sor<kw_recommended,
                          kw_considered,
                          kw_avoided,
                          kw_contraindicated,
                          kw_blocked,
                          kw_overridden,
                          kw_provisional> {};

struct is_outcome : outcome_word {};

struct wanted : path {};

struct want_of : seq<kw_for,
                     expect<word_want>,
                     expect<kw_of>,
                     expect<wanted>,
                     star<gap, comma, expect<wanted>>> {};

struct is_undecided : seq<kw_undecided, opt<gap, want_of>> {};

struct is_applicable : kw_applicable {};

struct is_value : seq<value> {};

struct is_form : sor<is_one_of,
                     is_known,
                     is_unknown,
                     is_in,
                     is_between,
                     is_within,
                     is_further,
                     is_nearer,
                     is_beside,
                     is_outcome,
                     is_undecided,
                     is_applicable,
                     is_value> {};

struct is_tail : seq<is_open, gap, opt<is_not, gap>, must<is_form>> {};

struct includes_any : seq<kw_any, gap, kw_of, expect<value_list>> {};

struct includes_all : seq<kw_all, gap, kw_of, expect<value_list>> {};

struct includes_one : seq<value> {};

struct included : sor<includes_any, includes_all, includes_one> {};

struct includes_open : kw_includes {};

struct includes : seq<includes_open, expect<included>> {};

struct fires : kw_fires {};

struct does_not_fire : kw_fire {};

struct not_include_open : kw_include {};

struct does_not_include : seq<not_include_open, expect<included>> {};

struct does_form : sor<does_not_fire, does_not_include> {};

struct does_tail : seq<kw_does, expect<kw_not>, expect<does_form>> {};

struct comparison : seq<sum, opt<gap, sor<compare, is_tail, includes, fires, does_tail>>> {};
struct not_operand;

struct negation : seq<kw_not, expect<not_operand>> {};

struct logical : sor<negation, comparison> {};

struct not_operand : seq<deeper<logical>> {};

struct connective : sor<kw_and, kw_or> {};

struct chain_open : success {};

struct chain_operand : seq<logical> {};

struct chain_link : seq<connective, expect<chain_operand>> {};

struct chain_tail
    : seq<gap, at<connective>, chain_open, plus<chain_link, opt<gap, at<connective>>>> {};

struct condition : seq<logical, opt<chain_tail>> {};

// NOLINTEND(readability-identifier-naming)

} // namespace precept::grammar
