// What an editor offers at a place: edits that mend findings, and edits that add what is missing.
#pragma once

#include "interpreter/lsp/connection.hpp"
#include "interpreter/lsp/workspace.hpp"

namespace precept::lsp {

/// The actions for `span`; where `only` is given, those of that kind.
[[nodiscard]] Json code_actions(const Snapshot& view, Span span, const Json& only);

/// The edit that adds a test under which the rule fires; fails where no patient was found, or where
/// such a test cannot stand beside the rule.
[[nodiscard]] Result fitting_test(const Workspace& workspace, const Snapshot& view, RuleId rule);

} // namespace precept::lsp
