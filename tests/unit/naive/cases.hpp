// How many random cases a property is tried on, and what is printed when one fails.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace precept::naive {

/// `usual` cases, or its share of those that PRECEPT_PROPERTY_CASES asks for (1000 is the usual
/// number).
inline std::uint64_t property_cases(std::uint64_t usual) {
    const char* wanted = std::getenv("PRECEPT_PROPERTY_CASES");
    const std::uint64_t per_thousand =
        wanted == nullptr ? 1000 : std::strtoull(wanted, nullptr, 10);
    const std::uint64_t cases = usual * per_thousand / 1000;
    return cases == 0 ? 1 : cases;
}

} // namespace precept::naive
