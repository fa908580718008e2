#include "interpreter/cohort/cell_reader.hpp"

#include "lang/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::size_t most_kept = 4096; ///< cells of a column: of more, few come again

constexpr std::string_view blanks = " \t\r\n";

std::string_view stripped(std::string_view text) {
    while (!text.empty() && blanks.find(text.front()) != std::string_view::npos) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blanks.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether `rest`, what follows a number, looks like a unit: `%`, ` mg/dL`, ` 10*9/L`, but not
/// `-99` or ` (CN 7.5)`.
bool like_a_unit(std::string_view rest) {
    const std::string_view unit = stripped(rest);
    const char first = unit.front();
    const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                        static_cast<unsigned char>(first) >= 0x80U;
    return letter || first == '%' || first == '[' || first == '{' ||
           (unit.starts_with("10*") && unit.size() < rest.size());
}

} // namespace

std::optional<double> read_plain_number(std::string_view text) {
    // Up to 15 digits are exact in a double, and so are the powers of ten that they are divided by.
    static constexpr std::array<double, 16> powers{
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || digits.size() > 15 || !is_digit(digits.front()) ||
        !is_digit(digits.back())) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    std::size_t point = digits.size();
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (is_digit(digits[i])) {
            number = 10 * number + static_cast<std::uint64_t>(digits[i] - '0');
        } else if (digits[i] == '.' && point == digits.size()) {
            point = i;
        } else {
            return std::nullopt;
        }
    }
    const std::size_t places = point == digits.size() ? 0 : digits.size() - point - 1;
    const double value = static_cast<double>(number) / powers[places];
    return negative ? -value : value;
}

CellReader::CellReader(
    const Program& program,
    std::string name,
    const Holds& holds,
    Span declared,
    const CellRules& rules,
    Declarations& declarations,
    Diagnostics& diagnostics
)
    : program_(program),
      name_(std::move(name)),
      holds_(holds),
      declared_(declared),
      rules_(rules),
      declarations_(declarations),
      diagnostics_(diagnostics),
      plain_number_(holds.type.kind == TypeKind::Number && rules.unit.empty() && !rules.pattern),
      plain_date_(holds.type.kind == TypeKind::Date && !rules.pattern),
      lowest_(holds.range ? holds.range->first : std::numeric_limits<double>::lowest()),
      highest_(holds.range ? holds.range->second : std::numeric_limits<double>::max()) {
    for (const std::string& marker : rules.missing) {
        declared_spellings_.add(stripped(marker), std::nullopt);
    }
    for (const auto& [text, value] : rules.values) {
        declared_spellings_.add(stripped(text), value);
    }
    met_ = declared_spellings_;
    if (holds.type.kind == TypeKind::Set) {
        const auto& values = program_[holds.type.domain].values;
        none_is_empty_ = std::none_of(values.begin(), values.end(), [](const DomainValue& one) {
            return one.name == "none";
        });
    }
}

Found CellReader::read(std::string_view text, Span span, Value& value) {
    if (!text.empty() && (text.front() <= ' ' || text.back() <= ' ')) {
        text = stripped(text);
    }
    if (text.empty()) {
        return Found::Missing;
    }
    if (const Spellings::Meaning* meaning = met_.find(text)) {
        if (*meaning) {
            value = **meaning;
        }
        return *meaning ? Found::Given : Found::Missing;
    }
    if (plain_number_) {
        if (const auto number = read_plain_number(text);
            number && *number >= lowest_ && *number <= highest_) {
            value = *number;
            return Found::Given;
        }
    } else if (plain_date_) {
        if (const auto day = parse_date(text)) {
            value = *day;
            return Found::Given;
        }
    }
    return read_slowly(text, span, value);
}

Found CellReader::read_slowly(std::string_view text, Span span, Value& value) {
    std::string_view meant = text;
    if (rules_.pattern) {
        const auto found = rules_.pattern->find(text);
        if (!found) {
            report(
                Code::WrongShape,
                span,
                fmt::format(
                    "`{}` does not have the form that the mapping's pattern describes", text
                ),
                fmt::format("the pattern: {}", rules_.pattern->expression())
            );
            return Found::Unreadable;
        }
        meant = stripped(*found);
    }
    Found found = Found::Missing;
    if (meant.empty()) {
        // what the pattern looks for is not there
    } else if (const Spellings::Meaning* known = declared_spellings_.find(meant)) {
        found = *known ? Found::Given : Found::Missing;
        value = known->value_or(value);
    } else if (holds_.type.kind == TypeKind::Set) {
        found = read_set(meant, span, value);
    } else {
        const auto read = read_value(meant, span);
        found = read ? Found::Given : Found::Unreadable;
        value = read.value_or(value);
    }
    if (found != Found::Unreadable && met_.size() < declared_spellings_.size() + most_kept) {
        met_.add(text, found == Found::Given ? std::optional(value) : std::nullopt);
    }
    return found;
}

Found CellReader::read_set(std::string_view text, Span span, Value& value) {
    SetValue members;
    if (text == "none" && none_is_empty_) {
        value = members;
        return Found::Given;
    }
    Found found = Found::Given;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(rules_.separator, begin), text.size());
        const std::string_view part = stripped(text.substr(begin, end - begin));
        begin = end + rules_.separator.size();
        if (part.empty()) {
            report(
                Code::WrongType,
                span,
                fmt::format("\"{}\" has nothing beside a separator", text),
                "write the members alone with one separator between each two; a cell that is empty "
                "says that nothing is known"
            );
            found = Found::Unreadable;
            continue;
        }
        const auto known = rules_.values.find(std::string(part));
        const bool translated = known != rules_.values.end();
        const auto one = translated ? known->second : read_value(part, span);
        if (one) {
            members.members |= std::get<SetValue>(*one).members;
        } else if (!translated) {
            found = Found::Unreadable;
        } else if (found == Found::Given) {
            found = Found::Missing; // a set of which a member is not known is not known
        }
    }
    value = members;
    return found;
}

std::optional<Value> CellReader::read_value(std::string_view text, Span span) {
    const std::size_t before = diagnostics_.size();
    std::optional<Value> value;
    if (holds_.type.kind == TypeKind::Number) {
        return read_number(text, span);
    }
    Written written{std::string(text), {}, span, {}, name_};
    if (holds_.type.kind == TypeKind::Truth && (text == "yes" || text == "true")) {
        written.value = true;
    } else if (holds_.type.kind == TypeKind::Truth && (text == "no" || text == "false")) {
        written.value = false;
    }
    value = declarations_.value(written, holds_, declared_);
    for (std::size_t i = before; i < diagnostics_.size(); ++i) {
        Diagnostic& finding = diagnostics_[i];
        finding.fix.reset(); // it is one for JSON
        if (finding.code == Code::WrongType) {
            finding.help = "write yes or no, or translate it in a mapping file";
        }
    }
    return value;
}

std::optional<Value> CellReader::read_number(std::string_view text, Span span) {
    Written written{{}, {}, span, span, name_};
    const bool begins = is_digit(text.front()) ||
                        (text.size() > 1 && (text.front() == '-' || text.front() == '.') &&
                         (is_digit(text[1]) || text[1] == '.'));
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const std::string_view behind(rest, static_cast<std::size_t>(end - rest));
    if (begins && error != std::errc::invalid_argument &&
        (stripped(behind).empty() || like_a_unit(behind))) {
        if (error == std::errc::result_out_of_range) {
            number =
                std::strtod(std::string(text).c_str(), nullptr); // infinite, or as good as zero
        }
        written.value = number;
        if (!stripped(behind).empty()) {
            written.unit = std::string(stripped(behind));
        } else if (!rules_.unit.empty()) {
            written.unit = rules_.unit;
        }
        return declarations_.value(written, holds_, declared_);
    }
    const bool comma = behind.size() > 1 && behind.front() == ',' &&
                       std::all_of(behind.begin() + 1, behind.end(), is_digit);
    report(
        Code::WrongType,
        span,
        fmt::format("expected {}, found the text \"{}\"", to_string(program_, holds_.type), text),
        comma ? "write the decimal point as `.`"
              : "write a number, such as 62 or 62 %; a mapping file may say with a `pattern` which "
                "part of a text is the number"
    );
    return std::nullopt;
}

void CellReader::report(Code code, Span span, std::string message, std::string help) {
    diagnostics_.push_back(
        {.code = code,
         .span = span,
         .message = std::move(message),
         .help = std::move(help),
         .path = name_}
    );
}

} // namespace precept::cohort
