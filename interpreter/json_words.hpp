// The words of the JSON schemas for what an answer is made of. For the files that write JSON.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/reading.hpp"

#include <array>
#include <cstddef>

namespace precept {

inline const char* word(Truth truth) {
    constexpr std::array<const char*, 3> words = {"no", "unknown", "yes"};
    return words.at(static_cast<std::size_t>(truth));
}

inline const char* word(Status status) {
    constexpr std::array<const char*, 4> words = {
        "fired", "not_fired", "undecided", "not_applicable"};
    return words.at(static_cast<std::size_t>(status));
}

inline const char* word(AdviceState state) {
    constexpr std::array<const char*, 4> words = {"active", "blocked", "overridden", "provisional"};
    return words.at(static_cast<std::size_t>(state));
}

inline const char* word(EnsureState state) {
    constexpr std::array<const char*, 3> words = {"held", "violated", "undecided"};
    return words.at(static_cast<std::size_t>(state));
}

inline const char* word(Reason reason) {
    constexpr std::array<const char*, 8> words = {
        "none",
        "missing",
        "out_of_date",
        "conflicting",
        "not_computable",
        "no_case_applies",
        "no_such_event",
        "depends"};
    return words.at(static_cast<std::size_t>(reason));
}

inline const char* word(Origin::Kind kind) {
    constexpr std::array<const char*, 5> words = {"none", "given", "assumed", "rules", "asked"};
    return words.at(static_cast<std::size_t>(kind));
}

inline const char* word(Operand::Kind kind) {
    constexpr std::array<const char*, 9> words = {
        "fact",
        "events",
        "field",
        "definition",
        "today",
        "rule",
        "term",
        "any_advice",
        "expression"};
    return words.at(static_cast<std::size_t>(kind));
}

inline const char* word(ast::Verb verb) {
    constexpr std::array<const char*, 4> words = {
        "recommend", "consider", "avoid", "contraindicate"};
    return words.at(static_cast<std::size_t>(verb));
}

inline const char* word(ast::Strength strength) {
    return strength == ast::Strength::Strong ? "strong" : "conditional";
}

inline const char* word(ast::Evidence evidence) {
    constexpr std::array<const char*, 4> words = {"high", "moderate", "low", "very_low"};
    return words.at(static_cast<std::size_t>(evidence));
}

inline const char* word(ast::ModuleStatus status) {
    constexpr std::array<const char*, 3> words = {"draft", "active", "retired"};
    return words.at(static_cast<std::size_t>(status));
}

inline const char* word(ast::Quantity quantity) {
    constexpr std::array<const char*, 6> words = {
        "all_of", "any_of", "none_of", "at_least", "exactly", "at_most"};
    return words.at(static_cast<std::size_t>(quantity));
}

inline const char* word(const Type& type) {
    switch (type.kind) {
    case TypeKind::Truth: return "yes/no";
    case TypeKind::Number: return "number";
    case TypeKind::Date: return "date";
    case TypeKind::Coded: return "coded";
    case TypeKind::Set: return "set";
    case TypeKind::Term: return "term";
    case TypeKind::Event: return "event";
    case TypeKind::Invalid: break;
    }
    return "invalid";
}

} // namespace precept
