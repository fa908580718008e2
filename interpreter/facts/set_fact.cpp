// `NAME=VALUE` on a command line: the same values as in a patient's file, written as in a rule
// file.

#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace precept {

namespace {

/// A part of the assignment and where it stands.
struct Piece {
    std::string_view text;
    Span span;
};

class Assignment {
public:
    Assignment(
        const Program& program,
        std::string_view text,
        FileId file,
        const FactsOptions& options,
        Diagnostics& diagnostics
    )
        : program_(program),
          text_(text),
          file_(file),
          options_(options),
          diagnostics_(diagnostics),
          declarations_(program, diagnostics) {}

    bool apply(Patient& patient) {
        const std::size_t sign = text_.find('=');
        if (sign == std::string_view::npos) {
            return fail(
                Code::WrongShape,
                piece(0, text_.size()),
                "a fact is set by `NAME=VALUE`",
                "such as `lvef=48 %`"
            );
        }
        const Piece name = piece(0, sign);
        const auto declared = declarations_.find(std::string(name.text));
        if (!declared) {
            declarations_.report_unknown(std::string(name.text), name.span);
            return false;
        }
        if (!declared->fact) {
            return fail(
                Code::WrongShape,
                name,
                fmt::format("`{}` is a list of events, which can't be set here", name.text),
                "put the events into the patient's file"
            );
        }
        const auto cell = read(program_[*declared->fact], piece(sign + 1, text_.size()));
        if (cell) {
            patient.facts[declared->fact->index] = *cell;
        }
        return cell.has_value();
    }

private:
    [[nodiscard]] Piece piece(std::size_t begin, std::size_t end) const {
        while (begin < end && text_[begin] == ' ') {
            ++begin;
        }
        while (end > begin && text_[end - 1] == ' ') {
            --end;
        }
        return {
            text_.substr(begin, end - begin),
            {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    }

    bool fail(Code code, const Piece& where, std::string message, std::string help) {
        diagnostics_.push_back(
            {.code = code,
             .span = where.span,
             .message = std::move(message),
             .help = std::move(help)}
        );
        return false;
    }

    std::optional<Cell> read(const Fact& fact, Piece value) {
        Cell cell;
        cell.has_origin = true;
        const std::size_t on = value.text.rfind(" on ");
        if (on != std::string_view::npos) {
            const std::size_t begin = value.span.begin;
            const Piece day = piece(begin + on + 4, begin + value.text.size());
            cell.measured = parse_date(day.text);
            if (!cell.measured) {
                fail(
                    Code::ImpossibleDate,
                    day,
                    fmt::format("there is no day `{}`", day.text),
                    "a date is written year-month-day, such as 2026-11-23"
                );
                return std::nullopt;
            }
            if (*cell.measured > options_.today) {
                fail(
                    Code::FutureMeasurement,
                    day,
                    fmt::format(
                        "{} is in the future: the question is asked for {}",
                        day.text,
                        to_string(options_.today)
                    ),
                    "correct the date, or ask for a later day with --today"
                );
                return std::nullopt;
            }
            value = piece(begin, begin + on);
        }
        cell.origin = value.span;
        if (value.text == "unknown") {
            return Cell{};
        }
        const auto found = fact.holds.type.kind == TypeKind::Set
                               ? set(fact, value)
                               : declarations_.value(written(fact, value), fact.holds, fact.span);
        if (!found) {
            return std::nullopt;
        }
        cell.state = CellState::Given;
        cell.value = *found;
        return cell;
    }

    std::optional<Value> set(const Fact& fact, const Piece& value) {
        SetValue members;
        if (value.text == "none") {
            return members;
        }
        bool sound = true;
        const std::size_t end = value.span.end;
        for (std::size_t begin = value.span.begin; begin <= end;) {
            const std::size_t comma = std::min(text_.find(',', begin), end);
            const auto one =
                declarations_.value(written(fact, piece(begin, comma)), fact.holds, fact.span);
            sound = sound && one.has_value();
            members.members |= one ? std::get<SetValue>(*one).members : 0;
            begin = comma + 1;
        }
        return sound ? std::optional<Value>(members) : std::nullopt;
    }

    /// What the words are to be read as depends on the fact: `0` is a number, or the name of a
    /// value.
    [[nodiscard]] Written written(const Fact& fact, const Piece& value) const {
        Written one{std::string(value.text), {}, value.span, {}, fact.name};
        if (fact.holds.type.kind == TypeKind::Truth &&
            (value.text == "yes" || value.text == "true")) {
            one.value = true;
        } else if (fact.holds.type.kind == TypeKind::Truth && (value.text == "no" || value.text == "false")) {
            one.value = false;
        } else if (fact.holds.type.kind == TypeKind::Number) {
            double number = 0;
            const char* end = value.text.data() + value.text.size();
            const auto [rest, error] = std::from_chars(value.text.data(), end, number);
            if (error == std::errc()) {
                one.value = number;
                const auto begin =
                    value.span.begin + static_cast<std::size_t>(rest - value.text.data());
                const Piece unit = piece(begin, value.span.end);
                one.span.end = static_cast<std::uint32_t>(begin);
                if (!unit.text.empty()) {
                    one.unit = std::string(unit.text);
                    one.unit_span = unit.span;
                }
            }
        }
        return one;
    }

    const Program& program_;
    std::string_view text_;
    FileId file_;
    const FactsOptions& options_;
    Diagnostics& diagnostics_;
    Declarations declarations_;
};

} // namespace

bool set_fact(
    const Program& program,
    const std::string& assignment,
    Sources& sources,
    const FactsOptions& options,
    Patient& patient,
    Diagnostics& diagnostics
) {
    const auto file = add_text(options.set_by + " " + assignment, assignment, sources, diagnostics);
    return file &&
           Assignment(program, sources[*file].text(), *file, options, diagnostics).apply(patient);
}

} // namespace precept
