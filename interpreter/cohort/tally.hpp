// What became of a cohort, in numbers: each worker counts its batches, and the counts are added up
// in the order of the input, so that they do not depend on the number of workers.
#pragma once

#include "interpreter/cohort/decoder.hpp"
#include "interpreter/evaluation.hpp"
#include "interpreter/needed.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace precept::cohort {

/// Patients by what became of a rule; see `Status` (answer.hpp).
struct RuleCounts {
    std::uint64_t fired = 0;
    std::uint64_t not_fired = 0;
    std::uint64_t undecided = 0;
    std::uint64_t not_applicable = 0;
};

/// Patients by what became of a piece of advice whose rule fired; see `AdviceState`.
struct AdviceCounts {
    std::uint64_t active = 0;
    std::uint64_t blocked = 0;
    std::uint64_t overridden = 0;
    std::uint64_t provisional = 0;
};

/// Patients by whether a guideline applies.
struct GuidelineCounts {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    std::uint64_t unknown = 0;
};

/// A patient, as people find him again.
struct PatientName {
    std::uint64_t line = 0;
    std::string id;
};

/// Patients by whether a property holds.
struct EnsureCounts {
    std::uint64_t held = 0;
    std::uint64_t violated = 0;
    std::uint64_t undecided = 0;
    std::vector<PatientName> violators; ///< the first of the input, `most_violators` at most

    static constexpr std::size_t most_violators = 100;
};

struct Tally {
    std::uint64_t patients = 0; ///< that could be read
    std::uint64_t rejected = 0;
    std::uint64_t undecided = 0; ///< patients for whom some rule is

    std::vector<RuleCounts> rules;           ///< by RuleId
    std::vector<AdviceCounts> advice;        ///< by AdviceId
    std::vector<GuidelineCounts> guidelines; ///< by ModuleId
    std::vector<EnsureCounts> ensures;       ///< by their place in the program

    // For how many patients something is missing that could still decide a rule: what
    // `missing_for` (missing.hpp) finds for the undecided rules of each, counted once a patient.
    std::vector<std::uint64_t> facts;               ///< by FactId
    std::vector<std::uint64_t> lists;               ///< by EventId: the list itself
    std::vector<std::vector<std::uint64_t>> fields; ///< by EventId and field: of some event
    std::uint64_t no_value = 0; ///< some part of a rule has no value for a reason of its own

    explicit Tally(const Program& program);

    /// Counts the patients of `decoded`, and what its records were rejected for.
    void count(const Evaluation& evaluation, const Decoded& decoded);

    /// Counts for whom something is missing that could still decide a rule.
    void count(const Needed& needed);

    /// Adds the counts of `later`, which come after these in the input.
    void add(const Tally& later);
};

} // namespace precept::cohort
