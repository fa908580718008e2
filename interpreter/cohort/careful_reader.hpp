// Reads one record at a time, slowly, as `precept run` would read it: with all findings, each with
// its place.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <optional>
#include <string_view>

namespace precept::cohort {

class CarefulReader {
public:
    /// `program` has to outlive it.
    CarefulReader(const Program& program, FactsOptions options);

    /// The settled patient in `record`, which stands in line `line`; or what is wrong with it, at
    /// the end of `rejects`.
    std::optional<Patient>
    read(std::uint64_t line, std::string_view record, std::vector<Reject>& rejects) const;

private:
    const Program& program_;
    FactsOptions options_;
};

} // namespace precept::cohort
