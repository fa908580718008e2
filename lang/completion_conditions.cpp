// What fits into conditions and values.

#include "lang/completing.hpp"

#include <algorithm>

namespace precept {

using enum SymbolKind;

void Completing::condition() {
    const std::string_view last = word(1);
    if (comparison(last) || events(last)) {
        return;
    }
    const bool begins =
        kind(1) == TokenKind::Bullet ||
        one_of(last, {"when",  "unless", "and", "or",  "not",   "(",       "where", "whenever",
                      "never", "expect", "+",   "-",   "*",     "/",       "^",     "min",
                      "sqrt",  "ln",     "exp", "abs", "floor", "ceiling", "round", "to"}) ||
        (last == "of" && one_of(word(2), {"min", "max", "sum"}));
    if (begins) {
        operand();
    } else {
        continuation();
    }
}

/// Where a condition or a value begins.
void Completing::operand() {
    if (const auto event = scope()) {
        offers_.fields(*event);
        offers_.names({Event});
    }
    offers_.names({Fact, Definition, Rule, Term, Event});
    offers_.words({"not",      "all of",   "any of",        "none of",
                   "at least", "exactly",  "at most",       "any",
                   "no",       "every",    "some",          "count of",
                   "latest",   "earliest", "years between", "months between",
                   "today",    "min of",   "max of",        "sum of",
                   "sqrt",     "ln",       "exp",           "abs",
                   "round",    "floor",    "ceiling",       "all",
                   "none",     "at",       "count",         "years",
                   "months",   "weeks",    "days",          "min",
                   "max",      "sum",      "yes",           "table",
                   "with"});
}

void Completing::outcomes() {
    offers_.words({"recommended", "considered", "avoided", "contraindicated"});
    if (item() == "test") {
        offers_.words({"blocked", "overridden", "provisional"});
    }
}

/// Behind `is` and the like; false where none stands before.
bool Completing::comparison(std::string_view last) {
    if (last == "not" && word(2) == "does") {
        offers_.words({"fire", "include"});
        return true;
    }
    std::size_t verb = 1; // the `is` or `includes` that the cursor stands behind
    while (one_of(word(verb), {"not", "one", "of", "any", "all", ","}) ||
           (verb > 1 && word(verb - 1) == ",") || kind(verb) == TokenKind::Text) {
        ++verb;
    }
    if (one_of(word(verb), {"includes", "include"}) || (word(verb) == "is" && last != "in")) {
        subject_is(verb, last);
        return true;
    }
    if (last == "include" || (last == "of" && last_of({"includes", "include"}) == 3)) {
        return false;
    }
    if (last == "in" && one_of(word(2), {"is", "not"})) {
        const auto type = type_at(word(2) == "is" ? 3 : 4);
        offers_.terms_below(type && type->kind == TypeKind::Term ? type->root : TermId{});
        return true;
    }
    if (last == "in") {
        const auto type = type_at(2);
        offers_.units(
            type && type->kind == TypeKind::Number ? std::optional(type->unit) : std::nullopt
        );
        return true;
    }
    if (one_of(last, {"<", ">", "<=", ">=", "between"})) {
        const auto type = type_at(last == "between" && word(2) == "is" ? 3 : 2);
        if (type) {
            numbers_and_values(*type);
        } else {
            operand();
        }
        return true;
    }
    if (one_of(last, {"before", "after"})) {
        offers_.operands(TypeKind::Date);
        if (const auto event = scope()) {
            offers_.fields(*event, TypeKind::Date);
        }
        offers_.words({"today"});
        return true;
    }
    return one_words(last);
}

/// Words that are followed by one or two others alone.
bool Completing::one_words(std::string_view last) {
    if (one_of(last, {"more", "less"})) {
        offers_.words({"than"});
    } else if (last == "does") {
        offers_.words({"not"});
    } else if (last == "at") {
        offers_.words({"least", "most"});
    } else if (last == "some") {
        offers_.words({"advice"});
    } else if (last == "advice") {
        offers_.words({"is"});
    } else if (last == "undecided") {
        offers_.words({"for", "and"});
        continuation();
    } else if (last == "for") {
        offers_.words({"want"});
    } else if (last == "want") {
        offers_.words({"of"});
    } else if (last == "of" && word(2) == "want") {
        offers_.names({Fact, Event});
    } else {
        return one_of(last, {"within", "than"});
    }
    return true;
}

void Completing::subject_is(std::size_t verb, std::string_view last) {
    std::size_t end = verb + 1;
    if (one_of(word(verb), {"include"})) {
        end = verb + 3; // X does not include
    }
    const auto type = type_at(end);
    if (type) {
        numbers_and_values(*type);
    }
    if (word(verb) != "is") {
        offers_.words({"any of", "all of", "any", "all", "of"});
        return;
    }
    if (last == "," || last == "of") {
        return;
    }
    if (!type) {
        outcomes();
        offers_.words({"undecided", "applicable", "given"});
    }
    if (type && type->kind == TypeKind::Date) {
        offers_.words({"within", "more than", "less than", "before", "after", "more", "less"});
    }
    offers_.words({"not", "one of", "in", "known", "unknown", "between", "one", "of"});
}

bool Completing::events(std::string_view last) {
    if (one_of(last, {"any", "no", "every", "exactly", "least", "most", "latest", "earliest"}) ||
        (last == "of" && word(2) == "count")) {
        offers_.names({Event});
        offers_.words({"of", "one", "two", "three"});
        return true;
    }
    if (last == "by") {
        if (const auto event = event_at(2)) {
            offers_.fields(*event, TypeKind::Date);
        }
        return true;
    }
    if (one_of(last, {"one", "two", "three", "all", "none"})) {
        offers_.words({"of"});
        offers_.names({Event});
        return true;
    }
    if (last == "of" || (last == "," && last_of({"of"}) != 0)) {
        offers_.names({Rule});
        operand();
        return true;
    }
    return false;
}

/// Behind a whole value or condition.
void Completing::continuation() {
    if (kind(1) == TokenKind::Unit && one_of(word(3), {"within", "than"})) {
        offers_.words({"before", "after"});
        return;
    }
    const auto type = type_at(1);
    const TypeKind known = type ? type->kind : TypeKind::Invalid;
    if (known != TypeKind::Number || !type) {
        offers_.words({"is", "includes", "does not include", "does", "fires"});
    }
    if (known == TypeKind::Number || !type) {
        offers_.words({"is", "in", "to"});
    }
    offers_.words({"and", "or", "where", "by", "fires", "between", "because", "given"});
    if (item() == "rule") {
        rule_clauses();
    } else if (item() == "define") {
        offers_.words(
            {"when",
             "otherwise",
             "table",
             "cite",
             "code",
             "number",
             "one of",
             "set of",
             "date",
             "yes/no",
             "one",
             "set",
             "of",
             "yes",
             "no"}
        );
        if (first_on_line() || tokens_.size() <= 3) {
            declared_values();
            operand();
        }
    } else if (item() == "test") {
        offers_.words({"expect", "given", "table"});
    } else if (item() == "ensure") {
        offers_.words({"whenever", "never"});
        operand();
    } else if (item() == "guideline") {
        offers_.words({"language", "version", "status", "reviewed", "review"});
    }
}

} // namespace precept
