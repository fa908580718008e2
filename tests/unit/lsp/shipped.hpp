// The guidelines that ship, as a workspace.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

namespace precept::lsp {

/// All of guidelines/, checked.
[[nodiscard]] const Snapshot& shipped();

/// What it was made of.
[[nodiscard]] Contents shipped_contents();

} // namespace precept::lsp
