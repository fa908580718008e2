// Shows findings to people and to tools: caret text in the manner of rustc, one line a finding in
// the manner of gcc, or JSON. Knows nothing of where findings come from.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <string>

namespace precept {

/// How text is shown on this terminal.
struct Style {
    bool colour = false;
    bool unicode = true; ///< false: ASCII fallback for bars, carets and marks
    int width = 100;     ///< columns
};

/// Caret text for every finding, a blank line between two, and a closing line of counts; empty for
/// none.
[[nodiscard]] std::string
render_text(const Diagnostics& diagnostics, const Sources& sources, const Style& style);

/// `file:line:column: error: message [code]`, a line for each finding and each of its notes.
[[nodiscard]] std::string render_gcc(const Diagnostics& diagnostics, const Sources& sources);

/// A JSON document: `{"version": 1, "findings": [...], "errors": n, "warnings": n}`.
[[nodiscard]] std::string render_json(const Diagnostics& diagnostics, const Sources& sources);

} // namespace precept
