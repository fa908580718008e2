// One value, as it stands in a rule file's constants and in a patient's facts.
#pragma once

#include "lang/date.hpp"

#include <cstdint>
#include <limits>
#include <variant>

namespace precept {

/// Index of one kind of thing in a `Program`. A default one refers to nothing.
template <typename Tag>
struct Id {
    static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t index = nothing;

    [[nodiscard]] constexpr bool valid() const { return index != nothing; }

    friend constexpr bool operator==(Id, Id) = default;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the zero inside for a pointer
    friend constexpr auto operator<=>(Id, Id) = default;
};

using ModuleId = Id<struct ModuleTag>;
using SourceId = Id<struct SourceTag>;
using TermId = Id<struct TermTag>;
using DomainId = Id<struct DomainTag>;
using FactId = Id<struct FactTag>;
using EventId = Id<struct EventTag>;
using DefinitionId = Id<struct DefinitionTag>;
using RuleId = Id<struct RuleTag>;
using AdviceId = Id<struct AdviceTag>;
using NodeId = Id<struct NodeTag>;
using ScopeId = Id<struct ScopeTag>;

/// A value of a domain, by its place in the list of the domain's values.
struct CodedValue {
    std::uint8_t index = 0;

    friend bool operator==(const CodedValue&, const CodedValue&) = default;
};

/// A set of values of a domain: bit i stands for value i.
struct SetValue {
    std::uint64_t members = 0;

    friend bool operator==(const SetValue&, const SetValue&) = default;
};

/// A known value: yes/no, a number (in the unit of its declaration), a date, a coded value, a set,
/// a term.
using Value = std::variant<bool, double, Date, CodedValue, SetValue, TermId>;

} // namespace precept
