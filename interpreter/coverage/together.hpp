// What conditions can be together, as far as that shows from the conditions themselves: of what one
// fact or one definition is compared with, not all can be so at once. Whatever else is taken to be
// possible, so what is ruled out is ruled out for every patient. This proves what trying all
// patients (see seek.hpp) can't where there are too many.
#pragma once

#include "interpreter/coverage/aims.hpp"

#include <cstddef>
#include <vector>

namespace precept::coverage {

/// Which of the aims are proved to be impossible: that a condition decides alone on one side. At
/// most `most` combinations are tried altogether.
[[nodiscard]] std::vector<bool> never_alone(
    const Program& program,
    const Conditions& conditions,
    const std::vector<Aim>& aims,
    std::size_t most = 400'000
);

} // namespace precept::coverage
