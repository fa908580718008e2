#include "interpreter/json_writer.hpp"

#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace precept {

namespace {

/// How many characters stand for themselves in a JSON string, from the beginning of `text` on: of
/// ASCII, and eight at a time as long as that goes.
std::size_t plain_length(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    constexpr std::uint64_t tops = ones << 7U;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        // A byte below `least` borrows from its top bit; borrows from others make no difference to
        // whether there is one.
        const auto below = [&](std::uint64_t bytes, std::uint64_t least) {
            return (bytes - ones * least) & ~bytes;
        };
        if (((eight | below(eight, ' ') | below(eight ^ (ones * '"'), 1) |
              below(eight ^ (ones * '\\'), 1)) &
             tops) != 0) {
            break;
        }
    }
    while (at < text.size() && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
        ++at;
    }
    return at;
}

} // namespace

void append_json(std::string& to, std::string_view text) {
    to += '"';
    while (!text.empty()) {
        const std::size_t plain = plain_length(text);
        to += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) {
            break;
        }
        constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
        constexpr std::string_view escapes = "\"\\bfnrt";
        const std::size_t length = character_length(text);
        const char first = text.front();
        if (length == 0) {
            to += "\xEF\xBF\xBD"; // U+FFFD, the replacement character
        } else if (const std::size_t which = escaped.find(first); which != std::string_view::npos) {
            to += '\\';
            to += escapes[which];
        } else if (length == 1 && first < 0x20) {
            fmt::format_to(std::back_inserter(to), "\\u{:04x}", first);
        } else {
            to += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    to += '"';
}

std::string JsonWriter::take() {
    append("\n");
    text_.resize(std::exchange(size_, 0));
    return std::exchange(text_, {});
}

void JsonWriter::make_room(std::size_t characters) {
    constexpr std::size_t least = std::size_t{1} << 14U;
    text_.resize(std::max({least, 2 * text_.size(), size_ + characters}));
}

void JsonWriter::name(std::string_view key) {
    begin_part();
    put(key);
    append(": ");
}

void JsonWriter::begin_part() {
    if (level_ == 0) {
        return;
    }
    new_line(first_ ? "" : ",");
    first_ = false;
}

void JsonWriter::new_line(std::string_view before) {
    append(before);
    const std::size_t indent = 2 * level_;
    char* const at = room(1 + indent);
    *at = '\n';
    std::memset(at + 1, ' ', indent);
    size_ += 1 + indent;
}

void JsonWriter::put(std::string_view text) {
    if (plain_length(text) < text.size()) {
        std::string escaped;
        append_json(escaped, text);
        append(escaped);
        return;
    }
    append("\"");
    append(text);
    append("\"");
}

void JsonWriter::put(double number) {
    constexpr std::size_t longest = 32; // as doubles are written that read back as themselves
    char* const begin = room(longest);
    char* end = fmt::format_to(begin, "{}", number);
    if (std::string_view(begin, end).find_first_of(".e") == std::string_view::npos) {
        end = std::copy_n(".0", 2, end); // it may have decimals, wherever it happens to be whole
    }
    size_ += static_cast<std::size_t>(end - begin);
}

} // namespace precept
