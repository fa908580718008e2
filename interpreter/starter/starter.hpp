// Rule files to start from: they pass `check`, `fmt --check` and `test` as they are, and say at
// each place what to put there. Nothing in them is a clinical statement.
#pragma once

#include "lang/ast.hpp"

#include <string>
#include <string_view>

namespace precept {

/// The whole text of a guideline (with one rule and a test for each thing that can become of it) or
/// of a file of terms, called `name`, in their canonical layout.
[[nodiscard]] std::string starter(ast::ModuleKind kind, std::string_view name);

/// What is wrong with `name` as the name of a file, and what to write instead; empty: nothing.
[[nodiscard]] std::string fault_in_name(std::string_view name);

} // namespace precept
