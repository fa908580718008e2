// Shows an answer: as text made for a clinician (advice first, then what is undecided and which
// facts would decide it, then why), or as JSON after interpreter/schema/answer.schema.json.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/trace.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <string>

namespace precept {

/// Which rules' traces follow the advice in text: none, those that fired or are undecided, or all.
enum class TraceLevel : std::uint8_t { None, Fired, Full };

/// The version of the JSON schema; raised when a reader of the old form would misread the new one.
inline constexpr int answer_schema_version = 1;

[[nodiscard]] std::string render_text(
    const PatientView& view,
    const Answer& answer,
    const Sources& sources,
    const Style& style,
    TraceLevel level
);

/// The trace of one rule alone, as it stands in `render_text`.
[[nodiscard]] std::string
render_rule_trace(const PatientView& view, RuleId rule, const Sources& sources, const Style& style);

/// The trace of one definition alone.
[[nodiscard]] std::string render_definition_trace(
    const PatientView& view, DefinitionId definition, const Sources& sources, const Style& style
);

/// The value of any condition or value in the patient's scope, its type, and how it came about.
[[nodiscard]] std::string
render_question(const PatientView& view, NodeId node, const Sources& sources, const Style& style);

/// One JSON object, all rules and definitions with their condition trees; over many lines and
/// ending in a line end when `pretty`, else on one line without one (NDJSON).
[[nodiscard]] std::string
render_json(const PatientView& view, const Answer& answer, const Sources& sources, bool pretty);

/// The value for a reader: `62 %`, `positive or equivocal`, `3 to 5`, `therapy[2]`, `unknown`.
[[nodiscard]] std::string show(const Program& program, const Reading& reading);

/// Why it is unknown and what is known nevertheless: "missing", "out of date since 2026-06-03: 62 %
/// measured 2026-03-02, valid for 3 months"; empty when it is known.
[[nodiscard]] std::string show_reason(const Program& program, const Operand& operand);

/// Where it came from: `anna.json:7`, `assumed, facts.precept:12`; empty when from nowhere.
[[nodiscard]] std::string show_origin(const Sources& sources, const Operand& operand);

/// The condition in one line: its text in the rule file without comments and line ends, or what
/// joins its parts: "all of", "at least 2 of", "no therapy where all of".
[[nodiscard]] std::string
show_condition(const Program& program, const Sources& sources, const Condition& condition);

/// Whether the condition is a cell of a table, whose text does not name the column.
[[nodiscard]] bool
is_table_cell(const Program& program, const Sources& sources, const Condition& condition);

/// `anna.json:7`: the file's name, with its folders where two files share the name, and the line.
[[nodiscard]] std::string show_place(const Sources& sources, Span span);

/// The text of a span on one line, without comments.
[[nodiscard]] std::string one_line(const Sources& sources, Span span);

/// What an operand is called: its name, or the text of an expression that has none.
[[nodiscard]] std::string show_name(const Sources& sources, const Operand& operand);

/// The labels of a regimen joined by ` + `.
[[nodiscard]] std::string show_terms(const Program& program, const Advice& advice);

} // namespace precept
