// The interpreter's answer beside the naive one.
#pragma once

#include "interpreter/evaluation.hpp"
#include "tests/unit/naive/naive_evaluator.hpp"

#include <map>
#include <string>

namespace precept::naive {

/// What the columns say of a node at the place where it stands.
[[nodiscard]] Answer read(const Evaluation& evaluation, NodeId node, Place place);

/// The first thing on which the two differ, in words; empty when they agree on every node at every
/// place, and on every outcome.
[[nodiscard]] std::string
disagreement(const Evaluation& evaluation, std::size_t patient, Evaluator& naive);

/// The same for outcomes alone: those of rules, advice and terms.
[[nodiscard]] std::string
outcome_disagreement(const Evaluation& evaluation, std::size_t patient, Evaluator& naive);

/// Every answer about one patient by the name of what it is about: the same for two programs that
/// say the same.
using Listing = std::map<std::string, std::string>;

[[nodiscard]] Listing listing(const Program& program, Evaluator& naive);

/// The patient of one program as a patient of another that declares the same facts and events.
[[nodiscard]] Patient translate(const Patient& patient, const Program& from, const Program& to);

} // namespace precept::naive
