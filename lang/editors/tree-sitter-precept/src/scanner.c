// What the grammar leaves to a look at the characters: dashes (bullets by their columns, binary and
// leading minus), graded values such as `3+`, units, and where a line of a table ends. The rules
// are those of lang/parser_words.cpp and lang/parser_state.cpp.

#include "tree_sitter/parser.h"

#include <stdlib.h>
#include <string.h>

enum Token {
    FirstBullet,
    NextBullet,
    ListEnd,
    Minus,
    Negative,
    Graded,
    UnitHere,
    Unit,
    LineEnd,
    Error // never in the grammar: valid only while the parser recovers from an error
};

enum { most_lists = 128, most_unit = 64 };

/// The columns of the lists that may still go on, innermost last.
typedef struct {
    uint8_t count;
    uint16_t columns[most_lists];
} Scanner;

static bool is_letter(int32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(int32_t c) {
    return c >= '0' && c <= '9';
}

/// µ, °, Å and their like.
static bool is_unit_sign(int32_t c) {
    return (c >= 0x80 && c <= 0xFF) || (c >= 0x380 && c <= 0x3BF);
}

static bool is_blank(int32_t c) {
    return c == ' ' || c == '\t';
}

static void advance(TSLexer* lexer) {
    lexer->advance(lexer, false);
}

static void skip(TSLexer* lexer) {
    lexer->advance(lexer, true);
}

static bool found(TSLexer* lexer, enum Token token) {
    lexer->result_symbol = (TSSymbol)token;
    return true;
}

// ---- units

static bool is_reserved(const char* word) {
    static const char* const words[] = {
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
        "yes"}; // without `min`: a minute
    for (size_t i = 0; i < sizeof words / sizeof *words; ++i) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/// Up to and with `close`, on one line; whether it is there.
static bool bracketed(TSLexer* lexer, int32_t close) {
    for (;;) {
        const int32_t c = lexer->lookahead;
        if (lexer->eof(lexer) || c == '\n' || (close == ']' && is_blank(c))) {
            return false;
        }
        advance(lexer);
        if (c == close) {
            return true;
        }
    }
}

static bool begins_unit(int32_t c) {
    return is_letter(c) || is_digit(c) || is_unit_sign(c) || c == '%' || c == '[' || c == '{' ||
           c == '/';
}

/// A unit that stands here, without blanks inside. Its end is marked.
static bool scan_unit(TSLexer* lexer, enum Token token) {
    char word[most_unit] = "";
    size_t length = 0;
    size_t open = 0;
    bool plain = true; // nothing but letters and digits so far
    int32_t before = 0;
    int32_t before_that = 0;
    const int32_t first = lexer->lookahead;
    if (!begins_unit(first)) {
        return false;
    }
    bool any = false;
    for (;;) {
        const int32_t c = lexer->lookahead;
        if (is_letter(c) || is_digit(c) || c == '%' || c == '\'' || is_unit_sign(c)) {
            advance(lexer);
        } else if (c == '[' || c == '{') {
            advance(lexer);
            if (!bracketed(lexer, c == '[' ? ']' : '}')) {
                break;
            }
        } else if (c == '/' || c == '.') {
            advance(lexer);
            const int32_t next = lexer->lookahead;
            if (next == '(') {
                ++open;
                advance(lexer);
            } else if (!is_letter(next) && !is_digit(next) && next != '[' && next != '{' && next != '%' && !is_unit_sign(next)) {
                break;
            } else if (!any && !is_letter(next) && next != '[' && next != '{') {
                return false;
            }
        } else if ((c == '-' || c == '+') && any) {
            advance(lexer);
            if (!is_digit(lexer->lookahead)) {
                break;
            }
        } else if ((c == '*' || c == '^') && before_that == '1' && before == '0') {
            advance(lexer);
        } else if (c == ')' && open > 0) {
            --open;
            advance(lexer);
        } else {
            break;
        }
        any = true;
        plain = plain && (is_letter(c) || is_digit(c));
        if (plain && length + 1 < most_unit) {
            word[length++] = (char)c;
            word[length] = '\0';
        }
        before_that = before;
        before = c;
        if (open == 0) {
            lexer->mark_end(lexer);
        }
    }
    if (!any || open > 0 || (plain && is_reserved(word))) {
        return false;
    }
    // A number by itself is none: `10*9` is.
    if (is_digit(first) && plain) {
        return false;
    }
    return found(lexer, token);
}

// ---- dashes

/// A bullet in `column`: which it is depends on the lists that are open.
static bool scan_bullet(Scanner* scanner, TSLexer* lexer, const bool* valid, uint16_t column) {
    const bool has_list = scanner->count > 0;
    const uint16_t innermost = has_list ? scanner->columns[scanner->count - 1] : 0;
    if (valid[FirstBullet]) {
        while (scanner->count > 0 && scanner->columns[scanner->count - 1] >= column) {
            --scanner->count; // of lists that are over
        }
        if (scanner->count == most_lists) {
            return false;
        }
        scanner->columns[scanner->count++] = column;
        advance(lexer);
        lexer->mark_end(lexer);
        return found(lexer, FirstBullet);
    }
    if (has_list && column < innermost && valid[ListEnd]) {
        --scanner->count;
        return found(lexer, ListEnd);
    }
    if (has_list && column == innermost && valid[NextBullet]) {
        advance(lexer);
        lexer->mark_end(lexer);
        return found(lexer, NextBullet);
    }
    return false;
}

static bool scan_dash(Scanner* scanner, TSLexer* lexer, const bool* valid, bool first_on_line) {
    const uint32_t column = lexer->get_column(lexer);
    if (!first_on_line && valid[Minus]) {
        advance(lexer);
        lexer->mark_end(lexer);
        return found(lexer, Minus);
    }
    if (first_on_line && (valid[FirstBullet] || valid[NextBullet] || valid[ListEnd])) {
        return scan_bullet(scanner, lexer, valid, (uint16_t)column);
    }
    if (valid[Negative]) {
        advance(lexer);
        lexer->mark_end(lexer);
        const int32_t next = lexer->lookahead;
        return !is_blank(next) && next != '\n' && next != '\r' && !lexer->eof(lexer) &&
               found(lexer, Negative);
    }
    return false;
}

/// `3+`, but not `3+2`, which is a sum.
static bool scan_graded(TSLexer* lexer) {
    while (is_digit(lexer->lookahead)) {
        advance(lexer);
    }
    if (lexer->lookahead != '+') {
        return false;
    }
    advance(lexer);
    lexer->mark_end(lexer);
    const int32_t next = lexer->lookahead;
    return !is_letter(next) && !is_digit(next) && next != '(' && found(lexer, Graded);
}

// ---- what tree-sitter calls

void* tree_sitter_precept_external_scanner_create(void) {
    Scanner* scanner = malloc(sizeof(Scanner));
    scanner->count = 0;
    return scanner;
}

void tree_sitter_precept_external_scanner_destroy(void* payload) {
    free(payload);
}

unsigned tree_sitter_precept_external_scanner_serialize(void* payload, char* buffer) {
    const Scanner* scanner = payload;
    const unsigned size = scanner->count * (unsigned)sizeof(uint16_t);
    memcpy(buffer, scanner->columns, size);
    return size;
}

void tree_sitter_precept_external_scanner_deserialize(
    void* payload, const char* buffer, unsigned length
) {
    Scanner* scanner = payload;
    scanner->count = (uint8_t)(length / sizeof(uint16_t));
    memcpy(scanner->columns, buffer, length);
}

bool tree_sitter_precept_external_scanner_scan(void* payload, TSLexer* lexer, const bool* valid) {
    Scanner* scanner = payload;
    const bool recovers = valid[Error];
    bool first_on_line = lexer->get_column(lexer) == 0;
    // What takes no room ends here, before the blanks: the end of a list leaves the dash that
    // follows it the first on its line.
    lexer->mark_end(lexer);
    while (is_blank(lexer->lookahead)) {
        skip(lexer);
    }
    if (valid[LineEnd] && !recovers &&
        (lexer->eof(lexer) || lexer->lookahead == '\n' || lexer->lookahead == '\r' ||
         lexer->lookahead == '#')) {
        return found(lexer, LineEnd);
    }
    if (valid[UnitHere] && !recovers && begins_unit(lexer->lookahead)) {
        return scan_unit(lexer, UnitHere);
    }
    while (lexer->lookahead == '\n' || lexer->lookahead == '\r' || is_blank(lexer->lookahead)) {
        first_on_line = first_on_line || lexer->lookahead == '\n';
        skip(lexer);
    }
    if (lexer->lookahead == '-') {
        return !recovers && scan_dash(scanner, lexer, valid, first_on_line);
    }
    if (valid[Unit] && !recovers) {
        return scan_unit(lexer, Unit);
    }
    return valid[Graded] && is_digit(lexer->lookahead) && scan_graded(lexer);
}
