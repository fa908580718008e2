#include "interpreter/lsp/framing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace precept::lsp {

namespace {

constexpr std::string_view length_header = "content-length";

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return result;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t end = text.find_last_not_of(" \t\r");
    return end == std::string_view::npos || end < begin ? std::string_view()
                                                        : text.substr(begin, end - begin + 1);
}

std::optional<std::size_t> read_length(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty()
               ? std::optional(value)
               : std::nullopt;
}

/// Where the empty line after the headers ends; nothing while it has not come.
std::optional<std::size_t> headers_end(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        const std::string_view next = text.substr(at + 1);
        if (next.starts_with("\n")) {
            return at + 2;
        }
        if (next.starts_with("\r\n")) {
            return at + 3;
        }
    }
    return std::nullopt;
}

} // namespace

void MessageReader::feed(std::string_view bytes) {
    if (skip_ > 0) {
        const std::size_t skipped = std::min(skip_, bytes.size());
        skip_ -= skipped;
        bytes.remove_prefix(skipped);
    }
    if (begin_ > 0 && begin_ >= buffer_.size() / 2) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    buffer_ += bytes;
}

std::optional<Framed> MessageReader::next() {
    if (!length_) {
        if (auto fault = read_headers()) {
            return std::move(*fault);
        }
    }
    if (!length_ || waiting() < *length_) {
        return std::nullopt;
    }
    std::string content(rest().substr(0, *length_));
    begin_ += *length_;
    length_.reset();
    return content;
}

std::optional<FramingFault> MessageReader::read_headers() {
    const auto end = headers_end(rest());
    if (!end) {
        return waiting() > max_headers ? std::optional(skip_headers("has no end")) : std::nullopt;
    }
    if (*end > max_headers) {
        return skip_headers("is too long");
    }
    std::string_view lines = rest().substr(0, *end);
    std::optional<std::size_t> length;
    while (!lines.empty()) {
        const std::size_t line_end = std::min(lines.find('\n'), lines.size() - 1);
        const std::string_view line = trim(lines.substr(0, line_end));
        lines.remove_prefix(line_end + 1);
        const std::size_t colon = line.find(':');
        if (line.empty() || colon == std::string_view::npos ||
            lower(trim(line.substr(0, colon))) != length_header) {
            continue; // Content-Type, or what another version of the protocol adds
        }
        length = read_length(trim(line.substr(colon + 1)));
        if (!length) {
            return skip_headers("has a Content-Length that is no number");
        }
    }
    if (!length) {
        return skip_headers("has no Content-Length");
    }
    begin_ += *end;
    if (*length > limit_) {
        const std::size_t here = std::min(*length, waiting());
        begin_ += here;
        skip_ = *length - here;
        return FramingFault{
            fmt::format("a message of {} bytes is too large; {} are read", *length, limit_)};
    }
    length_ = length;
    return std::nullopt;
}

/// Goes on at the next place that can be a header.
FramingFault MessageReader::skip_headers(std::string_view why) {
    const std::string text = lower(rest());
    std::size_t next = text.find(length_header, 1);
    if (next == std::string::npos) {
        // The word itself may be cut in two.
        next = text.size() - std::min(text.size() - 1, length_header.size() - 1);
    }
    begin_ += next;
    return {fmt::format("the header of a message {}; what follows is passed over", why)};
}

std::string frame(std::string_view content) {
    return fmt::format("Content-Length: {}\r\n\r\n{}", content.size(), content);
}

} // namespace precept::lsp
