// Shows the answers to questions: as text for people, or as JSON after
// interpreter/schema/questions.schema.json. Why and Difference show themselves as text. A search
// that left something out says so in both.
#pragma once

#include "interpreter/questions/asking.hpp"
#include "interpreter/questions/compare.hpp"
#include "interpreter/questions/difference.hpp"
#include "interpreter/questions/search.hpp"
#include "interpreter/questions/why.hpp"

#include <string>

namespace precept {

/// The version of the JSON schema; raised when a reader of the old form would misread the new one.
inline constexpr int questions_schema_version = 1;

/// The question of a flip in words: "elacestrant is recommended", "thp does not fire".
[[nodiscard]] std::string show(const Program& program, const Goal& goal);

/// The answer to "what if": what is supposed, and what would come out otherwise.
[[nodiscard]] std::string render_text(
    const Situation& situation,
    const Hypothesis& supposed,
    const Difference& difference,
    const Style& style
);
[[nodiscard]] std::string
render_text(const Situation& situation, const Goal& goal, const Flip& flip, const Style& style);
/// At most `most` questions; 0: all.
[[nodiscard]] std::string render_text(
    const Situation& situation, const Questions& questions, std::size_t most, const Style& style
);
/// A chart of bands, and what changes from one to the next.
[[nodiscard]] std::string
render_text(const Situation& situation, const Sweep& sweep, const Style& style);
[[nodiscard]] std::string
render_text(const Situation& situation, const std::vector<Robustness>& robust, const Style& style);
[[nodiscard]] std::string render_text(
    const PatientView& left,
    const PatientView& right,
    const Comparison& comparison,
    const Sources& sources,
    const Style& style
);

/// One JSON object each, over many lines and ending in a line end.
[[nodiscard]] std::string
render_json(const PatientView& view, const Why& why, bool negated, const Sources& sources);
[[nodiscard]] std::string
render_json(const Situation& situation, const Hypothesis& supposed, const Difference& difference);
[[nodiscard]] std::string render_json(const Situation& situation, const Questions& questions);
[[nodiscard]] std::string
render_json(const Situation& situation, const Goal& goal, const Flip& flip);
[[nodiscard]] std::string render_json(const Situation& situation, const Sweep& sweep);
[[nodiscard]] std::string
render_json(const Situation& situation, const std::vector<Robustness>& robust);
[[nodiscard]] std::string render_json(
    const PatientView& left,
    const PatientView& right,
    const Comparison& comparison,
    const Sources& sources
);

} // namespace precept
