// Finds out what can stand at a cursor, from the words before it. Part of completion.hpp; in three
// files: where the cursor is and tables (completion.cpp), clauses, conditions.
#pragma once

#include "lang/candidates.hpp"
#include "lang/parser_words.hpp"
#include "lang/tokens.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace precept {

/// Whether `word` is one of `words`.
[[nodiscard]] bool one_of(std::string_view word, std::initializer_list<std::string_view> words);

class Completing {
public:
    Completing(
        const Known& known, std::uint32_t module, std::string_view text, std::uint32_t offset
    );
    Completions run();

private:
    // ---- the words before the cursor, counted from 1 backwards
    [[nodiscard]] std::string_view word(std::size_t back) const;
    [[nodiscard]] TokenKind kind(std::size_t back) const;

    [[nodiscard]] std::string_view item() const { return word(tokens_.size()); }

    /// Whether the cursor stands in a quotation or a comment.
    [[nodiscard]] bool inside_text(const std::vector<Token>& before) const;

    [[nodiscard]] bool first_on_line() const { return parsing::first_on_line(text_, begin_); }

    [[nodiscard]] bool first_column() const { return begin_ == 0 || text_[begin_ - 1] == '\n'; }

    /// The last of `words` in this item, as a count backwards; 0 for none.
    [[nodiscard]] std::size_t last_of(std::initializer_list<std::string_view> words) const;

    [[nodiscard]] bool has(std::string_view clause) const { return last_of({clause}) != 0; }

    // ---- names
    /// A path that ends at `back`, and where it begins.
    struct Path {
        std::vector<std::string_view> parts;
        std::size_t begin = 0;
    };

    [[nodiscard]] Path path_at(std::size_t back) const;
    /// The event whose `where` encloses the cursor.
    [[nodiscard]] std::optional<EventId> scope() const;
    [[nodiscard]] const Visible* visible(const Path& path) const;
    [[nodiscard]] std::optional<EventId> event_at(std::size_t back) const;
    [[nodiscard]] std::optional<Type> field_type(EventId event, std::string_view name) const;
    /// The type of what the path that ends at `back` names.
    [[nodiscard]] std::optional<Type> type_at(std::size_t back) const;

    // ---- what fits
    void choose(bool in_item);
    /// The words that items begin with; the header comes first in a file.
    void items(bool first);
    /// Behind a dot: a field of an event, or a name of a file.
    void part_of_path();
    void use();

    // ---- tables
    /// The words of the column that the cursor stands in; false in the head of the table.
    bool in_table(std::size_t table);
    void cell(std::size_t back);

    // ---- numbers
    /// Behind a number: its unit. What a length of time needs is a unit of the calendar.
    bool after_number();
    void numbers_and_values(const Type& type);
    /// The words of a list of values that the item itself declares.
    void declared_values();

    // ---- clauses
    /// What the last word of a clause asks for; false in a condition or a value.
    bool clause();
    bool header(std::string_view last);
    void declaration(std::string_view last);
    /// Whether the cursor stands in a list after `word` that goes on behind a comma.
    [[nodiscard]] bool list_after(std::string_view head) const;
    bool rule(std::string_view last);
    void rule_clauses();
    /// What a test gives; false behind `expect`.
    bool given(std::string_view last);

    // ---- conditions and values
    void condition();
    /// Where a condition or a value begins.
    void operand();
    void outcomes();
    /// Behind `is` and the like; false where none stands before.
    bool comparison(std::string_view last);
    /// Words that are followed by one or two others alone.
    bool one_words(std::string_view last);
    void subject_is(std::size_t verb, std::string_view last);
    bool events(std::string_view last);
    /// Behind a whole value or condition.
    void continuation();
    const Program& program_;
    Candidates offers_;
    std::string_view text_;
    std::uint32_t offset_;
    std::uint32_t begin_;
    std::vector<Token> tokens_; ///< of the item, up to the word that is being typed
};

} // namespace precept
