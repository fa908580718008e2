// Shows what became of tests: as text for authors, as JSON after
// interpreter/schema/tests.schema.json, and as JUnit XML, which continuous integration reads.
#pragma once

#include "interpreter/testing/testing.hpp"

#include <string>
#include <vector>

namespace precept::testing {

/// The version of the JSON schema; raised when a reader of the old form would misread the new one.
inline constexpr int tests_schema_version = 1;

/// Failures with what happened instead and why, and a closing line of counts.
[[nodiscard]] std::string render_text(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    const Style& style
);

/// One test that failed, with what happened instead and why, and an empty line.
[[nodiscard]] std::string render_failure(
    const Program& program, const TestResult& result, const Sources& sources, const Style& style
);

/// One document, over many lines and ending in a line end.
[[nodiscard]] std::string render_json(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    Date today
);

/// A suite for each module, a case for each test and each row of a table.
[[nodiscard]] std::string render_junit(
    const Program& program, const std::vector<TestResult>& results, const Sources& sources
);

/// The label; of a row, with its number: "HER2 by table, case 2 of 5".
[[nodiscard]] std::string title(const Test& test);

/// The property, with its label where that says more than the name: `ensure calm "Nobody is …"`.
[[nodiscard]] std::string refuted_in_words(const Program& program, const Refuted& refuted);

/// Where it stands: its label or its row.
[[nodiscard]] Span place(const Test& test);

/// At most three labels of which `filter` may be a slip, the nearest first.
[[nodiscard]] std::vector<std::string>
nearest_labels(const Program& program, const std::string& filter);

} // namespace precept::testing
