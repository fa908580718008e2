// For whom of a batch is a fact missing that could still decide something? What `missing_for`
// (missing.hpp) finds for one patient, for all patients of a batch at once, 64 to a machine word.
//
// Backward over the plan: an operation is needed for a patient where it is unknown and an operation
// that is needed uses it in a way that matters. As every operation comes after its operands, one
// pass from the last to the first sees each when all that use it are done: the analysis of live
// variables (Aho, Lam, Sethi, Ullman: Compilers, section 9.2.5), on a graph without circles, with a
// bit for each patient.
#pragma once

#include "interpreter/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace precept {

/// Bit-sets over the patients of a batch; bits past the last patient are zero.
class Needed {
public:
    Needed(const Program& program, const Plan& plan);

    /// Finds what is needed to decide `wanted`, conditions in the patient's scope, of an evaluation
    /// that kept everything.
    void find(const Evaluation& evaluation, std::span<const Ref> wanted);

    /// For whom the fact is missing.
    [[nodiscard]] std::span<const std::uint64_t> fact(FactId fact) const { return of(fact.index); }

    /// For whom the list of events is.
    [[nodiscard]] std::span<const std::uint64_t> list(EventId event) const {
        return of(first_list_ + event.index);
    }

    /// For whom a field of some event is.
    [[nodiscard]] std::span<const std::uint64_t> field(EventId event, std::uint32_t field) const {
        return of(first_field_[event.index] + field);
    }

    /// For whom a part has no value for a reason of its own.
    [[nodiscard]] std::span<const std::uint64_t> no_value() const { return of(things_ - 1); }

private:
    friend class NeededPass;

    [[nodiscard]] std::span<const std::uint64_t> of(std::size_t thing) const {
        return {found_.data() + thing * words_, words_};
    }

    const Plan& plan_;
    std::size_t first_list_;
    std::vector<std::size_t> first_field_; ///< by EventId
    std::size_t things_;
    std::size_t words_ = 0;
    std::vector<std::uint64_t> found_;  ///< a bit-set for each thing
    std::vector<std::uint64_t> needed_; ///< a bit-set for each operation, over its scope
    std::vector<std::size_t> offsets_;  ///< by operation, in `needed_`
    std::vector<std::uint64_t> scratch_;
};

} // namespace precept
