// A cohort's answer as text, a line for each patient: NDJSON after
// interpreter/schema/cohort-row.schema.json, or CSV (RFC 4180) with a column for the status of each
// rule.
#pragma once

#include "interpreter/cohort/pipeline.hpp"
#include "lang/source.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace precept::cohort {

[[nodiscard]] std::unique_ptr<RowWriter>
make_ndjson_writer(const Program& program, const Sources& sources);

[[nodiscard]] std::unique_ptr<RowWriter>
make_csv_writer(const Program& program, const Sources& sources);

/// The first line of the CSV, with its line end.
[[nodiscard]] std::string csv_header(const Program& program);

/// Appends `text` as a cell of CSV, quoted where it has to be.
void append_cell(std::string& to, std::string_view text);

} // namespace precept::cohort
