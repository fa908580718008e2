#include "interpreter/cohort/record_text.hpp"

#include <fmt/format.h>

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

} // namespace precept::cohort
