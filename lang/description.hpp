// What a name stands for, in a few lines for a reader: label, type, unit and allowed values of a
// fact, the text of a definition, strength and citation of a rule's advice. As Markdown, or as
// plain text for editors that do not show it.
#pragma once

#include "lang/occurrences.hpp"
#include "lang/program.hpp"
#include "lang/source.hpp"

#include <string>
#include <string_view>

namespace precept {

/// Text in the one form or the other.
class Markup {
public:
    explicit Markup(bool markdown) : markdown_(markdown) {}

    /// A text of the author's, its signs as they are.
    [[nodiscard]] std::string text(std::string_view text) const;
    [[nodiscard]] std::string bold(std::string_view text) const;
    [[nodiscard]] std::string code(std::string_view text) const;
    /// A part of a rule file.
    [[nodiscard]] std::string block(std::string_view text) const;
    [[nodiscard]] std::string link(std::string_view text, std::string_view address) const;

    /// What separates paragraphs.
    [[nodiscard]] static std::string_view gap() { return "\n\n"; }

    [[nodiscard]] bool markdown() const { return markdown_; }

private:
    bool markdown_;
};

/// A few paragraphs about `target`; empty where nothing is known of it.
[[nodiscard]] std::string describe(
    const Program& program,
    const LoadedModules& modules,
    const Sources& sources,
    const Target& target,
    const Markup& markup
);

/// The type of what a fact or field holds, with its range: "a number in % from 0 to 100".
[[nodiscard]] std::string describe(const Program& program, const Holds& holds);

/// The whole declaration of a symbol; an empty span where there is none.
[[nodiscard]] Span item_span(const LoadedModules& modules, SymbolKind kind, std::uint32_t index);

} // namespace precept
