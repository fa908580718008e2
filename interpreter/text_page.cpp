#include "interpreter/text_page.hpp"

#include "lang/display_text.hpp"
#include "lang/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace precept {

namespace {

constexpr std::size_t name_column = 12;

std::string_view escape(Tint tint) {
    switch (tint) {
    case Tint::Bold: return "\x1b[1m";
    case Tint::Dim: return "\x1b[2m";
    case Tint::Yes: return "\x1b[32m";
    case Tint::No: return "\x1b[31m";
    case Tint::Open: return "\x1b[33m";
    case Tint::Plain: break;
    }
    return "";
}

struct Folding {
    std::string_view from;
    std::string_view to;
};

// What guidelines are likely to hold; anything else becomes `?`.
constexpr std::array<Folding, 23> foldings = {
    {{"→", "->"}, {"–", "-"},        {"—", "-"},     {"−", "-"},    {"‘", "'"},     {"’", "'"},
     {"“", "\""}, {"”", "\""},       {"…", "..."},   {"≥", ">="},   {"≤", "<="},    {"×", "x"},
     {"µ", "u"},  {"μ", "u"},        {"α", "alpha"}, {"β", "beta"}, {"γ", "gamma"}, {"·", "."},
     {"±", "+-"}, {"∞", "infinity"}, {"°", " deg"},  {"²", "2"},    {"³", "3"}}};

// U+00C0 to U+00FF, two letters each where one does not do.
constexpr std::array<std::string_view, 64> latin = {
    "A", "A", "A", "A", "Ae", "A", "AE", "C", "E", "E", "E", "E", "I",  "I", "I",  "I",
    "D", "N", "O", "O", "O",  "O", "Oe", "x", "O", "U", "U", "U", "Ue", "Y", "Th", "ss",
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", "/", "o", "u", "u", "u", "ue", "y", "th", "y"};

std::string ascii(std::string_view text) {
    std::string folded;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80U) {
            folded += text[i++];
            continue;
        }
        const std::string_view rest = text.substr(i);
        const auto* const known = std::ranges::find_if(foldings, [&](const Folding& one) {
            return rest.starts_with(one.from);
        });
        const std::size_t size = byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
        if (known != foldings.end()) {
            folded += known->to;
        } else if (byte == 0xC3U && rest.size() > 1) {
            folded += latin[static_cast<unsigned char>(rest[1]) & 0x3FU];
        } else {
            folded += '?';
        }
        i += std::min(size, rest.size());
    }
    return folded;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

/// Cuts the front of `text` that takes at most `room` columns, at least one character.
std::string cut_front(std::string& text, std::size_t room) {
    std::size_t bytes = 0;
    std::size_t taken = 0;
    while (bytes < text.size() && (taken < room || bytes == 0)) {
        ++bytes;
        while (bytes < text.size() && is_continuation(text[bytes])) {
            ++bytes;
        }
        ++taken;
    }
    std::string front = text.substr(0, bytes);
    text.erase(0, bytes);
    return front;
}

} // namespace

std::size_t columns_of(std::string_view text) {
    constexpr std::size_t plenty = std::size_t{1} << 24U;
    return is_ascii(text) ? text.size() : excerpt_of(text, 0, text.size(), plenty, "").length;
}

Text& Text::add(std::string_view text, Tint tint) {
    const std::string shown = printable(text, " ");
    for (std::size_t i = 0; i < shown.size();) {
        const std::size_t begin = shown.find_first_not_of(' ', i);
        if (begin == std::string::npos) {
            break;
        }
        const std::size_t end = std::min(shown.find(' ', begin), shown.size());
        words_.push_back({shown.substr(begin, end - begin), tint});
        i = end;
    }
    return *this;
}

Text& Text::keep(std::string_view text, Tint tint) {
    if (!text.empty()) {
        words_.push_back({printable(text, " "), tint});
    }
    return *this;
}

Text& Text::aside(std::string_view text, Tint tint) {
    const std::size_t first = words_.size();
    add(text, tint);
    if (first > 0 && first < words_.size()) {
        words_[first].text.insert(0, " ");
    }
    return *this;
}

Text& Text::attach(std::string_view text) {
    if (words_.empty()) {
        return add(text);
    }
    words_.back().text += text;
    return *this;
}

Text& Text::add(const Text& other) {
    words_.insert(words_.end(), other.words_.begin(), other.words_.end());
    return *this;
}

Page::Page(const Style& style)
    : style_(style),
      width_(static_cast<std::size_t>(std::clamp(style.width, 40, 160))) {}

std::vector<Page::Line> Page::wrap(const Text& text, std::size_t first, std::size_t rest) const {
    std::vector<Line> lines(1);
    std::size_t room = first;
    std::size_t used = 0;
    const auto next_line = [&] {
        lines.emplace_back();
        room = rest;
        used = 0;
    };
    for (Text::Word word : text.words_) {
        if (!style_.unicode) {
            word.text = ascii(word.text);
        }
        std::size_t size = columns_of(word.text);
        if (used != 0 && used + 1 + size > room) {
            next_line();
        }
        if (used == 0 && !lines.front().empty() && word.text.starts_with(' ')) {
            word.text.erase(0, 1); // a wider blank is for within a line
            size = columns_of(word.text);
        }
        while (size > room) { // a path or a web address longer than the line
            lines.back().push_back({cut_front(word.text, room), word.tint});
            next_line();
            size = columns_of(word.text);
        }
        used += size + (used == 0 ? 0 : 1);
        lines.back().push_back(std::move(word));
    }
    return lines;
}

std::size_t Page::length(const Line& line) {
    std::size_t sum = line.empty() ? 0 : line.size() - 1;
    for (const Text::Word& word : line) {
        sum += columns_of(word.text);
    }
    return sum;
}

void Page::put(std::string_view text, Tint tint) {
    if (style_.colour && tint != Tint::Plain) {
        out_ += escape(tint);
        out_ += text;
        out_ += "\x1b[0m";
    } else {
        out_ += text;
    }
}

void Page::put(const Line& line) {
    for (std::size_t i = 0; i < line.size();) {
        std::string run = line[i].text;
        std::size_t next = i + 1;
        for (; next < line.size() && line[next].tint == line[i].tint; ++next) {
            run += ' ';
            run += line[next].text;
        }
        put(run, line[i].tint);
        if (next < line.size()) {
            out_ += ' ';
        }
        i = next;
    }
}

void Page::heading(std::string_view text) {
    blank();
    put(text, Tint::Bold);
    out_ += '\n';
}

void Page::blank() {
    if (!out_.empty()) {
        out_ += '\n';
    }
}

void Page::paragraph(std::size_t indent, std::size_t hang, const Text& text) {
    const std::vector<Line> lines = wrap(text, width_ - indent, width_ - hang);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        pad(i == 0 ? indent : hang);
        put(lines[i]);
        out_ += '\n';
    }
}

void Page::entry(std::size_t indent, std::string_view name, const Text& text) {
    const std::size_t column = indent + name_column;
    pad(indent);
    put(name, Tint::Dim);
    pad(std::max(column, indent + name.size() + 1), indent + name.size());
    const std::vector<Line> lines = wrap(text, width_ - column, width_ - column);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        pad(i == 0 ? 0 : column);
        put(lines[i]);
        out_ += '\n';
    }
}

void Page::columns(
    std::size_t indent, std::size_t hang, const Text& left, const std::vector<Text>& right
) {
    constexpr std::size_t gap = 2;
    const std::size_t half = std::min<std::size_t>(width_ / 2, 58);
    const bool two_columns = width_ >= 80 && hang + 16 < half;
    // Too wide for its column: over the whole line, and the values below it.
    const std::vector<Line> lines = wrap(left, width_ - indent, width_ - hang);
    const std::size_t column = two_columns ? half : std::min(hang + 2, width_ - 20);
    const bool beside =
        two_columns && lines.size() == 1 && indent + length(lines[0]) + gap <= column;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        pad(i == 0 ? indent : hang);
        put(lines[i]);
        if (!beside || right.empty()) {
            out_ += '\n';
        }
    }
    std::size_t used = beside ? indent + length(lines[0]) : 0;
    for (const Text& text : right) {
        const std::size_t further = column + 2;
        const std::vector<Line> parts = wrap(text, width_ - column, width_ - further);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            pad(i == 0 ? column : further, used);
            put(parts[i]);
            out_ += '\n';
            used = 0;
        }
    }
}

} // namespace precept
