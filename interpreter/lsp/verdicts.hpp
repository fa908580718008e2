// What the rules say of the current patient, shown where the rules stand: a verdict beside each
// rule, what becomes of its advice, and the value of what the cursor is on.
#pragma once

#include "interpreter/lsp/consultation.hpp"
#include "lang/description.hpp"

#include <string>

namespace precept::lsp {

/// Inlay hints for the rules in `span`: "fired", "undecided: waits for lvef", "blocked by …". The
/// patient has no findings.
[[nodiscard]] Json verdict_hints(const Snapshot& view, const Consultation& consultation, Span span);

/// A text about the patient, and the part of the file that it is about.
struct PatientNote {
    Span span;
    std::string text;
};

/// The value of the name and of the condition at the cursor, for this patient, who has no findings;
/// where it is unknown, why. An empty text where there is none.
[[nodiscard]] PatientNote note_on_patient(
    const Snapshot& view,
    const Consultation& consultation,
    const Cursor& cursor,
    const Markup& markup
);

} // namespace precept::lsp
