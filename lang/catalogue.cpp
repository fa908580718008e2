#include "lang/catalogue.hpp"

#include <array>

namespace precept {

namespace {

constexpr CodeInfo entry(Code code, std::string_view name, Severity severity) {
    return {code, name, severity, {}, {}, ExampleKind::None, {}, {}};
}

constexpr std::array entries = {
    entry(Code::UnreadableFile, "unreadable-file", Severity::Error),
    entry(Code::Syntax, "syntax", Severity::Error),
    entry(Code::DuplicateClause, "duplicate-clause", Severity::Error),
    entry(Code::MisalignedBullet, "misaligned-bullet", Severity::Error),
    entry(Code::TabIndent, "tab-indent", Severity::Error),
    entry(Code::TooDeep, "too-deep", Severity::Error),
    entry(Code::MissingHeader, "missing-header", Severity::Error),
    entry(Code::UnknownLanguage, "unknown-language", Severity::Error),
    entry(Code::UnknownName, "unknown-name", Severity::Error),
    entry(Code::DuplicateName, "duplicate-name", Severity::Error),
    entry(Code::AmbiguousName, "ambiguous-name", Severity::Error),
    entry(Code::WrongKind, "wrong-kind", Severity::Error),
    entry(Code::UnknownModule, "unknown-module", Severity::Error),
    entry(Code::UnusedUse, "unused-use", Severity::Warning),
    entry(Code::ModuleName, "module-name", Severity::Warning),
    entry(Code::ModuleCircle, "module-circle", Severity::Error),
    entry(Code::DefinitionCircle, "definition-circle", Severity::Error),
    entry(Code::TermCircle, "term-circle", Severity::Error),
    entry(Code::OverrideCircle, "override-circle", Severity::Error),
    entry(Code::UnknownValue, "unknown-value", Severity::Error),
    entry(Code::DuplicateValue, "duplicate-value", Severity::Error),
    entry(Code::TooManyValues, "too-many-values", Severity::Error),
    entry(Code::WrongType, "wrong-type", Severity::Error),
    entry(Code::UnknownUnit, "unknown-unit", Severity::Error),
    entry(Code::IncompatibleUnit, "incompatible-unit", Severity::Error),
    entry(Code::MissingUnit, "missing-unit", Severity::Error),
    entry(Code::OutOfRange, "out-of-range", Severity::Error),
    entry(Code::EmptyRange, "empty-range", Severity::Error),
    entry(Code::ImpossibleDate, "impossible-date", Severity::Error),
    entry(Code::ImpossibleCount, "impossible-count", Severity::Error),
    entry(Code::MixedAndOr, "mixed-and-or", Severity::Error),
    entry(Code::RuleWithoutWhen, "rule-without-when", Severity::Error),
    entry(Code::RuleWithoutAction, "rule-without-action", Severity::Error),
    entry(Code::MisplacedItem, "misplaced-item", Severity::Error),
    entry(Code::TestWithoutExpectation, "test-without-expectation", Severity::Error),
    entry(Code::UnreachableCase, "unreachable-case", Severity::Warning),
    entry(Code::MissingCitation, "missing-citation", Severity::Warning),
    entry(Code::OverdueReview, "overdue-review", Severity::Warning),
    entry(Code::FactsSyntax, "facts-syntax", Severity::Error),
    entry(Code::DuplicateKey, "duplicate-key", Severity::Error),
    entry(Code::UnknownFact, "unknown-fact", Severity::Error),
    entry(Code::UnknownField, "unknown-field", Severity::Error),
    entry(Code::FutureMeasurement, "future-measurement", Severity::Error),
    entry(Code::WrongShape, "wrong-shape", Severity::Error),
};

} // namespace

const CodeInfo& info(Code code) {
    return entries[static_cast<std::size_t>(code)];
}

std::span<const CodeInfo> catalogue() {
    return entries;
}

std::optional<Code> find_code(std::string_view name) {
    for (const CodeInfo& known : entries) {
        if (known.name == name) {
            return known.code;
        }
    }
    return std::nullopt;
}

const std::string_view catalogue_facts_guideline =
    "guideline example \"An example\"\n  language 1\n";

} // namespace precept
