// What an editor shows in a page of its own: the trace of the patient, and the drawing of a
// guideline.
#pragma once

#include "interpreter/lsp/connection.hpp"
#include "interpreter/lsp/consultation.hpp"

#include <optional>

namespace precept::lsp {

/// `{"text": …, "html": …}`: what the rules of a module, or all, say of the patient, who has no
/// findings, and why.
[[nodiscard]] Result
show_trace(const Consultation& consultation, const std::optional<ModuleId>& module);

/// `{"svg": …}`: the rules of the module as a flow picture, with the way of the patient, if there
/// is one. Fails where Graphviz is missing, and says so.
[[nodiscard]] Result
show_drawing(const Snapshot& view, ModuleId module, const Consultation* consultation);

} // namespace precept::lsp
