// The syntax tree as indented text, for golden tests of the parser and for bug reports.
#pragma once

#include "lang/ast.hpp"

#include <string>

namespace precept {

[[nodiscard]] std::string dump(const ast::Module& module);
[[nodiscard]] std::string dump(const ast::Expr& expr);

} // namespace precept
