// What the clauses of each item ask for.

#include "lang/completing.hpp"

#include <algorithm>

namespace precept {

using enum SymbolKind;

/// What the last word of a clause asks for; false in a condition or a value.
bool Completing::clause() {
    const std::string_view last = word(1);
    const std::string_view kind = item();
    if (one_of(kind, {"guideline", "terms"})) {
        return header(last);
    }
    if (last == "code") {
        offers_.systems();
        return true;
    }
    if (last == "cite" || list_after("cite")) {
        offers_.names({Source});
        return true;
    }
    if (kind == "source" || kind == "system") {
        if (!one_of(last, {"doi", "pmid", "url", "uri", "published", "accessed"})) {
            kind == "source" ? offers_.words({"doi", "pmid", "url", "published", "accessed"})
                             : offers_.words({"uri"});
        }
        return true;
    }
    if (kind == "term") {
        if (last == "is" || last == ",") {
            offers_.names({Term});
        }
        offers_.words({"is", "code"});
        return true;
    }
    if (kind == "fact" || kind == "event") {
        declaration(last);
        return true;
    }
    return kind == "rule" ? rule(last) : kind == "test" && given(last);
}

bool Completing::header(std::string_view last) {
    if (last == "status") {
        offers_.words({"draft", "active", "retired"});
    } else if (last == "review") {
        offers_.words({"every"});
    } else if (last == "applies") {
        offers_.words({"when"});
    } else if (has("applies")) {
        return false;
    }
    if (!one_of(
            last, {"status", "review", "applies", "version", "language", "reviewed", "every"}
        )) {
        offers_.words({"language", "version", "status", "reviewed", "review", "applies"});
    }
    return true;
}

void Completing::declaration(std::string_view last) {
    if (last == "in" && word(2) == "number") {
        offers_.units(std::nullopt);
    } else if (last == "assume") {
        declared_values();
        offers_.words({"yes", "no"});
    } else if (last == "valid") {
        offers_.words({"for"});
    } else if (last == "number") {
        offers_.words({"in", "from"});
    } else if (one_of(last, {"one", "set"})) {
        offers_.words({"of"});
    }
    if (item() == "fact") {
        offers_.words({"assume", "valid", "fixed", "ask", "code", "from", "to"});
    } else {
        offers_.words({"code", "from", "to"});
    }
    offers_.words({"yes/no", "yes", "no", "number", "date", "one of", "set of", "one", "set"});
    offers_.names({Term});
}

/// Whether the cursor stands in a list after `word` that goes on behind a comma.
bool Completing::list_after(std::string_view head) const {
    if (word(1) != ",") {
        return false;
    }
    for (std::size_t back = 1; back <= tokens_.size(); ++back) {
        if (word(back) == head) {
            return true;
        }
        const bool in_list = kind(back) == TokenKind::Text || word(back) == "," ||
                             word(back) == "." ||
                             (kind(back) == TokenKind::Word && !parsing::is_reserved(word(back)));
        if (!in_list) {
            return false;
        }
    }
    return false;
}

bool Completing::rule(std::string_view last) {
    const std::size_t verb = last_of({"recommend", "consider", "avoid", "contraindicate"});
    const std::size_t clause_at = last_of({"when", "unless", "overrides"});
    if (last == "overrides" || list_after("overrides")) {
        offers_.names({Rule});
        return true;
    }
    if (verb == 1 || (last == "+" && verb != 0 && (clause_at == 0 || verb < clause_at))) {
        offers_.names({Term});
        return true;
    }
    if (last == "strength") {
        offers_.words({"strong", "conditional"});
        return true;
    }
    if (last == "evidence") {
        offers_.words({"high", "moderate", "low", "very_low"});
        return true;
    }
    if (verb != 0 && (clause_at == 0 || verb < clause_at)) {
        offers_.words({"strength", "evidence", "because", "how", "cite"});
        rule_clauses();
        return true;
    }
    if (clause_at == 0 || kind(1) == TokenKind::Text ||
        (clause_at > 1 && word(clause_at) == "overrides")) {
        rule_clauses();
        return true;
    }
    return false;
}

void Completing::rule_clauses() {
    if (!has("when")) {
        offers_.words({"when"});
    }
    offers_.words(
        {"unless", "because", "overrides", "recommend", "consider", "avoid", "contraindicate"}
    );
}

/// What a test gives; false behind `expect`.
bool Completing::given(std::string_view last) {
    const std::size_t section = last_of({"given", "but", "expect", "table"});
    if (section == 0 || word(section) == "expect") {
        if (section == 0) {
            offers_.words({"given", "expect", "table"});
        }
        return section == 0;
    }
    if (one_of(last, {"given", "and", "but"})) {
        offers_.names({Fact, Event});
        offers_.words({"no", "not", "today", "patient"});
        return true;
    }
    if (last == "not" && one_of(word(2), {"given", "and", "but"})) {
        offers_.operands(TypeKind::Truth);
        return true;
    }
    if (last == "no" && one_of(word(2), {"given", "and", "but"})) {
        offers_.names({Event});
        return true;
    }
    const std::size_t with = last_of({"with"});
    const auto event =
        with != 0 && with < last_of({"given", "and", "but"}) ? event_at(with + 1) : std::nullopt;
    if (event) {
        if (last == "with" || last == ",") {
            offers_.fields(*event);
        } else if (const auto type = field_type(*event, last)) {
            numbers_and_values(*type);
            offers_.words({"unknown"});
        }
    } else if (last == "is" || last == "," || last == "of") {
        std::size_t back = 1;
        while (back < tokens_.size() && word(back) != "is") {
            ++back;
        }
        if (const auto type = type_at(back + 1)) {
            numbers_and_values(*type);
        }
        offers_.words({"unknown", "none"});
    }
    offers_.words({"and", "is", "on", "with", "expect", "given", "table", "but"});
    return true;
}

} // namespace precept
