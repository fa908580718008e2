// Outline, search for names, and folding.

#include "interpreter/lsp/features.hpp"
#include "lang/outline.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace precept::lsp {

namespace {

/// The protocol's numbers for kinds of symbols; those whose picture in editors comes nearest.
int symbol_kind(EntryKind kind) {
    switch (kind) {
    case EntryKind::Header: return 2;      // module
    case EntryKind::Source: return 15;     // string
    case EntryKind::CodeSystem: return 3;  // namespace
    case EntryKind::Term: return 5;        // class
    case EntryKind::Fact: return 13;       // variable
    case EntryKind::Event: return 24;      // event
    case EntryKind::Field: return 8;       // field
    case EntryKind::Definition: return 12; // function
    case EntryKind::Rule: return 6;        // method
    case EntryKind::Test: return 17;       // boolean: passes or fails
    case EntryKind::Ensure: return 11;     // interface
    case EntryKind::Broken: return 21;     // null
    }
    return 13;
}

Json symbol_json(const Snapshot& view, const OutlineEntry& entry) {
    std::string detail(in_words(entry.kind));
    if (!entry.detail.empty()) {
        detail += " · " + entry.detail;
    }
    Json symbol = {
        {"name", entry.name.empty() ? "(no name)" : entry.name}, // the protocol wants one
        {"detail", std::move(detail)},
        {"kind", symbol_kind(entry.kind)},
        {"range", view.range(entry.whole)},
        {"selectionRange", view.range(entry.name_span)}};
    for (const OutlineEntry& child : entry.children) {
        symbol["children"].push_back(symbol_json(view, child));
    }
    return symbol;
}

/// Whether `text` has the letters of `query`, in their order.
bool matches(std::string_view text, std::string_view query) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    std::size_t at = 0;
    for (const char c : query) {
        while (at < text.size() && lower(text[at]) != lower(c)) {
            ++at;
        }
        if (at == text.size()) {
            return false;
        }
        ++at;
    }
    return true;
}

} // namespace

Json document_symbols(const Snapshot& view, FileId file) {
    Json symbols = Json::array();
    if (const auto module = view.module_of(file)) {
        for (const OutlineEntry& entry : outline(view.modules()[*module].ast)) {
            symbols.push_back(symbol_json(view, entry));
        }
    }
    return symbols;
}

Json workspace_symbols(const Snapshot& view, std::string_view query) {
    constexpr std::size_t most = 500;
    // The name itself first, then those that begin so, those that have it in them, and labels.
    std::array<std::vector<std::pair<std::uint32_t, OutlineEntry>>, 4> ranks;
    for (std::uint32_t module = 0; module < view.modules().size(); ++module) {
        std::vector<OutlineEntry> entries = outline(view.modules()[module].ast);
        for (std::size_t at = 0; at < entries.size(); ++at) {
            OutlineEntry entry = entries[at];
            entries.insert(entries.end(), entry.children.begin(), entry.children.end());
            entry.children.clear();
            const bool named = matches(entry.name, query);
            if (named || matches(entry.detail, query)) {
                const std::size_t rank = entry.name == query             ? 0
                                         : entry.name.starts_with(query) ? 1
                                         : named                         ? 2
                                                                         : 3;
                ranks[rank].emplace_back(module, std::move(entry));
            }
        }
    }
    Json symbols = Json::array();
    for (const auto& rank : ranks) {
        for (const auto& [module, entry] : rank) {
            if (symbols.size() < most) {
                symbols.push_back(
                    {{"name", entry.name},
                     {"kind", symbol_kind(entry.kind)},
                     {"location", view.location(entry.name_span)},
                     {"containerName", view.program().modules[module].name}}
                );
            }
        }
    }
    return symbols;
}

Json folding_ranges(const Snapshot& view, FileId file) {
    Json ranges = Json::array();
    const auto module = view.module_of(file);
    if (!module) {
        return ranges;
    }
    for (const Fold& fold : folds(view.modules()[*module].ast, view.sources())) {
        const LineIndex& lines = view.lines(file);
        Json range = {
            {"startLine", lines.position(fold.span.begin, view.encoding()).line},
            {"endLine", lines.position(fold.span.end, view.encoding()).line}};
        if (fold.kind != FoldKind::Region) {
            range["kind"] = fold.kind == FoldKind::Comment ? "comment" : "imports";
        }
        ranges.push_back(std::move(range));
    }
    return ranges;
}

} // namespace precept::lsp
