#include "interpreter/json_writer.hpp"

#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace precept {

void append_json(std::string& to, std::string_view text) {
    const auto is_plain = [](char one) {
        return one >= 0x20 && one < 0x7F && one != '"' && one != '\\';
    };
    to += '"';
    while (!text.empty()) {
        const auto other = std::ranges::find_if_not(text, is_plain);
        to.append(text.begin(), other);
        text.remove_prefix(static_cast<std::size_t>(other - text.begin()));
        if (text.empty()) {
            break;
        }
        constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
        constexpr std::string_view escapes = "\"\\bfnrt";
        const std::size_t length = character_length(text);
        const char first = text.front();
        if (length == 0) {
            to += "\xEF\xBF\xBD"; // U+FFFD, the replacement character
        } else if (const std::size_t which = escaped.find(first); which != escaped.npos) {
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
    text_ += '\n';
    return std::exchange(text_, {});
}

void JsonWriter::name(std::string_view key) {
    begin_part();
    append_json(text_, key);
    text_ += ": ";
}

void JsonWriter::begin_part() {
    if (level_ == 0) {
        return;
    }
    if (!first_) {
        text_ += ',';
    }
    first_ = false;
    new_line();
}

void JsonWriter::new_line() {
    text_ += '\n';
    text_.append(2 * level_, ' ');
}

void JsonWriter::put(std::string_view text) {
    append_json(text_, text);
}

void JsonWriter::put(double number) {
    const std::size_t begin = text_.size();
    fmt::format_to(std::back_inserter(text_), "{}", number);
    if (text_.find_first_of(".e", begin) == std::string::npos) {
        text_ += ".0"; // a number that may have decimals, wherever it happens to be whole
    }
}

} // namespace precept
