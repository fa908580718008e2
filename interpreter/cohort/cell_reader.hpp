// A cell's text → a value of the declared type, by the rules of its column: missing markers,
// translations, pattern, unit, separator; and else as a patient's file in JSON would have it, with
// the same findings. Spellings that were met before, plain numbers and dates cost a few
// nanoseconds; what is unusual goes the long way that can say what is wrong.
#pragma once

#include "interpreter/cohort/mapping.hpp"
#include "interpreter/cohort/spellings.hpp"
#include "interpreter/facts/declared.hpp"
#include "lang/program.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace precept::cohort {

enum class Found : std::uint8_t { Missing, Given, Unreadable };

class CellReader {
public:
    /// `name` is what the column is called in findings; everything given must outlive the reader,
    /// and `diagnostics` has to be the list of `declarations`.
    CellReader(
        const Program& program,
        std::string name,
        const Holds& holds,
        Span declared,
        const CellRules& rules,
        Declarations& declarations,
        Diagnostics& diagnostics
    );

    /// The value of `text`, to `value` when it is given. Why it is unreadable is added to the
    /// findings, at `span`.
    Found read(std::string_view text, Span span, Value& value);

    [[nodiscard]] const CellRules& rules() const { return rules_; }

private:
    Found read_slowly(std::string_view text, Span span, Value& value);
    /// A text without markers and translations, by the declared type.
    std::optional<Value> read_value(std::string_view text, Span span);
    std::optional<Value> read_number(std::string_view text, Span span);
    Found read_set(std::string_view text, Span span, Value& value);
    void report(Code code, Span span, std::string message, std::string help);

    const Program& program_;
    std::string name_;
    const Holds& holds_;
    Span declared_;
    const CellRules& rules_;
    Declarations& declarations_;
    Diagnostics& diagnostics_;
    Spellings declared_spellings_; ///< markers and translations, also of what a pattern takes out
    Spellings met_; ///< those, and cells that were read before, whole as they stood there
    bool plain_number_ = false; ///< whether a number by itself needs no conversion
    bool plain_date_ = false;
    bool none_is_empty_ = false; ///< of a set: `none` is no member's name
    double lowest_ = 0, highest_ = 0;
};

/// A number as it usually is written, digits and perhaps a point, exactly as `std::from_chars`
/// would read it; nothing for any other, which may be one too.
[[nodiscard]] std::optional<double> read_plain_number(std::string_view text);

} // namespace precept::cohort
