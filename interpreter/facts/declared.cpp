#include "interpreter/facts/declared.hpp"

#include "lang/suggest.hpp"
#include "lang/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace precept {

namespace {

std::string bare(const std::string& name) {
    return name.substr(name.rfind('.') + 1);
}

/// What a reader wrote, for messages.
std::string shown(const Written& written) {
    if (const auto* text = std::get_if<std::string>(&written.value)) {
        return fmt::format("the text \"{}\"", *text);
    }
    if (const auto* number = std::get_if<double>(&written.value)) {
        return fmt::format("the number {}", number_text(*number));
    }
    const auto* truth = std::get_if<bool>(&written.value);
    return truth == nullptr ? "nothing" : *truth ? "true" : "false";
}

} // namespace

DeclaredNames::DeclaredNames(const Program& program) {
    const auto full_name = [&](const std::string& name, ModuleId module) {
        return program[module].name + '.' + bare(name);
    };
    const auto add = [&](const std::string& name, ModuleId module, Declared declared) {
        const std::string full = full_name(name, module);
        facts_and_events.emplace(full, declared);
        const auto [first, added] = facts_and_events.emplace(bare(name), declared);
        if (added) {
            return;
        }
        std::vector<std::string>& several = ambiguous[first->first];
        if (several.empty()) {
            const auto& [fact, event] = first->second;
            several.push_back(
                fact ? full_name(program[*fact].name, program[*fact].module)
                     : full_name(program[*event].name, program[*event].module)
            );
        }
        several.push_back(full);
    };
    facts_and_events.reserve(2 * (program.facts.size() + program.events.size()));
    terms.reserve(2 * program.terms.size());
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        add(program.facts[i].name, program.facts[i].module, {FactId{i}, {}});
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        add(program.events[i].name, program.events[i].module, {{}, EventId{i}});
    }
    // A bare name that two files declare does not say which is meant.
    for (const auto& [name, full] : ambiguous) {
        facts_and_events.erase(name);
    }
    for (std::uint32_t i = 0; i < program.terms.size(); ++i) {
        const Term& term = program.terms[i];
        terms.emplace(term.name, TermId{i});
        terms.emplace(full_name(term.name, term.module), TermId{i});
    }
}

Declarations::Declarations(
    const Program& program, Diagnostics& diagnostics, std::shared_ptr<const DeclaredNames> names
)
    : program_(program),
      diagnostics_(diagnostics),
      names_(names ? std::move(names) : std::make_shared<const DeclaredNames>(program)) {}

Diagnostic& Declarations::report(
    Code code, Span span, const std::string& path, std::string message, std::string help
) {
    diagnostics_.push_back(
        {.code = code,
         .span = span,
         .message = std::move(message),
         .help = std::move(help),
         .path = path}
    );
    return diagnostics_.back();
}

std::optional<Declared> Declarations::find(const std::string& name) const {
    const auto found = names_->facts_and_events.find(name);
    return found == names_->facts_and_events.end() ? std::nullopt : std::optional(found->second);
}

bool Declarations::report_ambiguous(const std::string& name, Span span) {
    const auto several = names_->ambiguous.find(name);
    if (several == names_->ambiguous.end()) {
        return false;
    }
    report(
        Code::AmbiguousName,
        span,
        name,
        fmt::format("several rule files declare `{}`", name),
        fmt::format("say which: {}", list_of(several->second))
    );
    return true;
}

void Declarations::report_unknown(const std::string& name, Span span, std::string otherwise) {
    if (report_ambiguous(name, span)) {
        return;
    }
    std::vector<std::string> names;
    for (const auto& [known, declared] : names_->facts_and_events) {
        if (known.find('.') == std::string::npos) {
            names.push_back(known);
        }
    }
    std::sort(names.begin(), names.end());
    const auto guess = nearest(name, names);
    auto& finding = report(
        Code::UnknownFact,
        span,
        name,
        fmt::format("no rule file declares a fact called `{}`", name),
        guess ? fmt::format("did you mean `{}`?", *guess) : std::move(otherwise)
    );
    if (guess) {
        finding.fix = Fix{span, fmt::format("\"{}\"", *guess)};
    }
}

void Declarations::report_unknown_event(const std::string& name, Span span) {
    if (report_ambiguous(name, span)) {
        return;
    }
    std::vector<std::string> events;
    for (const Event& event : program_.events) {
        events.push_back(event.name);
    }
    const auto guess = nearest(name, events);
    report(
        Code::UnknownFact,
        span,
        name,
        fmt::format("no rule file declares events called `{}`", name),
        guess            ? fmt::format("did you mean `{}`?", *guess)
        : events.empty() ? "no rule file declares any"
                         : fmt::format("there are {}", list_of(events, "and"))
    );
}

std::optional<std::uint32_t>
Declarations::field(EventId event, const std::string& name, Span span, const std::string& path) {
    std::vector<std::string> names;
    const Event& declared = program_[event];
    for (std::uint32_t i = 0; i < declared.fields.size(); ++i) {
        if (declared.fields[i].name == name) {
            return i;
        }
        names.push_back(declared.fields[i].name);
    }
    const auto guess = nearest(name, names);
    auto& finding = report(
        Code::UnknownField,
        span,
        path,
        fmt::format("`{}` has no field `{}`", declared.name, name),
        guess ? fmt::format("did you mean `{}`?", *guess)
              : fmt::format("its fields: {}", list_of(names, "and"))
    );
    finding.notes.push_back({declared.span, "declared here"});
    return std::nullopt;
}

/// How a value that is written as a text looks.
std::string Declarations::help_for_text(const Type& type) const {
    if (type.kind == TypeKind::Date) {
        return "write it as a text, such as \"2026-11-23\"";
    }
    if (type.kind == TypeKind::Term) {
        return "write the name of the term as a text, in double quotes";
    }
    return fmt::format(
        "write one of them as a text, such as \"{}\"", program_[type.domain].values.front().name
    );
}

void Declarations::wrong_type(const Written& written, const Holds& holds, std::string help) {
    report(
        Code::WrongType,
        written.span,
        written.path,
        fmt::format("expected {}, found {}", to_string(program_, holds.type), shown(written)),
        std::move(help)
    );
}

std::optional<Value>
Declarations::value(const Written& written, const Holds& holds, Span declared) {
    if (written.unit && holds.type.kind != TypeKind::Number) {
        report(
            Code::WrongType,
            written.unit_span,
            written.path,
            "only a number has a unit",
            "remove the unit"
        );
        return std::nullopt;
    }
    switch (holds.type.kind) {
    case TypeKind::Truth:
        if (const auto* truth = std::get_if<bool>(&written.value)) {
            return *truth;
        }
        wrong_type(written, holds, "write true or false, or null where it is not known");
        return std::nullopt;
    case TypeKind::Number:
        if (std::holds_alternative<double>(written.value)) {
            return number(written, holds, declared);
        }
        wrong_type(written, holds, R"(write a number, such as 62, or {"value": 62, "unit": "…"})");
        return std::nullopt;
    case TypeKind::Date:
    case TypeKind::Coded:
    case TypeKind::Term:
    case TypeKind::Set:
        if (const auto* text = std::get_if<std::string>(&written.value)) {
            return holds.type.kind == TypeKind::Date ? date(written, *text)
                                                     : word(written, *text, holds);
        }
        wrong_type(written, holds, help_for_text(holds.type));
        return std::nullopt;
    case TypeKind::Event:
    case TypeKind::Invalid: break;
    }
    return std::nullopt;
}

/// The number in the unit of its declaration, or a report.
std::optional<double> Declarations::converted(const Written& written, double number, Unit wanted) {
    if (!written.unit) {
        return number;
    }
    const std::string shown = to_string(wanted);
    const auto unit = parse_unit(*written.unit);
    if (!unit) {
        const auto guess = nearest_unit(*written.unit);
        report(
            Code::UnknownUnit,
            written.unit_span,
            written.path,
            fmt::format("`{}` is not a unit", *written.unit),
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : "units are written in UCUM, such as `%` or `mg/dL`"
        );
        return std::nullopt;
    }
    const auto convert = conversion(*unit, wanted);
    if (!convert || (shown.empty() && *unit != Unit{})) {
        report(
            Code::IncompatibleUnit,
            written.unit_span,
            written.path,
            shown.empty() ? fmt::format("`{}` is a unit, but this number has none", *written.unit)
                          : fmt::format(
                                "`{}` ({}) can't be converted to `{}` ({})",
                                *written.unit,
                                dimension(*unit),
                                shown,
                                dimension(wanted)
                            ),
            shown.empty() ? "remove the unit" : fmt::format("give it in {}", shown)
        );
        return std::nullopt;
    }
    return convert->identity() ? number : (*convert)(number);
}

std::optional<Value>
Declarations::number(const Written& written, const Holds& holds, Span declared) {
    const auto in_unit = converted(written, std::get<double>(written.value), holds.type.unit);
    if (!in_unit) {
        return std::nullopt;
    }
    const double number = *in_unit;
    if (!std::isfinite(number)) {
        report(
            Code::OutOfRange,
            written.span,
            written.path,
            "this number is too large to be worked with"
        );
        return std::nullopt;
    }
    if (holds.range && (number < holds.range->first || number > holds.range->second)) {
        const auto text = [&](double one) { return to_string(program_, holds.type, Value(one)); };
        auto& finding = report(
            Code::OutOfRange,
            written.span,
            written.path,
            fmt::format(
                "{} is outside of what is allowed: {} to {}",
                text(number),
                text(holds.range->first),
                text(holds.range->second)
            )
        );
        finding.notes.push_back({declared, "the range is declared here"});
        return std::nullopt;
    }
    return number;
}

std::optional<Value> Declarations::date(const Written& written, const std::string& word) {
    if (const auto day = parse_date(word)) {
        return *day;
    }
    const bool shaped = word.size() == 10 && word[4] == '-' && word[7] == '-';
    report(
        Code::ImpossibleDate,
        written.span,
        written.path,
        shaped ? fmt::format("there is no day {}", word)
               : fmt::format("`{}` is not a whole date", word),
        "a date is written year-month-day, such as \"2026-11-23\""
    );
    return std::nullopt;
}

std::optional<Value>
Declarations::word(const Written& written, const std::string& word, const Holds& holds) {
    std::vector<std::string> allowed;
    if (holds.type.kind == TypeKind::Term) {
        const auto found = names_->terms.find(word);
        if (found != names_->terms.end() &&
            (!holds.type.root.valid() || is_below(program_, found->second, holds.type.root))) {
            return found->second;
        }
        for (const TermId term : at_or_below(program_, holds.type.root)) {
            allowed.push_back(program_[term].name);
        }
    } else {
        const auto& values = program_[holds.type.domain].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].name == word) {
                return holds.type.kind == TypeKind::Set
                           ? Value(SetValue{std::uint64_t{1} << i})
                           : Value(CodedValue{static_cast<std::uint8_t>(i)});
            }
            allowed.push_back(values[i].name);
        }
    }
    const auto guess = nearest_value(word, allowed);
    auto& finding = report(
        Code::UnknownValue,
        written.span,
        written.path,
        fmt::format("`{}` is not one of the values here", word),
        guess ? fmt::format("did you mean `{}`? Allowed: {}", *guess, list_of(allowed))
              : fmt::format("allowed: {}", list_of(allowed))
    );
    if (guess) {
        finding.fix = Fix{written.span, fmt::format("\"{}\"", *guess)};
    }
    return std::nullopt;
}

} // namespace precept
