// Shows what tests have seen: as a table with the places that are not covered below it, as JSON
// after interpreter/schema/coverage.schema.json, or as a page with the rule files in which those
// places are marked.
#pragma once

#include "interpreter/coverage/coverage.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <string>

namespace precept::coverage {

/// The version of the JSON schema; raised when a reader of the old form would misread the new one.
inline constexpr int schema_version = 1;

[[nodiscard]] std::string render_text(
    const Program& program, const Coverage& coverage, const Sources& sources, const Style& style
);

/// One JSON object over many lines.
[[nodiscard]] std::string
render_json(const Program& program, const Coverage& coverage, const Sources& sources);

[[nodiscard]] std::string
render_html(const Program& program, const Coverage& coverage, const Sources& sources);

} // namespace precept::coverage
