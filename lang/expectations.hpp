// The tests of a checked program: what each gives of a patient, and what it expects to come out.
#pragma once

#include "lang/declarations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace precept {

/// What a test gives for one fact or field; no value: expressly unknown.
struct GivenValue {
    std::optional<Value> value;
    std::optional<Date> measured;
    Span span;
};

struct GivenEvent {
    EventId event;
    std::vector<std::pair<std::uint32_t, GivenValue>> fields; ///< field index, value
    Span span;
};

/// A condition that must be yes.
struct ExpectCondition {
    NodeId condition;
};

struct ExpectStatus {
    RuleId rule;
    ast::RuleStatus status;
    std::vector<FactId> facts_wanted; ///< of `for want of`: each must be among what is missing
    std::vector<EventId> events_wanted;
};

/// Some advice that contains the term (or something below it) is in that state; or, negated, none
/// is.
struct ExpectAdviceState {
    TermId term;
    bool negated = false;
    ast::Outcome state; ///< Blocked, Overridden or Provisional
};

struct Expectation {
    std::variant<ExpectCondition, ExpectStatus, ExpectAdviceState> kind;
    Span span;
    std::string subject{}; ///< of a table's cell: what stands before it to be a sentence, "thp "
};

/// A file that says what is known of a patient, as a test names it: relative to the rule file.
struct GivenPatient {
    std::string file;
    Span span;
};

/// What a test gives, or somebody supposes, of a patient.
struct Givens {
    std::optional<GivenPatient> patient; ///< what is given besides replaces its facts
    std::optional<Date> today;
    std::vector<std::pair<FactId, GivenValue>> facts;
    std::vector<GivenEvent> events;
    std::vector<EventId> events_given; ///< lists that are known, including those said to be empty
    std::vector<EventId> none;         ///< those said to be empty
    std::vector<EventId> unknown;      ///< those said to be unknown
};

/// The row of a table of cases that a test is.
struct TestRow {
    std::size_t number = 0; ///< from 1
    std::size_t of = 0;     ///< rows of the table
    Span span;
    std::string given; ///< what sets it apart: `her2_ihc 2+, lvef 45 %`
};

/// One patient of a `test` block: a block with a table is a test for each row.
struct Test {
    std::string label;
    ModuleId module;
    Givens given;
    std::vector<Expectation> expect;
    Span span; ///< of the label
    std::optional<TestRow> row{};
};

} // namespace precept
