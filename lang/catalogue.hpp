// Every diagnostic code: its name, its severity, and the longer text of `precept explain NAME` with
// a wrong and a right example. A test checks that the wrong one gives the code and the right one
// does not.
#pragma once

#include "lang/diagnostic.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace precept {

/// Which reader the examples of an entry are for.
enum class ExampleKind : std::uint8_t {
    Rules, ///< a whole rule file
    Files, ///< several rule files, each below a line `# file NAME.precept`; the first is checked
    Facts, ///< a patient file in JSON, read with the declarations in `catalogue_facts_guideline`
    None,  ///< no example: the fault is not in a text (a file that cannot be read)
};

struct CodeInfo {
    Code code;
    std::string_view name; ///< `unknown-name`
    Severity severity;
    std::string_view title; ///< one line
    std::string_view text;  ///< a paragraph or two: why it is a fault, what to do
    ExampleKind kind;
    std::string_view wrong;
    std::string_view right;
};

/// The entry of `code`.
[[nodiscard]] const CodeInfo& info(Code code);

/// All entries, in the order of `Code`.
[[nodiscard]] std::span<const CodeInfo> catalogue();

/// The entry called `name`, if there is one.
[[nodiscard]] std::optional<Code> find_code(std::string_view name);

/// The rule file against which the catalogue's examples of kind `Facts` are read.
extern const std::string_view catalogue_facts_guideline;

} // namespace precept
