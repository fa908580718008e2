// A JSON text as a tree in which every value and key knows its place. Takes a registered file,
// gives the tree; what is not JSON, a repeated key and nesting beyond reason are reported. The JSON
// parser stays behind json_tree.cpp.
#pragma once

#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

struct JsonMember;

struct JsonValue {
    enum class Kind : std::uint8_t { Null, Truth, Number, Text, List, Object };

    Kind kind = Kind::Null;
    bool truth = false;
    double number = 0;
    std::string text;                ///< of Text: unescaped
    std::vector<JsonValue> items;    ///< of List
    std::vector<JsonMember> members; ///< of Object, in the order of the text
    Span span;                       ///< brackets included
};

struct JsonMember {
    std::string key;
    Span key_span;
    JsonValue value;
};

/// What to write instead of what is no JSON, and of nothing at all.
struct JsonHelp {
    std::string_view broken =
        R"(facts are a JSON object, such as {"her2_ihc": "3+", "pregnant": false})";
    std::string_view empty = "a patient of whom nothing is known is `{}`";
};

/// The tree of the whole of `file`, or nothing if it is not JSON. A key that an object repeats is
/// reported and its later values are left out.
[[nodiscard]] std::optional<JsonValue>
read_json(const Sources& sources, FileId file, Diagnostics& diagnostics, const JsonHelp& help = {});

} // namespace precept
