// What can be written at a place in a rule file: the words of the clause, the names in view, the
// values of the very fact that is compared, the terms of the class, the units of the dimension.
// Works on words, as the text around a cursor seldom parses; what names mean is taken from the last
// check, which has everything that does.
#pragma once

#include "lang/occurrences.hpp"
#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace precept {

enum class CompletionKind : std::uint8_t {
    Keyword,
    Snippet, ///< `text` has places to fill in: `${1:name}`
    Module,
    Source,
    CodeSystem,
    Term,
    Fact,
    Event,
    Field,
    Definition,
    Rule,
    Coded,
    Unit,
};

struct Completion {
    std::string text; ///< what is written
    CompletionKind kind = CompletionKind::Keyword;
    std::string label;  ///< what is shown in the list; the text where it is empty
    std::string detail; ///< of what kind it is, and its own label
};

struct Completions {
    std::uint32_t begin = 0; ///< where what is typed already begins; it is replaced
    std::vector<Completion> list;
};

/// What the program that is being edited is known to be.
struct Known {
    const Program& program;
    const LoadedModules& modules;
    const Sources& sources;
    const Occurrences& occurrences;
};

/// What can stand at `offset` of the file of `module`.
[[nodiscard]] Completions complete(const Known& known, std::uint32_t module, std::uint32_t offset);

} // namespace precept
