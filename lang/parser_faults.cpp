// Sentences for what could not be read. A token that is missing is reported at the end of the one
// before it; a token that is wrong, where it stands.

#include "lang/parser_state.hpp"
#include "lang/parser_words.hpp"
#include "lang/suggest.hpp"
#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace precept::parsing {

namespace {

/// What people write who know other languages, and what is written here.
struct Habit {
    std::string_view written;
    std::string_view instead; ///< empty: nothing replaces it
    std::string_view help;
};

constexpr std::array<Habit, 27> habits = {{
    {"==", "is", "equality is written `is`"},
    {"=>", ">=", "at least is written `>=`"},
    {"=<", "<=", "at most is written `<=`"},
    {"=", "is", "equality is written `is`"},
    {"!=", "is not", "the opposite of `is` is written `is not`"},
    {"<>", "is not", "the opposite of `is` is written `is not`"},
    {">", "", "a comparison takes two values: for a range write `x is between A and B`"},
    {"<", "", "a comparison takes two values: for a range write `x is between A and B`"},
    {"!", "not", "the opposite of a condition is written with `not`"},
    {"&&", "and", "conditions are joined by `and`"},
    {"&", "and", "conditions are joined by `and`"},
    {"||", "or", "conditions are joined by `or`"},
    {"{", "", "there are no braces: what belongs together is indented, or stands in a list"},
    {"}", "", "there are no braces: what belongs together is indented, or stands in a list"},
    {";", "", "there are no semicolons: a line needs no mark at its end"},
    {"//", "#", "a comment begins with `#`"},
    {"/*", "#", "a comment begins with `#`"},
    {"“", "\"", "texts stand in straight quotation marks, `\"`"},
    {"”", "\"", "texts stand in straight quotation marks, `\"`"},
    {"„", "\"", "texts stand in straight quotation marks, `\"`"},
    {"'", "\"", "texts stand in double quotation marks, `\"`"},
    {"•", "-", "bullets are written `-`"},
    {"–", "-", "the minus sign and the bullet are written `-`"},
    {"—", "-", "the minus sign and the bullet are written `-`"},
    {"−", "-", "the minus sign and the bullet are written `-`"},
    {":", "", "there are no colons: blanks and line ends are enough"},
    {",", "", "several values need `one of`: `x is one of A, B`; a decimal number has a point"},
}};

constexpr std::array<Habit, 9> habit_words = {{
    {"else", "otherwise", "the last case is written `VALUE otherwise`"},
    {"if", "when", "conditions are introduced by `when`"},
    {"then", "", "what follows from a condition stands on a line of its own"},
    {"per", "/", "units have no blanks inside: `mg/dL`"},
    {"has", "includes", "what is in a set is asked with `includes`"},
    {"contains", "includes", "what is in a set is asked with `includes`"},
    {"equals", "is", "equality is written `is`"},
    {"between", "is between", "a range is written `x is between A and B`"},
    {"where",
     "",
     "say how many events: `any EVENT where …`, `no EVENT where …`, `count of EVENT where …`"},
}};

/// The same for a word that was taken for a name, so that the fault shows only at the next one.
constexpr std::array<Habit, 7> habits_before = {{
    {"last", "latest", "the event with the latest date is written `latest EVENT by FIELD`"},
    {"newest", "latest", "the event with the latest date is written `latest EVENT by FIELD`"},
    {"recent", "", "the event with the latest date is written `latest EVENT by FIELD`"},
    {"first", "earliest", "the event with the earliest date is written `earliest EVENT by FIELD`"},
    {"oldest", "earliest", "the event with the earliest date is written `earliest EVENT by FIELD`"},
    {"number", "number in", "a unit follows `in`: `number in years`"},
    {"patient", "", "the file of a patient stands in quotes: `given patient \"anna.json\"`"},
}};

/// What is said in tests as it is elsewhere; there it needs another form.
constexpr std::string_view one_value =
    "a patient has one value of each: write a test, or a row of a table, for each that is to be "
    "tried";
constexpr std::string_view no_outcome =
    "facts are given, not what rules make of them: that is expected";
constexpr std::array<Habit, 14> habits_in_tests = {{
    {"<", "", one_value},
    {">", "", one_value},
    {"≤", "", one_value},
    {"≥", "", one_value},
    {"or", "", one_value},
    {",", "and", "what is given is joined by `and`"},
    {"fires", "", no_outcome},
    {"does", "", no_outcome},
    {"not", "", "the opposite of `fires` is `does not fire`, that of `is` is `is not`"},
    {"recommended", "is recommended", "write `is recommended`"},
    {"considered", "is considered", "write `is considered`"},
    {"contraindicated", "is contraindicated", "write `is contraindicated`"},
    {"blocked", "is blocked", "write `is blocked`"},
    {"undecided", "is undecided", "write `is undecided`"},
}};

bool is_number(char c) {
    return c >= '0' && c <= '9';
}

const Habit* habit_at(std::string_view rest) {
    const std::string_view word = rest.substr(0, identifier_length(rest));
    if (!word.empty()) {
        const auto* found = std::ranges::find(habit_words, word, &Habit::written);
        return found == habit_words.end() ? nullptr : found;
    }
    const auto* found = std::ranges::find_if(habits, [&](const Habit& habit) {
        return rest.starts_with(habit.written);
    });
    return found == habits.end() ? nullptr : found;
}

/// Bytes of the token at the start of `rest`.
std::size_t token_length(std::string_view rest) {
    if (const std::size_t word = identifier_length(rest); word > 0) {
        return word;
    }
    if (const Habit* habit = habit_at(rest)) {
        return habit->written.size();
    }
    if (!rest.empty() && is_number(rest.front())) {
        return std::min(rest.find_first_not_of("0123456789."), rest.size());
    }
    if (!rest.empty() && rest.front() == '"') {
        return std::min(rest.find_first_of("\"\n", 1) + 1, line_end(rest, 0));
    }
    return rest.empty() ? 0 : std::max<std::size_t>(character_length(rest), 1);
}

std::string shown(std::string_view token) {
    constexpr std::size_t most = 40;
    if (token.empty()) {
        return "the end of the file";
    }
    const auto first = static_cast<unsigned char>(token.front());
    if (first < 0x20 || first == 0x7F) {
        return "a character that cannot be seen";
    }
    return token.front() == '"' ? "a text" : fmt::format("`{}`", token.substr(0, most));
}

/// The token that ends at `end`, for "after `and`".
std::string_view token_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    const auto in_word = [&](char c) {
        return identifier_length({&c, 1}) == 1 || is_number(c) || c == '.';
    };
    while (begin > 0 && end - begin < 60 && in_word(text[begin - 1])) {
        --begin;
    }
    if (begin == end && begin > 0) {
        --begin;
        while (begin > 0 && is_continuation(text[begin])) {
            --begin;
        }
        if (begin > 0 && text[begin] == '=' && (text[begin - 1] == '<' || text[begin - 1] == '>')) {
            --begin;
        }
    }
    return text.substr(begin, end - begin);
}

std::vector<std::string> words_of(const Expectation& expectation, bool with_items) {
    std::vector<std::string> words;
    std::string_view left = expectation.words;
    while (!left.empty()) {
        const std::size_t blank = std::min(left.find(' '), left.size());
        words.emplace_back(left.substr(0, blank));
        left.remove_prefix(std::min(blank + 1, left.size()));
    }
    if (with_items) {
        words.insert(words.end(), item_words().begin(), item_words().end());
    }
    return words;
}

/// Help and, where one edit mends it, the edit for the token at `span`.
void advise(
    Diagnostic& finding, std::string_view token, std::string_view rest, const Expectation& wanted
) {
    const bool word = identifier_length(token) > 0;
    const bool after_item = wanted.kind == Expectation::Kind::ClauseOrItem;
    constexpr std::array<std::string_view, 9> conditional = {
        "<", ">", "≤", "≥", "is", "and", "or", "fires", "includes"};
    if (wanted.words == "when otherwise" &&
        std::ranges::find(conditional, token) != conditional.end()) {
        finding.help = "write `when` before a condition";
        return;
    }
    const auto* in_test = std::ranges::find(habits_in_tests, token, &Habit::written);
    if (wanted.words == "and given expect table but" && in_test != habits_in_tests.end()) {
        finding.help = in_test->help;
        if (!in_test->instead.empty()) {
            finding.fix = Fix{finding.span, std::string(in_test->instead)};
        }
        return;
    }
    if (const Habit* habit = habit_at(rest)) {
        finding.message = fmt::format("`{}` cannot stand here", token);
        finding.help = habit->help;
        if (!habit->instead.empty() && habit->written != "/*" && habit->written != "'") {
            finding.fix = Fix{finding.span, std::string(habit->instead)};
        }
        return;
    }
    if (word) {
        const std::vector<std::string> words = words_of(wanted, after_item);
        const bool item = std::ranges::find(item_words(), token) != item_words().end();
        if (after_item && item && token != "terms") {
            finding.help = fmt::format("`{}` begins an item: it stands in the first column", token);
        } else if (const auto near = nearest(token, words)) {
            finding.help = fmt::format("did you mean `{}`?", *near);
            finding.fix = Fix{finding.span, *near};
        }
    }
}

/// The word before may be the one that is misspelt: `fact weight nuber in kg`.
void advise_before(
    Diagnostic& finding, std::string_view previous, Span place, const Expectation& wanted
) {
    const auto* habit = std::ranges::find(habits_before, previous, &Habit::written);
    if (habit != habits_before.end()) {
        finding.help = habit->help;
        if (!habit->instead.empty()) {
            finding.fix = Fix{place, std::string(habit->instead)};
        }
        return;
    }
    if (identifier_length(previous) == 0 || wanted.before.empty()) {
        return;
    }
    if (const auto near =
            nearest(previous, words_of({.what = {}, .words = wanted.before}, false))) {
        finding.span = place;
        finding.help = fmt::format("did you mean `{}`?", *near);
        finding.message = fmt::format("`{}` is no word of the language", previous);
        finding.fix = Fix{place, *near};
    }
}

/// Where the text begins that is still open at `at`, on the same line.
std::size_t open_quote(std::string_view text, std::size_t at) {
    std::size_t open = at;
    bool quoted = false;
    for (std::size_t i = line_begin(text, at); i < at; ++i) {
        if (text[i] == '"') {
            quoted = !quoted;
            open = i;
        } else if (text[i] == '\\' && quoted && i + 1 < at && (text[i + 1] == '"' || text[i + 1] == '\\')) {
            ++i;
        }
    }
    return open;
}

/// Whether a list of values is open on the line before `at`: `one of male`.
bool in_list_of_values(std::string_view text, std::size_t at) {
    const std::string_view line = text.substr(line_begin(text, at), at - line_begin(text, at));
    return line.find(" one of ") != std::string_view::npos ||
           line.find(" set of ") != std::string_view::npos;
}

constexpr std::string_view list_help =
    "a bullet needs a list above it: `all of`, `any of`, `at least 2 of`";

} // namespace

void FileState::fault(Diagnostic finding) {
    if (!first_fault) {
        first_fault = finding.span.begin;
    }
    diagnostics.push_back(std::move(finding));
    failed = true;
}

void FileState::fault(std::size_t at, const Expectation& wanted) {
    const bool after_item = wanted.kind == Expectation::Kind::ClauseOrItem;
    std::size_t before = at == gap_end ? gap_begin : at;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) {
        --before; // between the cells of a table
    }
    const std::string_view between = text.substr(before, at - before);
    const std::string_view rest = text.substr(at);
    const std::string_view token = rest.substr(0, token_length(rest));
    const bool new_line = between.find('\n') != std::string_view::npos || rest.empty() ||
                          rest.front() == '\n' || rest.front() == '\r';
    const std::string_view previous = token_before(text, before);
    const std::string after = previous.empty() ? "" : " after " + shown(previous);
    Diagnostic finding;
    finding.help = wanted.help;
    if (wanted.kind == Expectation::Kind::Quote) {
        finding.span = span(open_quote(text, at), at);
        finding.message = "this text has no closing quotation mark";
    } else if (after_item) {
        finding.span = span(at, at + token.size());
        finding.message = fmt::format("expected {}, not {}", wanted.what, shown(token));
        advise(finding, token, rest, wanted);
        if (finding.help.empty() && is_bullet(text, at)) {
            finding.help = list_help;
        }
        if (finding.help.empty()) {
            advise_before(finding, previous, span(before - previous.size(), before), wanted);
        }
        if (finding.help.empty() && !new_line && identifier_length(token) > 0 &&
            in_list_of_values(text, before)) {
            finding.help = "values are separated by commas";
        }
    } else if (new_line) {
        finding.span = span(before, before);
        finding.message = fmt::format("expected {}{}", wanted.what, after);
        if (finding.help.empty() && is_bullet(text, at)) {
            finding.help = list_help;
        }
    } else {
        finding.span = span(at, at + token.size());
        if (wanted.kind == Expectation::Kind::Name && is_reserved(token)) {
            finding.message = fmt::format("`{}` is a reserved word and cannot be a name", token);
            finding.help = fmt::format("expected {}{}", wanted.what, after);
        } else {
            finding.message =
                fmt::format("expected {}{}, not {}", wanted.what, after, shown(token));
            if (token == "/" && previous == "/" && before == at) {
                finding.help = "a comment begins with `#`";
                finding.fix = Fix{span(at - 1, at + 1), "#"};
            } else {
                advise(finding, token, rest, wanted);
            }
        }
    }
    fault(std::move(finding));
}

void FileState::skip(Span skipped) {
    ++begun;
    const std::string_view rest = text.substr(skipped.begin, skipped.end - skipped.begin);
    const std::string_view word = rest.substr(0, identifier_length(rest));
    const std::string meant = meant_item(word);
    if (!failed) {
        const std::string_view token = rest.substr(0, token_length(rest));
        Diagnostic finding;
        finding.span = span(skipped.begin, skipped.begin + token.size());
        const bool item = std::ranges::find(item_words(), word) != item_words().end();
        if (item) {
            finding.message = fmt::format("`{}` has to stand in the first column", word);
            finding.help = "remove the blanks before it";
            const std::size_t begin = line_begin(text, skipped.begin);
            finding.fix = Fix{span(begin, skipped.begin), ""};
        } else if (!word.empty() && is_reserved(word)) {
            finding.message = fmt::format("`{}` does not begin an item", word);
            finding.help = "it belongs into an item, below a line such as `rule …` or `define …`";
        } else {
            finding.message = fmt::format(
                "expected an item such as `rule`, `define` or `fact`, not {}", shown(token)
            );
            advise(finding, token, rest, {.what = {}, .kind = Expectation::Kind::ClauseOrItem});
        }
        fault(std::move(finding));
        // The second word is most likely the name.
        const std::size_t blank = word.size() + gap_length(rest.substr(word.size()));
        const std::size_t length = identifier_length(rest.substr(blank));
        if (!word.empty() && length > 0) {
            const std::size_t begin = skipped.begin + blank;
            item_name = {std::string(text.substr(begin, length)), span(begin, begin + length)};
        }
    }
    if (!header && (meant == "guideline" || meant == "terms" || word == "guideline")) {
        header = skipped;
    }
    module.broken.push_back(std::exchange(item_name, {}));
    failed = false;
}

void FileState::begin_item(Span keyword, bool is_header) {
    item_name = {};
    ++begun;
    if (!is_header) {
        return;
    }
    if (header) {
        diagnostics.push_back(
            {.code = Code::DuplicateClause,
             .span = keyword,
             .message = "a file has one header, and this is a second one",
             .notes = {{span(header->begin, header->begin + 1), "the first one"}},
             .help = "put the rest of the file into a file of its own"}
        );
        return;
    }
    header = keyword;
    if (begun > 1) {
        diagnostics.push_back(
            {.code = Code::MissingHeader,
             .span = keyword,
             .message = "the header has to be the first item of the file",
             .help = "move it to the top; only comments may stand above it"}
        );
    }
}

void FileState::check_header() {
    const std::size_t at = gap_length(text);
    const bool reported = first_fault && *first_fault == at;
    if (header || reported) {
        return;
    }
    const std::string_view rest = text.substr(at);
    diagnostics.push_back(
        {.code = Code::MissingHeader,
         .span = span(at, at + token_length(rest)),
         .message = rest.empty() ? "the file is empty: it needs a header"
                                 : "expected the header of the file before its first item",
         .help =
             "begin with `guideline NAME \"label\"`, or `terms NAME \"label\"` for shared terms, "
             "and `language 1`"}
    );
}

} // namespace precept::parsing
