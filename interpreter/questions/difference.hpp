// What two answers do not share: advice, rule statuses, definitions and properties that came out
// otherwise. The words of "what if", of `compare`, and of the line after each change in the REPL.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/reading.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

struct AdviceChange {
    AdviceId advice;
    std::optional<AdviceState> before, after; ///< none: its rule did not fire
};

struct StatusChange {
    RuleId rule;
    Status before, after;
};

struct DefinitionChange {
    DefinitionId definition;
    Reading before, after;
};

struct EnsureChange {
    std::size_t ensure;
    EnsureState before, after;
};

struct Difference {
    std::vector<AdviceChange> advice;
    std::vector<StatusChange> rules;
    std::vector<DefinitionChange> definitions;
    std::vector<EnsureChange> ensures;

    [[nodiscard]] bool empty() const {
        return advice.empty() && rules.empty() && definitions.empty() && ensures.empty();
    }
};

/// "holds", "violated", "undecided".
[[nodiscard]] std::string_view in_words(EnsureState state);

/// Both views must be of one program; they may be of different batches and days.
[[nodiscard]] Difference difference(const PatientView& before, const PatientView& after);

/// The difference as a few paragraphs: `+` what is newly advised, `-` what no longer is, `~` what
/// changed its state; then the rules whose status changed, then definitions.
[[nodiscard]] std::string
render_text(const Program& program, const Difference& difference, const Style& style);

/// One line, for the REPL after each change: "now recommended: …; no longer an option: …; thp
/// undecided"; "nothing changes" where it is empty.
[[nodiscard]] std::string one_line(const Program& program, const Difference& difference);

} // namespace precept
