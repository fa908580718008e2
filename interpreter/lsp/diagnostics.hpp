// Findings as the protocol tells them: with their code, further places, and what to write instead.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

#include <map>
#include <string>

namespace precept::lsp {

/// One finding.
[[nodiscard]] Json to_json(const Snapshot& view, const Diagnostic& finding);

/// All findings, by the address of their file.
[[nodiscard]] std::map<std::string, Json> findings_by_uri(const Snapshot& view);

/// Whether the finding says something of the text, rather than of a name that it does not have yet.
[[nodiscard]] bool concerns(const Snapshot& view, const Diagnostic& finding);

} // namespace precept::lsp
