// What a fact, a field, a definition or a rule's outcome was for one patient, why it is unknown
// where it is, and where it came from. The words of traces, answers and questions: each is read off
// the columns of an `Evaluation` and the patient's cells; nothing is evaluated here.
#pragma once

#include "interpreter/evaluation.hpp"
#include "interpreter/patient.hpp"
#include "lang/program.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace precept {

/// One patient of an evaluated batch: the settled facts from which row `index` was made. Refers to
/// what it is given; all of it must outlive the view.
struct PatientView {
    const Evaluation& evaluation;
    std::size_t index;
    const Patient& patient;
    Date today;

    [[nodiscard]] const Program& program() const { return evaluation.program(); }

    [[nodiscard]] Place place() const { return {ScopeId{0}, index}; }
};

/// Why a value is unknown.
enum class Reason : std::uint8_t {
    None,          ///< it is known
    Missing,       ///< not given
    OutOfDate,     ///< measured too long ago
    Conflicting,   ///< two records of one day disagree
    NotComputable, ///< its operands are known, but there is no such number; see `Reading::why`
    NoCaseApplies,
    NoSuchEvent,
    Depends, ///< on something else that is unknown
};

/// A value, as far as it is known.
struct Reading {
    Type type{};
    std::optional<Value> value{};
    Bounds bounds{};     ///< of a Number that is not known
    Possible possible{}; ///< of a Coded value that is not known
    Picked picked{};     ///< of an Event
    Reason reason = Reason::None;
    std::string why{}; ///< of NotComputable: "division by zero"
};

/// Where a value came from.
struct Origin {
    enum class Kind : std::uint8_t {
        None,    ///< it was not given
        Given,   ///< `span` is in the patient's file, if the patient came from one
        Assumed, ///< `span` is the `assume` of the declaration
        Rules,   ///< worked out: `span` is the definition or the rule
        Asked,   ///< the day that the question is asked for
    };

    Kind kind = Kind::None;
    std::optional<Span> span{};
    std::optional<Date> measured{};
    std::optional<CalendarSpan> valid_for{};
    std::optional<Date> stale_since{}; ///< of OutOfDate: the first day on which it was too old
    std::optional<Value> unused{};     ///< of OutOfDate and Conflicting: what was given
};

/// Something that an expression refers to, with its value.
struct Operand {
    enum class Kind : std::uint8_t {
        Fact,
        Events, ///< the list of one kind of event
        Field,  ///< of one event
        Definition,
        Today,
        Rule, ///< whether it fired
        Term, ///< whether it is recommended, considered, avoided or contraindicated
        AnyAdvice,
        Expression, ///< a part of a rule that has no value for a reason of its own
    };

    Kind kind = Kind::Fact;
    std::uint32_t index = 0;  ///< of the fact, event, definition, rule, term or node
    std::uint32_t record = 0; ///< of a Field: number in the patient's list, from 0
    std::uint32_t field = 0;
    ast::Verb verb = ast::Verb::Recommend; ///< of a Term
    std::string name{};                    ///< `lvef`, `therapy[2].stopped`, `thp fires`
    std::string label{};
    Reading reading{};
    Origin origin{};
    std::vector<RuleId> rules{}; ///< of a Term: those whose advice makes it so, or still could
};

/// Whether both refer to the same thing.
[[nodiscard]] bool same_thing(const Operand& left, const Operand& right);

/// Operands, each thing once, in the order in which they came first. A patient may have events by
/// the ten thousand, so that none is compared with all others.
class DistinctOperands {
public:
    /// Whether it is new.
    bool add(Operand operand);

    [[nodiscard]] std::vector<Operand> take() { return std::move(all_); }

private:
    using Thing = std::tuple<Operand::Kind, std::uint32_t, std::uint32_t, std::uint32_t, ast::Verb>;

    std::vector<Operand> all_;
    std::set<Thing> seen_;
};

/// The value of `node` at `place`, which must be where the node stands.
[[nodiscard]] Reading read(const PatientView& view, NodeId node, Place place);

[[nodiscard]] Operand read_fact(const PatientView& view, FactId fact);
[[nodiscard]] Operand read_events(const PatientView& view, EventId event);
/// The field of record `record` (from 0); its name shows the number as `event_name` does.
[[nodiscard]] Operand
read_field(const PatientView& view, EventId event, std::uint32_t record, std::uint32_t field);
[[nodiscard]] Operand read_definition(const PatientView& view, DefinitionId definition);
[[nodiscard]] Operand read_rule(const PatientView& view, RuleId rule);
[[nodiscard]] Operand read_outcome(const PatientView& view, TermId term, ast::Verb verb);

/// The record number (from 0) in the patient's list of the event of `scope`, in which `place` lies,
/// directly or through an inner `where`.
[[nodiscard]] std::uint32_t record_of(const PatientView& view, ScopeId scope, Place place);

/// `therapy[2]`: record `record` (from 0) of the patient's list, as messages about patient files
/// number it.
[[nodiscard]] std::string event_name(const Program& program, EventId event, std::uint32_t record);

/// The definition's name, with its module's where two definitions share it.
[[nodiscard]] std::string unique_name(const Program& program, DefinitionId definition);
/// The same for a rule.
[[nodiscard]] std::string unique_name(const Program& program, RuleId rule);

/// Whether the value is settled: for a number that its bounds meet, for a coded value that one
/// possibility is left.
[[nodiscard]] bool known(const PatientView& view, NodeId node, Place place);

/// The advice of `verb` that makes, or could make, `term` so (see `node::TermOutcome`).
[[nodiscard]] std::vector<AdviceId>
advice_about(const Program& program, TermId term, ast::Verb verb);

} // namespace precept
