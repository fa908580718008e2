#include "lang/codes.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace precept {

namespace {

constexpr std::array<std::string_view, 5> known_systems{
    "loinc", "snomed", "rxnorm", "icd10cm", "ucum"};

bool is_known(std::string_view system) {
    return std::find(known_systems.begin(), known_systems.end(), system) != known_systems.end();
}

void report_unknown(Building& building, std::uint32_t module, const ast::Name& name) {
    auto systems = building.names.visible(module, SymbolKind::CodeSystem);
    systems.insert(systems.end(), known_systems.begin(), known_systems.end());
    const auto guess = nearest(name.text, systems);
    auto& finding = building.report(
        Code::UnknownName,
        name.span,
        fmt::format("there is no code system called `{}`", name.text),
        guess ? fmt::format("did you mean `{}`?", *guess)
              : fmt::format("declare it: `system {} \"…\" uri \"…\"`", name.text)
    );
    if (guess) {
        finding.fix = Fix{name.span, *guess};
    }
}

} // namespace

std::vector<CodeBinding> bind_codes(
    Building& building, std::uint32_t module, const std::vector<ast::CodeBinding>& bindings
) {
    std::vector<CodeBinding> result;
    for (const ast::CodeBinding& binding : bindings) {
        if (!is_known(binding.system.text)) {
            const ast::Path path{{binding.system}, binding.system.span};
            const auto found = building.names.look_up(module, path, Missing::Ignore);
            if (!found || found->symbol->kind != SymbolKind::CodeSystem) {
                report_unknown(building, module, binding.system);
                continue;
            }
            building.note(module, path, *found);
        }
        result.push_back({binding.system.text, binding.code.text});
    }
    return result;
}

} // namespace precept
