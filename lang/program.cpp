#include "lang/program.hpp"

#include "lang/parser_words.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace precept {

namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string members_text(const Domain& domain, std::uint64_t members, bool labels) {
    std::string text;
    for (std::size_t i = 0; i < domain.values.size(); ++i) {
        if ((members >> i & 1U) != 0) {
            text += (text.empty() ? "" : ", ") +
                    (labels ? domain.values[i].label : domain.values[i].name);
        }
    }
    return text.empty() ? "none" : text;
}

std::string value_text(const Program& program, const Type& type, const Value& value, bool labels) {
    return std::visit(
        Overloaded{
            [](bool truth) { return std::string(truth ? "yes" : "no"); },
            [&](double number) {
                const std::string unit = to_string(type.unit);
                return unit.empty() ? number_text(number)
                                    : fmt::format("{} {}", number_text(number), unit);
            },
            [](Date date) { return to_string(date); },
            [&](CodedValue coded) {
                const DomainValue& one = program[type.domain].values[coded.index];
                return labels ? one.label : one.name;
            },
            [&](SetValue set) { return members_text(program[type.domain], set.members, labels); },
            [&](TermId term) { return labels ? program[term].label : program[term].name; },
        },
        value
    );
}

/// The shortest text without an exponent that reads back as the same number.
std::string all_digits(double number) {
    std::array<char, 1100> text{}; // the smallest number has some 1,080 digits
    char* const end = text.data() + text.size();
    const auto written = std::to_chars(text.data(), end, number + 0.0, std::chars_format::fixed);
    return {text.data(), written.ptr};
}

bool is_word(const std::string& name) {
    const std::size_t length = parsing::identifier_length(name);
    if (length != 0) {
        return length == name.size() && !parsing::is_reserved(name);
    }
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    return digits != 0 && (digits == name.size() || name.substr(digits) == "+");
}

std::string word_or_quoted(const std::string& name) {
    if (is_word(name)) {
        return name;
    }
    std::string text = "\"";
    for (const char one : name) {
        if (one == '"' || one == '\\') {
            text += '\\';
        }
        text += one;
    }
    return text + '"';
}

} // namespace

std::vector<TermId> at_or_below(const Program& program, TermId root) {
    std::vector<TermId> found{root};
    std::vector<bool> seen(program.terms.size(), false);
    seen[root.index] = true;
    for (std::size_t next = 0; next < found.size(); ++next) {
        for (const TermId child : program[found[next]].children) {
            if (!seen[child.index]) {
                seen[child.index] = true;
                found.push_back(child);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool is_below(const Program& program, TermId term, TermId root) {
    std::vector<TermId> open{term};
    std::vector<TermId> seen{term};
    while (!open.empty()) {
        const TermId next = open.back();
        open.pop_back();
        if (next == root) {
            return true;
        }
        for (const TermId parent : program[next].parents) {
            if (std::find(seen.begin(), seen.end(), parent) == seen.end()) {
                seen.push_back(parent);
                open.push_back(parent);
            }
        }
    }
    return false;
}

std::string to_string(const Program& program, const Type& type, const Value& value) {
    return value_text(program, type, value, false);
}

std::string to_source(const Program& program, const Type& type, const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) {
        const std::string unit = to_string(type.unit);
        return all_digits(*number) + (unit.empty() ? "" : " " + unit);
    }
    if (const auto* coded = std::get_if<CodedValue>(&value)) {
        return word_or_quoted(program[type.domain].values[coded->index].name);
    }
    if (const auto* set = std::get_if<SetValue>(&value)) {
        std::string text;
        const auto& values = program[type.domain].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if ((set->members >> i & 1U) != 0) {
                text += (text.empty() ? "" : ", ") + word_or_quoted(values[i].name);
            }
        }
        return text.empty() ? "none" : text;
    }
    return to_string(program, type, value);
}

std::string to_label(const Program& program, const Type& type, const Value& value) {
    return value_text(program, type, value, true);
}

std::string to_string(const Program& program, const Type& type) {
    const auto names = [&] {
        std::vector<std::string> all;
        for (const DomainValue& value : program[type.domain].values) {
            all.push_back(value.name);
        }
        return all;
    };
    switch (type.kind) {
    case TypeKind::Invalid: return "something with an error";
    case TypeKind::Truth: return "yes or no";
    case TypeKind::Number: {
        const std::string unit = to_string(type.unit);
        return unit.empty() ? "a number" : fmt::format("a number in {}", unit);
    }
    case TypeKind::Date: return "a date";
    case TypeKind::Coded: return "one of " + list_of(names());
    case TypeKind::Set: return "a set of " + list_of(names(), "and");
    case TypeKind::Term:
        return type.root.valid() ? fmt::format("a term below `{}`", program[type.root].name)
                                 : "a term";
    case TypeKind::Event: return fmt::format("one `{}` event", program[type.event].name);
    }
    return {};
}

std::string number_text(double number) {
    if (std::isinf(number)) {
        return number < 0 ? "-∞" : "∞";
    }
    number += 0.0; // never the zero with a sign
    // fmt's default is the shortest text that reads back as the same double; beyond these sizes
    // digits help nobody.
    const double size = std::abs(number);
    if (size != 0 && (size < 1e-6 || size >= 1e15)) {
        return fmt::format("{}", number);
    }
    std::string text = fmt::format("{}", number);
    if (text.find('e') != std::string::npos) {
        text = fmt::format("{:.15f}", number);
        text.erase(text.find_last_not_of('0') + 1);
    }
    if (text.ends_with(".0")) {
        text.resize(text.size() - 2);
    }
    return text;
}

} // namespace precept
