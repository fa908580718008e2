// Cases of a definition that overlap, and the gap that they leave between them. Part of lint.hpp.
#pragma once

#include "interpreter/lint/people.hpp"
#include "lang/diagnostic.hpp"

namespace precept::linting {

/// `overlapping-cases`: two cases with different values both apply to somebody, though each also
/// applies without the other, so that neither is an exception to the other and only their order
/// decides. (The "correlation anomaly" of ordered rules: E. Al-Shaer, H. Hamed, Discovery of Policy
/// Anomalies in Distributed Firewalls, IEEE INFOCOM 2004.)
///
/// `gap-between-cases`: none of them applies to somebody of whom enough is known, and no rule,
/// property or other definition asks whether this one is known.
///
/// Gives how many definitions were not looked at, as `people` were tired.
[[nodiscard]] std::size_t lint_cases(const People& people, Diagnostics& diagnostics);

} // namespace precept::linting
