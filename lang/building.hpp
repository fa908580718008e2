// What the parts of the checker share while a program is built. Ids in the program and indices of
// symbols are the same numbers: fact symbol 3 is `facts[3]`.
#pragma once

#include "lang/checker.hpp"
#include "lang/names.hpp"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace precept {

struct Building {
    const LoadedModules& modules;
    const precept::Sources& sources;
    Names& names;
    Program& program;
    Diagnostics& diagnostics;
    CheckOptions options;
    std::vector<NodeId> asked{}; ///< nodes that ask for outcomes, which may be of no rule's concern

    /// Appends a finding and returns it, for notes and a fix.
    Diagnostic& report(Code code, Span span, std::string message, std::string help = {}) {
        diagnostics.push_back(
            {.code = code, .span = span, .message = std::move(message), .help = std::move(help)}
        );
        return diagnostics.back();
    }

    /// `kind` is one of node::.
    template <typename Kind>
    NodeId add(Kind kind, Type type, Span span, bool atom = false) {
        Node& node = program.nodes.emplace_back(); // filled in place: there are very many
        node.kind = std::move(kind);
        node.type = type;
        node.span = span;
        node.atom = atom;
        const NodeId id{static_cast<std::uint32_t>(program.nodes.size() - 1)};
        if constexpr (std::is_same_v<Kind, node::TermOutcome> || std::is_same_v<Kind, node::AnyAdvice>) {
            asked.push_back(id);
        }
        return id;
    }

    NodeId invalid(Span span) { return add(node::Invalid{}, {}, span); }

    /// The scope of `where` over `event` inside `parent`: one for all, so that equal conditions are
    /// one operation.
    ScopeId scope(EventId event, ScopeId parent);

    /// Notes that `path` names what was found, for editors.
    void note(std::uint32_t module, const ast::Path& path, const Resolved& found);
    /// Notes that an event, a field or a value is named there.
    void note_event(Span span, EventId event);
    void note_field(Span span, EventId event, std::uint32_t field);
    void note_value(Span span, DomainId domain, std::size_t value);

    /// The symbol of that kind which the whole of `path` names; reports anything else.
    std::optional<std::uint32_t>
    find(std::uint32_t module, const ast::Path& path, SymbolKind wanted);
};

/// The text of a path, as written.
[[nodiscard]] std::string to_string(const ast::Path& path);

/// A name in words: `er_status` gives "er status".
[[nodiscard]] std::string words_of(std::string_view name);

/// The calendar span that a literal such as `3 months` says; reports what is not a whole number of
/// calendar units.
std::optional<CalendarSpan>
calendar_span(Building& building, const ast::NumberLiteral& literal, Span span);

/// The date that a literal says; reports one that does not exist.
std::optional<Date> date_of(Building& building, std::string_view spelling, Span span);

/// What `given` says, read from inside `module`; reports what its declaration does not allow.
void lower_givens(
    Building& building, std::uint32_t module, const std::vector<ast::Given>& given, Givens& givens
);
/// The same for one thing more that is given.
void lower_given(Building& building, std::uint32_t module, const ast::Given& given, Givens& givens);

/// What a declared type allows.
Holds holds_of(Building& building, std::uint32_t module, const ast::Type& type);

/// The whole of a program: all the parts below, in their order.
void build(Building& building);

// ---- the parts, in the order in which they run

/// Headers, sources, terms, facts, events: all that needs no expression but constants.
void declare(Building& building);

/// Definitions, each after those that it uses.
void build_definitions(Building& building);

/// Headers' `applies when`, rules with their advice, and `ensure`.
void build_rules(Building& building);

/// `test` blocks.
void build_tests(Building& building);

/// Fills `Program::order`; reports circles of definitions, rules and overrides.
void order_steps(Building& building);

/// Reports cases and table rows that the ones before them cover.
void report_unreachable(Building& building);

} // namespace precept
