// The shape of a rule file: what it declares, in the order of the text, and which lines belong
// together. For an editor's outline, its search for names, and folding.
#pragma once

#include "lang/ast.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace precept {

enum class EntryKind : std::uint8_t {
    Header,
    Source,
    CodeSystem,
    Term,
    Fact,
    Event,
    Field,
    Definition,
    Rule,
    Test,
    Ensure,
    Broken, ///< a declaration with a syntax error, of which the name is known
};

/// "guideline", "rule", "test": as rule files say it.
[[nodiscard]] std::string_view in_words(EntryKind kind);

struct OutlineEntry {
    EntryKind kind = EntryKind::Term;
    std::string name;   ///< of a test, its label
    std::string detail; ///< its label; may be empty
    Span whole;
    Span name_span;
    std::vector<OutlineEntry> children{}; ///< the fields of an event
};

/// What `module` declares, in the order of the text.
[[nodiscard]] std::vector<OutlineEntry> outline(const ast::Module& module);

enum class FoldKind : std::uint8_t { Region, Comment, Imports };

/// Parts of the text that can be folded up to their first line; all take more than one.
struct Fold {
    Span span;
    FoldKind kind = FoldKind::Region;
};

/// Items, lists of conditions, comments and runs of `use`.
[[nodiscard]] std::vector<Fold> folds(const ast::Module& module, const Sources& sources);

} // namespace precept
