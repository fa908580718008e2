// What changed from one version of a program to another: items that came, went, got another name or
// say something else.
#pragma once

#include "interpreter/versions/meaning.hpp"
#include "lang/render.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept::versions {

/// A checked program with the texts that it was made of.
struct Version {
    const Program& program;
    const Sources& sources;
};

/// A statement that one version makes and the other does not, or makes otherwise.
struct StatementChange {
    std::string what;
    std::optional<Statement> before, after;
    /// Where only parts of a list differ: those that went, and those that came.
    std::vector<std::string> gone, come;

    [[nodiscard]] bool wording() const { return (after ? after : before)->wording; }
};

struct ItemChange {
    std::optional<Item> before, after; ///< none: it came, or went
    std::vector<StatementChange> says; ///< of an item in both

    [[nodiscard]] const Item& item() const { return after ? *after : *before; }

    /// Whether no patient's answer can depend on it.
    [[nodiscard]] bool wording() const;

    [[nodiscard]] bool renamed() const { return before && after && before->name != after->name; }
};

/// In the order of the kinds, and of the texts.
[[nodiscard]] std::vector<ItemChange> changes(const Version& before, const Version& after);

/// The changes as text: `+` what came, `-` what went, `~` what says something else.
[[nodiscard]] std::string
render_text(const std::vector<ItemChange>& changes, const Sources& after, const Style& style);

} // namespace precept::versions
