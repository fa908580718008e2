#include "lang/program.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
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
