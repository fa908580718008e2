// Places as the protocol tells them: lines and columns from 0, columns in UTF-16 code units or in
// bytes, as was agreed with the client. Ours are byte offsets.
#pragma once

#include "interpreter/lsp/json.hpp"
#include "lang/span.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::lsp {

/// What columns count.
enum class Encoding : std::uint8_t { Utf16, Utf8 };

struct LinePosition {
    std::uint32_t line = 0;
    std::uint32_t character = 0;

    friend bool operator==(const LinePosition&, const LinePosition&) = default;
};

/// The lines of a text, which has to outlive it. `\n`, `\r\n` and `\r` end a line.
class LineIndex {
public:
    explicit LineIndex(std::string_view text);

    /// The offset of a position. A column past the end of its line is taken as that end, a line
    /// past the last as the end of the text, and a place inside a character as its start.
    [[nodiscard]] std::uint32_t offset(LinePosition position, Encoding encoding) const;

    /// The position of byte `offset`; one past the end is taken as the end.
    [[nodiscard]] LinePosition position(std::uint32_t offset, Encoding encoding) const;

    /// The offset at which line `line` (from 0) begins.
    [[nodiscard]] std::uint32_t line_begin(std::uint32_t line) const;

    [[nodiscard]] std::string_view text() const { return text_; }

private:
    /// The end of a line, before what ends it.
    [[nodiscard]] std::uint32_t line_end(std::size_t line) const;

    std::string_view text_;
    std::vector<std::uint32_t> starts_;
};

/// How many UTF-16 code units `text` takes.
[[nodiscard]] std::uint32_t utf16_length(std::string_view text);

/// A position of a message; nothing where it is none.
[[nodiscard]] std::optional<LinePosition> read_position(const Json& json);

[[nodiscard]] Json to_json(LinePosition position);

/// A range as a message tells it.
[[nodiscard]] Json range_json(const LineIndex& lines, Span span, Encoding encoding);

} // namespace precept::lsp
