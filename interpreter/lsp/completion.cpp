// Completion, and the form of the clause that is being written.

#include "lang/completion.hpp"

#include "interpreter/lsp/features.hpp"
#include "lang/phrases.hpp"
#include "lang/signature.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::lsp {

namespace {

/// The protocol's numbers.
int item_kind(CompletionKind kind) {
    switch (kind) {
    case CompletionKind::Keyword: return 14;
    case CompletionKind::Snippet: return 15;
    case CompletionKind::Module: return 9;
    case CompletionKind::Source: return 18;     // reference
    case CompletionKind::CodeSystem: return 13; // enum
    case CompletionKind::Term: return 7;        // class
    case CompletionKind::Fact: return 6;        // variable
    case CompletionKind::Event: return 23;
    case CompletionKind::Field: return 5;
    case CompletionKind::Definition: return 3; // function
    case CompletionKind::Rule: return 2;       // method
    case CompletionKind::Coded: return 20;     // enum member
    case CompletionKind::Unit: return 11;
    }
    return 1;
}

/// Values and units of this very place come first, the words of the language last.
char order(CompletionKind kind) {
    switch (kind) {
    case CompletionKind::Coded:
    case CompletionKind::Unit:
    case CompletionKind::Field: return '0';
    case CompletionKind::Keyword: return '2';
    case CompletionKind::Snippet:
    case CompletionKind::Module: return '3';
    default: return '1';
    }
}

} // namespace

Json completion(const Snapshot& view, const Cursor& cursor, bool snippets) {
    const auto module = view.module_of(cursor.file);
    if (!module) {
        return nullptr;
    }
    const Known known{view.program(), view.modules(), view.sources(), view.occurrences()};
    const Completions found = complete(known, *module, cursor.offset);
    const Json range = view.range({cursor.file, found.begin, cursor.offset});
    Json items = Json::array();
    for (const Completion& one : found.list) {
        const bool snippet = one.kind == CompletionKind::Snippet;
        if (snippet && !snippets) {
            continue;
        }
        const std::string& label = one.label.empty() ? one.text : one.label;
        Json item = {
            {"label", label},
            {"kind", item_kind(one.kind)},
            {"sortText", fmt::format("{}{}", order(one.kind), label)},
            {"textEdit", {{"range", range}, {"newText", one.text}}}};
        if (!one.detail.empty()) {
            item["detail"] = one.detail;
        }
        if (snippet) {
            constexpr int with_places = 2;
            item["insertTextFormat"] = with_places;
        } else if (one.kind == CompletionKind::Keyword) {
            if (const Phrase* phrase = find_phrase(one.text, "")) {
                item["documentation"] = fmt::format("{}\n\n{}", phrase->form, phrase->meaning);
            }
        }
        items.push_back(std::move(item));
    }
    return {{"isIncomplete", false}, {"items", std::move(items)}};
}

Json signature_help(const Snapshot& view, const Cursor& cursor) {
    const auto found = find_signature(view.text(cursor.file), cursor.offset);
    if (!found) {
        return nullptr;
    }
    Json parameters = Json::array();
    for (const auto& [begin, end] : found->blanks) { // forms are plain ASCII
        parameters.push_back({{"label", Json::array({begin, end})}});
    }
    const Json signature = {
        {"label", found->phrase->form},
        {"documentation", found->phrase->meaning},
        {"parameters", std::move(parameters)}};
    return {
        {"signatures", Json::array({signature})},
        {"activeSignature", 0},
        {"activeParameter", found->at}};
}

} // namespace precept::lsp
