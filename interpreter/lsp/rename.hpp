// Renaming in all files at once, and only where nothing else comes to mean something else: the
// renamed files are checked before the edits are given out.
#pragma once

#include "interpreter/lsp/server.hpp"

namespace precept::lsp {

/// What would be renamed, or why it can't be.
[[nodiscard]] Result prepare_rename(const Snapshot& view, const Cursor& cursor);

/// The edits of all files, or why there are none.
[[nodiscard]] Result rename(
    const Workspace& workspace, const Snapshot& view, const Cursor& cursor, const std::string& name
);

} // namespace precept::lsp
