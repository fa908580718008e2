// The syntax tree of one module: plain structs, as written, before any name is resolved. Built by
// the parser, immutable afterwards. What names mean and which types things have is in
// `program.hpp`.
#pragma once

#include "lang/ast_tests.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace precept::ast {

/// `use breast_cancer/terms as shared`
struct Use {
    std::vector<Name> path;
    std::optional<Name> alias;
    Span span;
};

enum class ModuleKind : std::uint8_t { Guideline, Terms };
enum class ModuleStatus : std::uint8_t { Draft, Active, Retired };

struct Header {
    ModuleKind kind = ModuleKind::Guideline;
    Name name;
    std::optional<Text> label;
    std::optional<NumberLiteral> language;
    Span language_span;
    std::optional<Text> version;
    std::optional<ModuleStatus> status;
    std::optional<Name> reviewed; ///< a date as written
    std::optional<NumberLiteral> review_every;
    Span review_span;
    ExprPtr applies; ///< null: to everyone
    Span span;
};

using Item =
    std::variant<Use, Source, CodeSystem, Term, Fact, Event, Definition, Rule, Test, Ensure>;

/// One file.
struct Module {
    FileId file = 0;
    std::optional<Header> header; ///< none: missing or broken, and reported
    std::deque<Item> items;       ///< in the order of the text; large, so that none is moved later
    /// Where a declaration was skipped because of a syntax error, and the name it had if that could
    /// be read: the checker does not report uses of such names as unknown.
    std::vector<Name> broken;
};

} // namespace precept::ast
