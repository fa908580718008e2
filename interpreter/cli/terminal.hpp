// What the command line writes to: colour, width and character set of the terminal, and output that
// notices a full disk or a reader that went away.
#pragma once

#include "lang/render.hpp"

#include <string>
#include <string_view>

namespace precept::cli {

/// What a run came to, as the process's exit code.
enum class Exit : int { Fine = 0, Findings = 1, Unusable = 2 };

enum class Colour : std::uint8_t { Auto, Always, Never };

/// The style for standard output or standard error: colour on a terminal only and not under
/// NO_COLOR, unless told; ASCII where the locale's characters are not UTF-8; the width of the
/// terminal, else of COLUMNS, else 100.
[[nodiscard]] Style style_for(int descriptor, Colour colour);

/// Writes all of `text` to standard output. A reader that went away ends the program quietly; any
/// other failure is reported, and gives false.
[[nodiscard]] bool print(std::string_view text);

/// Writes to standard error.
void complain(std::string_view text);

} // namespace precept::cli
