#include "interpreter/cohort/record_text.hpp"

#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::cohort {

FileId add_record(Sources& sources, const std::string& file, std::string text, std::uint64_t line) {
    // A registered text begins with its first line, so the lines before are put there, empty: a
    // byte for each. Past this many that would cost too much, and the name says where it begins.
    constexpr std::uint64_t most_lines = 5'000'000;
    if (line > most_lines) {
        return sources.add(fmt::format("{}, from line {}", file, line), std::move(text));
    }
    text.insert(0, static_cast<std::size_t>(line - 1), '\n');
    return sources.add(file, std::move(text));
}

std::optional<Diagnostic> find_bad_byte(std::string_view record) {
    if (record.starts_with(byte_order_mark)) {
        return Diagnostic{
            .code = Code::FactsSyntax,
            .span = {FileId{}, 0, static_cast<std::uint32_t>(byte_order_mark.size())},
            .message = "a byte-order mark stands here, in the midst of the file",
            .help = "leave it out: it belongs at the beginning of a file, and only there"};
    }
    const std::size_t bad = std::min(record.find('\0'), first_bad_byte(record));
    if (bad >= record.size()) {
        return std::nullopt;
    }
    const auto at = static_cast<std::uint32_t>(bad);
    const auto byte = static_cast<unsigned char>(record[bad]);
    return Diagnostic{
        .code = Code::FactsSyntax,
        .span = {FileId{}, at, at + 1},
        .message = byte == 0 ? "this is not text: there is a zero byte"
                             : fmt::format("this is not UTF-8: there is the byte {:02X}", byte),
        .help = "save the file again with the encoding UTF-8"};
}

} // namespace precept::cohort
