#include "lang/ucum.hpp"

#include "lang/ucum_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <tuple>

namespace precept {

namespace {

constexpr std::size_t longest_spelling = 100;
constexpr int deepest_parentheses = 10;
constexpr int largest_exponent = 30;
constexpr int last_rank = 100;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<int> to_int(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// The micro sign and the Greek letter mu are what people type for UCUM's `u`.
std::string with_plain_micro(std::string_view spelling) {
    std::string result(spelling);
    for (const std::string_view mu : {"µ", "μ"}) {
        for (auto at = result.find(mu); at != std::string::npos; at = result.find(mu)) {
            result.replace(at, mu.size(), "u");
        }
    }
    return result;
}

std::optional<UcumPart> resolve(std::string_view symbol) {
    const std::string_view plain = without_synonym(symbol);
    if (const UcumAtom* atom = find_ucum_atom(plain)) {
        return UcumPart{std::string(plain), atom, {}, atom->rank, 1};
    }
    for (const UcumPrefix& prefix : ucum_prefixes()) {
        if (!symbol.starts_with(prefix.symbol)) {
            continue;
        }
        const std::string_view rest = without_synonym(symbol.substr(prefix.symbol.size()));
        const UcumAtom* atom = find_ucum_atom(rest);
        if (atom != nullptr && atom->metric) {
            return UcumPart{
                fmt::format("{}{}", prefix.symbol, rest),
                atom,
                Ratio::power_of_ten(prefix.power_of_ten),
                atom->rank,
                1};
        }
    }
    return std::nullopt;
}

/// Reads `term := component (("." | "/") component)*` from left to right.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    [[nodiscard]] std::optional<std::vector<UcumPart>> whole() {
        const bool inverted = accept('/');
        if (!term(inverted ? -1 : 1, 0) || !rest().empty()) {
            return std::nullopt;
        }
        return std::move(parts_);
    }

private:
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    bool accept(char wanted) {
        const bool found = rest().starts_with(wanted);
        at_ += found ? 1 : 0;
        return found;
    }

    /// `sign` is -1 below a division.
    bool term(int sign, int depth) {
        if (depth > deepest_parentheses || !component(sign, depth)) {
            return false;
        }
        for (;;) {
            if (accept('.')) {
                if (!component(outer_sign(depth), depth)) {
                    return false;
                }
            } else if (accept('/')) {
                if (!component(-outer_sign(depth), depth)) {
                    return false;
                }
            } else {
                return true;
            }
        }
    }

    // A division turns around one component, a parenthesis around all that it holds.
    [[nodiscard]] int outer_sign(int depth) const {
        return depth == 0 ? 1 : signs_[static_cast<std::size_t>(depth) - 1];
    }

    bool component(int sign, int depth) {
        if (accept('(')) {
            signs_.push_back(sign);
            const bool sound = term(sign, depth + 1) && accept(')');
            signs_.pop_back();
            return sound;
        }
        if (rest().starts_with('{')) {
            return annotation(sign);
        }
        const std::string_view word = take_word();
        if (word.empty() || !annotatable(word, sign)) {
            return false;
        }
        return !rest().starts_with('{') || annotation(sign);
    }

    bool annotation(int sign) {
        const std::string_view text = rest().substr(0, rest().find('}') + 1);
        const bool printable =
            std::all_of(text.begin() + (text.empty() ? 0 : 1), text.end(), [](char c) {
                return c > ' ' && c < 0x7F && c != '{';
            });
        if (text.size() < 3 || !printable) {
            return false;
        }
        parts_.push_back({std::string(text), nullptr, {}, last_rank, sign});
        at_ += text.size();
        return true;
    }

    /// Up to the next operator; brackets may hold anything.
    std::string_view take_word() {
        const std::size_t begin = at_;
        bool bracket = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (!bracket && std::string_view("./(){}").find(c) != std::string_view::npos) {
                break;
            }
            bracket = c == '[' || (bracket && c != ']');
        }
        return text_.substr(begin, at_ - begin);
    }

    bool annotatable(std::string_view word, int sign) {
        if (all_digits(word)) {
            const auto number = to_int(word);
            if (!number || *number == 0) {
                return false;
            }
            if (*number != 1) {
                parts_.push_back({std::string(word), nullptr, Ratio(*number, 1), 0, sign});
            }
            return true;
        }
        std::size_t symbol_end = word.size();
        while (symbol_end > 0 && is_digit(word[symbol_end - 1])) {
            --symbol_end;
        }
        if (symbol_end < word.size() && symbol_end > 0 &&
            (word[symbol_end - 1] == '-' || word[symbol_end - 1] == '+')) {
            --symbol_end;
        }
        auto part = resolve(word.substr(0, symbol_end));
        const auto exponent =
            symbol_end == word.size() ? std::optional(1) : to_int(word.substr(symbol_end));
        if (!part || !exponent || *exponent == 0 || std::abs(*exponent) > largest_exponent) {
            return false;
        }
        part->exponent = *exponent * sign;
        parts_.push_back(std::move(*part));
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<UcumPart> parts_;
    std::vector<int> signs_; // of the open parentheses
};

/// Powers of ten are written in one piece (`10*-3`), wherever they stand.
bool is_above(const UcumPart& part) {
    return part.exponent > 0 || part.symbol == "10*";
}

std::string with_exponent(const UcumPart& part, int exponent) {
    return exponent == 1 ? part.symbol : fmt::format("{}{}", part.symbol, exponent);
}

/// `m2`; a number takes no exponent, so it is repeated.
std::string power_of(const UcumPart& part, char joint) {
    const int exponent = part.symbol == "10*" ? part.exponent : std::abs(part.exponent);
    if (!all_digits(part.symbol) && !part.symbol.starts_with('{')) {
        return with_exponent(part, exponent);
    }
    std::string result = part.symbol;
    for (int i = 1; i < exponent; ++i) {
        result += joint + part.symbol;
    }
    return result;
}

} // namespace

std::optional<std::vector<UcumPart>> parse_ucum(std::string_view spelling) {
    if (spelling.empty() || spelling.size() > longest_spelling) {
        return std::nullopt;
    }
    const std::string plain = with_plain_micro(spelling);
    auto parts = Parser(plain).whole();
    if (parts) {
        normalise(*parts);
    }
    return parts;
}

void normalise(std::vector<UcumPart>& parts) {
    std::vector<UcumPart> result;
    for (UcumPart& part : parts) {
        const auto same = std::find_if(result.begin(), result.end(), [&](const UcumPart& other) {
            return other.symbol == part.symbol;
        });
        if (same == result.end()) {
            result.push_back(std::move(part));
        } else {
            same->exponent += part.exponent;
        }
    }
    std::erase_if(result, [](const UcumPart& part) { return part.exponent == 0; });
    std::sort(result.begin(), result.end(), [](const UcumPart& left, const UcumPart& right) {
        return std::make_tuple(!is_above(left), left.rank, std::string_view(left.symbol)) <
               std::make_tuple(!is_above(right), right.rank, std::string_view(right.symbol));
    });
    parts = std::move(result);
}

std::string spell(std::span<const UcumPart> parts) {
    std::string result;
    for (const UcumPart& part : parts) {
        if (is_above(part)) {
            const bool joined = result.empty() || part.symbol.starts_with('{');
            result += (joined ? "" : ".") + power_of(part, '.');
        } else {
            result += "/" + power_of(part, '/');
        }
    }
    return result;
}

Ratio parse_ratio(std::string_view text) {
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        return parse_ratio(text.substr(0, slash)) / parse_ratio(text.substr(slash + 1));
    }
    int exponent = 0;
    if (const auto mark = text.find('e'); mark != std::string_view::npos) {
        exponent = to_int(text.substr(mark + 1)).value_or(0);
        text = text.substr(0, mark);
    }
    Ratio::Whole digits = 0;
    bool fraction = false;
    for (const char c : text) {
        if (c == '.') {
            fraction = true;
        } else {
            digits = digits * 10 + (c - '0');
            exponent -= fraction ? 1 : 0;
        }
    }
    return Ratio(digits, 1) * Ratio::power_of_ten(exponent);
}

} // namespace precept
