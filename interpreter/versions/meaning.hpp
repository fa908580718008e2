// What a checked program says, in a form in which two versions can be compared: layout, comments
// and the order of what has none are gone, names stand for what they name.
#pragma once

#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace precept::versions {

enum class Kind : std::uint8_t {
    Module,
    Source,
    Term,
    Fact,
    Event,
    Definition,
    Rule,
    Ensure,
    Test
};

/// "rule", "fact": as a reader calls it.
[[nodiscard]] std::string_view in_words(Kind kind);

/// Something that is said of an item: a rule's `when`, a fact's unit, the label.
struct Statement {
    std::string meaning;  ///< the same for the same meaning
    std::string shown;    ///< as written
    bool wording = false; ///< for readers alone: no patient's answer depends on it
    NodeId condition{};   ///< where it is one
};

/// A declaration or a test, and all that it says, by what is said: `when`, `unless …`.
struct Item {
    Kind kind{};
    std::string name; ///< of a test its label
    std::string label;
    Span span;
    std::map<std::string, Statement> says;
};

/// Names to be read as others: what was renamed from one version to the next.
using Renamed = std::map<std::string, std::string>;

/// The items of a program, in its order.
[[nodiscard]] std::vector<Item>
items_of(const Program& program, const Sources& sources, const Renamed& renamed = {});

/// A condition or value: the same text for the same meaning, whatever the order of what is joined.
[[nodiscard]] std::string
meaning_of(const Program& program, NodeId node, const Renamed& renamed = {});

} // namespace precept::versions
