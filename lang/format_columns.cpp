#include "lang/format_columns.hpp"

#include "lang/utf8.hpp"

#include <algorithm>

namespace precept::layout {

std::size_t width(std::string_view text) {
    return count_characters(text);
}

std::string joined(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = first; i < last; ++i) {
        if (i > first && !tokens[i].glued) {
            text += ' ';
        }
        text += tokens[i].text;
    }
    return text;
}

std::size_t Laid::length() const {
    std::size_t sum = indent;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sum += width(cells[i]) + (i == 0 ? 0 : gap);
    }
    return sum;
}

void align(std::vector<Laid>& lines, const std::vector<std::size_t>& run) {
    std::vector<std::size_t> widths;
    for (const std::size_t line : run) {
        const auto& cells = lines[line].cells;
        for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths[i], width(cells[i]));
        }
    }
    for (const std::size_t line : run) {
        auto& cells = lines[line].cells;
        for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
            cells[i].append(widths[i] - width(cells[i]), ' ');
        }
    }
}

void align_comments(std::vector<Laid>& lines) {
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t last = i;
        std::size_t longest = 0;
        while (last < lines.size() && !lines[last].comment.empty() && !lines[last].cells.empty() &&
               (last == i || !lines[last].blank_before)) {
            longest = std::max(longest, lines[last].length());
            ++last;
        }
        for (std::size_t at = i; at < last; ++at) {
            lines[at].cells.back().append(longest - lines[at].length() + 1, ' ');
        }
        i = std::max(last, i + 1);
    }
}

std::string written(const std::vector<Laid>& lines) {
    std::string text;
    for (const Laid& line : lines) {
        if (line.blank_before) {
            text += '\n';
        }
        std::string out(line.indent, ' ');
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            out += i == 0 ? "" : std::string(line.gap, ' ');
            out += line.cells[i];
        }
        if (!line.comment.empty()) {
            out += line.cells.empty() ? line.comment : " " + line.comment;
        }
        out.erase(out.find_last_not_of(' ') + 1);
        text += out + '\n';
    }
    return text;
}

} // namespace precept::layout
