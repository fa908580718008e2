// A cohort's answer in numbers, for people and tools: as text with bars for a terminal, as a page
// with plots, or as JSON after interpreter/schema/cohort.schema.json. Shares are of the patients
// that could be read; none is rounded to nothing or to all.
#pragma once

#include "interpreter/cohort/tally.hpp"
#include "lang/render.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace precept::cohort {

/// The version of the JSON schema; raised when a reader of the old form would misread the new one.
inline constexpr int summary_schema_version = 1;

/// What is to be shown. Refers to what it is given.
struct Summary {
    const Program& program;
    const Sources& sources;
    const Tally& tally;
    Date today;
    std::string input; ///< the cohort's name
};

[[nodiscard]] std::string render_text(const Summary& summary, const Style& style);

/// One JSON object over many lines.
[[nodiscard]] std::string render_json(const Summary& summary);

[[nodiscard]] std::string render_html(const Summary& summary);

// ---- what the three have in common

/// `36.0 %`, `< 0.1 %`, `> 99.9 %`; `0 %` and `100 %` only where it is so.
[[nodiscard]] std::string share_text(std::uint64_t part, std::uint64_t all);

/// `1,204`.
[[nodiscard]] std::string count_text(std::uint64_t count);

/// A patient, as people find him again: `p12 (line 12)`.
[[nodiscard]] std::string patient_text(const PatientName& patient);

/// Something that undecided rules wait for.
struct MissingCount {
    enum class Kind : std::uint8_t { Fact, Events, Field, NoValue };

    Kind kind = Kind::Fact;
    std::string name; ///< `lvef`, `therapy`, `therapy.stopped`; of NoValue empty
    std::string label;
    std::uint64_t patients = 0;
};

/// What is missing for some patient, for the most patients first.
[[nodiscard]] std::vector<MissingCount> missing_counts(const Program& program, const Tally& tally);

/// The lengths of a bar's parts, `length` in all if the counts add up to `all`: in proportion, and
/// none that counts something is nothing, as far as there is room.
[[nodiscard]] std::vector<std::size_t>
bar_parts(const std::vector<std::uint64_t>& counts, std::uint64_t all, std::size_t length);

} // namespace precept::cohort
