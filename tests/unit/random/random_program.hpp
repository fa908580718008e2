// Random checked programs of every kind of node, free of circles and typed as the checker would
// have it; each with the text that says the same, where the language has a form for it.
#pragma once

#include "lang/program.hpp"
#include "tests/unit/random/random.hpp"

#include <string>
#include <vector>

namespace precept::random {

struct Shape {
    /// Only what a rule file can say, and with its text; one module.
    bool textual = false;
    /// Nothing that more information may turn over: no `is known`.
    bool monotone = false;
    int definitions = 8;
    int rules = 7;
    int depth = 3; ///< of expressions
};

struct RandomProgram {
    Program program;
    std::string header;             ///< of a textual one
    std::vector<std::string> items; ///< its declarations, in an order that may be shuffled

    /// The whole rule file.
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] RandomProgram random_program(Random& random, const Shape& shape);

/// The text of a value of the domain: quoted where it is not a word.
[[nodiscard]] std::string value_text(const std::string& name);

} // namespace precept::random
