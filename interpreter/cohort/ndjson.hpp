// NDJSON: a patient a line, as `read_patient` (facts/json_facts.hpp) reads one. Lines of blanks are
// skipped. The usual record is decoded straight into columns; any that is unusual in whatever way
// is read by `read_patient`, so that what a record means and what is wrong with it are the same
// everywhere. Keys may have other names by a mapping, and events stand in tables of their own.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/cohort/record_mapper.hpp"
#include "lang/program.hpp"

#include <memory>
#include <string>

namespace precept::cohort {

struct NdjsonOptions {
    Date today;                  ///< nothing can have been measured later
    bool ignore_unknown = false; ///< leave out facts that no rule file declares
    /// The key that names the patient: no fact, but a text or a number. Empty: `id`, or else
    /// `patient_id`, unless a fact or event is called so.
    std::string id_field;
};

/// The key that names a patient, as `NdjsonOptions::id_field` says; empty where there is none.
[[nodiscard]] std::string id_field_of(const Program& program, const std::string& wanted);

/// All that is given must outlive the decoder; `from` is null where the input is all there is.
[[nodiscard]] std::unique_ptr<Decoder> make_ndjson_decoder(
    const Program& program, const NdjsonOptions& options, const RecordSources* from = nullptr
);

} // namespace precept::cohort
