// Random NDJSON for a program: records as people and programs write them, sound, odd and broken.
#pragma once

#include "lang/program.hpp"
#include "tests/unit/random/random.hpp"

#include <string>

namespace precept::random {

/// How likely oddities are, in per cent of the places where one may be.
struct Oddities {
    int values = 3; ///< wrong types, values, units, days; repeated and unknown keys
    int bytes = 10; ///< of the records: some bytes changed
};

/// One record, without line ends.
[[nodiscard]] std::string
random_record(Random& random, const Program& program, const Oddities& oddities);

} // namespace precept::random
