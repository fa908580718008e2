// Records that hold single values and sets alone, in plain ASCII: most of most cohorts. They are
// decoded while they are read, in one pass and with no index of what stands where. What is not
// written in this way is refused, whether it is sound or not.
#pragma once

#include "interpreter/cohort/record_fields.hpp"

#include <string_view>

namespace precept::cohort {

/// Decodes the patient of `text` into the row that was begun last; at least BlockText::padding
/// bytes may be read behind it, and a quotation mark is among them. False where the row then holds
/// a part of it at most. `id` is a part of `text`.
[[nodiscard]] bool
decode_flat_record(RecordFields& fields, std::string_view text, std::string_view& id);

} // namespace precept::cohort
