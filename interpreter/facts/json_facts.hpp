// Reads a patient's facts and checks each against its declaration: from a JSON object, or from an
// assignment such as `lvef=48 % on 2026-10-02`. Everything that is wrong is reported, with its
// place and its path in the record
// (`therapy[2].drug`); then there is no patient. What `assume` and `valid for` make of the facts is
// `settle`'s.
#pragma once

#include "interpreter/patient.hpp"
#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <memory>
#include <optional>
#include <string>

namespace precept {

struct JsonValue;
struct DeclaredNames;

struct FactsOptions {
    Date today;                   ///< nothing can have been measured later
    bool ignore_unknown = false;  ///< leave out facts that no rule file declares
    std::string set_by = "--set"; ///< what an assignment is called in messages
    /// The key under which a record names its patient: no fact, but a text or a number, which
    /// becomes `Patient::name`. Empty: there is none.
    std::string id_field{};
    /// The program's names (facts/declared.hpp), where many records are read.
    std::shared_ptr<const DeclaredNames> names{};
};

/// The patient in `file`; nothing when a finding makes it unusable.
[[nodiscard]] std::optional<Patient> read_patient(
    const Program& program,
    const Sources& sources,
    FileId file,
    const FactsOptions& options,
    Diagnostics& diagnostics
);

/// The same from `record`, the tree of `file` or what a mapping made of it.
[[nodiscard]] std::optional<Patient> read_patient(
    const Program& program,
    const Sources& sources,
    FileId file,
    const JsonValue& record,
    const FactsOptions& options,
    Diagnostics& diagnostics
);

/// Sets one fact from `NAME=VALUE`, replacing what `patient` has; `unknown` takes it away. False
/// when reported.
bool set_fact(
    const Program& program,
    const std::string& assignment,
    Sources& sources,
    const FactsOptions& options,
    Patient& patient,
    Diagnostics& diagnostics
);

} // namespace precept
