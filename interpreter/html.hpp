// Pages: what all HTML that Precept writes has in common. A page is one file that needs no network
// and no script to be read, follows the reader's choice of light or dark, and can be printed.
#pragma once

#include <string>
#include <string_view>

namespace precept::html {

/// `text` for an element's content or a quoted attribute: `<`, `>`, `&` and quotes escaped, bytes
/// that HTML does not know replaced.
[[nodiscard]] std::string escape(std::string_view text);

/// `text` with everything but letters, digits, `-`, `_` and `.` replaced by `-`: for `id` and
/// links.
[[nodiscard]] std::string anchor(std::string_view text);

struct Page {
    std::string title; ///< plain text
    std::string style; ///< CSS beyond what all pages share
    std::string body;  ///< HTML that goes into `<body>`: `<header>`, `<main>` and the like
};

/// The whole document, in UTF-8. All pages share the names of their colours, as custom properties
/// of CSS: `--text`, `--soft`, `--paper`, `--panel`, `--line`, `--link`, and for what became of
/// rules and advice `--yes`, `--no`, `--unknown`, `--warn`, each with a `-back` to write it on.
[[nodiscard]] std::string document(const Page& page);

} // namespace precept::html
