#include "lang/parser_words.hpp"

#include "lang/suggest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace precept::parsing {

namespace {

/// The clause words of headers and sources are not among them: they say something there alone.
constexpr std::array<std::string_view, 97> reserved = {
    "abs",
    "after",
    "all",
    "and",
    "any",
    "applicable",
    "applies",
    "as",
    "ask",
    "assume",
    "at",
    "avoid",
    "avoided",
    "because",
    "before",
    "between",
    "blocked",
    "by",
    "ceiling",
    "cite",
    "code",
    "consider",
    "considered",
    "contraindicate",
    "contraindicated",
    "count",
    "date",
    "define",
    "does",
    "earliest",
    "ensure",
    "event",
    "every",
    "evidence",
    "exactly",
    "exp",
    "expect",
    "fact",
    "fire",
    "fires",
    "fixed",
    "floor",
    "for",
    "from",
    "given",
    "guideline",
    "how",
    "in",
    "include",
    "includes",
    "is",
    "known",
    "latest",
    "less",
    "ln",
    "max",
    "min",
    "more",
    "never",
    "no",
    "none",
    "not",
    "number",
    "of",
    "on",
    "or",
    "otherwise",
    "overridden",
    "overrides",
    "provisional",
    "recommend",
    "recommended",
    "round",
    "rule",
    "some",
    "source",
    "sqrt",
    "strength",
    "sum",
    "system",
    "table",
    "term",
    "test",
    "than",
    "to",
    "today",
    "undecided",
    "unknown",
    "unless",
    "use",
    "valid",
    "when",
    "whenever",
    "where",
    "with",
    "within",
    "yes",
};

static_assert(std::is_sorted(reserved.begin(), reserved.end()));

/// Where in `reserved` the words begin that begin with a letter, from `a` on; every name in a file
/// is looked for there.
constexpr std::array<std::uint8_t, 27> reserved_from = [] {
    std::array<std::uint8_t, 27> made{};
    for (std::size_t letter = 0; letter < made.size(); ++letter) {
        while (made[letter] < reserved.size() &&
               reserved[made[letter]].front() < static_cast<char>('a' + letter)) {
            ++made[letter];
        }
    }
    return made;
}();

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// µ, °, Å and their like: no unit of UCUM, but plainly meant as one, so the checker can say more.
constexpr bool is_unit_sign(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xC2 || byte == 0xC3 || byte == 0xCE;
}

char at_or_nul(std::string_view text, std::size_t at) {
    return at < text.size() ? text[at] : '\0';
}

/// Bytes up to and with the `close` that belongs to the first character; 0 if it is not on the line
/// or something stands in between that cannot be inside a unit.
std::size_t bracketed(std::string_view text, char close) {
    const std::size_t end = text.find_first_of(close == '}' ? "}\n" : "] \t\n", 1);
    return end != std::string_view::npos && text[end] == close ? end + 1 : 0;
}

/// Bytes of one piece of a unit: a letter, a digit, `[…]`, `{…}`, or a mark with what it needs.
std::size_t unit_piece(std::string_view text, std::size_t at, std::size_t& open) {
    const char c = text[at];
    const char next = at_or_nul(text, at + 1);
    if (is_letter(c) || is_digit(c) || c == '%' || c == '\'') {
        return 1;
    }
    if (is_unit_sign(c) && at + 1 < text.size()) {
        return 2;
    }
    if (c == '[' || c == '{') {
        return bracketed(text.substr(at), c == '[' ? ']' : '}');
    }
    if (c == '/' || c == '.') {
        const bool more = is_letter(next) || is_digit(next) || next == '[' || next == '{' ||
                          next == '%' || next == '(' || is_unit_sign(next);
        if (next == '(') {
            ++open;
            return 2;
        }
        return more ? 1 : 0;
    }
    if (c == '-' || c == '+') {
        return at > 0 && is_digit(next) ? 1 : 0;
    }
    if (c == '*' || c == '^') {
        return at >= 2 && text.substr(at - 2, 2) == "10" ? 1 : 0;
    }
    if (c == ')' && open > 0) {
        --open;
        return 1;
    }
    return 0;
}

} // namespace

bool is_reserved(std::string_view word) {
    if (word.empty() || word.front() < 'a' || word.front() > 'z') {
        return false;
    }
    const auto letter = static_cast<std::size_t>(word.front() - 'a');
    const auto* const end = reserved.begin() + reserved_from[letter + 1];
    return std::find(reserved.begin() + reserved_from[letter], end, word) != end;
}

std::span<const std::string> item_words() {
    static const std::array<std::string, 12> words = {
        "guideline",
        "terms",
        "use",
        "source",
        "system",
        "term",
        "fact",
        "event",
        "define",
        "rule",
        "test",
        "ensure",
    };
    return words;
}

std::size_t identifier_length(std::string_view text) {
    if (text.empty() || !is_letter(text.front())) {
        return 0;
    }
    std::size_t length = 1;
    while (length < text.size() && (is_letter(text[length]) || is_digit(text[length]))) {
        ++length;
    }
    return length;
}

std::size_t gap_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
        } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

std::size_t unit_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const char first = text.front();
    const char second = at_or_nul(text, 1);
    const bool power = text.starts_with("10*") || text.starts_with("10^");
    const bool per = first == '/' && (is_letter(second) || second == '[' || second == '{');
    if (!is_letter(first) && first != '%' && first != '[' && first != '{' && !power && !per &&
        !is_unit_sign(first)) {
        return 0;
    }
    std::size_t at = 0;
    std::size_t open = 0;
    while (at < text.size()) {
        const std::size_t piece = unit_piece(text, at, open);
        if (piece == 0) {
            break;
        }
        at += piece;
    }
    const std::string_view whole = text.substr(0, at);
    // `min` is a minute, too, and `min of` never follows a number.
    if (open > 0 || (is_reserved(whole) && whole != "min")) {
        return 0;
    }
    return at;
}

std::size_t line_begin(std::string_view text, std::size_t at) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && text[end - 1] == '\r') {
        --end;
    }
    return end;
}

bool first_on_line(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
        --at;
    }
    return at == 0 || text[at - 1] == '\n';
}

bool is_bullet(std::string_view text, std::size_t at) {
    if (at_or_nul(text, at) != '-') {
        return false;
    }
    const char next = at_or_nul(text, at + 1);
    const bool blank = next == ' ' || next == '\t' || next == '\n' || next == '\r' || next == '\0';
    return blank && first_on_line(text, at);
}

bool has_bar(std::string_view rest) {
    bool quoted = false;
    for (const char c : rest) {
        if (c == '\n' || (c == '#' && !quoted)) {
            return false;
        }
        if (c == '|' && !quoted) {
            return true;
        }
        quoted = (c == '"') != quoted;
    }
    return false;
}

std::string meant_item(std::string_view word) {
    return nearest(word, item_words()).value_or("");
}

std::size_t skipped_length(std::string_view rest) {
    for (std::size_t at = rest.find('\n'); at != std::string_view::npos; at = rest.find('\n', at)) {
        ++at;
        const std::string_view word = rest.substr(at, identifier_length(rest.substr(at)));
        if (std::ranges::find(item_words(), word) != item_words().end() ||
            (!word.empty() && !is_reserved(word) && !meant_item(word).empty())) {
            return at;
        }
    }
    return rest.size();
}

} // namespace precept::parsing
