// Findings as the protocol tells them: with their code, further places, and what to write instead.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

#include <functional>
#include <map>
#include <string>

namespace precept::lsp {

/// Where a span is: its file's address, and the range.
using Locate = std::function<Json(Span)>;

/// One finding.
[[nodiscard]] Json to_json(const Diagnostic& finding, const Locate& locate);
[[nodiscard]] Json to_json(const Snapshot& view, const Diagnostic& finding);

/// All findings, by the address of their file.
[[nodiscard]] std::map<std::string, Json> findings_by_uri(const Snapshot& view);

/// Whether the finding says something of the text, rather than of a name that it does not have yet.
[[nodiscard]] bool concerns(const Snapshot& view, const Diagnostic& finding);

} // namespace precept::lsp
