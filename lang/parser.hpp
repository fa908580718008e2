// Text to syntax tree. Every broken declaration is reported and skipped, so that one run shows all
// of them; what was sound is in the tree. The grammar itself is `grammar.hpp`.
#pragma once

#include "lang/ast.hpp"
#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <optional>
#include <vector>

namespace precept {

/// Parses a whole rule file. Never throws; nesting beyond 200 levels is reported as `too-deep`.
[[nodiscard]] ast::Module parse(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// Parses a single condition or value, as a REPL or a command line holds it; nothing if it is
/// broken.
[[nodiscard]] ast::ExprPtr
parse_expression(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// Parses what somebody supposes about a patient, as `given` says it: `er_status is negative and
/// lvef is 45 %`; nothing if it is broken.
[[nodiscard]] std::optional<std::vector<ast::Given>>
parse_suppositions(const Sources& sources, FileId file, Diagnostics& diagnostics);

} // namespace precept
