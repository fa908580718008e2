#include "lang/colouring.hpp"

#include "lang/parser_words.hpp"
#include "lang/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace precept {

namespace {

/// Words that say something in a header, a source or an action alone, and are names elsewhere.
constexpr std::array<std::string_view, 32> clause_words = {
    "accessed", "active",   "advice",    "but",     "conditional", "days",     "doi",   "draft",
    "high",     "language", "least",     "low",     "moderate",    "months",   "most",  "one",
    "patient",  "pmid",     "published", "retired", "review",      "reviewed", "set",   "status",
    "strong",   "uri",      "url",       "version", "very_low",    "want",     "weeks", "years",
};

static_assert(std::is_sorted(clause_words.begin(), clause_words.end()));

TokenColour colour_of(const Target& target) {
    switch (target.kind) {
    case Target::Kind::FieldOf: return TokenColour::FieldName;
    case Target::Kind::ValueOf: return TokenColour::ValueName;
    case Target::Kind::ModuleName:
    case Target::Kind::Alias: return TokenColour::ModuleName;
    case Target::Kind::Item: break;
    }
    switch (target.symbol) {
    case SymbolKind::Source: return TokenColour::SourceName;
    case SymbolKind::CodeSystem: return TokenColour::SystemName;
    case SymbolKind::Term: return TokenColour::TermName;
    case SymbolKind::Fact: return TokenColour::FactName;
    case SymbolKind::Event: return TokenColour::EventName;
    case SymbolKind::Definition: return TokenColour::DefinitionName;
    case SymbolKind::Rule:
    case SymbolKind::Ensure: break;
    }
    return TokenColour::RuleName;
}

/// What a token is that names nothing.
std::optional<TokenColour> plain_colour(std::string_view word, const Token& token) {
    switch (token.kind) {
    case TokenKind::Comment: return TokenColour::Comment;
    case TokenKind::Text: return TokenColour::Text;
    case TokenKind::Number:
    case TokenKind::Date: return TokenColour::Number;
    case TokenKind::Coded: return TokenColour::ValueName;
    case TokenKind::Unit: return TokenColour::UnitName;
    case TokenKind::Bullet: return std::nullopt;
    case TokenKind::Sign:
        return word.find_first_of("<>+-*/^|") != std::string_view::npos
                   ? std::optional(TokenColour::Operator)
                   : std::nullopt;
    case TokenKind::Word: break;
    }
    if (token.item || parsing::is_reserved(word)) {
        return TokenColour::Keyword;
    }
    return std::ranges::binary_search(clause_words, word) ? std::optional(TokenColour::Keyword)
                                                          : std::nullopt;
}

} // namespace

std::vector<ColouredToken>
colour_tokens(std::string_view text, FileId file, const Occurrences& occurrences) {
    const auto names = occurrences.of_file(file);
    auto name = names.begin();
    std::vector<ColouredToken> coloured;
    for (const Token& token : tokenise(text)) {
        while (name != names.end() && name->span.begin < token.begin) {
            ++name;
        }
        const std::string_view word = text_of(text, token);
        if (name != names.end() && name->span.begin == token.begin) {
            coloured.push_back({token.begin, token.end, colour_of(name->target), name->declares});
        } else if (const auto colour = plain_colour(word, token)) {
            coloured.push_back({token.begin, token.end, *colour, false});
        }
    }
    return coloured;
}

} // namespace precept
