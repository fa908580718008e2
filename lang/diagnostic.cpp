#include "lang/diagnostic.hpp"

#include "lang/catalogue.hpp"

#include <algorithm>
#include <tuple>

namespace precept {

namespace {

/// Everything a reader sees, so that sorting is the same whatever order the stages ran in.
auto order(const Diagnostic& finding) {
    return std::tie(
        finding.span.file,
        finding.span.begin,
        finding.span.end,
        finding.code,
        finding.message,
        finding.path,
        finding.help
    );
}

} // namespace

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& finding) {
        return info(finding.code).severity == Severity::Error;
    });
}

void sort_diagnostics(Diagnostics& diagnostics) {
    std::stable_sort(
        diagnostics.begin(),
        diagnostics.end(),
        [](const Diagnostic& left, const Diagnostic& right) { return order(left) < order(right); }
    );
    const auto repeats = std::unique(
        diagnostics.begin(),
        diagnostics.end(),
        [](const Diagnostic& left, const Diagnostic& right) { return order(left) == order(right); }
    );
    diagnostics.erase(repeats, diagnostics.end());
}

} // namespace precept
