// What the parser knows while it reads: of the file, and of the item that it is in. An item's
// expressions grow on a stack; an item that fails is dropped with everything on it.
#pragma once

#include "lang/ast.hpp"
#include "lang/diagnostic.hpp"
#include "lang/parser_words.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace precept::parsing {

/// What was expected at a place, and what to write there.
struct Expectation {
    enum class Kind : std::uint8_t { Thing, Name, ClauseOrItem, Quote };

    std::string_view what;
    Kind kind = Kind::Thing;
    std::string_view help{};
    /// The words that may stand here, separated by blanks.
    std::string_view words{};
    /// The words that the token before may have been meant to be.
    std::string_view before{};
};

/// One file, from its start to its end.
struct FileState {
    std::string_view text;
    FileId id = 0;
    Diagnostics& diagnostics;
    ast::Module module{};
    std::size_t gap_begin = 0; ///< end of the last token
    std::size_t gap_end = 0;   ///< start of the next one
    ast::Name item_name{};     ///< of the item being read, once it is known
    bool failed = false;       ///< the item being read is broken, and that is reported
    std::size_t begun = 0;     ///< items so far, broken ones included
    std::optional<Span> header{};
    std::optional<std::size_t> first_fault{};

    void gap(std::size_t begin, std::size_t end) {
        gap_begin = begin;
        gap_end = end;
    }

    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
        return {id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// Reports that `expectation` is not at `at`, and marks the item as broken.
    void fault(std::size_t at, const Expectation& expectation);
    /// Reports a fault that is not about a single expectation, and marks the item as broken.
    void fault(Diagnostic finding);
    /// Reports text that starts no item, and records the name that it seems to declare.
    void skip(Span skipped);
    /// Reports a header that is not the first item, or not the only header.
    void begin_item(Span keyword, bool header);
    /// Reports that there was no header at all.
    void check_header();
};

/// A dash's column, and the place of the list's first dash.
struct OpenList {
    std::size_t column;
    Span first;
};

/// What a construct remembers from its first word to its last.
struct Frame {
    Span head;
    std::size_t base = 0;  ///< of the values that belong to it
    std::size_t base2 = 0; ///< of its connectives or summands
    bool negated = false;
    bool before = false;
    std::uint32_t count = 0;
    ast::Path path{};
    ast::Name by{};
    std::optional<ast::NumberLiteral> amount{};
    Span amount_span{};
};

/// The stack of one item.
class Stack {
public:
    explicit Stack(FileState& file) : file_(file) {}

    [[nodiscard]] FileState& file() { return file_; }

    void gap(std::size_t begin, std::size_t end) { file_.gap(begin, end); }

    bool open_list(std::string_view text, std::size_t at);
    bool continue_list(std::string_view text, std::size_t at);
    void close_list(Span at);
    /// One level of nesting more; reports and abandons the item when there are too many.
    void enter(std::size_t at);

    void leave() { --depth_; }

protected:
    [[nodiscard]] std::string_view text(Span span) const;
    /// The first word of `span`.
    [[nodiscard]] std::string_view word(Span span) const;
    [[nodiscard]] ast::Name name(Span span) const;
    [[nodiscard]] ast::Path path(Span span) const;
    [[nodiscard]] ast::Text quoted(Span span) const;

    void push(ast::Expr::Node node, Span span);
    ast::ExprPtr pop();
    /// The last value, for a clause: no expression contains it.
    ast::ExprPtr take();
    /// The values from `base` on.
    std::vector<ast::ExprPtr> pop_from(std::size_t base);
    /// The same, for a clause.
    std::vector<ast::ExprPtr> take_from(std::size_t base);

    [[nodiscard]] std::size_t size() const { return values_.size(); }

    [[nodiscard]] const ast::Expr& top() const { return *values_.back(); }

    Frame& open(Span head);
    Frame close();

    [[nodiscard]] Frame& frame() { return frames_.back(); }

    /// A number and the unit that follows it, until an expression or a clause takes them.
    ast::NumberLiteral number_{};

private:
    [[nodiscard]] std::size_t column(std::string_view text, std::size_t at, bool report);

    FileState& file_;
    std::vector<ast::ExprPtr> values_;
    std::vector<std::uint32_t> heights_;
    std::uint32_t popped_height_ = 0;
    std::vector<Frame> frames_;
    std::vector<OpenList> lists_;
    std::size_t depth_ = 0;
};

} // namespace precept::parsing
