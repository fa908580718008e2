// What a name stands for, where it is declared, and where else it stands.

#include "interpreter/lsp/features.hpp"
#include "interpreter/lsp/verdicts.hpp"
#include "lang/description.hpp"
#include "lang/parser_words.hpp"
#include "lang/phrases.hpp"
#include "lang/tokens.hpp"
#include "lang/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::lsp {

namespace {

Json hover_json(const Snapshot& view, Span span, const std::string& text, const Markup& markup) {
    if (text.empty()) {
        return nullptr;
    }
    return {
        {"contents", {{"kind", markup.markdown() ? "markdown" : "plaintext"}, {"value", text}}},
        {"range", view.range(span)}};
}

/// What a word of the language means, or what a unit measures.
std::string
about_word(std::string_view word, const Token& token, std::string_view item, const Markup& markup) {
    if (token.kind == TokenKind::Unit) {
        const auto unit = parse_unit(word);
        return unit ? fmt::format("{} · {}", markup.code(word), dimension(*unit)) : "";
    }
    if (token.kind != TokenKind::Word) {
        return {};
    }
    const Phrase* phrase = find_phrase(word, token.item ? "" : item);
    return phrase == nullptr ? ""
                             : fmt::format(
                                   "{}{}{}",
                                   markup.code(phrase->form),
                                   Markup::gap(),
                                   markup.text(phrase->meaning)
                               );
}

/// What a name stands for, or a word means, and the part of the file that it takes.
std::pair<Span, std::string>
about_place(const Snapshot& view, const Cursor& cursor, const Markup& markup) {
    if (const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset)) {
        return {
            name->span,
            describe(view.program(), view.modules(), view.sources(), name->target, markup)};
    }
    const std::string_view text = view.text(cursor.file);
    std::string_view item;
    for (const Token& token : tokenise(text)) {
        if (token.item) {
            item = text_of(text, token);
        }
        if (token.begin > cursor.offset) {
            break;
        }
        if (cursor.offset <= token.end) {
            const std::string about = about_word(text_of(text, token), token, item, markup);
            if (!about.empty()) {
                return {{cursor.file, token.begin, token.end}, about};
            }
        }
    }
    return {};
}

} // namespace

Json hover(
    const Snapshot& view, const Cursor& cursor, bool markdown, const Consultation* consultation
) {
    const Markup markup(markdown);
    auto [span, text] = about_place(view, cursor, markup);
    if (consultation != nullptr && consultation->patient()) {
        const PatientNote note = note_on_patient(view, *consultation, cursor, markup);
        if (!note.text.empty()) {
            span = text.empty() ? note.span : span;
            text += (text.empty() ? "" : std::string(Markup::gap())) + note.text;
        }
    }
    return hover_json(view, span, text, markup);
}

Json definition(const Snapshot& view, const Cursor& cursor) {
    const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset);
    if (name == nullptr) {
        return nullptr;
    }
    if (const Occurrence* declared = view.occurrences().declaration(name->target)) {
        return view.location(declared->span);
    }
    if (name->target.kind == Target::Kind::ModuleName) { // a file without a header
        return view.location({view.modules()[name->target.index].ast.file, 0, 0});
    }
    return nullptr;
}

Json references(const Snapshot& view, const Cursor& cursor, bool with_declaration) {
    Json found = Json::array();
    if (const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset)) {
        for (const Occurrence& one : view.occurrences().of(name->target)) {
            if (with_declaration || !one.declares) {
                found.push_back(view.location(one.span));
            }
        }
    }
    return found;
}

Json highlights(const Snapshot& view, const Cursor& cursor) {
    constexpr int read = 2;
    constexpr int write = 3;
    Json found = Json::array();
    if (const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset)) {
        for (const Occurrence& one : view.occurrences().of(name->target)) {
            if (one.span.file == cursor.file) {
                found.push_back(
                    {{"range", view.range(one.span)}, {"kind", one.declares ? write : read}}
                );
            }
        }
    }
    return found;
}

} // namespace precept::lsp
