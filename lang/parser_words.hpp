// Scanning of a text by hand, where a look at characters says more than a grammar: words and which
// of them are reserved, blanks, units, columns of bullets. Knows nothing of the grammar.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace precept::parsing {

/// Thrown past everything that belongs to a broken item, once the fault is reported.
struct Abandon {};

/// Whether `word` belongs to the language and so cannot be a name.
[[nodiscard]] bool is_reserved(std::string_view word);

/// The words that items begin with.
[[nodiscard]] std::span<const std::string> item_words();

/// Bytes of the identifier at the start of `text`; 0 if there is none.
[[nodiscard]] std::size_t identifier_length(std::string_view text);

/// Bytes of the blanks, line ends and comments at the start of `text`.
[[nodiscard]] std::size_t gap_length(std::string_view text);

/// Bytes of the unit at the start of `text`; 0 if there is none. A reserved word is no unit.
[[nodiscard]] std::size_t unit_length(std::string_view text);

/// Whether only blanks stand before `at` on its line.
[[nodiscard]] bool first_on_line(std::string_view text, std::size_t at);

/// Whether a list's dash stands at `at`: first on its line, and followed by a blank.
[[nodiscard]] bool is_bullet(std::string_view text, std::size_t at);

/// Whether a `|` stands in what is left of the line, outside quotes and comments.
[[nodiscard]] bool has_bar(std::string_view rest);

/// Bytes from the start of `rest` to the next line that begins like an item; at least 1.
[[nodiscard]] std::size_t skipped_length(std::string_view rest);

/// The item word that `word` was probably meant to be; empty if none.
[[nodiscard]] std::string meant_item(std::string_view word);

/// The start of the line of `at`.
[[nodiscard]] std::size_t line_begin(std::string_view text, std::size_t at);

/// The end of the line of `at`, without its line end.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

} // namespace precept::parsing
