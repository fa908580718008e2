// What a record's names and values mean by the program's declarations: finds facts, events, fields
// and terms by name, and turns what was written into a value of the declared type. Shared by all
// readers of facts.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/program.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace precept {

/// A single value as a record writes it, before its type is known.
struct Written {
    std::variant<std::monostate, bool, double, std::string> value;
    std::optional<std::string> unit; ///< of a number, where one was written
    Span span;
    Span unit_span;
    std::string path; ///< `therapy[2].drug`
};

/// A fact or an event.
struct Declared {
    std::optional<FactId> fact;
    std::optional<EventId> event;
};

/// What names mean: worked out once, also for readers of many records.
struct DeclaredNames {
    explicit DeclaredNames(const Program& program);

    std::unordered_map<std::string, Declared> facts_and_events;
    std::unordered_map<std::string, std::vector<std::string>> ambiguous; ///< bare name: the full
    std::unordered_map<std::string, TermId> terms;
};

class Declarations {
public:
    /// `names` are those of `program`; they are worked out if there are none.
    Declarations(
        const Program& program,
        Diagnostics& diagnostics,
        std::shared_ptr<const DeclaredNames> names = nullptr
    );

    /// The fact or event called `name`, bare or with its module; nothing, unreported, if there is
    /// none.
    [[nodiscard]] std::optional<Declared> find(const std::string& name) const;

    /// Reports `name` as no fact, with the nearest one, or as one of several that share it.
    /// `otherwise` is what to do where no fact is called nearly so.
    void report_unknown(
        const std::string& name,
        Span span,
        std::string otherwise =
            "leave it out, or accept records that hold more with --ignore-unknown-facts"
    );

    /// Reports that several files declare `name`, if that is so: it is not unknown then, and not to
    /// be ignored.
    bool report_ambiguous(const std::string& name, Span span);

    /// As `report_unknown`, where a list of events is meant.
    void report_unknown_event(const std::string& name, Span span);

    /// The index of the field, or a report.
    std::optional<std::uint32_t>
    field(EventId event, const std::string& name, Span span, const std::string& path);

    /// `written` as a value that `holds` allows, converted to its unit; or a report.
    std::optional<Value> value(const Written& written, const Holds& holds, Span declared);

private:
    std::optional<double> converted(const Written& written, double number, Unit wanted);
    std::optional<Value> number(const Written& written, const Holds& holds, Span declared);
    std::optional<Value> word(const Written& written, const std::string& word, const Holds& holds);
    std::optional<Value> date(const Written& written, const std::string& word);
    [[nodiscard]] std::string help_for_text(const Type& type) const;
    void wrong_type(const Written& written, const Holds& holds, std::string help);
    Diagnostic& report(
        Code code, Span span, const std::string& path, std::string message, std::string help = {}
    );

    const Program& program_;
    Diagnostics& diagnostics_;
    std::shared_ptr<const DeclaredNames> names_;
};

} // namespace precept
