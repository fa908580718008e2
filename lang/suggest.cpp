#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace precept {

namespace {

/// Case and word separators are not what people misremember: they count for nothing.
std::string folded(std::string_view word) {
    std::string result;
    for (const char c : word) {
        if (c != '_' && c != '-') {
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return result;
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1);
    std::vector<std::size_t> last(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[right.size()];
}

/// Whether one has the letters of the other in another order: `lfev` for `lvef`.
bool same_letters(std::string left, std::string right) {
    std::ranges::sort(left);
    std::ranges::sort(right);
    return left == right;
}

} // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    const std::string wanted = folded(word);
    const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
    // Ties go by the exact spelling, then by the alphabet: never by the order of a file.
    std::optional<std::tuple<std::size_t, std::size_t, std::string>> best;
    for (const std::string& candidate : candidates) {
        const std::string name = folded(candidate);
        const std::size_t gap =
            name.size() > wanted.size() ? name.size() - wanted.size() : wanted.size() - name.size();
        if (candidate == word || gap > limit) {
            continue;
        }
        const std::size_t edits = distance(wanted, name);
        // A word of which nothing is left is no slip of it: `x` is not near `y`.
        // In a word this short one slip makes another word: `4+` may be any of `1+`, `2+`, `3+`.
        const bool too_short = edits > 0 && wanted.size() < 3;
        const bool near = edits <= limit || (edits <= limit + 1 && same_letters(wanted, name));
        if (too_short || !near || edits >= std::max(wanted.size(), name.size())) {
            continue;
        }
        auto found = std::make_tuple(edits, distance(word, candidate), candidate);
        if (!best || found < *best) {
            best = std::move(found);
        }
    }
    return best ? std::optional(std::get<2>(*best)) : std::nullopt;
}

std::optional<std::string>
nearest_value(std::string_view word, std::span<const std::string> candidates) {
    const auto begins = [&](const std::string& one) { return one.starts_with(word); };
    if (!word.empty() && std::ranges::count_if(candidates, begins) == 1) {
        return *std::ranges::find_if(candidates, begins);
    }
    return nearest(word, candidates);
}

std::string
list_of(std::span<const std::string> names, std::string_view last_joint, std::size_t limit) {
    const std::size_t shown = std::min(names.size(), limit);
    std::string result;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) {
            const bool last = i + 1 == names.size();
            result += last ? fmt::format(" {} ", last_joint) : ", ";
        }
        result += fmt::format("`{}`", names[i]);
    }
    if (shown < names.size()) {
        result += fmt::format("{}{} more", shown == 0 ? "" : " and ", names.size() - shown);
    }
    return result;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return count != 1 && many.empty() ? fmt::format("{} {}s", count, one)
                                      : fmt::format("{} {}", count, count == 1 ? one : many);
}

} // namespace precept
