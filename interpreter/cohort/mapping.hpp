// A mapping file: how the columns of a cohort (or the keys of its NDJSON) become facts, and those
// of a table of events their fields. JSON, described by interpreter/schema/mapping.schema.json.
// Every name and value in it is checked against the declarations, and all faults are reported with
// their place; whether a file has the columns that it names is seen when they meet (table.hpp).
#pragma once

#include "interpreter/cohort/pattern.hpp"
#include "lang/diagnostic.hpp"
#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace precept::cohort {

/// A name in the mapping file, with its place.
struct Named {
    std::string name; ///< empty: none
    Span span{};
};

/// How the cells of one column become values. Blanks around a cell never count.
struct CellRules {
    Named column;
    Named day;        ///< the column with the day on which it was measured
    std::string unit; ///< of numbers that have none of their own
    std::map<std::string, std::optional<Value>> values{}; ///< translations; nothing: missing
    std::vector<std::string> missing{};                   ///< besides the empty cell
    std::string separator = ";";                          ///< between the members of a set
    std::shared_ptr<const Pattern> pattern{};
    bool unreadable_is_missing = false; ///< counted; otherwise the record is a reject
};

/// What several columns for one fact come to.
enum class Several : std::uint8_t {
    Agree, ///< the latest day counts; values of one day that differ are conflicting, so unknown
    First, ///< the first that is not missing counts
};

/// Where the values of one fact or field come from.
struct TargetRules {
    std::uint32_t target = 0; ///< FactId, or the field's place
    Several several = Several::Agree;
    std::vector<CellRules> sources{};
    std::optional<Value> constant{}; ///< for every record, in place of sources
    Span span{};
    bool own_names = false; ///< the sources are what is declared, in all its spellings
};

/// What is said of one table: of the cohort, or of the events of one kind.
struct TableRules {
    Named id;
    std::vector<Named> ignore{};
    CellRules usual{}; ///< for columns that are matched by their name
    std::vector<TargetRules> targets{};
};

struct Mapping {
    TableRules cohort;
    std::vector<TableRules> events; ///< by EventId
};

/// The mapping that changes nothing.
[[nodiscard]] Mapping no_mapping(const Program& program);

/// The same for records of NDJSON, whose keys are matched by their names without more ado: what the
/// mapping says of all columns is said there of each fact and field under its own name.
/// `id_field` is the key that names the patient.
[[nodiscard]] Mapping
for_records(const Program& program, const Mapping& mapping, const std::string& id_field);

/// The mapping in `file`; nothing when it has a fault.
[[nodiscard]] std::optional<Mapping>
read_mapping(const Program& program, const Sources& sources, FileId file, Diagnostics& diagnostics);

} // namespace precept::cohort
