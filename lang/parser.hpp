// Text to syntax tree. Every broken declaration is reported and skipped, so that one run shows all
// of them; what was sound is in the tree. The grammar itself is `grammar.hpp`.
#pragma once

#include "lang/ast.hpp"
#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <optional>

namespace precept {

/// Parses a whole rule file. Never throws; nesting beyond 200 levels is reported as `too-deep`.
[[nodiscard]] ast::Module parse(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// Parses a single condition or value, as a REPL or a command line holds it; nothing if it is
/// broken.
[[nodiscard]] ast::ExprPtr
parse_expression(const Sources& sources, FileId file, Diagnostics& diagnostics);

} // namespace precept
