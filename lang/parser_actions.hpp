// Which function is called for which rule of the grammar. The functions know nothing of PEGTL.
#pragma once

#include "lang/grammar_tests.hpp"
#include "lang/parser_items.hpp"

namespace precept::parsing {

namespace g = grammar;

template <typename Rule>
struct action : tao::pegtl::nothing<Rule> {};

/// Calls `function` with the place that the rule covers. Not derived from `require_apply`:
/// PEGTL 3.2 would call it inside `at` as well, where nothing is to be done with a match.
template <auto function>
// NOLINTNEXTLINE(readability-identifier-naming): like the actions of PEGTL
struct calls {
    template <typename ActionInput>
    static void apply(const ActionInput& in, Items& items) {
        const char* text = items.file().text.data();
        (items.*function)(items.file().span(
            static_cast<std::size_t>(in.begin() - text), static_cast<std::size_t>(in.end() - text)
        ));
    }
};

/// One level of nesting while the rule is being matched.
template <typename Rule>
struct action<g::deeper<Rule>> : tao::pegtl::maybe_nothing {
    template <
        typename R,
        tao::pegtl::apply_mode A,
        tao::pegtl::rewind_mode M,
        template <typename...>
        class Action,
        template <typename...>
        class Control,
        typename ParseInput,
        typename State>
    static bool match(ParseInput& in, State& items) {
        items.enter(g::offset_of(in));
        const bool found = tao::pegtl::match<R, A, M, Action, Control>(in, items);
        items.leave();
        return found;
    }
};

#define PRECEPT_ACTION(rule, function)                                                             \
    template <>                                                                                    \
    struct action<g::rule> : calls<&Items::function> {}

// ---- values and conditions
PRECEPT_ACTION(number, number);
PRECEPT_ACTION(unit, unit);
PRECEPT_ACTION(quantity, quantity);
PRECEPT_ACTION(plain_number, plain_number);
PRECEPT_ACTION(low_bound, plain_number);
PRECEPT_ACTION(high_bound, plain_number);
PRECEPT_ACTION(date_value, date_value);
PRECEPT_ACTION(graded, graded);
PRECEPT_ACTION(text_value, text_value);
PRECEPT_ACTION(yes, yes);
PRECEPT_ACTION(no, no);
PRECEPT_ACTION(today, today);
PRECEPT_ACTION(reference, reference);
PRECEPT_ACTION(parenthesised, parenthesised);
PRECEPT_ACTION(power_right, binary);
PRECEPT_ACTION(product_right, binary);
PRECEPT_ACTION(sum_right, binary);
PRECEPT_ACTION(negative, negative);
PRECEPT_ACTION(in_unit, in_unit);
PRECEPT_ACTION(function, function);
PRECEPT_ACTION(round_digits, round_digits);
PRECEPT_ACTION(round, round);
PRECEPT_ACTION(extreme_open, open_frame);
PRECEPT_ACTION(extreme, extreme);
PRECEPT_ACTION(summand_when, summand_when);
PRECEPT_ACTION(summand, summand);
PRECEPT_ACTION(sum_of_open, open_frame);
PRECEPT_ACTION(sum_of, sum_of);
PRECEPT_ACTION(elapsed, elapsed);
PRECEPT_ACTION(count_open, open_frame);
PRECEPT_ACTION(count_of, count_of);
PRECEPT_ACTION(pick_open, open_frame);
PRECEPT_ACTION(pick_by, pick_by);
PRECEPT_ACTION(pick, pick);
PRECEPT_ACTION(list_close, close_list);
PRECEPT_ACTION(chain_open, open_chain);
PRECEPT_ACTION(connective, connective);
PRECEPT_ACTION(chain_tail, chain);
PRECEPT_ACTION(negation, negation);
PRECEPT_ACTION(all_open, open_frame);
PRECEPT_ACTION(any_open, open_frame);
PRECEPT_ACTION(none_open, open_frame);
PRECEPT_ACTION(counted_open, open_frame);
PRECEPT_ACTION(quantifier, open_frame);
PRECEPT_ACTION(count, count);
PRECEPT_ACTION(list_of, list_of);
PRECEPT_ACTION(bullet_list, bullet_list);
PRECEPT_ACTION(fires_name, listed_path);
PRECEPT_ACTION(wanted, listed_path);
PRECEPT_ACTION(rules_fire, rules_fire);
PRECEPT_ACTION(event_name, event_name);
PRECEPT_ACTION(quantified, quantified);
PRECEPT_ACTION(counted_events, quantified);
PRECEPT_ACTION(some_advice, some_advice);
PRECEPT_ACTION(compare, compare);
PRECEPT_ACTION(is_open, open_frame);
PRECEPT_ACTION(is_not, is_not);
PRECEPT_ACTION(is_known, is_known);
PRECEPT_ACTION(is_unknown, is_known);
PRECEPT_ACTION(is_class, is_class);
PRECEPT_ACTION(is_one_of, is_one_of);
PRECEPT_ACTION(is_value, is_value);
PRECEPT_ACTION(is_between, is_between);
PRECEPT_ACTION(amount, amount);
PRECEPT_ACTION(before_or_after, before_or_after);
PRECEPT_ACTION(is_within, is_relative);
PRECEPT_ACTION(is_further, is_relative);
PRECEPT_ACTION(is_nearer, is_relative);
PRECEPT_ACTION(is_beside, is_relative);
PRECEPT_ACTION(is_outcome, is_outcome);
PRECEPT_ACTION(is_undecided, is_undecided);
PRECEPT_ACTION(is_applicable, is_applicable);
PRECEPT_ACTION(includes_open, open_frame);
PRECEPT_ACTION(not_include_open, not_include);
PRECEPT_ACTION(includes_any, includes_some);
PRECEPT_ACTION(includes_all, includes_some);
PRECEPT_ACTION(includes_one, includes_one);
PRECEPT_ACTION(fires, fires);
PRECEPT_ACTION(does_not_fire, does_not_fire);

// ---- items
PRECEPT_ACTION(begin_use, begin<ast::Use>);
PRECEPT_ACTION(begin_source, begin<ast::Source>);
PRECEPT_ACTION(begin_system, begin<ast::CodeSystem>);
PRECEPT_ACTION(begin_term, begin<ast::Term>);
PRECEPT_ACTION(begin_fact, begin<ast::Fact>);
PRECEPT_ACTION(begin_event, begin<ast::Event>);
PRECEPT_ACTION(begin_define, begin<ast::Definition>);
PRECEPT_ACTION(begin_rule, begin<ast::Rule>);
PRECEPT_ACTION(begin_test, begin<ast::Test>);
PRECEPT_ACTION(begin_ensure, begin<ast::Ensure>);
PRECEPT_ACTION(begin_guideline, begin_header);
PRECEPT_ACTION(begin_terms, begin_header);
PRECEPT_ACTION(module_name, item_name);
PRECEPT_ACTION(item_name, item_name);
PRECEPT_ACTION(label, label);
PRECEPT_ACTION(code_system, code_system);
PRECEPT_ACTION(code_text, code_text);
PRECEPT_ACTION(code, code);
PRECEPT_ACTION(cite_source, cite_source);
PRECEPT_ACTION(cite_section, cite_section);
PRECEPT_ACTION(citation, citation);
PRECEPT_ACTION(language_number, language);
PRECEPT_ACTION(version_text, version);
PRECEPT_ACTION(status_word, status_word);
PRECEPT_ACTION(reviewed_date, reviewed);
PRECEPT_ACTION(review_span, review_every);
PRECEPT_ACTION(applies_condition, applies);
PRECEPT_ACTION(use_part, use_part);
PRECEPT_ACTION(use_alias, use_alias);
PRECEPT_ACTION(source_title, source_title);
PRECEPT_ACTION(doi_text, doi);
PRECEPT_ACTION(pmid_text, pmid);
PRECEPT_ACTION(url_text, url);
PRECEPT_ACTION(published_date, published);
PRECEPT_ACTION(accessed_date, accessed);
PRECEPT_ACTION(uri_text, uri);
PRECEPT_ACTION(term_parent, term_parent);
PRECEPT_ACTION(yes_no_type, yes_no_type);
PRECEPT_ACTION(date_type, date_type);
PRECEPT_ACTION(term_type, term_type);
PRECEPT_ACTION(number_open, number_open);
PRECEPT_ACTION(type_unit, type_unit);
PRECEPT_ACTION(range, range);
PRECEPT_ACTION(number_type, type_end);
PRECEPT_ACTION(coined_value, coined_value);
PRECEPT_ACTION(value_label, value_label);
PRECEPT_ACTION(value_code, value_code);
PRECEPT_ACTION(one_of_type, one_of_type);
PRECEPT_ACTION(set_of_type, set_of_type);
PRECEPT_ACTION(fact_type, item_type);
PRECEPT_ACTION(defined_type, item_type);
PRECEPT_ACTION(assumed, assumed);
PRECEPT_ACTION(valid_span, valid_for);
PRECEPT_ACTION(once_fixed, fixed);
PRECEPT_ACTION(ask_text, ask);
PRECEPT_ACTION(field_name, field_name);
PRECEPT_ACTION(field_label, field_label);
PRECEPT_ACTION(field_code, field_code);
PRECEPT_ACTION(field, field);
PRECEPT_ACTION(condition_body, condition_body);
PRECEPT_ACTION(whole_value, whole_value);
PRECEPT_ACTION(case_when, case_when);
PRECEPT_ACTION(otherwise, otherwise);
PRECEPT_ACTION(first_case, one_case);
PRECEPT_ACTION(one_case, one_case);
PRECEPT_ACTION(column, column);
PRECEPT_ACTION(result_name, result_name);
PRECEPT_ACTION(table_head, table_head);
PRECEPT_ACTION(row_open, row_open);
PRECEPT_ACTION(row_result, row_result);
PRECEPT_ACTION(row, row);
PRECEPT_ACTION(table, table);
PRECEPT_ACTION(cell_open, cell_open);
PRECEPT_ACTION(any_cell, any_cell);
PRECEPT_ACTION(known_cell, known_cell);
PRECEPT_ACTION(unknown_cell, known_cell);
PRECEPT_ACTION(cell_bound_op, cell_bound_op);
PRECEPT_ACTION(compare_cell, compare_cell);
PRECEPT_ACTION(range_cell, range_cell);
PRECEPT_ACTION(cell_values, cell_values);
PRECEPT_ACTION(cell, cell);
PRECEPT_ACTION(rule_condition, rule_when);
PRECEPT_ACTION(unless_open, unless_open);
PRECEPT_ACTION(unless_condition, unless_condition);
PRECEPT_ACTION(unless_because, unless_because);
PRECEPT_ACTION(overridden_rule, overridden_rule);
PRECEPT_ACTION(verb, verb);
PRECEPT_ACTION(advised, advised);
PRECEPT_ACTION(action_whole, action_whole);
PRECEPT_ACTION(strength_word, strength);
PRECEPT_ACTION(evidence_word, evidence);
PRECEPT_ACTION(because_text, because);
PRECEPT_ACTION(how_text, how);
PRECEPT_ACTION(test_label, test_label);
PRECEPT_ACTION(given_name, given_name);
PRECEPT_ACTION(given_today, given_today);
PRECEPT_ACTION(given_not, given_not);
PRECEPT_ACTION(given_no, given_no);
PRECEPT_ACTION(given_unknown, given_unknown);
PRECEPT_ACTION(given_none, given_none);
PRECEPT_ACTION(given_is, given_is);
PRECEPT_ACTION(measured_on, measured_on);
PRECEPT_ACTION(given_field_name, given_field_name);
PRECEPT_ACTION(given_field_value, given_field_value);
PRECEPT_ACTION(given_fact, given_fact);
PRECEPT_ACTION(given_file, given_file);
PRECEPT_ACTION(given_patient, given_patient);
PRECEPT_ACTION(given_and, given_and);
PRECEPT_ACTION(given_but, given_but);
PRECEPT_ACTION(test_given, test_given);
PRECEPT_ACTION(expectation, expectation);
PRECEPT_ACTION(cases_open, cases_open);
PRECEPT_ACTION(case_today, case_today);
PRECEPT_ACTION(case_fact, case_fact);
PRECEPT_ACTION(case_expected, case_expected);
PRECEPT_ACTION(cases_head, cases_head);
PRECEPT_ACTION(case_open, case_open);
PRECEPT_ACTION(cell_blank, cell_blank);
PRECEPT_ACTION(cell_any, case_any);
PRECEPT_ACTION(cell_compared, cell_compared);
PRECEPT_ACTION(cell_misplaced, cell_misplaced);
PRECEPT_ACTION(given_cell_event, given_cell_event);
PRECEPT_ACTION(given_cell_measured, given_cell_measured);
PRECEPT_ACTION(given_cell_fact, given_cell_fact);
PRECEPT_ACTION(said_open, said_open);
PRECEPT_ACTION(expected_said, expected_said);
PRECEPT_ACTION(expected_value, expected_value);
PRECEPT_ACTION(case_row, case_row);
PRECEPT_ACTION(cases, cases);
PRECEPT_ACTION(whenever_condition, whenever);
PRECEPT_ACTION(never_condition, never);
PRECEPT_ACTION(claim, claim);
PRECEPT_ACTION(ensure, ensure);
PRECEPT_ACTION(once_language, once);
PRECEPT_ACTION(once_version, once);
PRECEPT_ACTION(once_status, once);
PRECEPT_ACTION(once_reviewed, once);
PRECEPT_ACTION(once_review, once);
PRECEPT_ACTION(once_applies, once);
PRECEPT_ACTION(once_doi, once);
PRECEPT_ACTION(once_pmid, once);
PRECEPT_ACTION(once_url, once);
PRECEPT_ACTION(once_published, once);
PRECEPT_ACTION(once_accessed, once);
PRECEPT_ACTION(once_uri, once);
PRECEPT_ACTION(once_is, once);
PRECEPT_ACTION(once_assume, once);
PRECEPT_ACTION(once_valid, once);
PRECEPT_ACTION(once_ask, once);
PRECEPT_ACTION(once_when, once);
PRECEPT_ACTION(once_whenever, once);
PRECEPT_ACTION(once_because, once_in_action);
PRECEPT_ACTION(once_strength, once_in_action);
PRECEPT_ACTION(once_evidence, once_in_action);
PRECEPT_ACTION(once_how, once_in_action);

#undef PRECEPT_ACTION

} // namespace precept::parsing
