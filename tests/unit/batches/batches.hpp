// Looks into batches cell by cell, for tests.
#pragma once

#include "interpreter/batch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept::batches {

/// The value at `row` of a column of facts or fields, where one is known.
[[nodiscard]] std::optional<Value> value_at(const ConstColumn& column, std::size_t row);

/// What is different between a batch and the settled patients that it was made of; empty if
/// nothing is.
[[nodiscard]] std::string
disagreement(const Program& program, const Batch& batch, const std::vector<Patient>& patients);

} // namespace precept::batches
