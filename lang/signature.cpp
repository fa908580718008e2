#include "lang/signature.hpp"

#include "lang/parser_words.hpp"
#include "lang/tokens.hpp"

#include <algorithm>

namespace precept {

namespace {

/// A form cut into its words.
struct Piece {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool blank = false; ///< to be filled in
};

std::vector<Piece> pieces_of(std::string_view form) {
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < form.size();) {
        const std::size_t begin = std::min(form.find_first_not_of(' ', at), form.size());
        const std::size_t end = std::min(form.find(' ', begin), form.size());
        const std::string_view word = form.substr(begin, end - begin);
        const bool capitals =
            std::ranges::any_of(word, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
            std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
        if (begin < end) {
            pieces.push_back(
                {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), capitals}
            );
        }
        at = end;
    }
    return pieces;
}

/// How the words from the form's first on fill it in.
std::optional<Signature> match(
    const Phrase& phrase, std::string_view text, const std::vector<Token>& tokens, std::size_t first
) {
    const std::vector<Piece> pieces = pieces_of(phrase.form);
    Signature signature{&phrase, {}, 0};
    for (const Piece& piece : pieces) {
        if (piece.blank) {
            signature.blanks.emplace_back(piece.begin, piece.end);
        }
    }
    // Where the form's own word stands: what comes before it is there already.
    std::size_t piece = 0;
    std::size_t filled = 0;
    const auto word_of = [&](const Piece& one) {
        return phrase.form.substr(one.begin, one.end - one.begin);
    };
    while (piece < pieces.size() && word_of(pieces[piece]) != phrase.word) {
        filled += pieces[piece].blank ? 1 : 0;
        ++piece;
    }
    ++piece;
    bool inside = false; // a blank of which something stands there
    for (std::size_t at = first + 1; at < tokens.size(); ++at) {
        const std::string_view word = text_of(text, tokens[at]);
        std::size_t next = piece;
        while (next < pieces.size() && (pieces[next].blank || word_of(pieces[next]) != word)) {
            ++next;
        }
        if (next < pieces.size()) { // a word of the form: the blanks before it are done
            for (; piece <= next; ++piece) {
                filled += pieces[piece].blank ? 1 : 0;
            }
            inside = false;
        } else if (piece < pieces.size() && pieces[piece].blank) {
            const bool more = piece + 1 < pieces.size() && pieces[piece + 1].blank;
            if (inside && more) { // two blanks in a row: one word each
                ++filled;
                ++piece;
            }
            inside = true;
        } else if (piece >= pieces.size()) {
            return std::nullopt; // whole, and something follows
        }
    }
    signature.at = std::min(filled, signature.blanks.size());
    return signature;
}

} // namespace

std::optional<Signature> find_signature(std::string_view text, std::uint32_t offset) {
    const std::string_view before = text.substr(0, offset);
    std::vector<Token> tokens = tokenise(before);
    std::erase_if(tokens, [](const Token& one) { return one.kind == TokenKind::Comment; });
    const auto item =
        std::find_if(tokens.rbegin(), tokens.rend(), [](const Token& one) { return one.item; });
    if (item == tokens.rend()) {
        return std::nullopt;
    }
    const auto start = static_cast<std::size_t>(tokens.rend() - item) - 1;
    const std::string_view kind = text_of(text, tokens[start]);
    for (std::size_t at = tokens.size(); at-- > start;) {
        const std::string_view word = text_of(text, tokens[at]);
        const auto before_it = [&](std::size_t back) {
            return at >= start + back ? text_of(text, tokens[at - back]) : std::string_view();
        };
        if (word == "in" && before_it(1) == "number") {
            continue; // a part of the type's form
        }
        // `between A and B` has an `and` of its own.
        const bool own = word == "and" && (before_it(2) == "between" || before_it(3) == "between");
        const bool ended =
            tokens[at].kind == TokenKind::Bullet || word == "or" || (word == "and" && !own);
        if (own) {
            continue;
        }
        const Phrase* phrase = tokens[at].kind == TokenKind::Word
                                   ? find_phrase(word, at == start ? "" : kind)
                                   : nullptr;
        const bool wants =
            phrase != nullptr && std::ranges::any_of(pieces_of(phrase->form), [](const Piece& one) {
                return one.blank;
            });
        if (wants && !ended) {
            return match(*phrase, text, tokens, at);
        }
        if (ended || phrase != nullptr) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace precept
