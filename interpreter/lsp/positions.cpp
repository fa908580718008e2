#include "interpreter/lsp/positions.hpp"

#include <algorithm>
#include <limits>

namespace precept::lsp {

namespace {

/// The bytes of the character that begins with `lead`. The text is UTF-8, or each stray byte counts
/// as a character.
std::uint32_t bytes_of(unsigned char lead) {
    return lead < 0x80U ? 1U : lead < 0xC0U ? 1U : lead < 0xE0U ? 2U : lead < 0xF0U ? 3U : 4U;
}

/// The UTF-16 code units of a character of so many bytes.
std::uint32_t units_of(std::uint32_t bytes) {
    return bytes == 4 ? 2U : 1U;
}

} // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool end = text[at] == '\n' ||
                         (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
        if (end) {
            starts_.push_back(static_cast<std::uint32_t>(at + 1));
        }
    }
}

std::uint32_t LineIndex::line_begin(std::uint32_t line) const {
    return line < starts_.size() ? starts_[line] : static_cast<std::uint32_t>(text_.size());
}

std::uint32_t LineIndex::line_end(std::size_t line) const {
    std::size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
    while (end > starts_[line] && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) {
        --end;
    }
    return static_cast<std::uint32_t>(end);
}

std::uint32_t LineIndex::offset(LinePosition position, Encoding encoding) const {
    if (position.line >= starts_.size()) {
        return static_cast<std::uint32_t>(text_.size());
    }
    std::uint32_t at = starts_[position.line];
    const std::uint32_t end = line_end(position.line);
    std::uint32_t left = position.character;
    while (at < end) {
        const std::uint32_t bytes =
            std::min(bytes_of(static_cast<unsigned char>(text_[at])), end - at);
        const std::uint32_t units = encoding == Encoding::Utf8 ? bytes : units_of(bytes);
        if (left < units) {
            break;
        }
        left -= units;
        at += bytes;
    }
    return at;
}

LinePosition LineIndex::position(std::uint32_t offset, Encoding encoding) const {
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(offset, text_.size()));
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), end);
    const auto line = static_cast<std::size_t>(after - starts_.begin()) - 1;
    const std::string_view before = text_.substr(starts_[line], end - starts_[line]);
    return {
        static_cast<std::uint32_t>(line),
        encoding == Encoding::Utf8 ? static_cast<std::uint32_t>(before.size())
                                   : utf16_length(before)};
}

std::uint32_t utf16_length(std::string_view text) {
    std::uint32_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t bytes = bytes_of(static_cast<unsigned char>(text[at]));
        units += units_of(bytes);
        at += bytes;
    }
    return units;
}

std::optional<LinePosition> read_position(const Json& json) {
    const Json& line = member(json, "line");
    const Json& character = member(json, "character");
    if (!line.is_number_unsigned() || !character.is_number_unsigned()) {
        return std::nullopt;
    }
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return LinePosition{
        static_cast<std::uint32_t>(std::min(line.get<std::uint64_t>(), most)),
        static_cast<std::uint32_t>(std::min(character.get<std::uint64_t>(), most))};
}

Json to_json(LinePosition position) {
    return {{"line", position.line}, {"character", position.character}};
}

Json range_json(const LineIndex& lines, Span span, Encoding encoding) {
    return {
        {"start", to_json(lines.position(span.begin, encoding))},
        {"end", to_json(lines.position(span.end, encoding))}};
}

} // namespace precept::lsp
