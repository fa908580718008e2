// The canonical layout of rule files: indentation, columns, blanks and blank lines. The author's
// choice of lines inside an item stays, except that every clause begins a line; comments stay where
// they are. What the file says does not change, and that is looked at before anything is given out.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <optional>
#include <string>

namespace precept {

/// The text of `file` in its canonical layout; formatting that again changes nothing. Nothing where
/// the file has syntax errors, which are then reported.
[[nodiscard]] std::optional<std::string>
format(const Sources& sources, FileId file, Diagnostics& diagnostics);

} // namespace precept
