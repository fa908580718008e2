// The text of one record of a large file: whether it is text, and how it is shown and traced with
// the line that it has there, without the rest of the file.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace precept::cohort {

/// Registers `text`, which stands in `file` from `line` on, so that its places are called
/// `FILE:LINE`.
[[nodiscard]] FileId
add_record(Sources& sources, const std::string& file, std::string text, std::uint64_t line);

/// What stands between the parts of a file that was put together of several; that at the beginning
/// of a file is never part of a record.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first byte of a record for which it is no text: a zero, no part of UTF-8, or a byte-order
/// mark at its beginning. The span is that in the record.
[[nodiscard]] std::optional<Diagnostic> find_bad_byte(std::string_view record);

} // namespace precept::cohort
