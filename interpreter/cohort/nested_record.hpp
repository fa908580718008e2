// Records of any usual kind, with lists of events and measurements in them, decoded by simdjson
// straight into columns. A record counts as sound only if `read_patient` would take it for the
// same; any other may be wrong, or right in a way that is not worth the trouble here.
#pragma once

#include "interpreter/cohort/record_fields.hpp"

#include <memory>
#include <string_view>

namespace precept::cohort {

class NestedRecords {
public:
    explicit NestedRecords(RecordFields& fields);
    NestedRecords(const NestedRecords&) = delete;
    NestedRecords& operator=(const NestedRecords&) = delete;
    ~NestedRecords();

    /// Decodes the patient of `text`, of which `readable` bytes may be read, into the row that was
    /// begun last. False where the row then holds a part of it at most. `id` is a part of `text`.
    [[nodiscard]] bool decode(std::string_view text, std::size_t readable, std::string_view& id);

private:
    class Decoding;
    std::unique_ptr<Decoding> decoding_;
};

} // namespace precept::cohort
