// Tokens: blanks and comments, words, names, texts, numbers, units, and the dashes of bullet lists,
// whose columns are looked up in the state of the parse. Included by grammar.hpp alone.
#pragma once

#include "lang/parser_words.hpp"

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include <cstddef>
#include <string_view>

namespace precept::grammar {

// Grammar rules are types, but are named like the words that they match.
// NOLINTBEGIN(readability-identifier-naming)

using namespace tao::pegtl;

/// The whole text of the input, and where in it the input stands.
template <typename ParseInput>
[[nodiscard]] std::string_view text_of(const ParseInput& in) {
    return {in.begin(), static_cast<std::size_t>(in.end() - in.begin())};
}

template <typename ParseInput>
[[nodiscard]] std::string_view rest_of(const ParseInput& in) {
    return {in.current(), in.size()};
}

template <typename ParseInput>
[[nodiscard]] std::size_t offset_of(const ParseInput& in) {
    return static_cast<std::size_t>(in.current() - in.begin());
}

/// Blanks, line ends and comments. Notes where it began: a missing token is reported there.
struct gap {
    using rule_t = gap;
    using subs_t = empty_list;

    template <
        apply_mode A,
        rewind_mode M,
        template <typename...>
        class Action,
        template <typename...>
        class Control,
        typename ParseInput,
        typename State>
    [[nodiscard]] static bool match(ParseInput& in, State& state) {
        const std::size_t begin = offset_of(in);
        in.bump(parsing::gap_length(rest_of(in)));
        state.gap(begin, offset_of(in));
        return true;
    }
};

struct blanks : star<one<' ', '\t'>> {};

/// White space never needs a message of its own.
template <typename R>
struct expect : seq<gap, must<R>> {};

/// An identifier that is no word of the language.
struct name {
    using rule_t = name;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        const std::size_t length = parsing::identifier_length(rest_of(in));
        if (length == 0 || parsing::is_reserved(rest_of(in).substr(0, length))) {
            return false;
        }
        in.bump(length);
        return true;
    }
};

struct path : seq<name, star<one<'.'>, name>> {};

/// A unit, which has no blanks inside.
struct unit {
    using rule_t = unit;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        const std::size_t length = parsing::unit_length(rest_of(in));
        in.bump(length);
        return length > 0;
    }
};

struct text_end : one<'"'> {};

struct text_body : star<sor<seq<one<'\\'>, one<'"', '\\'>>, not_one<'"', '\n', '\r'>>> {};

struct text : seq<one<'"'>, text_body, must<text_end>> {};

struct number : seq<plus<digit>, opt<one<'.'>, plus<digit>>> {};

struct quantity : seq<number, opt<blanks, unit>> {};

struct date : seq<rep<4, digit>,
                  one<'-'>,
                  rep<2, digit>,
                  one<'-'>,
                  rep<2, digit>,
                  not_at<identifier_other>> {};

struct date_value : date {};

struct plus_value : seq<plus<digit>, one<'+'>, not_at<sor<identifier_other, one<'('>>>> {};

struct graded : plus_value {};

struct literal : seq<at<digit>, sor<date_value, graded, quantity>> {};

struct less_equal : sor<string<'<', '='>, TAO_PEGTL_STRING("≤")> {};

struct greater_equal : sor<string<'>', '='>, TAO_PEGTL_STRING("≥")> {};

struct compare_op : sor<less_equal, greater_equal, one<'<', '>'>> {};

/// A dash that is first on its line belongs to a list.
struct binary_minus {
    using rule_t = binary_minus;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        if (in.empty() || in.peek_char() != '-' ||
            parsing::first_on_line(text_of(in), offset_of(in))) {
            return false;
        }
        in.bump(1);
        return true;
    }
};

/// The dash that opens a list, in a column of its own.
struct first_bullet {
    using rule_t = first_bullet;
    using subs_t = empty_list;

    template <
        apply_mode A,
        rewind_mode M,
        template <typename...>
        class Action,
        template <typename...>
        class Control,
        typename ParseInput,
        typename State>
    [[nodiscard]] static bool match(ParseInput& in, State& state) {
        const bool found = state.open_list(text_of(in), offset_of(in));
        in.bump(found ? 1 : 0);
        return found;
    }
};

/// A further dash in the column of the innermost list.
struct next_bullet {
    using rule_t = next_bullet;
    using subs_t = empty_list;

    template <
        apply_mode A,
        rewind_mode M,
        template <typename...>
        class Action,
        template <typename...>
        class Control,
        typename ParseInput,
        typename State>
    [[nodiscard]] static bool match(ParseInput& in, State& state) {
        const bool found = state.continue_list(text_of(in), offset_of(in));
        in.bump(found ? 1 : 0);
        return found;
    }
};

struct list_close : success {};

template <typename R>
struct bullets : seq<first_bullet, expect<R>, star<gap, next_bullet, expect<R>>, list_close> {};

/// The first column, where items begin.
struct line_start {
    using rule_t = line_start;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        const std::size_t at = offset_of(in);
        return at == 0 || text_of(in)[at - 1] == '\n';
    }
};

/// A line of a table: there is a bar before the line ends.
struct row_line {
    using rule_t = row_line;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        return parsing::has_bar(rest_of(in));
    }
};

/// Only in a column of a test's table that says what is expected.
struct in_expected_column {
    using rule_t = in_expected_column;
    using subs_t = empty_list;

    template <
        apply_mode A,
        rewind_mode M,
        template <typename...>
        class Action,
        template <typename...>
        class Control,
        typename ParseInput,
        typename State>
    [[nodiscard]] static bool match(ParseInput& /*in*/, State& state) {
        return state.in_expected_column();
    }
};

/// What could not be read, up to the next line that starts an item.
struct skipped {
    using rule_t = skipped;
    using subs_t = empty_list;

    template <typename ParseInput>
    [[nodiscard]] static bool match(ParseInput& in) {
        in.bump(parsing::skipped_length(rest_of(in)));
        return true;
    }
};

#define PRECEPT_WORD(word)                                                                         \
    struct kw_##word : TAO_PEGTL_KEYWORD(#word) {}

PRECEPT_WORD(abs);
PRECEPT_WORD(after);
PRECEPT_WORD(all);
PRECEPT_WORD(and);
PRECEPT_WORD(any);
PRECEPT_WORD(applicable);
PRECEPT_WORD(applies);
PRECEPT_WORD(as);
PRECEPT_WORD(ask);
PRECEPT_WORD(assume);
PRECEPT_WORD(at);
PRECEPT_WORD(avoid);
PRECEPT_WORD(avoided);
PRECEPT_WORD(because);
PRECEPT_WORD(before);
PRECEPT_WORD(between);
PRECEPT_WORD(blocked);
PRECEPT_WORD(by);
PRECEPT_WORD(ceiling);
PRECEPT_WORD(cite);
PRECEPT_WORD(code);
PRECEPT_WORD(consider);
PRECEPT_WORD(considered);
PRECEPT_WORD(contraindicate);
PRECEPT_WORD(contraindicated);
PRECEPT_WORD(count);
PRECEPT_WORD(date);
PRECEPT_WORD(define);
PRECEPT_WORD(does);
PRECEPT_WORD(earliest);
PRECEPT_WORD(ensure);
PRECEPT_WORD(event);
PRECEPT_WORD(every);
PRECEPT_WORD(evidence);
PRECEPT_WORD(exactly);
PRECEPT_WORD(exp);
PRECEPT_WORD(expect);
PRECEPT_WORD(fact);
PRECEPT_WORD(fire);
PRECEPT_WORD(fires);
PRECEPT_WORD(fixed);
PRECEPT_WORD(floor);
PRECEPT_WORD(for);
PRECEPT_WORD(from);
PRECEPT_WORD(given);
PRECEPT_WORD(guideline);
PRECEPT_WORD(how);
PRECEPT_WORD(in);
PRECEPT_WORD(include);
PRECEPT_WORD(includes);
PRECEPT_WORD(is);
PRECEPT_WORD(known);
PRECEPT_WORD(latest);
PRECEPT_WORD(less);
PRECEPT_WORD(ln);
PRECEPT_WORD(max);
PRECEPT_WORD(min);
PRECEPT_WORD(more);
PRECEPT_WORD(never);
PRECEPT_WORD(no);
PRECEPT_WORD(none);
PRECEPT_WORD(not );
PRECEPT_WORD(number);
PRECEPT_WORD(of);
PRECEPT_WORD(on);
PRECEPT_WORD(or);
PRECEPT_WORD(otherwise);
PRECEPT_WORD(overridden);
PRECEPT_WORD(overrides);
PRECEPT_WORD(provisional);
PRECEPT_WORD(recommend);
PRECEPT_WORD(recommended);
PRECEPT_WORD(round);
PRECEPT_WORD(rule);
PRECEPT_WORD(some);
PRECEPT_WORD(source);
PRECEPT_WORD(sqrt);
PRECEPT_WORD(strength);
PRECEPT_WORD(sum);
PRECEPT_WORD(system);
PRECEPT_WORD(table);
PRECEPT_WORD(term);
PRECEPT_WORD(test);
PRECEPT_WORD(than);
PRECEPT_WORD(to);
PRECEPT_WORD(today);
PRECEPT_WORD(undecided);
PRECEPT_WORD(unknown);
PRECEPT_WORD(unless);
PRECEPT_WORD(use);
PRECEPT_WORD(valid);
PRECEPT_WORD(when);
PRECEPT_WORD(whenever);
PRECEPT_WORD(where);
PRECEPT_WORD(with);
PRECEPT_WORD(within);
PRECEPT_WORD(yes);

#undef PRECEPT_WORD
#define PRECEPT_WORD(word)                                                                         \
    struct word_##word : TAO_PEGTL_KEYWORD(#word) {}

// Words only where the language asks for them, names elsewhere.
PRECEPT_WORD(accessed);
PRECEPT_WORD(advice);
PRECEPT_WORD(but);
PRECEPT_WORD(days);
PRECEPT_WORD(doi);
PRECEPT_WORD(language);
PRECEPT_WORD(least);
PRECEPT_WORD(months);
PRECEPT_WORD(most);
PRECEPT_WORD(one);
PRECEPT_WORD(patient);
PRECEPT_WORD(pmid);
PRECEPT_WORD(published);
PRECEPT_WORD(review);
PRECEPT_WORD(reviewed);
PRECEPT_WORD(set);
PRECEPT_WORD(status);
PRECEPT_WORD(terms);
PRECEPT_WORD(uri);
PRECEPT_WORD(url);
PRECEPT_WORD(version);
PRECEPT_WORD(want);
PRECEPT_WORD(weeks);
PRECEPT_WORD(years);

#undef PRECEPT_WORD

// NOLINTEND(readability-identifier-naming)

} // namespace precept::grammar

namespace tao::pegtl {

template <typename Name>
struct analyze_traits<Name, precept::grammar::gap> : analyze_opt_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::name> : analyze_any_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::unit> : analyze_any_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::binary_minus> : analyze_any_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::first_bullet> : analyze_any_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::next_bullet> : analyze_any_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::line_start> : analyze_opt_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::row_line> : analyze_opt_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::in_expected_column> : analyze_opt_traits<> {};

template <typename Name>
struct analyze_traits<Name, precept::grammar::skipped> : analyze_any_traits<> {};

} // namespace tao::pegtl
