#include "lang/display_text.hpp"

#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace precept {

namespace {

constexpr std::size_t tab_width = 4;

struct Range {
    char32_t first;
    char32_t last;
};

// The blocks that matter for European and East Asian text; a full table of Unicode would be of no
// more use to a caret.
constexpr std::array<Range, 6> combining = {
    {{0x0300, 0x036F},
     {0x0483, 0x0489},
     {0x0591, 0x05BD},
     {0x1AB0, 0x1AFF},
     {0x20D0, 0x20FF},
     {0xFE00, 0xFE0F}}};
constexpr std::array<Range, 10> wide = {
    {{0x1100, 0x115F},
     {0x2E80, 0x303E},
     {0x3041, 0xA4CF},
     {0xAC00, 0xD7A3},
     {0xF900, 0xFAFF},
     {0xFE30, 0xFE6F},
     {0xFF00, 0xFF60},
     {0xFFE0, 0xFFE6},
     {0x1F300, 0x1FAFF},
     {0x20000, 0x3FFFD}}};
// Invisible, or able to turn the direction of what follows.
constexpr std::array<Range, 8> hidden = {
    {{0x00, 0x1F},
     {0x7F, 0x9F},
     {0xAD, 0xAD},
     {0x200B, 0x200F},
     {0x2028, 0x202E},
     {0x2060, 0x206F},
     {0xFEFF, 0xFEFF},
     {0xE0000, 0xE007F}}};

template <std::size_t Size>
bool in(const std::array<Range, Size>& ranges, char32_t point) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return range.first <= point && point <= range.last;
    });
}

/// One code point as shown.
struct Cell {
    std::string text;
    std::size_t width = 1;
    std::size_t begin = 0; ///< its first byte in the line
};

/// The code point at the start of `text`, and its length. Bytes that are not UTF-8 (data may hold
/// them) count as one each.
std::pair<char32_t, std::size_t> decode(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 1) {
        return {first, 1};
    }
    char32_t point = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || !is_continuation(text[i])) {
            return {0xFFFD, 1};
        }
        point = (point << 6U) | (byte(i) & 0x3FU);
    }
    return first < 0xC0 ? std::pair<char32_t, std::size_t>{0xFFFD, 1} : std::pair{point, length};
}

Cell cell_at(std::string_view line, std::size_t begin, std::size_t column) {
    const auto [point, length] = decode(line.substr(begin));
    if (point == '\t') {
        const std::size_t width = tab_width - column % tab_width;
        return {std::string(width, ' '), width, begin};
    }
    if (in(hidden, point)) {
        std::string text = point <= 0xFF
                               ? fmt::format("\\x{:02x}", static_cast<std::uint32_t>(point))
                               : fmt::format("\\u{{{:04x}}}", static_cast<std::uint32_t>(point));
        const std::size_t width = text.size();
        return {std::move(text), width, begin};
    }
    if (point == 0xFFFD) {
        return {"\xEF\xBF\xBD", 1, begin};
    }
    const std::size_t width = in(combining, point) ? 0 : in(wide, point) ? 2 : 1;
    return {std::string(line.substr(begin, length)), width, begin};
}

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size(); at += decode(line.substr(at)).second) {
        cells.push_back(cell_at(line, at, column));
        column += cells.back().width;
    }
    return cells;
}

/// The columns before the cell of byte `offset`.
std::size_t column_of(const std::vector<Cell>& cells, std::size_t offset) {
    std::size_t column = 0;
    for (const Cell& cell : cells) {
        if (cell.begin >= offset) {
            break;
        }
        column += cell.width;
    }
    return column;
}

} // namespace

std::string printable(std::string_view text, std::string_view line_end) {
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '\n') {
            result += line_end.empty() ? std::string_view("\\n") : line_end;
            ++at;
            continue;
        }
        result += text[at] == '\t' ? std::string("\\t") : cell_at(text, at, 0).text;
        at += decode(text.substr(at)).second;
    }
    return result;
}

Excerpt excerpt_of(
    std::string_view line,
    std::size_t begin,
    std::size_t end,
    std::size_t room,
    std::string_view cut
) {
    // Of a very long line only what is near the mark is looked at; no character has more than 4
    // bytes.
    const std::size_t reach = 8 * room;
    const auto to_boundary = [&](std::size_t at) {
        while (at > 0 && at < line.size() && is_continuation(line[at])) {
            --at;
        }
        return at;
    };
    line = line.substr(0, to_boundary(std::min(line.size(), begin + reach)));
    const std::size_t skipped = begin > reach ? to_boundary(begin - reach) : 0;
    line.remove_prefix(skipped);
    begin -= skipped;
    end = std::clamp(end - skipped, begin, std::max(begin, line.size()));
    const std::vector<Cell> cells = cells_of(line);
    const std::size_t total = column_of(cells, line.size());
    const std::size_t from = column_of(cells, begin);
    const std::size_t to = std::max(column_of(cells, end), from + 1);
    const std::size_t cut_width = cut.size() == 3 && cut[0] == '.' ? 3 : 1;

    // The window [left, right) of columns: from the start of the line if the mark then fits, else
    // so that a third of the room is before the mark.
    std::size_t left = 0;
    if (total > room && to + cut_width > room) {
        left = from > room / 3 ? from - room / 3 : 0;
    }
    const std::size_t right = total - left > room ? left + room : std::max(total, to);

    Excerpt result;
    std::size_t column = 0;
    std::size_t shown = 0;
    const auto show = [&](std::string_view text, std::size_t width) {
        result.text += text;
        shown += width;
    };
    const bool cut_left = left > 0;
    const bool cut_right = total > right;
    if (cut_left) {
        show(cut, cut_width);
    }
    const std::size_t first = left + (cut_left ? cut_width : 0);
    const std::size_t last = right - (cut_right ? cut_width : 0);
    result.column = from - left;
    for (const Cell& cell : cells) {
        const std::size_t next = column + cell.width;
        if (column >= first && next <= last) {
            // A wide character cut in half at the left leaves a gap that a blank fills.
            if (shown < column - left) {
                show(std::string(column - left - shown, ' '), column - left - shown);
            }
            show(cell.text, cell.width);
        }
        column = next;
    }
    if (cut_right) {
        result.text += cut;
    }
    result.length = std::max<std::size_t>(1, std::min(to, right) - from);
    return result;
}

} // namespace precept
