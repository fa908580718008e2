// What an editor can ask, each a function of a view of the workspace and, mostly, a place in it.
// They give the protocol's JSON: null, or an empty list, where there is nothing to say.
#pragma once

#include "interpreter/lsp/consultation.hpp"
#include "interpreter/lsp/snapshot.hpp"

#include <string>
#include <string_view>

namespace precept::lsp {

// ---- names: names.cpp

/// What stands at the cursor, and what it is for the patient, if there is one; Markdown, or plain
/// text where the client shows no Markdown.
[[nodiscard]] Json hover(
    const Snapshot& view,
    const Cursor& cursor,
    bool markdown,
    const Consultation* consultation = nullptr
);
[[nodiscard]] Json definition(const Snapshot& view, const Cursor& cursor);
[[nodiscard]] Json references(const Snapshot& view, const Cursor& cursor, bool with_declaration);
[[nodiscard]] Json highlights(const Snapshot& view, const Cursor& cursor);

// ---- the shape of a file: symbols.cpp

[[nodiscard]] Json document_symbols(const Snapshot& view, FileId file);
/// Those of all files whose name or label has the letters of `query` in their order.
[[nodiscard]] Json workspace_symbols(const Snapshot& view, std::string_view query);
[[nodiscard]] Json folding_ranges(const Snapshot& view, FileId file);

// ---- colours: semantic_tokens.cpp

/// The names of token types and modifiers, in the order of their numbers.
[[nodiscard]] Json semantic_legend();
/// The tokens of the lines from `first` up to and without `past`.
[[nodiscard]] Json semantic_tokens(
    const Snapshot& view, FileId file, std::uint32_t first = 0, std::uint32_t past = ~0U
);

// ---- layout: formatting.cpp

/// The edits that give `span` its canonical layout; null where the file has syntax errors.
[[nodiscard]] Json formatting(const Snapshot& view, Span span);

// ---- writing: completion.cpp, hints.cpp

/// What can be written at the cursor; with places to fill in only where the client has them.
[[nodiscard]] Json completion(const Snapshot& view, const Cursor& cursor, bool snippets);
[[nodiscard]] Json signature_help(const Snapshot& view, const Cursor& cursor);
/// The types of definitions that do not say theirs.
[[nodiscard]] Json type_hints(const Snapshot& view, Span span);

} // namespace precept::lsp
