// What is wrong with a user's files, as data: code, place, message, further places, help and, where
// one edit mends it, that edit. Stages append to a list and go on; `render.hpp` shows the list.
// What each code means, with a wrong and a right example, is in `catalogue.hpp`.
#pragma once

#include "lang/span.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace precept {

/// Errors make a program or a patient unusable; warnings do not.
enum class Severity : std::uint8_t { Error, Warning };

/// What kind of fault it is. The names shown to people (`unknown-name`) are in the catalogue.
enum class Code : std::uint8_t {
    // reading and syntax
    UnreadableFile,
    Syntax,
    DuplicateClause,
    MisalignedBullet,
    TabIndent,
    TooDeep,
    MissingHeader,
    UnknownLanguage,
    // names and modules
    UnknownName,
    DuplicateName,
    AmbiguousName,
    WrongKind,
    UnknownModule,
    UnusedUse,
    ModuleName,
    ModuleCircle,
    DefinitionCircle,
    TermCircle,
    OverrideCircle,
    // types, values, units
    UnknownValue,
    DuplicateValue,
    TooManyValues,
    WrongType,
    UnknownUnit,
    IncompatibleUnit,
    MissingUnit,
    OutOfRange,
    EmptyRange,
    ImpossibleDate,
    ImpossibleCount,
    MixedAndOr,
    // rules, tests, guidelines
    RuleWithoutWhen,
    RuleWithoutAction,
    MisplacedItem,
    TestWithoutExpectation,
    UnreachableCase,
    MissingCitation,
    OverdueReview,
    // what is legal but suspect; see lint.hpp
    RuleNeverFires,
    OverlappingCases,
    GapBetweenCases,
    AdviceAndCaution,
    BoundaryMissed,
    UnusedFact,
    UnusedTerm,
    MissingStrength,
    MissingEvidence,
    MissingLabel,
    NameConvention,
    WrongAllowance,
    UnusedAllowance,
    // patient facts
    FactsSyntax,
    DuplicateKey,
    UnknownFact,
    UnknownField,
    FutureMeasurement,
    WrongShape,
};

/// A further place that belongs to a finding ("first defined here").
struct Note {
    Span span;
    std::string message;
};

/// An edit that mends the fault: replace `span` by `replacement`.
struct Fix {
    Span span;
    std::string replacement;
};

/// One finding.
struct Diagnostic {
    Code code = Code::Syntax;
    Span span;
    std::string message;
    std::vector<Note> notes{};
    std::string help{}; ///< what to write instead; may be empty
    std::optional<Fix> fix{};
    /// For faults in data: the path inside the record, such as `therapy[2].drug`.
    std::string path{};
    /// A patient for whom it matters, as `given` would say them: `lvef is 50 %`. May be empty.
    std::string example{};
};

using Diagnostics = std::vector<Diagnostic>;

/// Whether any finding makes its input unusable.
[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Sorts by file, place and code, and drops exact repeats, so that one fault is one message.
void sort_diagnostics(Diagnostics& diagnostics);

} // namespace precept
