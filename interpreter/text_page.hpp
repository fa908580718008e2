// Text laid out for a terminal: words that wrap with a hanging indent, a left and a right column,
// colour, and an ASCII fallback. Knows nothing of answers.
#pragma once

#include "lang/render.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

enum class Tint { Plain, Bold, Dim, Yes, No, Open };

/// Words in a row, to be wrapped as they stand.
class Text {
public:
    Text() = default;

    explicit Text(std::string_view text, Tint tint = Tint::Plain) { add(text, tint); }

    /// Adds `text`, which may be broken at its blanks.
    Text& add(std::string_view text, Tint tint = Tint::Plain);
    /// Adds `text` as one word, blanks and all.
    Text& keep(std::string_view text, Tint tint = Tint::Plain);
    Text& add(const Text& other);
    /// Adds `text` after a wider blank.
    Text& aside(std::string_view text, Tint tint = Tint::Dim);
    /// Adds `text` to the last word.
    Text& attach(std::string_view text);

    [[nodiscard]] bool empty() const { return words_.empty(); }

private:
    friend class Page;

    struct Word {
        std::string text;
        Tint tint;
    };

    std::vector<Word> words_;
};

class Page {
public:
    explicit Page(const Style& style);

    /// A section's heading, after a blank line.
    void heading(std::string_view text);
    void blank();
    /// A paragraph that starts in column `indent` and goes on in column `hang`.
    void paragraph(std::size_t indent, std::size_t hang, const Text& text);
    /// `name` and, in a column of its own, `text`.
    void entry(std::size_t indent, std::string_view name, const Text& text);
    /// `left` beside the lines of `right` where there is room for two columns, else above them.
    void
    columns(std::size_t indent, std::size_t hang, const Text& left, const std::vector<Text>& right);

    [[nodiscard]] std::size_t width() const { return width_; }

    [[nodiscard]] bool unicode() const { return style_.unicode; }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    using Words = std::vector<Text::Word>;
    using Line = Words;

    [[nodiscard]] std::vector<Line>
    wrap(const Text& text, std::size_t first, std::size_t rest) const;
    [[nodiscard]] static std::size_t length(const Line& line);
    void put(const Line& line);
    void put(std::string_view text, Tint tint);

    void pad(std::size_t to, std::size_t from = 0) { out_.append(to > from ? to - from : 0, ' '); }

    Style style_;
    std::size_t width_;
    std::string out_;
};

/// How many terminal columns `text` takes.
[[nodiscard]] std::size_t columns_of(std::string_view text);

} // namespace precept
