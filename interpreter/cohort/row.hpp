// What came out for one patient of a cohort, in plain lists that serve one patient after another:
// what the writers of rows write. Statuses, states and missing facts are those of `answer`
// (answer.hpp), read off the same columns by the same functions.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/missing.hpp"
#include "lang/source.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace precept::cohort {

/// A part of one of the lists below: `[first, first + count)`.
struct Part {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// A rule that is undecided, and what it waits for.
struct UndecidedRule {
    RuleId rule;
    Part waits; ///< in `RowAnswer::waits`
};

/// Advice whose rule fired.
struct AdviceRow {
    AdviceId advice;
    AdviceState state = AdviceState::Active;
    Part by;    ///< in `RowAnswer::by`
    Part waits; ///< of Provisional, in `RowAnswer::waits`
};

struct RowAnswer {
    std::vector<Truth> applies; ///< by place in `guidelines`
    std::vector<Status> rules;  ///< by RuleId
    std::vector<UndecidedRule> undecided;
    std::vector<AdviceRow> advice;
    std::vector<EnsureState> ensures; ///< by their place in the program
    /// Everything that something undecided waits for, each once.
    std::vector<MissingPart> missing;
    std::vector<std::uint32_t> waits; ///< places in `missing`
    std::vector<Opposition> by;

    template <typename T>
    [[nodiscard]] static std::span<const T> of(const std::vector<T>& list, Part part) {
        return std::span(list).subspan(part.first, part.count);
    }
};

/// Reads rows; one serves one worker.
class RowReader {
public:
    explicit RowReader(const Program& program);

    /// The answer for `row`, until the next one.
    const RowAnswer& read(const PatientRow& row);

    /// Modules that have rules or say when they apply, as `Answer::guidelines`.
    [[nodiscard]] const std::vector<ModuleId>& guidelines() const { return guidelines_; }

private:
    Part note(const std::vector<MissingPart>& parts);
    [[nodiscard]] std::uint32_t place_of(const MissingPart& part);
    void read_advice(const PatientRow& row, AdviceId advice);

    const Program& program_;
    MissingSearch search_;
    std::vector<ModuleId> guidelines_;
    std::vector<std::vector<Opponent>> opponents_; ///< by AdviceId
    std::vector<std::uint32_t> place_of_fact_;     ///< in `missing`, and 1; 0: not there
    std::map<std::tuple<Operand::Kind, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t>
        place_of_other_; ///< by kind, index, record and field
    RowAnswer answer_;
};

/// Modules that have rules or say when they apply.
[[nodiscard]] std::vector<ModuleId> guidelines_of(const Program& program);

/// What missing things are called: as the answers of `run` call them.
[[nodiscard]] std::string
name_of(const Program& program, const Sources& sources, const MissingPart& part);

} // namespace precept::cohort
