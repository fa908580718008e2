// The parts of a dumped line that are short texts: names, labels, codes, types.
#pragma once

#include "lang/ast.hpp"

#include <string>
#include <string_view>

namespace precept::dumping {

[[nodiscard]] std::string show(const ast::Path& path);
[[nodiscard]] std::string show(const std::vector<ast::Path>& paths);
[[nodiscard]] std::string show(const ast::NumberLiteral& number);
[[nodiscard]] std::string show(const std::optional<ast::Text>& text, std::string_view before = "");
[[nodiscard]] std::string show(const std::vector<ast::CodeBinding>& codes);
[[nodiscard]] std::string show(const std::vector<ast::Citation>& citations);
[[nodiscard]] std::string show(const std::vector<ast::ValueDecl>& values);
[[nodiscard]] std::string show(const ast::Type& type);

} // namespace precept::dumping
