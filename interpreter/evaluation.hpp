// The answer as data: the value of every expression, rule and advice for every patient of a batch.
// Rendered views (advice, traces, JSON) only read it. Evaluation keeps every column, so nothing is
// computed twice.
#pragma once

#include "interpreter/batch.hpp"
#include "interpreter/columns.hpp"
#include "interpreter/plan.hpp"
#include "interpreter/truth.hpp"
#include "lang/program.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace precept {

/// A row of a scope: a patient of the batch, or one event of a patient.
struct Place {
    ScopeId scope{0};
    std::size_t row = 0;
};

/// Truth of all patients: "known yes" and "known no", 64 patients to a word.
struct TruthBits {
    std::vector<std::uint64_t> yes, no;
};

/// The same in the columns themselves: bits past the last patient are arbitrary.
struct TruthWords {
    const std::uint64_t* yes;
    const std::uint64_t* no;
};

/// The columns of one batch. Accessors by node take the place at which the node stands: a node
/// inside `where` at an event, any other at a patient; a node that does not depend on the event may
/// be asked at either.
class Evaluation {
public:
    /// Evaluates; see evaluate.hpp. Without Retain::Everything only the outcomes of rules, advice,
    /// terms and properties can be asked for, and the accessors by node give "unknown" for others.
    Evaluation(
        const Program& program,
        const Plan& plan,
        const Batch& batch,
        Retain retain = Retain::Everything
    );

    /// Evaluates another batch for the same plan, in the memory of the one before.
    void evaluate_next(const Batch& batch);

    [[nodiscard]] const Program& program() const { return *program_; }

    [[nodiscard]] const Plan& plan() const { return *plan_; }

    [[nodiscard]] const Batch& batch() const { return *batch_; }

    [[nodiscard]] std::size_t patients() const { return batch_->patients(); }

    /// For nodes of type Truth.
    [[nodiscard]] Truth truth(NodeId node, Place place) const;
    /// For nodes of type Number: its bounds; equal when it is known.
    [[nodiscard]] Bounds number(NodeId node, Place place) const;
    [[nodiscard]] std::optional<Date> date(NodeId node, Place place) const;
    [[nodiscard]] Possible coded(NodeId node, Place place) const;
    [[nodiscard]] std::optional<SetValue> set(NodeId node, Place place) const;
    [[nodiscard]] std::optional<TermId> term(NodeId node, Place place) const;
    /// For nodes of type Event: which record of the patient's list.
    [[nodiscard]] Picked picked(NodeId node, Place place) const;
    /// Any type but Event: the value, if it is known.
    [[nodiscard]] std::optional<Value> value(NodeId node, Place place) const;

    [[nodiscard]] Truth fired(RuleId rule, std::size_t patient) const;
    [[nodiscard]] Truth applies(ModuleId module, std::size_t patient) const;
    [[nodiscard]] Truth active(AdviceId advice, std::size_t patient) const;
    /// Whether a contraindication blocks it; no for contraindications and cautions.
    [[nodiscard]] Truth blocked(AdviceId advice, std::size_t patient) const;
    [[nodiscard]] Truth overridden(RuleId rule, std::size_t patient) const;
    /// The value of `node::TermOutcome{term, verb}`, for any term.
    [[nodiscard]] Truth outcome(TermId term, ast::Verb verb, std::size_t patient) const;

    /// The rows of `scope` that belong to `place` of its parent scope, as `[first, last)`; row r is
    /// the record number r - first of the patient's list.
    [[nodiscard]] std::pair<std::size_t, std::size_t> events(ScopeId scope, Place parent) const;
    /// Whether the patient's list of `event` is known.
    [[nodiscard]] bool list_known(EventId event, std::size_t patient) const;
    /// The patient to which a place belongs.
    [[nodiscard]] std::size_t patient_of(Place place) const;

    // For counting over many patients: bit i is patient i, bits past the last are zero.

    [[nodiscard]] TruthBits fired_bits(RuleId rule) const;
    [[nodiscard]] TruthBits active_bits(AdviceId advice) const;

    /// The column of an operation that was kept and has one.
    [[nodiscard]] ConstColumn column(Ref ref) const {
        const Operation& it = (*plan_)[ref];
        return {columns_.data[ref.index()], batch_->rows(it.scope), it.shape};
    }

    /// Of a condition in the patient's scope that was kept.
    [[nodiscard]] TruthWords words(Ref ref) const {
        const std::uint64_t* plain = columns_.data[ref.index()];
        const std::uint64_t* no = plain + words_for(patients());
        return ref.negated() ? TruthWords{no, plain} : TruthWords{plain, no};
    }

private:
    [[nodiscard]] Truth truth(Ref ref, Place place) const;
    [[nodiscard]] TruthBits bits(Ref ref) const;

    [[nodiscard]] Ref ref(NodeId node) const { return plan_->nodes[node.index]; }

    /// The operation's column and the row in it at `place`; nothing where it was not kept.
    [[nodiscard]] std::optional<std::pair<ConstColumn, std::size_t>>
    cell(Ref ref, Place place) const;
    [[nodiscard]] std::size_t row_in(ScopeId scope, Place place) const;

    const Program* program_;
    const Plan* plan_;
    const Batch* batch_;
    Retain retain_;
    Columns columns_;
};

} // namespace precept
