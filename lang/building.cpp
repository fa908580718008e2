#include "lang/building.hpp"

#include "lang/occurrences.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace precept {

ScopeId Building::scope(EventId event, ScopeId parent) {
    auto& scopes = program.scopes;
    const auto found = std::find_if(scopes.begin() + 1, scopes.end(), [&](const Scope& scope) {
        return scope.event == event && scope.parent == parent;
    });
    if (found == scopes.end()) {
        scopes.push_back({event, parent});
        return ScopeId{static_cast<std::uint32_t>(scopes.size() - 1)};
    }
    return ScopeId{static_cast<std::uint32_t>(found - scopes.begin())};
}

void Building::note(std::uint32_t module, const ast::Path& path, const Resolved& found) {
    if (options.occurrences != nullptr) {
        options.occurrences->add(modules, module, path, found);
    }
}

void Building::note_event(Span span, EventId event) {
    if (options.occurrences != nullptr) {
        options.occurrences->add(span, {Target::Kind::Item, SymbolKind::Event, event.index, 0});
    }
}

void Building::note_field(Span span, EventId event, std::uint32_t field) {
    if (options.occurrences != nullptr) {
        options.occurrences->add(span, {Target::Kind::FieldOf, {}, event.index, field});
    }
}

void Building::note_value(Span span, DomainId domain, std::size_t value) {
    if (options.occurrences != nullptr) {
        options.occurrences->add(
            span, {Target::Kind::ValueOf, {}, domain.index, static_cast<std::uint32_t>(value)}
        );
    }
}

std::optional<std::uint32_t>
Building::find(std::uint32_t module, const ast::Path& path, SymbolKind wanted) {
    const auto found = names.look_up(module, path, Missing::Ignore);
    if (!found) {
        names.report_unknown(module, path, wanted);
        return std::nullopt;
    }
    note(module, path, *found);
    if (found->parts < path.parts.size()) {
        report(
            Code::UnknownName,
            path.span,
            fmt::format("`{}` has no parts", found->symbol->name->text),
            "remove what follows it"
        );
        return std::nullopt;
    }
    if (found->symbol->kind != wanted) {
        const auto guess = nearest(path.parts.back().text, names.visible(module, wanted));
        auto& finding = report(
            Code::WrongKind,
            path.span,
            fmt::format(
                "`{}` is {}, but {} is needed here",
                to_string(path),
                in_words(found->symbol->kind),
                in_words(wanted)
            ),
            guess ? fmt::format("did you mean `{}`?", *guess) : ""
        );
        finding.notes.push_back({found->symbol->name->span, "declared here"});
        return std::nullopt;
    }
    return found->symbol->index;
}

std::string to_string(const ast::Path& path) {
    std::string text;
    for (const ast::Name& part : path.parts) {
        text += (text.empty() ? "" : ".") + part.text;
    }
    return text;
}

std::string words_of(std::string_view name) {
    std::string words(name.substr(name.rfind('.') + 1));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::optional<CalendarSpan>
calendar_span(Building& building, const ast::NumberLiteral& literal, Span span) {
    const auto unit = literal.unit ? calendar_unit(literal.unit->text) : std::nullopt;
    if (!unit) {
        building.report(
            Code::WrongType,
            literal.unit ? literal.unit->span : span,
            literal.unit
                ? fmt::format("`{}` is not a length of time in the calendar", literal.unit->text)
                : "a length of time needs its unit",
            "write days, weeks, months or years, such as `3 months`"
        );
        return std::nullopt;
    }
    constexpr double most = 100000;
    if (literal.value != std::floor(literal.value) || literal.value < 0 || literal.value > most) {
        building.report(
            Code::WrongType,
            span,
            "a length of time in the calendar is a whole number of days, weeks, months or years",
            "a part of a unit has no exact date: use a smaller unit"
        );
        return std::nullopt;
    }
    return CalendarSpan{static_cast<std::int32_t>(literal.value), *unit};
}

std::optional<Date> date_of(Building& building, std::string_view spelling, Span span) {
    const auto date = parse_date(spelling);
    if (!date) {
        building.report(
            Code::ImpossibleDate,
            span,
            fmt::format("there is no day {}", spelling),
            "a date is written year-month-day, such as 2026-11-23"
        );
    }
    return date;
}

} // namespace precept
