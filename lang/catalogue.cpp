#include "lang/catalogue.hpp"

#include "lang/catalogue_parts.hpp"

#include <vector>

namespace precept {

namespace {

std::vector<CodeInfo> all_entries() {
    std::vector<CodeInfo> entries;
    for (const auto part :
         {syntax_entries(),
          name_entries(),
          value_entries(),
          rule_entries(),
          lint_rule_entries(),
          lint_text_entries(),
          fact_entries()}) {
        entries.insert(entries.end(), part.begin(), part.end());
    }
    return entries;
}

} // namespace

std::span<const CodeInfo> catalogue() {
    static const std::vector<CodeInfo> entries = all_entries();
    return entries;
}

const CodeInfo& info(Code code) {
    return catalogue()[static_cast<std::size_t>(code)];
}

std::optional<Code> find_code(std::string_view name) {
    for (const CodeInfo& entry : catalogue()) {
        if (entry.name == name) {
            return entry.code;
        }
    }
    return std::nullopt;
}

} // namespace precept
