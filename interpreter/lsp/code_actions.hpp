// What an editor offers at a place: edits that mend findings, and edits that add what is missing.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

#include <string>

namespace precept::lsp {

/// The actions for `span`; where `only` is given, those of that kind.
[[nodiscard]] Json code_actions(const Snapshot& view, Span span, const Json& only);

/// The edit that adds a test under which the rule fires; null where no patient was found.
[[nodiscard]] Json test_for_rule(const Snapshot& view, RuleId rule);

} // namespace precept::lsp
